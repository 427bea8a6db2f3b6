"""Address books at rest, each address sealed under its owner's key.

| pattern | key | units |
|---|---|---|
| an address book | pk = ACCOUNT#<id>, sk begins with ADDRESS | 1 read a 4 KB, about 8 addresses |
| edit it | put ADDRESSES, put or delete what changed, check sk = ACCOUNT | 2 writes each |

    sk = ADDRESSES          version, count: the book; it says how many there are, and orders edits
    sk = ADDRESS#<adr id>   id, version, defaults, created_at; `private`, sealed about address:<id>

Nothing is kept for an account that is gone or closing: its erasure would miss it.
"""

from dataclasses import asdict
from typing import Any

from shopkit import clock, people, table
from shopkit.buyers import Address
from shopkit.marshal import Item
from shopkit.people import Key
from shopkit.table import Write

from accounts import accounts_table
from accounts.accounts_table import account_key, account_pk
from accounts.profile.addresses import Book, Kept


def book_key(account_id: str) -> Item:
    return {"pk": account_pk(account_id), "sk": "ADDRESSES"}


def address_key(account_id: str, address_id: str) -> Item:
    return {"pk": account_pk(account_id), "sk": f"ADDRESS#{address_id}"}


def read(account_id: str) -> Book:
    """The book, addresses in the order they came; raises people.Erased."""
    name = accounts_table.accounts_table()
    items = table.query_all(name, account_pk(account_id), begins="ADDRESS", consistent=True)
    book = next((item for item in items if item["sk"] == "ADDRESSES"), None)
    sealed = [item for item in items if item["sk"] != "ADDRESSES"]
    keys = people.keys_of([account_id]) if sealed else {}
    addresses = tuple(_from_item(item, keys) for item in sealed)
    return Book(account_id, book["version"] if book else 0, addresses)


def save(before: Book, after: Book, key: Key) -> None:
    """Write what `after` has different.

    Raises Refused: "book_is_as_read", or "account_is_open" where nothing may be kept any more.
    """
    name = accounts_table.accounts_table()
    known = {one.id: one for one in before.addresses}
    kept = {one.id for one in after.addresses}
    writes = [
        table.put(name, _to_item(before.account_id, one, key))
        for one in after.addresses
        if known.get(one.id) != one
    ]
    writes += [
        table.delete(name, address_key(before.account_id, one.id))
        for one in before.addresses
        if one.id not in kept
    ]
    table.transact([is_open(before.account_id), _book(before, len(kept)), *writes])


def is_open(account_id: str) -> Write:
    """Beside what is kept for the account; condition "account_is_open"."""
    return table.check(
        accounts_table.accounts_table(),
        account_key(account_id),
        "#state = :open",
        "account_is_open",
        {":open": accounts_table.OPEN},
        names={"#state": "state"},
    )


def _book(before: Book, count: int) -> Write:
    return table.put(
        accounts_table.accounts_table(),
        book_key(before.account_id) | {"version": before.version + 1, "count": count},
        only_if="version = :read" if before.version else table.IS_NEW,
        condition="book_is_as_read",
        values={":read": before.version} if before.version else None,
    )


def _to_item(account_id: str, kept: Kept, key: Key) -> Item:
    return address_key(account_id, kept.id) | {
        "id": kept.id,
        "version": kept.version,
        "default_shipping": kept.default_shipping,
        "default_billing": kept.default_billing,
        "created_at": clock.text(kept.created_at),
        "private": people.seal(key, asdict(kept.address), _about(kept.id)),
    }


def _from_item(item: Item, keys: dict[str, Key]) -> Kept:
    values: dict[str, Any] = people.open_(item["private"], _about(item["id"]), keys)
    return Kept(
        id=item["id"],
        address=Address(**values),
        default_shipping=item["default_shipping"],
        default_billing=item["default_billing"],
        version=item["version"],
        created_at=clock.parse(item["created_at"]),
    )


def _about(address_id: str) -> str:
    return f"address:{address_id}"
