"""A stack as it is to stand, and how one waits for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

#: Hears what a long work is at.
Say = Callable[[str], None]
#: Waits so many seconds.
Pause = Callable[[float], None]


def quiet(_: str) -> None:
    """A Say that nobody hears."""


@dataclass(frozen=True)
class Stack:
    """`region` is the stage's unless another is named.

    `secrets` are parameters that CloudFormation takes and never tells again (NoEcho), so that none
    is compared: one that has changed must show in `parameters` as well.
    """

    name: str
    body: str
    parameters: Mapping[str, str]
    region: str | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
