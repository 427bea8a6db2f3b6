"""Another address: shown to be theirs by codes to both, or by the new one's code and a wait.

    asked ──code of the new and of the old──▶ changed ──recovery_days──▶ final
      └────code of the new alone──▶ waiting ──recovery_days, from a session──▶ changed
                                       └──── stopped, by the old address's letter ────┘

A mailbox that is lost cannot answer, so its code may be left out: then the change waits, and the
old address is told, with a link that stops it. After a change the old address has such a link for
as many days, because a thief at an unlocked telephone has both the mailbox and the session, for as
long as they have the telephone. To stop a change is to take it back: the former address is the
account's again, everybody is signed out, and a password, an authenticator and passkeys that were
added since a day before it was asked are gone, for a thief would have added them. What is older
stays: who leaves a mailbox that a thief reads turns an authenticator on first, and a day before.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from shopkit import clock, ids, people, table
from shopkit.errors import Conflict, FieldError, Invalid, NotFound
from shopkit.people import Key
from shopkit.personal import Personal
from shopkit.sessions import Session
from shopkit.settings import settings
from shopkit.table import Refused, Write

from accounts import accounts_table
from accounts.signing_in import (
    challenges,
    cookies,
    guarding,
    protecting,
    security_table,
    stopping,
    telling,
)
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import Challenge, ChallengeOver
from accounts.signing_in.codes import Asked
from accounts.signing_in.entering import require_open, told_to
from accounts.signing_in.protecting import Changed
from accounts.signing_in.security_table import Holder, Security
from accounts.signing_in.telling import Letter

KIND = "address"
WAITING, CHANGED = "waiting", "changed"
PATH = "/account/confirm/"


class AddressTaken(Conflict):
    code: ClassVar[str] = "address_taken"
    title: ClassVar[str] = "Another account has this address"


class NotYet(Conflict):
    code: ClassVar[str] = "email_change_not_ready"
    title: ClassVar[str] = "The former address can still stop this"


@dataclass(frozen=True)
class AddressChange:
    """A change as it stands: waiting until a day, or just made and to be stopped until a day."""

    state: str
    email: Personal[str]
    until: datetime | None = None


def ask(session: Session, email: str, asker: Asker, now: datetime) -> Asked:
    """Mail a code to each address; raises Invalid for the same one, TooManyRequests, and
    SecondFactorNeeded (protecting.require_shown).
    """
    holder = protecting.holder_of(session)
    protecting.require_shown(holder.security, session)
    subject = people.address_subject(email)
    if subject == holder.account.address:
        error = FieldError("/email", "same", "This is the account's address already")
        raise Invalid("Nothing would change", [error])
    guarding.code_asked(subject, asker, now)
    browser = asker.browser or cookies.new_browser()
    challenge_id = ids.new_id("chl", now)
    codes = {"new": challenges.new_code(), "old": challenges.new_code()}
    challenge, opens = challenges.opened(
        KIND,
        browser,
        now,
        codes=codes,
        data={
            "session": session.id,
            "subject": subject,
            "private": people.seal(holder.key, email, f"challenge:{challenge_id}"),
        },
        challenge_id=challenge_id,
    )
    person = told_to(holder)
    letters = {
        subject: Letter("confirm_new", email, codes["new"], PATH, person["language"]),
        holder.account.address: Letter(
            "confirm_old", person["email"], codes["old"], PATH, person["language"]
        ),
    }
    told = [
        telling.code_issued(challenge_id, letter, people.key_for(owner, now), now)
        for owner, letter in letters.items()
    ]
    table.transact([opens, *told])
    return Asked(challenge, cookies.set_browser(browser))


def confirm(  # noqa: PLR0913
    session: Session,
    challenge_id: str,
    new_code: str,
    old_code: str | None,
    asker: Asker,
    now: datetime,
) -> tuple[Changed, AddressChange]:
    """Change it, or begin to wait; raises CodeWrong, ChallengeOver, AddressTaken."""
    holder = protecting.holder_of(session)
    tries = guarding.confirmed(holder.id, session.id, now)
    challenge = challenges.tried(challenge_id, (KIND,), asker.browser, now)
    if challenge.data["session"] != session.id:
        raise ChallengeOver()
    browser = asker.browser or ""
    is_right = challenge.is_right("new", new_code, browser)
    if old_code is not None:
        is_right = challenge.is_right("old", old_code, browser) and is_right
    if not is_right:
        raise challenge.wrong()
    tries.give_back()
    email = people.open_(challenge.data["private"], f"challenge:{challenge.id}", holder.keys)
    ends = [challenges.used_up(challenge)]
    if old_code is None:
        return _wait(holder, session, email, challenge, ends, asker, now)
    return _change(holder, session, email, ends, challenge.created_at, asker, now)


def finish(session: Session, asker: Asker, now: datetime) -> tuple[Changed, AddressChange]:
    """The wait is over; raises NotFound where there was none, NotYet, AddressTaken."""
    holder = protecting.holder_of(session)
    waiting = holder.security.address_change
    if waiting is None or waiting["state"] != WAITING:
        raise NotFound("No change of address is waiting")
    if clock.text(now) < waiting["until"]:
        raise NotYet()
    email = former_or_new(holder, waiting)
    return _change(holder, session, email, [], clock.parse(waiting["asked_at"]), asker, now)


def give_up(session: Session) -> None:
    """The owner thought better of it while it waits; raises NotFound."""

    def decide(security: Security) -> tuple[Security, list[Write], None]:
        change = security.address_change
        if change is None or change["state"] != WAITING:
            raise NotFound("No change of address is waiting")
        return replace(security, address_change=None), [], None

    security_table.change(session.account_id, decide)


def state_of(holder: Holder) -> AddressChange | None:
    """A change that waits; one that was made is no matter of the account's pages."""
    change = holder.security.address_change
    if change is None or change["state"] != WAITING:
        return None
    return AddressChange(WAITING, former_or_new(holder, change), clock.parse(change["until"]))


