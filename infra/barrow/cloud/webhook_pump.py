"""Delivers the stand-in Stripe's webhooks, and lets its own time pass (sessions that expire)."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from barrow.cloud.pump import IDLE, Depths, Outcome

_log = logging.getLogger(__name__)


class WebhookSource(Protocol):
    def tick(self, now: datetime) -> object: ...

    def deliver_due(self, now: datetime) -> int: ...

    def pending(self) -> int: ...

    def redact(self, is_theirs: Callable[[str], bool]) -> int: ...


class WebhookPump:
    """What is late on purpose, or waits for its retry, is not due and holds nothing up."""

    name = "stripe webhooks"
    rest = 0.0

    def __init__(self, source: WebhookSource, now: Callable[[], datetime]) -> None:
        self._source = source
        self._now = now
        self._ticked: datetime | None = None

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002 — of queues
        if self._source.pending():
            return True
        return self._ticked is None or (self._now() - self._ticked).total_seconds() >= 1

    def hurry(self) -> None:
        """Nothing pauses here but by the shop's clock."""

    def step(self) -> Outcome:
        self._ticked = self._now()
        try:
            self._source.tick(self._ticked)
            delivered = self._source.deliver_due(self._ticked)
        except Exception:
            _log.exception("the webhooks could not be delivered")
            return IDLE
        return Outcome(delivered, delivered)
