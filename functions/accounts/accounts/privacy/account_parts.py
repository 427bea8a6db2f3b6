"""What accounts itself holds of an account's holder, part by part, for their copy."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shopkit import clock
from shopkit.marshal import Item
from shopkit.people import Key

from accounts import accounts_table
from accounts.accounts_table import Account
from accounts.privacy.archive import Part
from accounts.profile import address_book_table, consents_table
from accounts.profile.addresses import Kept
from accounts.signing_in import passkeys_table, security_table, sessions
from accounts.staff import members
from accounts.staff.audit import audit_table


def of(account: Account, keys: Mapping[str, Key], now: datetime) -> list[Part]:
    """`keys` are those of the account's subjects."""
    return [
        Part(
            "account",
            "Your account: what you told us about yourself, and how it is signed in to. Of a "
            "password and of codes only what they can be checked by is kept, which is not here.",
            [_account(account, keys)],
        ),
        Part(
            "addresses",
            "Your address book.",
            [_address(kept) for kept in address_book_table.read(account.id).addresses],
        ),
        Part(
            "consents",
            "What you agreed to, since when, where you were asked, and the text's version.",
            consents_table.history(account.id),
        ),
        Part(
            "passkeys",
            "The passkeys that open your account; what they sign with never leaves your devices.",
            [
                {
                    "name": passkeys_table.opened_name(passkey, dict(keys)),
                    "created_at": clock.text(passkey.created_at),
                    "last_used_at": clock.text(passkey.used_at) if passkey.used_at else None,
                }
                for passkey in passkeys_table.list_passkeys(account.id)
            ],
        ),
        Part(
            "sessions",
            "Where you are signed in, with the browser as it named itself.",
            [
                {
                    "device": kept.device,
                    "created_at": clock.text(kept.session.created_at),
                    "last_used_at": clock.text(kept.session.used_at),
                    "ends_at": clock.text(kept.session.ends_at),
                }
                for kept in sessions.of_account(account.id, now)
            ],
        ),
        Part(
            "audit",
            "If you work for the shop: your membership, and each thing that you changed there.",
            _as_staff(account.id),
        ),
    ]


def _account(account: Account, keys: Mapping[str, Key]) -> dict[str, Any]:
    security = security_table.read(account.id)
    return {
        "id": account.id,
        "created_at": clock.text(account.created_at),
        **vars(accounts_table.opened(account, keys)),
        "has_password": security.password is not None,
        "password_set_at": security.password_at,
        "authenticator_app_since": security.totp_at,
        "recovery_codes_left": len(security.recovery_codes),
    }


def _address(kept: Kept) -> dict[str, Any]:
    return {
        "id": kept.id,
        **vars(kept.address),
        "default_shipping": kept.default_shipping,
        "default_billing": kept.default_billing,
        "created_at": clock.text(kept.created_at),
    }


def _as_staff(account_id: str) -> list[dict[str, Any]]:
    member = members.read(account_id)
    membership = (
        [{"roles": list(member.roles), "since": clock.text(member.since)}] if member else []
    )
    return [*membership, *(_done(item) for item in _acts(account_id))]


def _acts(account_id: str) -> list[Item]:
    items: list[Item] = []
    start: Item | None = None
    while True:
        page = audit_table.of_staff(account_id, 100, start)
        items += page.items
        if page.next_key is None:
            return items
        start = page.next_key


def _done(item: Item) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(item["record"])
    return record
