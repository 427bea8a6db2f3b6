"""What sign-in tells the shop: codes to be mailed, accounts opened, changes of security.

Letters are written from these facts. A code and an address stand in them sealed, under the
address's own key, whether it has an account or not. A code's fact is forgotten after a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import outbox, people
from shopkit.events import AccountOpened, EmailChanged, Fact, SecurityChanged, SignInCodeIssued
from shopkit.people import Key
from shopkit.personal import Personal
from shopkit.settings import settings
from shopkit.table import Write, put

from accounts.accounts_table import account_pk, accounts_table
from accounts.signing_in.challenges import MINUTES

CODE_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Letter:
    """A letter with a code: `purpose` is which one, `path` the page that its link opens."""

    purpose: str
    email: Personal[str]
    code: str
    path: str
    language: Personal[str] = ""


def code_issued(challenge_id: str, letter: Letter, key: Key, now: datetime) -> Write:
    private = {
        "email": letter.email,
        "code": letter.code,
        "minutes": MINUTES,
        # behind #: no server on the way, and no log, sees the code
        "link": f"{settings().site_url}{letter.path}#code={letter.code}",
        "language": letter.language,
    }
    fact = SignInCodeIssued.of(
        now,
        challenge_id=challenge_id,
        purpose=letter.purpose,
        private=people.seal(key, private, "fact:SignInCodeIssued"),
    )
    item = outbox.to_item(f"CHALLENGE#{challenge_id}", fact)
    return put(accounts_table(), item | {"expires_at": int((now + CODE_KEPT).timestamp())})


def account_opened(account_id: str, now: datetime) -> Write:
    return _of_account(account_id, AccountOpened.of(now, account_id=account_id))


def email_changed(account_id: str, now: datetime) -> Write:
    return _of_account(account_id, EmailChanged.of(now, account_id=account_id))


def security_changed(  # noqa: PLR0913
    key: Key,
    what: str,
    to: Mapping[str, str],
    now: datetime,
    *,
    device: str = "",
    link: str = "",
    until: str = "",
) -> Write:
    """`to` has the e-mail, name and language of whoever is told; `link` stops what `what` began."""
    private = {
        "email": to["email"],
        "name": to.get("name", ""),
        "language": to.get("language", ""),
        "device": device,
        "link": link,
        "until": until,
    }
    fact = SecurityChanged.of(
        now,
        account_id=key.subject,
        what=what,
        private=people.seal(key, private, "fact:SecurityChanged"),
    )
    return _of_account(key.subject, fact)


def _of_account(account_id: str, fact: Fact) -> Write:
    return outbox.told(accounts_table(), account_pk(account_id), fact)
