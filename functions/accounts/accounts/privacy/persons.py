"""Whose data a request is about: an account's holder, or whoever has an address."""

from dataclasses import dataclass

from shopkit import people
from shopkit.errors import NotFound
from shopkit.personal import Personal

from accounts import accounts_table
from accounts.accounts_table import Account
from accounts.privacy import former_addresses


@dataclass(frozen=True)
class Person:
    """Whose data it is. `subjects`: the account's, its address's and those of the addresses before
    that are still theirs, or an address's own; the first one's key seals what is written of the
    person meanwhile.
    """

    account_id: str | None
    subjects: tuple[str, ...]
    email: Personal[str]
    name: Personal[str] = ""

    @property
    def subject(self) -> str:
        return self.subjects[0]


def of_account(account_id: str) -> Person:
    """Raises NotFound for none, and for one that was erased."""
    account = accounts_table.read(account_id)
    if account is None:
        raise NotFound("There is no such account")
    return _of(account)


def of_guest(email: str) -> Person:
    """What was done with the address and without signing in; an account's things stay its own."""
    return Person(None, (people.address_subject(email),), email)


def of_address(email: str) -> Person:
    """The account that has the address, or else the guest."""
    account_id = accounts_table.of_address(people.address_subject(email))
    return of_account(account_id) if account_id else of_guest(email)


def _of(account: Account) -> Person:
    known = accounts_table.opened(account)
    subjects = (account.id, *account.addresses, *former_addresses.still_theirs(account))
    return Person(account.id, subjects, known.email, known.name)
