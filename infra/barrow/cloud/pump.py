"""What every pump is: something that moves waiting work to a handler, a batch at a time.

A pump is called by one thread at a time (`Pumps` sees to it). A handler that fails never fails the
pump: the work waits for another try, after a pause that grows, as Lambda's event sources do it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

Depths = Mapping[str, tuple[int, int]]
"""Visible and in-flight messages by queue name."""

FIRST_PAUSE = 0.05
#: Of pumps whose work comes in batches. A first change is moved at once; what comes right after it
#: is moved together, which costs a busy shop far fewer calls and a person nothing to notice.
REST_BETWEEN_BATCHES = 0.03
LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One step: how much was given to handlers, how much of it is done, and what blocks the rest.

    `blocked` is set where nothing after the failed work can pass: a stream, not a queue.
    """

    tried: int = 0
    handled: int = 0
    blocked: str | None = None


IDLE = Outcome()


class Pump(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def rest(self) -> float:
        """Seconds between two steps that found something, unless someone waits for the end."""

    def ready(self, depths: Depths) -> bool:
        """Whether `step` would find something now. Cheap; may be called by another thread."""

    def step(self) -> Outcome:
        """Move one batch. Does nothing while a pause lasts."""

    def hurry(self) -> None:
        """End the pauses before retries: someone waits for everything to be done."""


def pause_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10)))
