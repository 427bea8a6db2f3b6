"""From what somebody has shown to a session: one factor or two, and never into what has changed.

    code or password ──▶ no second factor on ─────────────────▶ session
                    └──▶ second step: TOTP or recovery code ──▶ session, strong
    passkey (the authenticator has verified its user) ────────▶ session, strong

A session begins in one transaction with the end of the challenge that led to it, so each leads to
one session; and on the condition that the account's epoch is the one that was read before the proof
was judged: whoever's password was changed, or who was signed out everywhere meanwhile, is not let
in on what was right a moment ago. A session that the browser had before ends with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from shopkit import ids, people
from shopkit.personal import Personal
from shopkit.sessions import Session
from shopkit.table import Refused, Write, transact

from accounts import accounts_table
from accounts.accounts_table import CLOSING
from accounts.privacy import activity
from accounts.signing_in import challenges, cookies, devices, security_table, sessions, telling
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import Challenge, ChallengeOver
from accounts.signing_in.opening import AccountClosing
from accounts.signing_in.security_table import Holder, Security
from accounts.signing_in.sessions import Begun, Power
from accounts.staff import members

SECOND = "second"

#: What a proof uses up of an account (a TOTP's step, a recovery code), and what is written with it.
Spend = Callable[[Security], tuple[Security, list[Write]]]


@dataclass(frozen=True)
class Proof:
    """What was shown: `how` is code, password or passkey; `strong`, that it was two factors."""

    how: str
    strong: bool = False


@dataclass(frozen=True)
class Entered:
    """Somebody is signed in; `token` and `cookies` are for their browser alone."""

    session: Session
    name: Personal[str]
    cookies: list[str]
    opened: bool = False


@dataclass(frozen=True)
class SecondStep:
    """One factor was shown, and the account has a second."""

    challenge: Challenge
    holder: Holder
    cookies: list[str]
    by_mail: bool


def proceed(  # noqa: PLR0913
    holder: Holder,
    proof: Proof,
    asker: Asker,
    now: datetime,
    *,
    ends: Sequence[Write] = (),
    opened: bool = False,
) -> Entered | SecondStep:
    """On from a proof: in, or to the second step. `ends` uses up what the proof was made by."""
    require_open(holder)
    if not proof.strong and holder.security.has_totp:
        return _second_step(holder, proof, asker, now, ends)
    return enter(holder, proof, asker, now, ends=ends, opened=opened)


def enter(  # noqa: PLR0913
    holder: Holder,
    proof: Proof,
    asker: Asker,
    now: datetime,
    *,
    ends: Sequence[Write] = (),
    spend: Spend | None = None,
    opened: bool = False,
) -> Entered:
    """A session for the account; raises ChallengeOver when what was proven holds no more."""
    require_open(holder)
    power = power_of(holder.id, strong=proof.strong)
    person = accounts_table.opened(holder.account, holder.keys)
    subject = holder.account.address
    is_known = asker.is_known_to(subject)
    before = ids.fingerprint(asker.session) if asker.session else ""

    def decide(security: Security) -> tuple[Security, list[Write], Begun]:
        if security.epoch != holder.security.epoch:
            raise ChallengeOver()
        after, writes = spend(security) if spend else (security, [])
        after, ended = sessions.without(after, [before])
        if proof.strong:
            # who has the second factor needs no recovery, and did not ask for one
            after = replace(after, lost=None)
        begun = sessions.begun(holder, after, power, asker.label, now)
        told = [activity.seen(holder.id, now)]
        if proof.how != "code" and not is_known:
            told.append(
                telling.security_changed(
                    holder.key, "new_device", asdict(person), now, device=asker.label
                )
            )
        return begun.after, [*begun.writes, *writes, *ended, *ends, *told], begun

    try:
        begun = security_table.change(holder.id, decide)
    except Refused as refused:
        raise ChallengeOver() from refused
    return Entered(
        session=begun.session,
        name=person.name,
        cookies=cookies.signed_in(
            begun.token, begun.session, now, None if is_known else devices.cookie_for(subject)
        ),
        opened=opened,
    )


def power_of(account_id: str, *, strong: bool) -> Power:
    """What a session of the account may, as things stand."""
    member = members.read(account_id)
    if member is None:
        return Power(strong=strong)
    return Power(staff=True, strong=strong, permissions=member.permissions)


def require_open(holder: Holder) -> None:
    if holder.account.state == CLOSING:
        raise AccountClosing()


def second_step(challenge_id: str, asker: Asker, now: datetime) -> tuple[Challenge, Holder]:
    """The second step as it stands, and whose it is; raises ChallengeOver."""
    challenge = challenges.read(challenge_id, (SECOND,), asker.browser, now)
    return challenge, holder_of(challenge)


def holder_of(challenge: Challenge) -> Holder:
    """Whose second step it is; raises ChallengeOver when it leads nowhere any more."""
    holder = security_table.holder(challenge.data["account_id"])
    if holder is None or holder.security.epoch != challenge.data["epoch"]:
        raise ChallengeOver()
    return holder


def _second_step(
    holder: Holder, proof: Proof, asker: Asker, now: datetime, ends: Sequence[Write]
) -> SecondStep:
    browser = asker.browser or cookies.new_browser()
    data = {"account_id": holder.id, "epoch": holder.security.epoch, "how": proof.how}
    challenge, opens = challenges.opened(SECOND, browser, now, data=data)
    try:
        transact([opens, *ends])
    except Refused as refused:
        raise ChallengeOver() from refused
    return SecondStep(challenge, holder, cookies.set_browser(browser), proof.how == "code")


def told_to(holder: Holder) -> dict[str, str]:
    """E-mail, name and language of whose account it is; all "" when that was erased."""
    try:
        return asdict(accounts_table.opened(holder.account, holder.keys))
    except people.Erased:
        return {"email": "", "name": "", "language": ""}
