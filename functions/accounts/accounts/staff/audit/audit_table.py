"""The audit log at rest.

| pattern | key | index | units |
|---|---|---|---|
| the end of the chain | pk = AUDIT, sk = HEAD | – | 1 read |
| enter up to ten facts | update HEAD if it is as read, put each entry and each fact's mark | – | 4 writes per KB an entry, 4 a mark, 2 |
| entries of a day, newest first | pk = AUDIT#<day> | – | 0.5 read per 4 KB |
| by who | gsi1pk = AUDITBY#<staff> | gsi1 | 0.5 read per 4 KB |
| by target | gsi2pk = AUDITOF#<target> | gsi2 | 0.5 read per 4 KB |

`day` is when an entry was chained, seconds after what it tells of. A mark (AUDITED#<fact id>) keeps
a fact that comes again from being entered again.
"""  # noqa: E501 — a table

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from shopkit import clock, table
from shopkit.events import StaffActed
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Page, Write

from accounts.accounts_table import accounts_table
from accounts.staff.audit import chain
from accounts.staff.audit.chain import Entry, Head

HEAD_IS_AS_READ = "head_is_as_read"
#: Longer than a dead-letter queue keeps a message.
_MARKED_FOR = timedelta(days=60)
_HEAD: Item = {"pk": "AUDIT", "sk": "HEAD"}


def head() -> tuple[Head, str]:
    """The end of the chain and its seal; before the first entry "" is its seal."""
    item = table.get(accounts_table(), _HEAD)
    if item is None:
        return Head(), ""
    return Head(item["count"], item["hash"], item["day"], item["since"]), item["seal"]


def advance(after: Head, before: Head) -> Write:
    item = _HEAD | {
        "count": after.count,
        "hash": after.hash,
        "day": after.day,
        "since": after.since,
        "seal": chain.seal(after.count, after.hash),
    }
    return table.put(
        accounts_table(),
        item,
        only_if="#hash = :before" if before.count else IS_NEW,
        condition=HEAD_IS_AS_READ,
        values={":before": before.hash} if before.count else None,
        names={"#hash": "hash"} if before.count else None,
    )


def enter(entry: Entry, fact: StaffActed) -> Write:
    item = {
        "pk": f"AUDIT#{entry.day}",
        "sk": sort_key(entry.number),
        "gsi1pk": f"AUDITBY#{fact.staff}",
        "gsi1sk": sort_key(entry.number),
        "gsi2pk": f"AUDITOF#{fact.target}",
        "gsi2sk": sort_key(entry.number),
        "number": entry.number,
        "record": entry.record,
        "previous": entry.previous,
        "hash": entry.hash,
    }
    return table.put(
        accounts_table(), item, only_if=IS_NEW, condition=f"number_is_free:{entry.number}"
    )


def mark(fact: StaffActed, now: datetime) -> Write:
    """That the fact is entered; condition `marked(fact)`."""
    item = {
        "pk": f"AUDITED#{fact.id}",
        "sk": "AUDITED",
        "expires_at": int((now + _MARKED_FOR).timestamp()),
    }
    return table.put(accounts_table(), item, only_if=IS_NEW, condition=marked(fact), tells=False)


def marked(fact: StaffActed) -> str:
    return f"fact_is_new:{fact.id}"


def of_day(day: str, limit: int, start: Item | None) -> Page:
    return table.query(accounts_table(), f"AUDIT#{day}", limit=limit, start=start, backwards=True)


def of_staff(staff: str, limit: int, start: Item | None) -> Page:
    return _indexed("gsi1", f"AUDITBY#{staff}", limit, start)


def of_target(target: str, limit: int, start: Item | None) -> Page:
    return _indexed("gsi2", f"AUDITOF#{target}", limit, start)


def of_items(items: Sequence[Item]) -> list[Entry]:
    return [entry_of(item) for item in items]


def entry_of(item: dict[str, Any]) -> Entry:
    return Entry(
        number=item["number"],
        day=item["pk"].removeprefix("AUDIT#"),
        record=item["record"],
        previous=item["previous"],
        hash=item["hash"],
    )


def sort_key(number: int) -> str:
    return f"ENTRY#{number:012d}"


def today(now: datetime) -> str:
    return clock.text(now)[:10]


def _indexed(index: str, pk: str, limit: int, start: Item | None) -> Page:
    return table.query(accounts_table(), pk, index=index, limit=limit, start=start, backwards=True)
