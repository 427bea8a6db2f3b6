"""An address book: pure rules over what somebody keeps there.

At most MAX_ADDRESSES. One of them is where parcels go unless told otherwise, one whom bills are
made out to; the first that is kept is both, and a book that is not empty can do without either.
Every edit says which addresses it changes: one that loses a default has changed as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shopkit.buyers import Address
from shopkit.errors import Conflict, NotFound, Stale
from shopkit.personal import Personal

MAX_ADDRESSES = 30


@dataclass
class AddressBookFull(Conflict):
    code = "address_book_full"
    title = "The address book is full"
    max_addresses: int = field(default=MAX_ADDRESSES)

    @property
    def extra(self) -> dict[str, Any]:
        return {"max_addresses": self.max_addresses}


@dataclass(frozen=True)
class Kept:
    """One address of the book; `version` counts its edits."""

    id: str
    address: Personal[Address]
    default_shipping: bool
    default_billing: bool
    version: int
    created_at: datetime


@dataclass(frozen=True)
class Book:
    """`version` 0: nothing was ever kept in it."""

    account_id: str
    version: int
    addresses: tuple[Kept, ...]

    def find(self, address_id: str) -> Kept:
        """Raises NotFound."""
        for kept in self.addresses:
            if kept.id == address_id:
                return kept
        raise NotFound("There is no such address")


def add(book: Book, new: Kept) -> Book:
    """Raises AddressBookFull."""
    if len(book.addresses) >= MAX_ADDRESSES:
        raise AddressBookFull(f"An address book has at most {MAX_ADDRESSES} addresses")
    if not book.addresses:
        new = replace(new, default_shipping=True, default_billing=True)
    return replace(book, addresses=(*_giving_way(book.addresses, new), new))


def put(book: Book, after: Kept, version: int | None) -> Book:
    """`after` in the place of the address with its id; raises NotFound, or Stale by `version`."""
    before = _as_named(book, after.id, version)
    after = replace(after, version=before.version + 1, created_at=before.created_at)
    others = _giving_way(book.addresses, after)
    return replace(book, addresses=tuple(after if one.id == after.id else one for one in others))


def remove(book: Book, address_id: str, version: int | None) -> Book:
    """Raises NotFound, or Stale by `version`."""
    gone = _as_named(book, address_id, version)
    return replace(book, addresses=tuple(one for one in book.addresses if one is not gone))


def _as_named(book: Book, address_id: str, version: int | None) -> Kept:
    kept = book.find(address_id)
    if version is not None and version != kept.version:
        raise Stale(f"The address is at version {kept.version}")
    return kept


def _giving_way(kept: Sequence[Kept], new: Kept) -> list[Kept]:
    """The others without the defaults that `new` takes."""
    return [one if one.id == new.id else _without(one, new) for one in kept]


def _without(one: Kept, new: Kept) -> Kept:
    after = replace(
        one,
        default_shipping=one.default_shipping and not new.default_shipping,
        default_billing=one.default_billing and not new.default_billing,
    )
    return after if after == one else replace(after, version=one.version + 1)
