"""Confirming once more who one is, for what is dangerous: by what the account has.

An account with an authenticator is confirmed by that or by a passkey, not by a code to a mailbox
that may be open on the same stolen machine. Each confirmation gives the session a new token, and
one by two factors makes it strong: a member of staff has permissions from then on.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from shopkit import ids, people, table
from shopkit.errors import Conflict, FieldError, Invalid
from shopkit.sessions import Session
from shopkit.table import Refused, Write

from accounts.signing_in import (
    challenges,
    codes,
    cookies,
    guarding,
    passkeys,
    passkeys_table,
    passwords,
    protecting,
    second_factors,
    telling,
)
from accounts.signing_in.asking import Asker
from accounts.signing_in.challenges import ChallengeOver, CodeWrong
from accounts.signing_in.codes import Asked
from accounts.signing_in.entering import told_to
from accounts.signing_in.passkeys import Options
from accounts.signing_in.protecting import Changed
from accounts.signing_in.requests import Confirm
from accounts.signing_in.security_table import Holder, Security
from accounts.signing_in.telling import Letter

KIND = "reauthenticate"


@dataclass
class StrongerFactorNeeded(Conflict):
    code: ClassVar[str] = "stronger_factor_needed"
    title: ClassVar[str] = "Confirm with your authenticator or a passkey"
    factors: list[str] = field(default_factory=list)

    @property
    def extra(self) -> dict[str, Any]:
        return {"factors": self.factors}


class PasswordWrong(Invalid):
    code: ClassVar[str] = "password_wrong"
    title: ClassVar[str] = "This is not the password"


def ways(security: Security, has_passkeys: bool) -> list[str]:
    """By what the account's sessions are confirmed."""
    if security.has_totp:
        return ["totp", *(["passkey"] if has_passkeys else [])]
    return [
        "code",
        *(["password"] if security.password else []),
        *(["passkey"] if has_passkeys else []),
    ]


def ask_for_code(session: Session, asker: Asker, now: datetime) -> Asked:
    """Mail a code to the account's address; raises StrongerFactorNeeded, TooManyRequests."""
    holder = protecting.holder_of(session)
    _require_weak_enough(holder, "code")
    subject = holder.account.address
    guarding.code_asked(subject, asker, now)
    browser = asker.browser or cookies.new_browser()
    challenge_id, code = ids.new_id("chl", now), challenges.new_code()
    challenge, opens = challenges.opened(
        KIND,
        browser,
        now,
        codes={codes.MAILED: code},
        data={"session": session.id},
        challenge_id=challenge_id,
    )
    person = told_to(holder)
    letter = Letter("reauthenticate", person["email"], code, "/account/security/")
    key = people.key_for(subject, now)
    table.transact([opens, telling.code_issued(challenge_id, letter, key, now)])
    return Asked(challenge, cookies.set_browser(browser))


def passkey_options(session: Session, now: datetime) -> Options:
    """Of the account's own passkeys; raises PasskeysUnavailable."""
    listed = passkeys_table.list_passkeys(session.account_id)
    return passkeys.request_options(_purpose(session), now, listed)


def confirm(session: Session, sent: Confirm, asker: Asker, now: datetime) -> Changed:
    """The session, confirmed; raises Invalid for what is wrong, ChallengeOver, TooManyRequests."""
    given = {name for name in ("password", "code", "credential") if getattr(sent, name) is not None}
    holder = protecting.holder_of(session)
    if given == {"password"} and sent.id is None:
        return _by_password(holder, session, sent.password or "", asker, now)
    if given == {"code"}:
        if sent.id is None:
            return _by_totp(holder, session, sent.code or "", asker, now)
        return _by_code(holder, session, sent.id, sent.code or "", asker, now)
    if given == {"credential"} and sent.id is not None:
        return _by_passkey(holder, session, sent.id, sent.credential or {}, asker, now)
    error = FieldError(
        "", "one_way", "Send password, or id and code, or code, or id and credential"
    )
    raise Invalid("Confirm in one way", [error])


def _by_password(
    holder: Holder, session: Session, password: str, asker: Asker, now: datetime
) -> Changed:
    _require_weak_enough(holder, "password")
    tries = guarding.confirmed(holder.id, session.id, now)
    if not passwords.is_right(holder.security.password, password):
        raise PasswordWrong(errors=[FieldError("/password", "wrong", "This is not the password")])
    tries.give_back()
    return protecting.change(holder, session, asker, now, _same, confirmed=True)


def _by_totp(holder: Holder, session: Session, code: str, asker: Asker, now: datetime) -> Changed:
    tries = guarding.second_factor_tried(holder.id, holder.account.address, asker, now)
    spend = second_factors.by_totp(holder, code, now)
    if spend is None:
        raise CodeWrong("Look at your authenticator again")
    tries.give_back()
    return protecting.change(holder, session, asker, now, spend, strong=True, confirmed=True)


def _by_code(  # noqa: PLR0913
    holder: Holder, session: Session, challenge_id: str, code: str, asker: Asker, now: datetime
) -> Changed:
    _require_weak_enough(holder, "code")
    tries = guarding.confirmed(holder.id, session.id, now)
    challenge = challenges.tried(challenge_id, (KIND,), asker.browser, now)
    if challenge.data["session"] != session.id:
        raise ChallengeOver()
    if not challenge.is_right(codes.MAILED, code, asker.browser or ""):
        raise challenge.wrong()
    tries.give_back()
    return _ended_by(
        holder, session, [challenges.used_up(challenge)], asker, now, strong=session.strong
    )


def _by_passkey(  # noqa: PLR0913
    holder: Holder,
    session: Session,
    options_id: str,
    credential: dict[str, Any],
    asker: Asker,
    now: datetime,
) -> Changed:
    shown = passkeys.shown(_purpose(session), options_id, credential, now, holder.id)
    return _ended_by(holder, session, shown.writes, asker, now, strong=True)


def _ended_by(  # noqa: PLR0913
    holder: Holder, session: Session, writes: list[Write], asker: Asker, now: datetime, *,
    strong: bool,
) -> Changed:  # fmt: skip
    try:
        return protecting.change(
            holder, session, asker, now, lambda security: (security, writes),
            strong=strong, confirmed=True,
        )  # fmt: skip
    except Refused as refused:
        raise ChallengeOver() from refused


def _same(security: Security) -> tuple[Security, list[Write]]:
    return replace(security), []


def _require_weak_enough(holder: Holder, way: str) -> None:
    if holder.security.has_totp:
        has_passkeys = bool(passkeys_table.list_passkeys(holder.id))
        raise StrongerFactorNeeded(
            f"A {way} is not enough here", factors=ways(holder.security, has_passkeys)
        )


def _purpose(session: Session) -> str:
    return f"confirm:{session.id}"
