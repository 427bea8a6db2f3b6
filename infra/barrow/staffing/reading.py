"""The audit log and its witnesses as a shop's API tells them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from barrow.shop_client import ShopClient
from barrow.staffing.verifying import Act, End, Entry

AUDIT = "/api/accounts/admin/audit"
#: An act that is younger may still be on its way into the log: stream, bus, queue and their tries.
ON_ITS_WAY = timedelta(minutes=15)
#: Days before the log's end whose acts are looked for: longer than a dead-letter queue keeps one.
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Log:
    """`since` and `day` are those of its first and last entry, "" for none."""

    entries: Sequence[Entry]
    end: End
    since: str
    day: str


def read(client: ShopClient) -> Log:
    told = client.get(f"{AUDIT}/chain", staff=True).json
    end = End(told["count"], told["hash"], told["sealed"])
    found = {(one.number, one.day): one for one in map(_entry, client.listed(AUDIT))}
    if len(found) < end.count:
        # somewhere the thread from day to day is cut: every day is asked by itself
        for day in _days(told["since"], told["day"]):
            for one in map(_entry, client.listed(AUDIT, day=str(day))):
                found[(one.number, one.day)] = one
    return Log(list(found.values()), end, told["since"], told["day"])


def acts(client: ShopClient, capabilities: Iterable[str], log: Log) -> list[Act]:
    """Those that must be in the log, by what each capability's own table tells."""
    now = datetime.fromisoformat(client.get("/api/accounts/health").json["at"])
    first = date.fromisoformat(log.day) - LOOKED_BACK if log.day else now.date() - LOOKED_BACK
    found = []
    for capability in _telling(client, capabilities):
        for day in _days(str(first), str(now.date())):
            path = f"/api/{capability}/admin/acts"
            for one in client.listed(path, day=str(day)):
                fact = json.loads(one["record"])
                if datetime.fromisoformat(fact["at"]) <= now - ON_ITS_WAY:
                    found.append(Act(capability, fact))
    return found


def _telling(client: ShopClient, capabilities: Iterable[str]) -> Iterator[str]:
    """Those whose staff can change something."""
    for name in capabilities:
        paths = client.get(f"/api/{name}/openapi.json").json["paths"]
        if f"/api/{name}/admin/acts" in paths:
            yield name


def _entry(told: dict[str, Any]) -> Entry:
    return Entry(told["number"], told["day"], told["record"], told["previous"], told["hash"])


def _days(first: str, last: str) -> Iterator[date]:
    if not first or not last:
        return
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)
