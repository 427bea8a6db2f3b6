"""When the next batch of a queue may go to its function.

Lambda gathers messages for a function's batching window, from the first one that waits, or until
the batch is full (Lambda guide, "Using Lambda with Amazon SQS", batching behaviour). In the cloud
such a function works on a machine of its own. Here it shares one with the shop, so it also rests
for four times as long as its last batch took: at most a fifth of the time is its.
"""

import time
from collections.abc import Callable

_REST = 4


class BatchingWindow:
    """`seconds` 0 is no window: a batch may always go. `size` messages are a full batch."""

    def __init__(
        self, seconds: float, size: int, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._size = size
        self._monotonic = monotonic
        self._first_seen: float | None = None
        self._rests_until = 0.0
        self._is_open = not seconds

    def look(self, waiting: int) -> bool:
        """Whether a batch may go, so many messages being visible."""
        if not self._seconds:
            return waiting > 0
        if not waiting:
            self._first_seen = None
            return False
        now = self._monotonic()
        if self._first_seen is None:
            self._first_seen = now
        is_due = now >= self._first_seen + self._seconds or waiting >= self._size
        self._is_open = self._is_open or (is_due and now >= self._rests_until)
        return self._is_open

    def open(self) -> None:
        """Somebody waits for everything to be done: neither gather nor rest."""
        self._is_open = True

    def begin(self) -> bool:
        """Take the leave to send one batch, if there is one."""
        was_open = self._is_open
        if self._seconds:
            self._is_open = False
            self._first_seen = None if was_open else self._first_seen
        return was_open

    def ended(self, took: float) -> None:
        """A batch took so many seconds."""
        if self._seconds:
            self._rests_until = self._monotonic() + _REST * took
