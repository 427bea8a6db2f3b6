"""What sign-in answers: steps on the way in, and who is signed in."""

from datetime import datetime
from typing import Literal

from shopkit.models import Answer
from shopkit.personal import Personal
from shopkit.sessions import FRESH, Session

from accounts.signing_in.challenges import Challenge
from accounts.signing_in.codes import Asked
from accounts.signing_in.cookies import sent_with
from accounts.signing_in.entering import Entered, SecondStep

#: Seconds after which another code may be asked for, as limits.py has it.
RESEND_AFTER = 20


class ChallengeView(Answer):
    object: Literal["challenge"] = "challenge"
    id: str
    created_at: datetime
    expires_at: datetime
    resend_after: int
    tries_left: int

    @classmethod
    def of(cls, challenge: Challenge) -> "ChallengeView":
        return cls(
            id=challenge.id,
            created_at=challenge.created_at,
            expires_at=challenge.ends_at,
            resend_after=RESEND_AFTER,
            tries_left=challenge.tries_left,
        )


class AccountName(Answer):
    id: str
    name: Personal[str]


class LostView(Answer):
    """A recovery of lost second factors: none, waiting, ready, paused (somebody stopped one)."""

    object: Literal["recovery"] = "recovery"
    state: Literal["none", "waiting", "ready", "paused"]
    until: datetime | None


class SignInView(Answer):
    object: Literal["sign_in"] = "sign_in"
    state: Literal["signed_in", "second_factor"]
    id: str | None
    account: AccountName | None
    opened: bool
    factors: list[str]
    staff: bool
    enrol_second_factor: bool
    recovery: LostView | None


class SessionView(Answer):
    """Who is signed in; all of it empty when nobody is."""

    object: Literal["session"] = "session"
    signed_in: bool
    account_id: str | None = None
    staff: bool = False
    strong: bool = False
    permissions: list[str] = []
    fresh_until: datetime | None = None
    ends_at: datetime | None = None
    enrol_second_factor: bool = False
    recovery_waiting_until: datetime | None = None

    @classmethod
    def of(cls, session: Session | None, recovery: datetime | None = None) -> "SessionView":
        if session is None:
            return cls(signed_in=False)
        return cls(
            signed_in=True,
            account_id=session.account_id,
            staff=session.staff,
            strong=session.strong,
            permissions=sorted(session.permissions),
            fresh_until=session.confirmed_at + FRESH,
            ends_at=session.ends_at,
            enrol_second_factor=session.staff and not session.strong,
            recovery_waiting_until=recovery,
        )


def asked(result: Asked) -> ChallengeView:
    return sent_with(ChallengeView.of(result.challenge), result.cookies)


def signed_in(result: Entered) -> SignInView:
    view = SignInView(
        state="signed_in",
        id=None,
        account=AccountName(id=result.session.account_id, name=result.name),
        opened=result.opened,
        factors=[],
        staff=result.session.staff,
        enrol_second_factor=result.session.staff and not result.session.strong,
        recovery=None,
    )
    return sent_with(view, result.cookies)


def second_step(result: SecondStep, recovery: LostView | None) -> SignInView:
    view = SignInView(
        state="second_factor",
        id=result.challenge.id,
        account=None,
        opened=False,
        factors=["totp", *(["recovery_code"] if result.holder.security.recovery_codes else [])],
        staff=False,
        enrol_second_factor=False,
        recovery=recovery,
    )
    return sent_with(view, result.cookies)
