"""What the security page is answered: ways in, second factors, sessions, changes under way."""

from datetime import datetime
from typing import Any, Literal

from shopkit import clock
from shopkit.models import Answer
from shopkit.personal import Personal
from shopkit.sessions import FRESH, Session

from accounts.signing_in import email_change, lost, passkeys_table, protecting, reauthenticating
from accounts.signing_in.answers import LostView
from accounts.signing_in.challenges import Challenge
from accounts.signing_in.email_change import AddressChange
from accounts.signing_in.entering import told_to
from accounts.signing_in.lost import Lost
from accounts.signing_in.passkeys import Options
from accounts.signing_in.passkeys_table import Passkey
from accounts.signing_in.security_table import Holder
from accounts.signing_in.sessions import Kept
from accounts.signing_in.totp import Enrolment


class PasskeyView(Answer):
    object: Literal["passkey"] = "passkey"
    id: str
    name: Personal[str]
    created_at: datetime
    last_used_at: datetime | None
    synced: bool

    @classmethod
    def of(cls, passkey: Passkey, holder: Holder) -> "PasskeyView":
        return cls(
            id=passkey.id,
            name=passkeys_table.opened_name(passkey, holder.keys),
            created_at=passkey.created_at,
            last_used_at=passkey.used_at,
            synced=passkey.synced,
        )


class TotpState(Answer):
    enabled: bool
    created_at: datetime | None


class AddressChangeView(Answer):
    object: Literal["email_change"] = "email_change"
    state: Literal["waiting", "changed"]
    email: Personal[str]
    until: datetime | None

    @classmethod
    def of(cls, change: AddressChange) -> "AddressChangeView":
        state: Literal["waiting", "changed"] = (
            "waiting" if change.state == email_change.WAITING else "changed"
        )
        return cls(state=state, email=change.email, until=change.until)


class SecurityView(Answer):
    object: Literal["security"] = "security"
    email: Personal[str]
    has_password: bool
    password_changed_at: datetime | None
    passkeys: list[PasskeyView]
    totp: TotpState
    recovery_codes_left: int
    confirmed_at: datetime
    fresh_until: datetime
    strong: bool
    staff: bool
    ways_in: list[str]
    confirm_by: list[str]
    email_change: AddressChangeView | None
    recovery: LostView | None


class OptionsView(Answer):
    object: Literal["passkey_options"] = "passkey_options"
    id: str
    options: dict[str, Any]

    @classmethod
    def of(cls, options: Options) -> "OptionsView":
        return cls(id=options.id, options=options.options)


class QrCode(Answer):
    """An SVG path in a view box of `size` × `size`, a quiet zone of four modules included."""

    size: int
    path: Personal[str]


class EnrolmentView(Answer):
    object: Literal["totp"] = "totp"
    id: str
    key: Personal[str]
    uri: Personal[str]
    qr: QrCode

    @classmethod
    def of(cls, challenge: Challenge, given: Enrolment) -> "EnrolmentView":
        qr = QrCode(size=given.size, path=given.path)
        return cls(id=challenge.id, key=given.key, uri=given.uri, qr=qr)


class RecoveryCodes(Answer):
    object: Literal["recovery_codes"] = "recovery_codes"
    recovery_codes: list[Personal[str]]


class KeptSession(Answer):
    object: Literal["session"] = "session"
    id: str
    device: Personal[str]
    created_at: datetime
    last_used_at: datetime
    current: bool
    strong: bool

    @classmethod
    def of(cls, kept: Kept, current: Session) -> "KeptSession":
        return cls(
            id=kept.session.id,
            device=kept.device,
            created_at=kept.session.created_at,
            last_used_at=kept.session.used_at,
            current=kept.session.id == current.id,
            strong=kept.session.strong,
        )


def lost_view(state: Lost) -> LostView:
    return LostView.model_validate({"state": state.state, "until": state.until})


def security_view(session: Session, now: datetime) -> SecurityView:
    """The whole of it, as it stands."""
    holder = protecting.holder_of(session)
    security = holder.security
    passkeys = passkeys_table.list_passkeys(holder.id)
    change = email_change.state_of(holder)
    recovery = lost.state_of(security, now)
    return SecurityView(
        email=told_to(holder)["email"],
        has_password=security.password is not None,
        password_changed_at=_parsed(security.password_at),
        passkeys=[PasskeyView.of(passkey, holder) for passkey in passkeys],
        totp=TotpState(enabled=security.has_totp, created_at=_parsed(security.totp_at)),
        recovery_codes_left=len(security.recovery_codes),
        confirmed_at=session.confirmed_at,
        fresh_until=session.confirmed_at + FRESH,
        strong=session.strong,
        staff=session.staff,
        ways_in=[
            "code",
            *(["password"] if security.password else []),
            *(["passkey"] if passkeys else []),
        ],
        confirm_by=reauthenticating.ways(security, bool(passkeys)),
        email_change=AddressChangeView.of(change) if change else None,
        recovery=lost_view(recovery) if recovery.state != lost.NONE else None,
    )


def _parsed(at: str | None) -> datetime | None:
    return clock.parse(at) if at else None
