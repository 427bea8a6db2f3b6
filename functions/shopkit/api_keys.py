"""Contract: the staff API keys that the shop's people make, as every door reads them.

| item of table accounts | pk | sk | holds |
|---|---|---|---|
| a key | APIKEY#<sha256 of it> | APIKEY | its permissions, its end, when it was used last |

| pattern | key | units |
|---|---|---|
| find a key | GetItem, consistent, projected | 1 read |
| note that it was used | update, alone in a transaction | 2 writes, once an hour |

A key is `bk_` and 256 random bits: nobody finds it from its SHA-256, and none of them is guessed.
It is read anew for every request, so one that is revoked is dead at once.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import clock, ids, table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.settings import settings

#: How exactly the list of keys tells when one was used last.
NOTED_EVERY = timedelta(hours=1)

FIELDS = Fields("id", "permissions", "ends_at", "revoked_at", "last_used_at")


_KEY = re.compile(r"bk_[A-Za-z0-9_-]{43}\Z")


@dataclass(frozen=True)
class ApiKey:
    """A key that opens something: `id` (`key_…`) is fit for logs and history."""

    id: str
    permissions: frozenset[str]
    last_used_at: datetime | None
    fingerprint: str


def accounts_table() -> str:
    return settings().table("accounts")


def key(fingerprint: str) -> Item:
    return {"pk": f"APIKEY#{fingerprint}", "sk": "APIKEY"}


def find(presented: str, now: datetime) -> ApiKey | None:
    """The key itself, as its holder sent it; None for one that is unknown, over or revoked."""
    if not _KEY.match(presented):
        return None
    fingerprint = ids.fingerprint(presented)
    item = table.get(accounts_table(), key(fingerprint), fields=FIELDS)
    if item is None or item.get("revoked_at") or clock.parse(item["ends_at"]) <= now:
        return None
    last = item.get("last_used_at")
    return ApiKey(
        item["id"], frozenset(item["permissions"]), clock.parse(last) if last else None, fingerprint
    )


def note_use(used: ApiKey, now: datetime) -> None:
    if used.last_used_at is not None and now - used.last_used_at < NOTED_EVERY:
        return
    note = table.update(
        accounts_table(),
        key(used.fingerprint),
        "SET last_used_at = :now",
        {":now": clock.text(now)},
        only_if=table.EXISTS,
        condition="key_stands",
        tells=False,
    )
    try:
        # in a transaction, which answers nothing of the item: other capabilities may not see all
        table.transact([note], even_one=True)
    except table.Refused:
        # forgotten in this moment; the next request is refused
        return
