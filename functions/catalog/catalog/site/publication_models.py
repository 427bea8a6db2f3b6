"""Publishing everything on request: what staff send and are answered."""

from typing import Literal

from pydantic import Field
from shopkit.models import Answer, Request


class PublicationIn(Request):
    """Without a cursor it begins; each answer's cursor goes on."""

    cursor: str | None = Field(None, max_length=2_000)


class PublicationPartView(Answer):
    """Steps that are done of about so many; `cursor` null: that was all."""

    object: Literal["publication_part"] = "publication_part"
    done: int
    total: int
    written: int
    removed: int
    cursor: str | None


class PublicationView(Answer):
    """The version that was published as a whole last (null: none yet), and that of this code."""

    object: Literal["publication"] = "publication"
    published: str | None
    current: str
    is_current: bool
