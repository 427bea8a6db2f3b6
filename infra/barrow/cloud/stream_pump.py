"""Moves the changes of a table to the functions that follow its stream.

Each function sees every change in order. A batch that fails comes again, and nothing passes before
it; a function that was done with the batch is not given it twice.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from barrow.cloud.apps import EventHandler
from barrow.cloud.engine import Record
from barrow.cloud.pump import IDLE, REST_BETWEEN_BATCHES, Depths, Outcome, pause_after

_log = logging.getLogger(__name__)


class StreamSource(Protocol):
    def take_stream(self, table: str, limit: int = 100) -> list[Record]: ...

    def done_stream(self, table: str, count: int) -> None: ...


class StreamPump:
    """Without handlers it drops the changes, as a stream does that nobody reads."""

    rest = REST_BETWEEN_BATCHES

    def __init__(
        self,
        table: str,
        handlers: Sequence[EventHandler],
        source: StreamSource,
        observe: Callable[[list[Record]], None] = lambda _: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = f"stream {table}"
        self._table = table
        self._handlers = handlers
        self._source = source
        self._observe = observe
        self._monotonic = monotonic
        self._limit = min((handler.config.batch_size for handler in handlers), default=1_000)
        self._batch = 0  # size of a batch that failed: a retry must not grow
        self._done_by: set[str] = set()
        self._failures = 0
        self._paused_until = 0.0

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002 — of queues
        if self._monotonic() < self._paused_until:
            return False
        return bool(self._source.take_stream(self._table, 1))

    def hurry(self) -> None:
        self._paused_until = 0.0

    def step(self) -> Outcome:
        if self._monotonic() < self._paused_until:
            return IDLE
        records = self._source.take_stream(self._table, self._batch or self._limit)
        if not records:
            return IDLE
        self._observe(records)
        for handler in self._handlers:
            if handler.full_name in self._done_by:
                continue
            try:
                handler.invoke({"Records": records})
            except Exception as error:
                _log.exception(
                    "%s failed on %d changes of %s", handler.full_name, len(records), self._table
                )
                self._batch = len(records)
                self._failures += 1
                self._paused_until = self._monotonic() + pause_after(self._failures)
                return Outcome(len(records), 0, f"{handler.full_name}: {error!r}")
            self._done_by.add(handler.full_name)
        self._source.done_stream(self._table, len(records))
        self._batch = self._failures = 0
        self._done_by.clear()
        return Outcome(len(records), len(records))


def follows(handler: EventHandler, table: str, stage: str) -> bool:
    """Whether the function reads this table's stream.

    By the stream's ARN, which holds `table/<name>/`; by the naming rule where the ARN does not name
    a table of the shop (it is known only after the foundation is deployed).
    """
    _, named, rest = str(handler.config.stream_arn).partition(":table/")
    name = rest.partition("/")[0] if named else ""
    if name.startswith(f"barrow-{stage}-"):
        return name == table
    return table == f"barrow-{stage}-{handler.capability}"
