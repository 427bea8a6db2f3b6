"""Signing in by a passkey: nothing is typed, and nobody can be asked for it elsewhere."""

from datetime import datetime
from typing import Any

from accounts.signing_in import entering, passkeys, security_table
from accounts.signing_in.asking import Asker
from accounts.signing_in.entering import Entered, Proof
from accounts.signing_in.passkeys import Options, PasskeyRefused

PURPOSE = "sign_in"


def options(now: datetime) -> Options:
    """Raises PasskeysUnavailable."""
    return passkeys.request_options(PURPOSE, now)


def sign_in(options_id: str, credential: dict[str, Any], asker: Asker, now: datetime) -> Entered:
    """Raises PasskeyRefused or ChallengeOver."""
    shown = passkeys.shown(PURPOSE, options_id, credential, now)
    holder = security_table.holder(shown.account_id)
    if holder is None:
        raise PasskeyRefused()
    return entering.enter(holder, Proof("passkey", strong=True), asker, now, ends=shown.writes)
