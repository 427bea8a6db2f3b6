"""What somebody says of themselves: name, telephone, language, currency. The e-mail address is
changed by signing_in alone, since it is a way in.
"""

from dataclasses import dataclass, replace

from shopkit import people, table
from shopkit.errors import FieldError, Invalid, NotSignedIn, Stale
from shopkit.personal import Personal
from shopkit.settings import settings

from accounts import accounts_table
from accounts.accounts_table import Account, Person
from accounts.profile import address_book_table, phone_numbers

TRIES = 8


@dataclass(frozen=True)
class Profile:
    """`addresses`: how many the address book has."""

    account: Account
    person: Personal[Person]
    addresses: int


@dataclass(frozen=True)
class Changes:
    """What is to be other than it is; None: as it was. "" takes a name or a number away."""

    name: Personal[str | None] = None
    phone: Personal[str | None] = None
    language: Personal[str | None] = None
    currency: str | None = None


def read(account_id: str) -> Profile:
    """One call; raises NotSignedIn for an account that is gone, people.Erased for an erased one."""
    own, keys_table = accounts_table.accounts_table(), people.table_name()
    found = table.get_many(
        {
            own: [
                accounts_table.account_key(account_id),
                address_book_table.book_key(account_id),
            ],
            keys_table: people.read_request([account_id]),
        },
        fields={keys_table: people.FIELDS},
    )
    items = {item["sk"]: item for item in found[own]}
    if "ACCOUNT" not in items:
        raise NotSignedIn("This account is gone")
    account = accounts_table.of_item(items["ACCOUNT"])
    person = accounts_table.opened(account, people.of_items(found[keys_table]))
    book = items.get("ADDRESSES")
    return Profile(account, person, book["count"] if book else 0)


def edit(account_id: str, changes: Changes, version: int | None) -> Profile:
    """The profile with `changes`; raises Invalid, Stale by `version`, NotSignedIn."""
    for _ in range(TRIES):
        before = read(account_id)
        if version is not None and version != before.account.version:
            raise Stale(f"The profile is at version {before.account.version}")
        if before.account.state != accounts_table.OPEN:
            raise NotSignedIn("This account is being closed")
        person = _changed(before.person, changes)
        key = people.key_of(account_id)
        account, write = accounts_table.edited(before.account, person, key)
        try:
            table.write(write)
        except table.Refused:
            continue
        return replace(before, account=account, person=person)
    raise Stale("The profile is being edited from many places")


def _changed(person: Person, changes: Changes) -> Person:
    known = settings()
    if changes.currency and changes.currency not in known.currencies:
        told = f"The shop has prices in {', '.join(known.currencies)}"
        raise Invalid("No prices in it", [FieldError("/currency", "unknown_choice", told)])
    phone = changes.phone
    given = {
        "name": changes.name,
        "phone": phone if phone is None else phone_numbers.normalised(phone, known.country),
        "language": changes.language,
        "currency": changes.currency,
    }
    return replace(person, **{name: value for name, value in given.items() if value is not None})
