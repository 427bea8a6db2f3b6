"""Deletes what DynamoDB's time to live would delete, by the shop's clock."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from barrow.cloud.pump import IDLE, Depths, Outcome

_log = logging.getLogger(__name__)
#: DynamoDB promises days and not seconds; a look a minute is prompt enough to see it work.
_EVERY = timedelta(minutes=1)


class Expiring(Protocol):
    def sweep_ttl(self, now: datetime) -> int: ...


class ExpiryPump:
    name = "time to live"
    rest = 0.0

    def __init__(self, engine: Expiring, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now
        self._next = now()

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002 — of queues
        return self._now() >= self._next

    def hurry(self) -> None:
        """It looks by the shop's clock alone."""

    def step(self) -> Outcome:
        now = self._now()
        if now < self._next:
            return IDLE
        self._next = now + _EVERY
        try:
            deleted = self._engine.sweep_ttl(now)
        except Exception:
            _log.exception("expired items could not be deleted")
            return IDLE
        return Outcome(deleted, deleted)