def _wait(  # noqa: PLR0913
    holder: Holder, session: Session, email: str, challenge: Challenge, ends: list[Write],
    asker: Asker, now: datetime,
) -> tuple[Changed, AddressChange]:  # fmt: skip
    until, token = _until(now), ids.token()
    change = {
        "state": WAITING,
        "subject": challenge.data["subject"],
        "private": _sealed(holder.key, email),
        "asked_at": clock.text(challenge.created_at),
        "until": clock.text(until),
        "stop": ids.fingerprint(token),
    }
    told = _told(holder, "email_change_asked", told_to(holder), token, until, asker, now)

    def edit(security: Security) -> tuple[Security, list[Write]]:
        return replace(security, address_change=change), [told, *ends]

    try:
        changed = protecting.change(holder, session, asker, now, edit)
    except Refused as refused:
        raise ChallengeOver() from refused
    return changed, AddressChange(WAITING, email, until)


def _change(  # noqa: PLR0913
    holder: Holder, session: Session, email: str, ends: list[Write], asked_at: datetime,
    asker: Asker, now: datetime,
) -> tuple[Changed, AddressChange]:  # fmt: skip
    # an erasure under way frees the address that it found, and no other
    require_open(holder)
    until, token = _until(now), ids.token()
    person = accounts_table.opened(holder.account, holder.keys)
    account, readdressed = accounts_table.readdressed(
        holder.account,
        replace(person, email=email),
        holder.key,
        people.address_subject(email),
        now,
        taken_back=False,
    )
    change = {
        "state": CHANGED,
        "subject": holder.account.address,
        "private": _sealed(holder.key, person.email),
        "asked_at": clock.text(asked_at),
        "until": clock.text(until),
        "stop": ids.fingerprint(token),
    }
    to_both = [
        _told(holder, "email_changed", told_to(holder), token, until, asker, now),
        telling.security_changed(
            holder.key,
            "email_changed",
            told_to(holder) | {"email": email},
            now,
            device=asker.label,
        ),
        telling.email_changed(holder.id, now),
    ]

    def edit(security: Security) -> tuple[Security, list[Write]]:
        return replace(security, address_change=change), [*readdressed, *to_both, *ends]

    try:
        changed = protecting.change(
            replace(holder, account=account), session, asker, now, edit, ends_others=True
        )
    except Refused as refused:
        raise conflict(refused) from refused
    return changed, AddressChange(CHANGED, email)


def conflict(refused: Refused) -> Conflict:
    """What came between, by the condition that did not hold."""
    if "address_is_free" in refused.failed:
        return AddressTaken()
    if "account_is_as_read" in refused.failed:
        return Conflict("The account was edited at the same moment; send it again")
    return ChallengeOver()


def _told(  # noqa: PLR0913
    holder: Holder, what: str, to: dict[str, str], token: str, until: datetime, asker: Asker,
    now: datetime,
) -> Write:  # fmt: skip
    return telling.security_changed(
        holder.key,
        what,
        to,
        now,
        device=asker.label,
        link=stopping.link(PATH, holder.id, token),
        until=clock.text(until),
    )


def _until(now: datetime) -> datetime:
    return now + timedelta(days=settings().recovery_days)


def _sealed(key: Key, email: str) -> str:
    return people.seal(key, email, f"address:{key.subject}")


def former_or_new(holder: Holder, change: Any) -> str:
    """The address that a change keeps sealed: the new one while it waits, else the former."""
    email: str = people.open_(change["private"], f"address:{holder.id}", holder.keys)
    return email
