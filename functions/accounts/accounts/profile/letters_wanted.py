"""Whether somebody wants letters, as they say it outside their account: by a tick at the checkout,
by the link in a letter. And what becomes of it when an account confirms their address.

Three rules:
- the last word counts, by when it was said and not by when it is heard of;
- a tick of who was signed in is the account's answer, like one from its privacy page;
- who only typed an address has not shown that it is theirs. Their tick is the address's answer, or
  its account's where the account was never asked; what its holder has said there stays.
"""

from collections.abc import Callable
from datetime import datetime

from shopkit import consumers, people, table
from shopkit.consent_texts import CURRENT
from shopkit.errors import Unavailable
from shopkit.events import MarketingAgreed
from shopkit.table import Refused, Write

from accounts import accounts_table
from accounts.profile import address_consents_table, consents_table
from accounts.profile.consents import Consent, agreed_elsewhere, answered

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
    """No more letters to an account, or to whoever has an address; where none go, nothing is done.

    The link of a letter to an address ends those to the account that has it since, too.
    """
    _written(lambda: _transact(_withdrawn(subject, now)))


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
    before = consents_table.read(account_id)
    after = agreed_elsewhere(before, fact.text_version, CHECKOUT, fact.agreed_at)
    return consents_table.saving(before, after, fact.text_version, now) if after else []


def _agreed_by_address(fact: MarketingAgreed, now: datetime) -> list[Write]:
    before = address_consents_table.read(fact.subject, now)
    if before.marketing.at is not None and before.marketing.at > fact.agreed_at:
        return []
    after = Consent(True, fact.agreed_at, CHECKOUT, fact.text_version)
    nobodys = accounts_table.is_nobodys(fact.subject)
    return [nobodys, *address_consents_table.saving(before, after, now)]


def _withdrawn(subject: str, now: datetime) -> list[Write]:
    if subject.startswith("acc_"):
        return _withdrawn_by_account(subject, now)
    # of an account that has only just confirmed it, too: the answer may not have joined yet. It is
    # read first: where it has joined by then, its account is there to be found
    before = address_consents_table.read(subject, now)
    holder = accounts_table.of_address(subject)
    writes: list[Write] = []
    if before.marketing.given:
        after = Consent(False, now, LETTER, before.marketing.text_version)
        writes = address_consents_table.saving(before, after, now)
    if holder is None:
        return [accounts_table.is_nobodys(subject), *writes] if writes else []
    return [*writes, *_withdrawn_by_account(holder, now)]


def _withdrawn_by_account(account_id: str, now: datetime) -> list[Write]:
    before = consents_table.read(account_id)
    if not before.marketing.given:
        return []
    text_version = before.marketing.text_version or CURRENT
    after = answered(before, {"marketing": False}, text_version, LETTER, now)
    return consents_table.saving(before, after, text_version, now)


def _joined(account_id: str, now: datetime) -> list[Write]:
    account = accounts_table.read(account_id)
    standing = address_consents_table.read(account.address, now) if account else None
    if standing is None or not standing.version:
        return []
    said = standing.marketing
    before = consents_table.read(account_id)
    taken_over = address_consents_table.taken_over(standing)
    stands_since = before.marketing.at
    if said.at is None or (stands_since is not None and stands_since > said.at):
        return [taken_over]
    text_version = said.text_version or CURRENT
    after = answered(
        before, {"marketing": said.given}, text_version, said.source or CHECKOUT, said.at
    )
    return [taken_over, *consents_table.saving(before, after, text_version, now)]
