"""Steps as an operator sees them: live at a terminal, a line each anywhere else.

✓ foundation    made                                     41 s
✓ secrets       made CURSOR_KEY, PEOPLE_KEY, OPERATOR_KE…  1 s
⠹ cart          Creating lambda function: barrow-cart-…   12 s
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

_DONE, _FAILED = Text("✓", "green"), Text("✗", "red")


class _Shown:
    """One step's line. `outcome` is None while it is under way."""

    def __init__(self, name: str, begun: float) -> None:
        self.name, self.begun = name, begun
        self.at = ""
        self.outcome: str | None = None
        self.ended: float | None = None
        self.has_failed = False
        self.spinner = Spinner("dots", style="cyan")

    def note(self, text: str) -> None:
        self.at = text

    def end(self, outcome: str) -> None:
        self.outcome = outcome

    def seconds(self, now: float) -> str:
        whole = int((self.ended or now) - self.begun)
        return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"


class ShownSteps:
    """Steps on `console`, while the block runs. Threads may have a step each."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console, self._clock = console, clock
        self._steps: list[_Shown] = []
        self._lock = Lock()
        self._has_ended = False
        self._live = Live(
            console=console, get_renderable=self._table, refresh_per_second=8, transient=False
        )

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._console.is_terminal:
            self._has_ended = True
            self._live.stop()

    @contextmanager
    def step(self, name: str) -> Iterator[_Shown]:
        shown = _Shown(name, self._clock())
        with self._lock:
            self._steps.append(shown)
        try:
            yield shown
        except BaseException as error:
            shown.has_failed = True
            shown.outcome = "stopped" if isinstance(error, KeyboardInterrupt) else "failed"
            raise
        finally:
            shown.ended = self._clock()
            shown.outcome = shown.outcome or "done"
            if not self._console.is_terminal:
                with self._lock:
                    self._console.print(self._line(shown), soft_wrap=True)

    def show(self) -> None:
        """Draw now, whatever the pace of drawing is."""
        if self._console.is_terminal:
            self._live.refresh()

    def _line(self, step: _Shown) -> str:
        mark = "✗" if step.has_failed else "✓"
        return f"{mark} {step.name}: {step.outcome} ({step.seconds(self._clock())})"

    def _table(self) -> RenderableType:
        table = Table.grid(padding=(0, 2), expand=False)
        table.add_column(width=1)
        table.add_column(no_wrap=True, min_width=14)
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column(no_wrap=True, justify="right", style="dim")
        now = self._clock()
        with self._lock:
            steps = list(self._steps)
        if not self._has_ended:
            # what is under way stands at the end, and must not fall off a low window
            steps = steps[-max(1, self._console.height - 2) :]
        for step in steps:
            mark: RenderableType = step.spinner
            if step.outcome is not None and step.ended is not None:
                mark = _FAILED if step.has_failed else _DONE
            told = Text(step.outcome or step.at, "" if step.ended else "dim")
            table.add_row(mark, step.name, told, step.seconds(now))
        return table
