"""The shop's time in the local cloud: the machine's, moved by as much as people asked for.

A new shop may begin in the past; from then on its time never goes back: holds, sessions and ledgers
are ordered by it. The distance from the machine's time survives restarts.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

#: Ten years: beyond any test of a subscription, far from the end of Python's calendar.
MAX_ADVANCE = timedelta(days=3653)


class ClockGoesBack(ValueError):
    """The clock was asked to stand still or go back."""


class TooFar(ValueError):
    """More than MAX_ADVANCE at once, or beyond the year 9000."""


class OffsetStore(Protocol):
    """Where the clock's distance from the machine's time is kept."""

    def load_offset(self) -> timedelta | None: ...

    def save_offset(self, offset: timedelta) -> None: ...


def _machine_time() -> datetime:
    return datetime.now(UTC)


class ShopClock:
    """`clock.now` is what the apps are given as the source of their time."""

    def __init__(self, machine: Callable[[], datetime] = _machine_time) -> None:
        self._store: OffsetStore | None = None
        self._machine = machine
        self._moving = threading.Lock()
        self._offset = timedelta()

    def begin(self, at: datetime) -> None:
        """Start at `at` (aware), past or future; for a new shop, before `keep_in`.

        Raises ClockGoesBack once the clock is kept.
        """
        with self._moving:
            if self._store:
                raise ClockGoesBack("this shop has begun; its clock only moves forward")
            self._offset = at - self._machine()

    def keep_in(self, store: OffsetStore) -> None:
        """Go on from where the kept clock was, and keep every move."""
        with self._moving:
            self._store = store
            kept = store.load_offset()
            if kept is None:
                store.save_offset(self._offset)
            else:
                self._offset = kept

    @property
    def offset(self) -> timedelta:
        return self._offset

    def now(self) -> datetime:
        return self._machine() + self._offset

    def advance(self, seconds: float) -> datetime:
        """Move forward; answers the new time. Raises ClockGoesBack or TooFar."""
        with self._moving:
            if not seconds > 0:
                raise ClockGoesBack("the clock only moves forward")
            return self._move(seconds)

    def set(self, to: datetime) -> datetime:
        """Move forward to `to` (aware); answers the new time. Raises ClockGoesBack or TooFar."""
        with self._moving:
            now = self.now()
            if to <= now:
                raise ClockGoesBack(f"it is already {now.isoformat(timespec='seconds')}")
            return self._move((to - now).total_seconds())

    def _move(self, seconds: float) -> datetime:
        if seconds > MAX_ADVANCE.total_seconds() or self.now().year >= 9000:
            raise TooFar(f"at most {MAX_ADVANCE.days} days at once")
        self._offset += timedelta(seconds=seconds)
        if self._store:
            self._store.save_offset(self._offset)
        return self.now()
