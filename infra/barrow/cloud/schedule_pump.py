"""Fires the scheduled functions by the shop's clock, in the order in which they are due.

When the clock was moved over several firings of one schedule, it fires once: a day later there is
one daily report and one look for expired holds, not 1,440. When each is due next survives a
restart, so a shop that slept catches up once.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from barrow.cloud import request_ids
from barrow.cloud.apps import EventHandler
from barrow.cloud.engine_transport import ACCOUNT, REGION
from barrow.cloud.pump import IDLE, Depths, Outcome, pause_after
from barrow.cloud.schedules import Schedule, parse

_log = logging.getLogger(__name__)
#: Lambda tries an asynchronous call three times in all (Lambda guide, "Asynchronous invocation").
_TRIES = 3


class DueStore(Protocol):
    """Where it is kept when each schedule is due next, by its full name."""

    def load_due(self) -> dict[str, datetime]: ...

    def save_due(self, name: str, due: datetime) -> None: ...


@dataclass
class _Scheduled:
    handler: EventHandler
    schedule: Schedule
    due: datetime | None
    failures: int = 0


class SchedulePump:
    name = "schedules"
    rest = 0.0

    def __init__(
        self,
        handlers: Iterable[EventHandler],
        now: Callable[[], datetime],
        store: DueStore | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._store = store
        self._monotonic = monotonic
        self._paused_until = 0.0
        kept = store.load_due() if store else {}
        self._scheduled = [self._planned(handler, kept) for handler in handlers]

    def _planned(self, handler: EventHandler, kept: dict[str, datetime]) -> _Scheduled:
        expression = handler.config.schedule_expression
        text = expression if isinstance(expression, str) else expression.to_string()
        schedule = parse(text)
        following = schedule.next_after(self._now())
        # a schedule that was made more frequent since must not wait for its old date
        before = kept.get(handler.full_name)
        due = min(before, following) if before and following else before or following
        scheduled = _Scheduled(handler, schedule, due)
        self._keep(scheduled)
        return scheduled

    def plan(self) -> list[tuple[str, datetime | None]]:
        """Each schedule's full name and when it fires next."""
        return [(each.handler.full_name, each.due) for each in self._scheduled]

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002 — of queues
        return self._monotonic() >= self._paused_until and self._first_due(self._now()) is not None

    def hurry(self) -> None:
        self._paused_until = 0.0

    def step(self) -> Outcome:
        """Fire the one that is due the longest."""
        now = self._now()
        first = self._first_due(now)
        if first is None or self._monotonic() < self._paused_until:
            return IDLE
        done = 1
        try:
            first.handler.invoke(_event(first.handler, now))
        except Exception:
            _log.exception("the schedule %s failed", first.handler.full_name)
            done = 0
            first.failures += 1
            if first.failures < _TRIES:
                self._paused_until = self._monotonic() + pause_after(first.failures)
                return Outcome(1, 0)
        self._plan_next(first)
        return Outcome(1, done)

    def _plan_next(self, scheduled: _Scheduled) -> None:
        scheduled.failures = 0
        scheduled.due = scheduled.schedule.next_after(self._now())
        self._keep(scheduled)

    def _keep(self, scheduled: _Scheduled) -> None:
        if self._store and scheduled.due:
            self._store.save_due(scheduled.handler.full_name, scheduled.due)

    def _first_due(self, now: datetime) -> _Scheduled | None:
        due = [
            (each.due, i) for i, each in enumerate(self._scheduled) if each.due and each.due <= now
        ]
        return self._scheduled[min(due)[1]] if due else None


def _event(handler: EventHandler, now: datetime) -> dict[str, Any]:
    """A scheduled event (EventBridge guide); `time` is the shop's time of the firing itself."""
    return {
        "version": "0",
        "id": request_ids.new(),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{handler.full_name}"],
        "detail": {},
    }
