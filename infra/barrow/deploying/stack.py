"""A stack as it is to stand, and how one waits for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: Hears what a long work is at.
Say = Callable[[str], None]
#: Waits so many seconds.
Pause = Callable[[float], None]


def quiet(_: str) -> None:
    """A Say that nobody hears."""


@dataclass(frozen=True)
class Stack:
    """`region` is the stage's unless another is named."""

    name: str
    body: str
    parameters: Mapping[str, str]
    region: str | None = None
