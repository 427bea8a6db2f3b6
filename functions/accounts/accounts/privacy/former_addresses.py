"""Addresses that an account gave up, as far as what was done with them is still its owner's.

Whoever confirms an address has the orders that were bought with it as a guest, those of before as
well: while it is the account's, they are in its history, its copy and its erasure. An address that
was given up can be somebody else's by now (a company's mailbox, a provider's that is given out
anew), who orders with it as a guest or has an account. All that was bought with it is sealed under
one key. So it is the former owner's as long as nobody has done anything with it since; afterwards
it is for who has the mailbox to say, by a code that is sent there. An order that ended unpaid is
nothing: an address at the checkout is only typed, and anybody can type anybody's.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from shopkit import holdings, ids

from accounts import accounts_table
from accounts.accounts_table import Account


def still_theirs(account: Account) -> tuple[str, ...]:
    """Subjects; two reads for each that the account has given up, and one for each order since."""
    return tuple(one.subject for one in account.former if _is_unused(one.subject, one.until))


def was_theirs(account: Account, subject: str, at: datetime) -> bool:
    """Whether what was done as `subject` then is the account's: not what came after it gave it up,
    which anybody can have done.
    """
    return all(at < one.until for one in account.former if one.subject == subject)


def unused(subjects: Sequence[str], since: datetime) -> tuple[str, ...]:
    """Those of former addresses with which nobody has done anything `since` then."""
    return tuple(one for one in subjects if _is_unused(one, since))


def _is_unused(subject: str, since: datetime) -> bool:
    if accounts_table.of_address(subject) is not None:
        return False
    orders = takewhile(lambda one: ids.moment(one.id) >= since, holdings.orders_of(subject))
    return not any(one.is_paid_or_open for one in orders)
