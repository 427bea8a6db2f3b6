"""Which calls to DynamoDB something makes."""

from collections.abc import Callable
from typing import Any

from shopkit import aws


def calls_of(action: Callable[[], Any]) -> list[str]:
    """The DynamoDB calls that `action` makes, by name."""
    made: list[str] = []

    def note(model: Any, **_: Any) -> None:
        made.append(model.name)

    events = aws.client("dynamodb").meta.events
    events.register("before-call.dynamodb", note)
    action()
    events.unregister("before-call.dynamodb", note)
    return made
