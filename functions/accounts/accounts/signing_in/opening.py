"""Opening an account: once for an address, whoever asks at the same moment."""

from datetime import datetime

from shopkit import ids, people, table
from shopkit.errors import Conflict, Unavailable
from shopkit.people import KEY_IS_NEW
from shopkit.table import Refused

from accounts import accounts_table
from accounts.accounts_table import OPEN, Account, Person
from accounts.privacy import activity
from accounts.signing_in import security_table, telling
from accounts.signing_in.security_table import Security

TRIES = 4


class AccountClosing(Conflict):
    code = "account_closing"
    title = "This account is being erased; try again in an hour"


def open_account(email: str, now: datetime, name: str = "", language: str = "") -> Account:
    """The account that has confirmed `email`, or a new one; only for who has shown that the address
    is theirs. Raises AccountClosing while an account of it is being erased.
    """
    return found_or_opened(email, now, name, language)[0]


def found_or_opened(
    email: str, now: datetime, name: str = "", language: str = ""
) -> tuple[Account, bool]:
    """As `open_account`, and whether it is new."""
    subject = people.address_subject(email)
    for _ in range(TRIES):
        account_id = accounts_table.of_address(subject)
        if account_id is not None:
            account = accounts_table.read(account_id)
            if account is None:
                # it was erased between the two reads
                continue
            if account.state != OPEN:
                raise AccountClosing()
            return account, False
        account = _opened(Person(email=email, name=name, language=language), subject, now)
        if account is not None:
            return account, True
    raise Unavailable("Try again in a moment")


def _opened(person: Person, subject: str, now: datetime) -> Account | None:
    """A new account of the address; None when another was opened for it meanwhile."""
    account_id = ids.new_id("acc", now)
    key, key_write = people.new_key(account_id, now)
    account = Account(
        id=account_id,
        address=subject,
        state=OPEN,
        version=1,
        created_at=now,
        private=accounts_table.sealed(account_id, person, key),
    )
    writes = [
        key_write,
        *accounts_table.opening(account, now),
        security_table.written(Security(account_id)),
        activity.seen(account_id, now),
        telling.account_opened(account_id, now),
    ]
    try:
        table.transact(writes)
    except Refused as refused:
        if KEY_IS_NEW in refused.failed:
            raise
        return None
    return account
