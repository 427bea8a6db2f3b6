"""What changes how an account is signed in to, for who is signed in and has just confirmed it.

Every change is one transaction: the account's security as it was decided, the session under a new
token (the old one, and whoever had it, is out), the end of all other sessions where the change may
be because of them, and the letter that tells the owner.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from shopkit import clock
from shopkit.errors import Conflict, NotFound, NotSignedIn, SecondFactorNeeded
from shopkit.sessions import Session
from shopkit.table import Refused, Write, write

from accounts.signing_in import (
    cookies,
    entering,
    passkeys_table,
    passwords,
    recovery_codes,
    security_table,
    sessions,
    telling,
)
from accounts.signing_in.asking import Asker
from accounts.signing_in.passkeys_table import Passkey
from accounts.signing_in.security_table import Holder, Security
from accounts.signing_in.sessions import Begun
from accounts.staff import members

#: What a change makes of an account's security, and what is written with it; raises what it will.
Edit = Callable[[Security], tuple[Security, list[Write]]]


class LastSecondFactor(Conflict):
    code: ClassVar[str] = "last_second_factor"
    title: ClassVar[str] = "The shop's people keep one second factor; add another first"


@dataclass(frozen=True)
class Changed:
    """The session under its new token, which only its browser is to have."""

    session: Session
    cookies: list[str]


def holder_of(session: Session) -> Holder:
    """Whose session it is; raises NotSignedIn when the account is gone."""
    holder = security_table.holder(session.account_id)
    if holder is None:
        raise NotSignedIn()
    return holder


def require_shown(security: Security, session: Session) -> None:
    """A member of staff who has a second factor has shown it in this session; raises
    SecondFactorNeeded. Whoever reads their mail would put one of their own in its place otherwise,
    and have all that the member may.
    """
    if session.strong or not _is_staff(session):
        return
    if security.has_totp or passkeys_table.list_passkeys(session.account_id):
        raise SecondFactorNeeded("Sign in with the passkey that you have; then add another")


def change(  # noqa: PLR0913
    holder: Holder,
    session: Session,
    asker: Asker,
    now: datetime,
    edit: Edit,
    *,
    what: str = "",
    ends_others: bool = False,
    strong: bool | None = None,
    confirmed: bool = False,
) -> Changed:
    """Do `edit` and renew the session; `what` is told to the owner, `strong` set when given.

    Raises NotSignedIn when the session ended meanwhile.
    """
    power = entering.power_of(holder.id, strong=session.strong if strong is None else strong)

    def decide(security: Security) -> tuple[Security, list[Write], Begun]:
        if session.fingerprint not in security.sessions:
            raise NotSignedIn()
        after, writes = edit(security)
        ended: list[Write] = []
        if ends_others:
            after, ended = sessions.without_all(after, session.fingerprint)
        begun = sessions.renewed(
            holder, after, session, power, asker.label, now, confirmed=confirmed
        )
        told = [_told(holder, what, asker, now)] if what else []
        return begun.after, [*begun.writes, *writes, *ended, *told], begun

    try:
        begun = security_table.change(holder.id, decide)
    except Refused as refused:
        if "session_stands" in refused.failed:
            raise NotSignedIn() from refused
        raise
    return Changed(begun.session, cookies.signed_in(begun.token, begun.session, now, None))


def set_password(session: Session, password: str, asker: Asker, now: datetime) -> Changed:
    """Raises Invalid for one that is too weak."""
    holder = holder_of(session)
    person = entering.told_to(holder)
    passwords.require_strong(password, person["email"], person["name"])
    kept = passwords.hashed(password)

    def edit(security: Security) -> tuple[Security, list[Write]]:
        return replace(security, password=kept, password_at=clock.text(now)), []

    return change(holder, session, asker, now, edit, what="password_set", ends_others=True)


def remove_password(session: Session, asker: Asker, now: datetime) -> Changed:
    """A mailed code stays as a way in. Raises NotFound when there is none."""

    def edit(security: Security) -> tuple[Security, list[Write]]:
        if security.password is None:
            raise NotFound("There is no password")
        return replace(security, password=None, password_at=None), []

    holder = holder_of(session)
    return change(holder, session, asker, now, edit, what="password_removed", ends_others=True)


def turn_totp_on(  # noqa: PLR0913
    holder: Holder, session: Session, sealed: str, step: int, ends: Write, asker: Asker,
    now: datetime,
) -> tuple[Changed, list[str]]:  # fmt: skip
    """The authenticator whose code was right at `step`; answers new recovery codes."""
    codes = recovery_codes.new_codes()
    kept = tuple(recovery_codes.kept(holder.id, code) for code in codes)

    def edit(security: Security) -> tuple[Security, list[Write]]:
        require_shown(security, session)
        after = replace(
            security,
            totp=sealed,
            totp_at=clock.text(now),
            totp_step=step,
            recovery_codes=kept,
            lost=None,
        )
        return after, [ends]

    changed = change(
        holder, session, asker, now, edit,
        what="totp_on", ends_others=True, strong=True, confirmed=True,
    )  # fmt: skip
    return changed, codes


def turn_totp_off(session: Session, asker: Asker, now: datetime) -> Changed:
    """Raises LastSecondFactor for staff without a passkey, NotFound when it is off."""
    holder = holder_of(session)

    def edit(security: Security) -> tuple[Security, list[Write]]:
        if security.totp is None:
            raise NotFound("There is no authenticator")
        require_shown(security, session)
        if _is_staff(session) and not passkeys_table.list_passkeys(holder.id):
            raise LastSecondFactor()
        return replace(security, totp=None, totp_at=None, recovery_codes=()), []

    return change(holder, session, asker, now, edit, what="totp_off", ends_others=True)


def renew_recovery_codes(
    session: Session, asker: Asker, now: datetime
) -> tuple[Changed, list[str]]:
    """Ten new ones, the old ones dead; raises NotFound without an authenticator."""
    holder = holder_of(session)
    codes = recovery_codes.new_codes()
    kept = tuple(recovery_codes.kept(holder.id, code) for code in codes)

    def edit(security: Security) -> tuple[Security, list[Write]]:
        if security.totp is None:
            raise NotFound("There is no authenticator that they could stand in for")
        return replace(security, recovery_codes=kept), []

    changed = change(holder, session, asker, now, edit, what="recovery_codes_renewed")
    return changed, codes


def add_passkey(
    holder: Holder, session: Session, writes: list[Write], asker: Asker, now: datetime
) -> Changed:
    """A passkey verifies its user, so that whoever adds one has a second factor from now on."""

    def edit(security: Security) -> tuple[Security, list[Write]]:
        require_shown(security, session)
        return security, writes

    return change(
        holder, session, asker, now, edit, what="passkey_added", strong=True, confirmed=True
    )


def remove_passkey(session: Session, passkey_id: str, asker: Asker, now: datetime) -> Changed:
    """Raises NotFound, or LastSecondFactor for staff who have nothing else."""
    holder = holder_of(session)

    def edit(security: Security) -> tuple[Security, list[Write]]:
        # read anew with each version of the security: of two removals at once, the second is
        # decided on what the first left
        left = {one.id for one in passkeys_table.list_passkeys(holder.id)}
        if passkey_id not in left:
            raise NotFound("There is no such passkey")
        require_shown(security, session)
        if _is_staff(session) and security.totp is None and len(left) == 1:
            raise LastSecondFactor()
        return security, [passkeys_table.removed(holder.id, passkey_id)]

    return change(holder, session, asker, now, edit, what="passkey_removed", ends_others=True)


def rename_passkey(session: Session, passkey_id: str, name: str) -> tuple[Passkey, Holder]:
    """Raises NotFound. No change of security: nothing else follows from it."""
    holder = holder_of(session)
    sealed = passkeys_table.sealed_name(holder.key, passkey_id, name)
    try:
        write(passkeys_table.renamed(holder.id, passkey_id, sealed))
    except Refused as refused:
        raise NotFound("There is no such passkey") from refused
    passkeys = passkeys_table.list_passkeys(holder.id)
    return next(one for one in passkeys if one.id == passkey_id), holder


def _is_staff(session: Session) -> bool:
    """As things stand: the session may be older than the membership."""
    return members.read(session.account_id) is not None


def _told(holder: Holder, what: str, asker: Asker, now: datetime) -> Write:
    return telling.security_changed(
        holder.key, what, entering.told_to(holder), now, device=asker.label
    )
