"""Whether somebody wants letters, as they say it outside their account: by a tick at the checkout,
by the link in a letter. And what becomes of it when an account confirms their address.

Three rules:
- the last word counts, by when it was said and not by when it is heard of (consents.standing);
- a tick of who was signed in is the account's answer, like one from its privacy page;
- who only typed an address has not shown that it is theirs. Their tick is the address's answer, or
  its account's where the account was never asked; what its holder has said there stays.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from shopkit import consumers, people, table
from shopkit.consent_texts import CURRENT
from shopkit.errors import Unavailable
from shopkit.events import MarketingAgreed
from shopkit.table import Refused, Write

from accounts import accounts_table
from accounts.profile import address_consents_table, consents_table
from accounts.profile.address_consents_table import Standing
from accounts.profile.consents import Consent, Record, answered, followed_by, heard, standing

TRIES = 8
CHECKOUT, LETTER = "checkout", "letter"

#: Another was faster: all is read again.
_OVERTAKEN = {consents_table.AS_READ, address_consents_table.AS_READ, accounts_table.IS_NOBODYS}
#: Whose answer it would be was erased, or is about to be.
_GONE = {"account_is_open", people.KEY_STANDS}


def agree(fact: MarketingAgreed, now: datetime) -> None:
    """Keep what was ticked at the checkout, once, unless whoever ticked it was erased since."""
    name = accounts_table.accounts_table()
    _written(lambda: consumers.once(name, "consents", fact, _agreed(fact, now)))


def withdraw(subject: str, now: datetime) -> None:
    """No more letters to an account, or to whoever has an address.

    It is kept where none go as well: the tick that it takes back may not have been heard of yet.
    The link of a letter to an address ends those to the account that has it since. Of one that has
    given it up it takes back what was ticked at a checkout until then, and nothing that its holder
    has said in the account: somebody else may read the letters by now.
    """
    _written(lambda: _transact(_withdrawn(subject, now)))
    if subject.startswith("acc_"):
        return
    for account_id, until in accounts_table.whose_it_was(subject).items():
        _written(partial(_withdraw_of_former, account_id, until, now))


def join(account_id: str, now: datetime) -> None:
    """An account has confirmed an address: what was said with it is its holder's own answer."""
    _written(lambda: _transact(_joined(account_id, now)))


def _written(write: Callable[[], object]) -> None:
    for _ in range(TRIES):
        try:
            write()
        except people.Erased:
            return
        except Refused as refused:
            if _GONE & refused.failed.keys():
                return
            if not _OVERTAKEN & refused.failed.keys():
                raise
        else:
            return
    raise Unavailable("These consents are being edited from many places; try again in a moment")


def _transact(writes: list[Write]) -> None:
    if writes:
        table.transact(writes)


def _agreed(fact: MarketingAgreed, now: datetime) -> list[Write]:
    """The writes that keep the tick; none where another answer stands."""
    if fact.subject.startswith("acc_"):
        return _agreed_by_account(fact.subject, fact, now)
    not_erased = people.still_under(fact.subject, fact.key_id)
    holder = accounts_table.of_address(fact.subject)
    if holder is None:
        writes = _agreed_by_address(fact, now)
    elif consents_table.read(holder).marketing.at is None:
        writes = _agreed_by_account(holder, fact, now)
    else:
        return []
    return [not_erased, *writes]


def _agreed_by_account(account_id: str, fact: MarketingAgreed, now: datetime) -> list[Write]:
    return _heard(account_id, _ticked(fact), now)


def _agreed_by_address(fact: MarketingAgreed, now: datetime) -> list[Write]:
    before = address_consents_table.read(fact.subject, now)
    stands = standing(before.marketing, _ticked(fact))
    if stands == before.marketing:
        return []
    nobodys = accounts_table.is_nobodys(fact.subject)
    return [nobodys, *address_consents_table.saving(before, stands, now)]


def _ticked(fact: MarketingAgreed) -> Consent:
    return Consent(True, fact.agreed_at, CHECKOUT, fact.text_version)


def _withdrawn(subject: str, now: datetime) -> list[Write]:
    if subject.startswith("acc_"):
        return _withdrawn_by_account(subject, now)
    # of an account that has only just confirmed it, too: the answer may not have joined yet. It is
    # read first: where it has joined by then, its account is there to be found
    before = address_consents_table.read(subject, now)
    holder = accounts_table.of_address(subject)
    if holder is None:
        nobodys = accounts_table.is_nobodys(subject)
        return [nobodys, *_not_erased(before), *_withdrawn_by_address(before, now)]
    writes = _withdrawn_by_address(before, now) if before.version else []
    return [*writes, *_withdrawn_by_account(holder, now)]


def _not_erased(before: Standing) -> list[Write]:
    """Nothing is kept anew of an address that was erased, or of which nothing is left. Raises
    people.Erased.
    """
    if before.version:
        return []
    return [people.still_under(before.subject, people.key_of(before.subject).id)]


def _withdrawn_by_address(before: Standing, now: datetime) -> list[Write]:
    text_version = before.marketing.text_version or CURRENT
    refused = followed_by(before.marketing, Consent(False, now, LETTER, text_version))
    return address_consents_table.saving(before, refused, now)


def _withdrawn_by_account(account_id: str, now: datetime) -> list[Write]:
    return _withdrawn_from(consents_table.read(account_id), now)


def _withdrawn_from(before: Record, now: datetime) -> list[Write]:
    text_version = before.marketing.text_version or CURRENT
    refused = answered(before, {"marketing": False}, text_version, LETTER, now)
    return consents_table.saving(before, refused, text_version, now)


def _withdraw_of_former(account_id: str, until: datetime, now: datetime) -> None:
    before = consents_table.read(account_id)
    ticked = before.marketing if before.marketing.source == CHECKOUT else Consent()
    if ticked.given and ticked.said_at is not None and ticked.said_at <= until:
        _transact(_withdrawn_from(before, now))


def _joined(account_id: str, now: datetime) -> list[Write]:
    account = accounts_table.read(account_id)
    stood = address_consents_table.read(account.address, now) if account else None
    if stood is None or not stood.version:
        return []
    return [address_consents_table.taken_over(stood), *_heard(account_id, stood.marketing, now)]


def _heard(account_id: str, said: Consent, now: datetime) -> list[Write]:
    """The writes that make it the account's answer; none where another stands."""
    before = consents_table.read(account_id)
    known = heard(before, said)
    if known is None:
        return []
    return consents_table.saving(before, known, known.marketing.text_version or CURRENT, now)
