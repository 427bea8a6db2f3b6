"""Passkeys (Web Authentication Level 3), by the library `webauthn`: register, sign in, confirm.

A passkey of this shop is discoverable (no address is typed) and verifies its user (PIN, finger,
face), so it is two factors in one. It belongs to the host name of the site; a site that is reached
by an IP address has none. Attestation is not asked for: whose make it is does not matter here.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from shopkit import ids
from shopkit.errors import Conflict, Invalid
from shopkit.people import Key
from shopkit.settings import settings
from shopkit.table import Write

from accounts.signing_in import ceremonies, passkeys_table
from accounts.signing_in.challenges import ChallengeOver
from accounts.signing_in.passkeys_table import Passkey

#: More than anybody's devices.
MOST = 20
TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "hybrid", "internal"})


class PasskeyRefused(Invalid):
    code: ClassVar[str] = "passkey_refused"
    title: ClassVar[str] = "This passkey does not open anything here"


class PasskeysUnavailable(Conflict):
    code: ClassVar[str] = "passkeys_unavailable"
    title: ClassVar[str] = "A site without a name of its own has no passkeys"


class PasskeysFull(Conflict):
    code: ClassVar[str] = "passkeys_full"
    title: ClassVar[str] = "Remove a passkey before you add another"


@dataclass(frozen=True)
class Options:
    """What the browser's navigator.credentials is called with, and the challenge as `id`."""

    id: str
    options: dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A passkey that was shown, whose it is, and what its use writes."""

    account_id: str
    passkey: Passkey
    writes: list[Write]


def request_options(purpose: str, now: datetime, passkeys: list[Passkey] | None = None) -> Options:
    """To be shown a passkey; of those given, or whichever the browser has."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    challenge = ceremonies.issue(purpose, now)
    options = generate_authentication_options(
        rp_id=_rp_id(),
        challenge=challenge,
        timeout=int(ceremonies.LASTS.total_seconds() * 1000),
        allow_credentials=[_descriptor(passkey) for passkey in passkeys or []],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Options(_challenge_id(challenge), json.loads(options_to_json(options)))


def creation_options(  # noqa: PLR0913
    purpose: str, account_id: str, email: str, name: str, passkeys: list[Passkey], now: datetime
) -> Options:
    """To make a passkey on a device that has none of these."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    if len(passkeys) >= MOST:
        raise PasskeysFull()
    challenge = ceremonies.issue(purpose, now)
    options = generate_registration_options(
        rp_id=_rp_id(),
        rp_name=settings().shop_name,
        # says nothing of the person (§14.6.1), and is what a discoverable passkey says it is for
        user_id=account_id.encode(),
        user_name=email,
        user_display_name=name or email,
        challenge=challenge,
        timeout=int(ceremonies.LASTS.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[_descriptor(passkey) for passkey in passkeys],
    )
    return Options(_challenge_id(challenge), json.loads(options_to_json(options)))


def made(  # noqa: PLR0913
    purpose: str, options_id: str, credential: dict[str, Any], key: Key, name: str, now: datetime
) -> tuple[Passkey, list[Write]]:
    """The new passkey of the key's account, and its writes; raises PasskeyRefused."""
    from webauthn import verify_registration_response

    challenge = _challenge(options_id)
    ceremonies.require(purpose, challenge, now)
    try:
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=settings().site_url,
            require_user_verification=True,
        )
    except _unverified() as error:
        raise PasskeyRefused("The new passkey could not be verified") from error
    passkey_id = ids.new_id("psk", now)
    passkey = Passkey(
        id=passkey_id,
        account_id=key.subject,
        credential_id=_text(verified.credential_id),
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        name=passkeys_table.sealed_name(key, passkey_id, name),
        transports=_transports(credential),
        synced=verified.credential_backed_up,
        created_at=now,
    )
    return passkey, [passkeys_table.added(passkey), ceremonies.used_up(challenge, now)]


def shown(
    purpose: str,
    options_id: str,
    credential: dict[str, Any],
    now: datetime,
    account_id: str | None = None,
) -> Shown:
    """The passkey behind a browser's answer; raises PasskeyRefused and ChallengeOver.

    Whose it is, it says itself; `account_id`, where it is known, is the only one that it may say.
    """
    from webauthn import verify_authentication_response

    challenge = _challenge(options_id)
    ceremonies.require(purpose, challenge, now)
    holder = _user_handle(credential) or account_id
    if holder is None or (account_id is not None and holder != account_id):
        raise PasskeyRefused()
    passkey = _find(holder, credential.get("id"))
    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=settings().site_url,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _unverified() as error:
        raise PasskeyRefused("The passkey could not be verified") from error
    writes = [
        passkeys_table.used(passkey, verified.new_sign_count, verified.credential_backed_up, now),
        ceremonies.used_up(challenge, now),
    ]
    return Shown(holder, passkey, writes)


def _find(account_id: str, credential_id: Any) -> Passkey:
    for passkey in passkeys_table.list_passkeys(account_id):
        if passkey.credential_id == credential_id:
            return passkey
    raise PasskeyRefused("This passkey was removed, or is another shop's")


def _unverified() -> tuple[type[Exception], ...]:
    """What the library raises for what a client can send: its own errors, and those of the formats
    below it, which it lets through.
    """
    from webauthn.helpers.exceptions import WebAuthnException

    return (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError)


def _user_handle(credential: dict[str, Any]) -> str | None:
    response = credential.get("response")
    given = response.get("userHandle") if isinstance(response, dict) else None
    if not isinstance(given, str):
        return None
    try:
        handle = _bytes(given).decode("ascii")
    except (ValueError, UnicodeDecodeError) as error:
        raise PasskeyRefused() from error
    return handle if handle.startswith("acc_") and len(handle) == 30 else None


def _transports(credential: dict[str, Any]) -> tuple[str, ...]:
    response = credential.get("response")
    given = response.get("transports") if isinstance(response, dict) else None
    known = {one for one in given if isinstance(one, str)} if isinstance(given, list) else set()
    return tuple(sorted(known & TRANSPORTS))


def _descriptor(passkey: Passkey) -> Any:
    from webauthn.helpers.structs import AuthenticatorTransport, PublicKeyCredentialDescriptor

    return PublicKeyCredentialDescriptor(
        id=_bytes(passkey.credential_id),
        transports=[AuthenticatorTransport(one) for one in passkey.transports] or None,
    )


def _rp_id() -> str:
    """The host of the site; raises PasskeysUnavailable where it is an address (§5.1.3)."""
    host = urlsplit(settings().site_url).hostname or ""
    if not host or ":" in host or host.replace(".", "").isdigit():
        raise PasskeysUnavailable()
    return host


def _challenge_id(challenge: bytes) -> str:
    return f"wac_{_text(challenge)}"


def _challenge(options_id: str) -> bytes:
    try:
        challenge = _bytes(options_id.removeprefix("wac_"))
    except ValueError as error:
        raise ChallengeOver() from error
    if len(challenge) != 32:
        raise ChallengeOver()
    return challenge


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
