"""How far a long work is: drawn for a person at a terminal, and for nobody else."""

import io

from barrow.progress import bar
from rich.console import Console


def drawn(*, is_terminal: bool) -> str:
    console = Console(file=io.StringIO(), force_terminal=is_terminal, width=80)
    with bar(console) as watcher:
        watcher.expect("pictures", 2)
        watcher.step(note="tea-1")
        watcher.step()
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_at_a_terminal_a_bar_counts() -> None:
    assert "2/2" in drawn(is_terminal=True)


def test_where_nobody_watches_nothing_is_written() -> None:
    assert drawn(is_terminal=False) == ""
