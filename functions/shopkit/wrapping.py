"""Wrapping keys: between KMS's key and the data keys of people, so that KMS is seldom asked.

| pattern | key | units |
|---|---|---|
| the newest, for new data keys | pk = WRAPPING#NEWEST, sk = WRAPPING | 1 read, once a process |
| an older one by id | pk = WRAPPING#<id>, sk = WRAPPING | 1 read, once a process |
| make one | both items, in one transaction | 4 writes, once a year |

In the table of people.py, in the shape of its items: `id`, `wrapped`, `under` (which key of KMS)
and `created_at`; the newest stands twice. Whoever first needs one makes it; the condition lets one
of several makers through, and the others use what that one made. A wrapping key older than a year
gets a follower; it goes on opening what it wrapped.

A process keeps the wrapping keys it has opened, in clear, as long as it lives: they alone open no
data, only data keys, which are read anew each time.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shopkit import clock, key_custody
from shopkit.fields import Fields
from shopkit.ids import new_id
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.table import Refused, get_many, put, transact

SERVES = timedelta(days=365)
NEWEST = "NEWEST"
#: What any read of the table answers with, of a wrapping key as of a data key; the last is the day
#: that an address's key stands until (leases.py).
FIELDS = Fields("pk", "id", "wrapped", "under", "created_at", "gsi1sk")


@dataclass(frozen=True)
class WrappingKey:
    id: str
    secret: bytes = field(repr=False)
    created_at: datetime


class WrappingKeyLost(Exception):
    """Data keys name a wrapping key that the table does not hold: nothing can open them."""


_opened: dict[str, WrappingKey] = {}
_newest: list[str] = []
_one_at_a_time = threading.Lock()


def newest(now: datetime) -> WrappingKey:
    """The one that new data keys are wrapped under, made if there is none or it is too old."""
    with _one_at_a_time:
        if _newest and now < _opened[_newest[0]].created_at + SERVES:
            return _opened[_newest[0]]
        found = _read(NEWEST)
        if found is None or now >= found.created_at + SERVES:
            found = _make(now, found)
        _newest[:] = [found.id]
        return found


def by_id(wrapping_id: str) -> WrappingKey:
    """Raises WrappingKeyLost when there is none."""
    with _one_at_a_time:
        if wrapping_id in _opened:
            return _opened[wrapping_id]
        found = _read(wrapping_id)
        if found is None:
            raise WrappingKeyLost(f"{_table()} holds no {wrapping_id}")
        return found


def forget() -> None:
    """Read them anew: for a process whose tables change (tests, the local cloud)."""
    with _one_at_a_time:
        _opened.clear()
        _newest.clear()


def _make(now: datetime, follows: WrappingKey | None) -> WrappingKey:
    made = key_custody.custodian().make()
    item = {
        "id": new_id("wrp", now),
        "wrapped": made.wrapped,
        "under": made.under,
        "created_at": clock.text(now),
    }
    only_if, values = (
        ("id = :followed", {":followed": follows.id})
        if follows
        else ("attribute_not_exists(pk)", None)
    )
    actions = [
        put(
            _table(),
            _key(NEWEST) | item,
            only_if=only_if,
            condition="nobody_was_faster",
            values=values,
            tells=False,
        ),
        put(_table(), _key(str(item["id"])) | item),
    ]
    try:
        transact(actions)
    except Refused as refused:
        stands = _read(NEWEST)
        if stands is None:
            raise WrappingKeyLost(f"{_table()} lost its newest wrapping key") from refused
        return stands
    return _keep(WrappingKey(str(item["id"]), made.secret, now))


def _read(wrapping_id: str) -> WrappingKey | None:
    # the same call as for data keys, so that a capability's policy needs no other
    found = get_many({_table(): [_key(wrapping_id)]}, fields={_table(): FIELDS})[_table()]
    return _open(found[0]) if found else None


def _open(item: Item) -> WrappingKey:
    known = _opened.get(item["id"])
    if known is not None:
        return known
    secret = key_custody.custodian().open(item["wrapped"], item["under"])
    return _keep(WrappingKey(item["id"], secret, clock.parse(item["created_at"])))


def _keep(key: WrappingKey) -> WrappingKey:
    _opened[key.id] = key
    return key


def _key(wrapping_id: str) -> Item:
    return {"pk": f"WRAPPING#{wrapping_id}", "sk": "WRAPPING"}


def _table() -> str:
    return settings().table("people")
