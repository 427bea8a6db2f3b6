"""Members of staff at rest, and the count of owners.

| pattern | key | index | units |
|---|---|---|---|
| a member | pk = STAFF#<account id>, sk = MEMBER | – | 1 read |
| all members, by account id | gsi1pk = STAFF | gsi1 | 0.5 read per 4 KB |
| join, change, leave | the member, a role each, the owners | – | 2 writes each, all or none |
| the owners | pk = STAFF, sk = OWNERS | – | in those transactions |

The owners are counted in one item, whose condition keeps the last one: two owners who demote each
other at the same moment meet there.
"""

from dataclasses import dataclass
from datetime import datetime

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Write

from accounts.accounts_table import accounts_table

ANOTHER_OWNER = "another_owner_remains"
MEMBER_IS_AS_READ = "member_is_as_read"
MEMBER_IS_NEW = "member_is_new"


@dataclass(frozen=True)
class Membership:
    """`roles` are names, sorted."""

    account_id: str
    roles: tuple[str, ...]
    version: int
    since: datetime
    invited_by: str


def read(account_id: str) -> Membership | None:
    item = table.get(accounts_table(), _key(account_id))
    return of_item(item) if item else None


def list_members(limit: int, start: Item | None) -> tuple[list[Membership], Item | None]:
    page = table.query(accounts_table(), "STAFF", index="gsi1", limit=limit, start=start)
    return [of_item(item) for item in page.items], page.next_key


def create(member: Membership) -> Write:
    item = _key(member.account_id) | {
        "gsi1pk": "STAFF",
        "gsi1sk": member.account_id,
        "account_id": member.account_id,
        "roles": list(member.roles),
        "version": member.version,
        "since": clock.text(member.since),
        "invited_by": member.invited_by,
    }
    return table.put(accounts_table(), item, only_if=IS_NEW, condition=MEMBER_IS_NEW)


def replace(member: Membership, before: Membership) -> Write:
    return table.update(
        accounts_table(),
        _key(member.account_id),
        "SET #roles = :roles, version = :version",
        {":roles": list(member.roles), ":version": member.version, ":read": before.version},
        only_if="version = :read",
        condition=MEMBER_IS_AS_READ,
        names={"#roles": "roles"},
    )


def remove(member: Membership) -> Write:
    return table.delete(
        accounts_table(),
        _key(member.account_id),
        only_if="version = :read",
        condition=MEMBER_IS_AS_READ,
        values={":read": member.version},
    )


def stands(member: Membership) -> Write:
    """Beside what somebody does by right of being a member: they still are, as read."""
    return table.check(
        accounts_table(),
        _key(member.account_id),
        "version = :read",
        MEMBER_IS_AS_READ,
        {":read": member.version},
    )


def one_owner_more() -> Write:
    # ADD makes the item with the first owner
    return table.update(accounts_table(), _OWNERS, "ADD owners :one", {":one": 1})


def one_owner_less() -> Write:
    return table.update(
        accounts_table(),
        _OWNERS,
        "SET owners = owners - :one",
        {":one": 1},
        only_if="owners > :one",
        condition=ANOTHER_OWNER,
    )


def owners() -> int:
    item = table.get(accounts_table(), _OWNERS)
    return item["owners"] if item else 0


_OWNERS: Item = {"pk": "STAFF", "sk": "OWNERS"}


def _key(account_id: str) -> Item:
    return {"pk": f"STAFF#{account_id}", "sk": "MEMBER"}


def of_item(item: Item) -> Membership:
    return Membership(
        account_id=item["account_id"],
        roles=tuple(item["roles"]),
        version=item["version"],
        since=clock.parse(item["since"]),
        invited_by=item["invited_by"],
    )
