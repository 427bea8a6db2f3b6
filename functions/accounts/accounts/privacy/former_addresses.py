"""Addresses that an account gave up, as far as what was done with them is still its owner's.

Whoever confirms an address has the orders that were bought with it as a guest, those of before as
well: while it is the account's, they are in its history, its copy and its erasure. An address that
was given up can be somebody else's by now (a company's mailbox, a provider's that is given out
anew), who orders with it as a guest or has an account. All that was bought with it is sealed under
one key. So it is the former owner's as long as nobody has done anything with it since; afterwards
it is for who has the mailbox to say, by a code that is sent there.
"""

from collections.abc import Sequence
from datetime import datetime

from shopkit import holdings, ids

from accounts import accounts_table
from accounts.accounts_table import Account


def still_theirs(account: Account) -> tuple[str, ...]:
    """Subjects; two reads for each that the account has given up."""
    return tuple(one.subject for one in account.former if _is_unused(one.subject, one.until))


def unused(subjects: Sequence[str], since: datetime) -> tuple[str, ...]:
    """Those of former addresses with which nobody has done anything `since` then."""
    return tuple(one for one in subjects if _is_unused(one, since))


def _is_unused(subject: str, since: datetime) -> bool:
    if accounts_table.of_address(subject) is not None:
        return False
    newest = holdings.newest_order_of(subject)
    return newest is None or ids.moment(newest) < since
