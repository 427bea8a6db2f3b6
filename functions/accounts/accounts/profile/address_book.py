"""Keeping addresses: read the book, decide by the rules, write if it is still as it was read."""

from collections.abc import Callable
from datetime import datetime

from shopkit import ids, people
from shopkit.buyers import Address
from shopkit.errors import NotSignedIn, Unavailable
from shopkit.table import Refused

from accounts.profile import address_book_table, address_rules, addresses
from accounts.profile.addresses import Book, Kept

#: One of several rivals wins each round.
TRIES = 16


def keep(
    account_id: str, address: Address, *, shipping: bool, billing: bool, now: datetime
) -> Kept:
    """A new address of the book; raises Invalid by its country's rules, AddressBookFull."""
    new = Kept(
        id=ids.new_id("adr", now),
        address=address_rules.checked(address),
        default_shipping=shipping,
        default_billing=billing,
        version=1,
        created_at=now,
    )
    return _edit(account_id, lambda book: addresses.add(book, new)).find(new.id)


def replace_address(  # noqa: PLR0913 — which address of which book, what it becomes, who says so
    account_id: str,
    address_id: str,
    address: Address,
    *,
    shipping: bool,
    billing: bool,
    version: int | None,
    now: datetime,
) -> Kept:
    """The address as it is from now on; raises Invalid, NotFound, Stale."""
    after = Kept(address_id, address_rules.checked(address), shipping, billing, 1, now)
    return _edit(account_id, lambda book: addresses.put(book, after, version)).find(address_id)


def remove(account_id: str, address_id: str, version: int | None) -> None:
    """Raises NotFound, Stale."""
    _edit(account_id, lambda book: addresses.remove(book, address_id, version))


def _edit(account_id: str, decide: Callable[[Book], Book]) -> Book:
    for _ in range(TRIES):
        before = address_book_table.read(account_id)
        after = decide(before)
        try:
            address_book_table.save(before, after, people.key_of(account_id))
        except Refused as refused:
            if "account_is_open" in refused.failed:
                raise NotSignedIn("This account is being closed") from refused
            continue
        return after
    raise Unavailable("This address book is being edited from many places; try again in a moment")
