"""What a long work of several steps tells while it goes on."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Step(Protocol):
    """One step that is under way."""

    def note(self, text: str) -> None:
        """What it is at."""

    def end(self, outcome: str) -> None:
        """What came of it, such as `unchanged`; `done` when it is not told."""


class Steps(Protocol):
    """Hears of steps; several may be under way at once, from several threads."""

    def step(self, name: str) -> AbstractContextManager[Step]:
        """A step, under way until the block ends; an error that leaves the block failed it."""


class _Unheard:
    def note(self, text: str) -> None:
        """Nobody asked."""

    def end(self, outcome: str) -> None:
        """Nobody asked."""


class Unseen:
    """Steps that nobody looks at."""

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:  # noqa: ARG002 — nobody asked
        yield _Unheard()
