"""API keys that the shop's people make for programs: named, with an end, shown once.

A key can do no more than who made it: what it may is part of the maker's rights when it is made,
and a key that goes beyond what is left of them is revoked with the change (endings.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shopkit import ids
from shopkit.auth import Staff
from shopkit.errors import Conflict, NotFound, Stale
from shopkit.marshal import Item
from shopkit.table import Refused

from accounts.staff import keys_table, members
from accounts.staff.keys_table import StaffKey
from accounts.staff.roles import check_permissions, require_covering

#: Good ones that one member can have: a loop that makes keys ends somewhere.
MAX_KEYS = 50


class TooManyKeys(Conflict):
    code = "too_many_keys"
    title = "Revoke a key first"


def make(
    by: Staff, name: str, permissions: Sequence[str], days: int, now: datetime
) -> tuple[StaffKey, str]:
    """The key as it is kept, and as it is shown this once.

    Raises Invalid, NotYours, PersonNeeded, Stale and TooManyKeys.
    """
    check_permissions(permissions)
    require_covering(by, permissions)
    maker = members.standing(by, permissions)
    good = [one for one in keys_table.list_of_maker(by.key) if is_good(one, now)]
    if len(good) >= MAX_KEYS:
        raise TooManyKeys(f"{len(good)} of yours are good")
    shown = f"bk_{ids.token()}"
    key = StaffKey(
        id=ids.new_id("key", now),
        fingerprint=ids.fingerprint(shown),
        name=name,
        permissions=frozenset(permissions),
        made_by=by.key,
        created_at=now,
        ends_at=now + timedelta(days=days),
    )
    try:
        keys_table.make(key, maker)
    except Refused as refused:
        raise Stale("Your own rights changed in this moment; try again") from refused
    return key, shown


def revoke(key_id: str, now: datetime) -> None:
    """Any key, and by anyone who sees to keys: what may be stolen must end soon."""
    keys_table.revoke(read(key_id), now)


def read(key_id: str) -> StaffKey:
    """Raises NotFound."""
    key = keys_table.read(key_id)
    if key is None:
        raise NotFound("There is no such key")
    return key


def list_keys(limit: int, start: Item | None) -> tuple[list[StaffKey], Item | None]:
    return keys_table.list_keys(limit, start)


def is_good(key: StaffKey, now: datetime) -> bool:
    return key.revoked_at is None and now < key.ends_at
