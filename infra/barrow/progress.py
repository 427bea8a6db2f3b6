"""Progress in a terminal: a bar with counts and pace; silent where nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)


class Watcher(Protocol):
    """Hears how far a long work is."""

    def expect(self, what: str, total: int) -> None:
        """From now on `total` steps of `what` come."""

    def step(self, count: int = 1, note: str = "") -> None:
        """So many more are done; `note` stands beside the bar."""


class Unwatched:
    """A Watcher for work that nobody looks at."""

    def expect(self, what: str, total: int) -> None:
        """Nobody asked."""

    def step(self, count: int = 1, note: str = "") -> None:
        """Nobody asked."""


class _Bar:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None, note="")

    def expect(self, what: str, total: int) -> None:
        self._progress.reset(self._task, description=what, total=total, note="")

    def step(self, count: int = 1, note: str = "") -> None:
        if note:
            self._progress.update(self._task, advance=count, note=note)
        else:
            self._progress.advance(self._task, count)


@contextmanager
def bar(console: Console) -> Iterator[Watcher]:
    """A Watcher that draws one bar, and takes it away at the end."""
    if not console.is_terminal:
        yield Unwatched()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bar(progress)
