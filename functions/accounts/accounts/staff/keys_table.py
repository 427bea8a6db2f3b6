"""Staff API keys at rest; how every door reads one is shopkit/api_keys.py.

| pattern | key | index | units |
|---|---|---|---|
| make | put pk = APIKEY#<sha256>, sk = APIKEY, if the maker stands as read | – | 4 writes |
| all keys, newest first | gsi1pk = APIKEY | gsi1 | 0.5 read per 4 KB |
| a key by its id | gsi1pk = APIKEY, gsi1sk = <key id> | gsi1 | 0.5 read |
| those that one made | gsi2pk = MAKER#<account id> | gsi2 | 0.5 read per 4 KB |
| revoke | update revoked_at | – | 2 writes |

The key itself is nowhere. An ended or revoked one stays listed for KEPT, and is then forgotten.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import api_keys, clock, table
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Refused, Write, transact

from accounts.accounts_table import accounts_table
from accounts.staff.members_table import Membership, stands

KEPT = timedelta(days=90)


@dataclass(frozen=True)
class StaffKey:
    """`made_by` is an account's id, or the beginning of the operator's key's fingerprint."""

    id: str
    fingerprint: str
    name: str
    permissions: frozenset[str]
    made_by: str
    created_at: datetime
    ends_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


def make(key: StaffKey, maker: Membership | None) -> None:
    """Raises Refused where the maker's membership is another by now."""
    item = api_keys.key(key.fingerprint) | {
        "gsi1pk": "APIKEY",
        "gsi1sk": key.id,
        "gsi2pk": f"MAKER#{key.made_by}",
        "gsi2sk": key.id,
        "id": key.id,
        "name": key.name,
        "permissions": sorted(key.permissions),
        "made_by": key.made_by,
        "created_at": clock.text(key.created_at),
        "ends_at": clock.text(key.ends_at),
        "expires_at": int((key.ends_at + KEPT).timestamp()),
    }
    put: Write = table.put(accounts_table(), item, only_if=IS_NEW, condition="key_is_new")
    transact([put, *([stands(maker)] if maker else [])])


def list_keys(limit: int, start: Item | None) -> tuple[list[StaffKey], Item | None]:
    page = table.query(
        accounts_table(), "APIKEY", index="gsi1", limit=limit, start=start, backwards=True
    )
    return [_of(item) for item in page.items], page.next_key


def read(key_id: str) -> StaffKey | None:
    page = table.query(accounts_table(), "APIKEY", index="gsi1", begins=key_id, limit=1)
    return next((_of(item) for item in page.items if item["id"] == key_id), None)


def list_of_maker(account_id: str) -> list[StaffKey]:
    found = table.query_all(accounts_table(), f"MAKER#{account_id}", index="gsi2")
    return [_of(item) for item in found]


def revoke(key: StaffKey, now: datetime) -> bool:
    """Whether it was good till now."""
    ended = table.update(
        accounts_table(),
        api_keys.key(key.fingerprint),
        "SET revoked_at = :now, expires_at = :expires_at",
        {":now": clock.text(now), ":expires_at": int((now + KEPT).timestamp())},
        only_if="attribute_exists(pk) AND attribute_not_exists(revoked_at)",
        condition="key_is_good",
    )
    try:
        table.write(ended)
    except Refused:
        return False
    return True


def _of(item: Item) -> StaffKey:
    return StaffKey(
        id=item["id"],
        fingerprint=item["pk"].removeprefix("APIKEY#"),
        name=item["name"],
        permissions=frozenset(item["permissions"]),
        made_by=item["made_by"],
        created_at=clock.parse(item["created_at"]),
        ends_at=clock.parse(item["ends_at"]),
        last_used_at=_moment(item, "last_used_at"),
        revoked_at=_moment(item, "revoked_at"),
    )


def _moment(item: Item, name: str) -> datetime | None:
    return clock.parse(item[name]) if item.get(name) else None
