"""What a stage's functions wrote to CloudWatch Logs, of several groups in one order of time.

Nothing personal can be read here that functions do not write (shopkit/observability.py). Metrics
and Lambda's own START and END are left out: the line that a handler writes at its end says more.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from barrow.deploying.account import Account
from barrow.failures import Failure
from barrow.operating import log_lines, standing

PAUSE = 2.0
#: CloudWatch hands out an event some seconds after it happened, and not always in order.
LATE = timedelta(seconds=30)
#: One term of these is in every line that may be an error; what is none is left out afterwards.
TROUBLE = '?ERROR ?CRITICAL ?"timed out" ?Traceback ?"Process exited" ?errorMessage'


class NoSuchFunction(Failure):
    """No function of the stage has what was asked for."""


@dataclass(frozen=True, order=True)
class Entry:
    """`function` is the whole name."""

    at: datetime
    function: str
    id: str
    text: str


@dataclass(frozen=True)
class Wanted:
    """Which functions; `errors` leaves out every line that is none."""

    capability: str | None = None
    function: str | None = None
    errors: bool = False

    def of(self, found: Sequence[standing.Function]) -> list[standing.Function]:
        """Raises NoSuchFunction."""
        chosen = [
            one
            for one in found
            if self.capability in {None, one.capability}
            and self.function in {None, one.name, one.part, f"{one.capability}.{one.part}"}
        ]
        if not chosen:
            there = ", ".join(one.name for one in found) or "nothing is deployed"
            raise NoSuchFunction(f"there is no such function; there are: {there}")
        return chosen


def read(
    account: Account,
    functions: Sequence[standing.Function],
    wanted: Wanted,
    since: datetime,
    until: datetime | None = None,
) -> Iterator[Entry]:
    """Entries from `since` on, oldest first; both ends belong to it."""
    groups = [_of_group(account, function, wanted, since, until) for function in functions]
    return heapq.merge(*groups)


def follow(  # noqa: PLR0913 — where, what, when, and how to wait
    account: Account,
    functions: Sequence[standing.Function],
    wanted: Wanted,
    since: datetime,
    now: Callable[[], datetime],
    pause: Callable[[float], None],
) -> Iterator[Entry]:
    """As `read`, then what comes, without an end. Each entry once, however late it comes."""
    told: dict[str, datetime] = {}
    while True:
        reached = now()
        for entry in read(account, functions, wanted, since):
            if entry.id not in told:
                told[entry.id] = entry.at
                yield entry
        since = max(since, reached - LATE)
        told = {id_: at for id_, at in told.items() if at >= since}
        pause(PAUSE)


def _of_group(
    account: Account,
    function: standing.Function,
    wanted: Wanted,
    since: datetime,
    until: datetime | None,
) -> Iterator[Entry]:
    logs = account.client("logs")
    asked: dict[str, Any] = {"logGroupName": function.log_group, "startTime": _millis(since)}
    if until is not None:
        asked["endTime"] = _millis(until)
    if wanted.errors:
        asked["filterPattern"] = TROUBLE
    try:
        for page in logs.get_paginator("filter_log_events").paginate(**asked):
            for event in page["events"]:
                entry = Entry(
                    datetime.fromtimestamp(event["timestamp"] / 1000, UTC),
                    function.name,
                    # an emulator may give events no id
                    event.get("eventId") or f"{event['timestamp']} {event['message']}",
                    event["message"].rstrip(),
                )
                if log_lines.is_told(entry.text, errors=wanted.errors):
                    yield entry
    except logs.exceptions.ResourceNotFoundException:
        # a function that nobody has called yet, on an emulator that makes groups by the first call
        return


def _millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
