"""What browsers are told; those that send as a page closes hear nothing of it."""

from typing import Literal

from shopkit.models import Answer


class Received(Answer):
    """`stored`: how many of the events were new."""

    object: Literal["events_received"] = "events_received"
    stored: int
