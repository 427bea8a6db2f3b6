"""WebAuthn's challenges: issued for nothing, good once and for a few minutes.

A page that offers passkeys asks for a challenge each time it is opened. So none is kept: it is
32 bytes, `nonce(12) issued(4) mac(16)`, that only this shop can have made, for one purpose; what is
kept is that it was used.

| pattern | key | units |
|---|---|---|
| use one up | put pk = CHALLENGE#<sha256>, if new; in the transaction of what it opens | 2 writes |
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from shopkit import table
from shopkit.settings import secret
from shopkit.table import IS_NEW, Write

from accounts.accounts_table import accounts_table
from accounts.signing_in.challenges import ChallengeOver

LASTS = timedelta(minutes=5)


def issue(purpose: str, now: datetime) -> bytes:
    """A challenge for `purpose`: sign_in, or what a session asks for, with the session's id."""
    head = secrets.token_bytes(12) + int(now.timestamp()).to_bytes(4)
    return head + _mac(purpose, head)


def require(purpose: str, challenge: bytes, now: datetime) -> None:
    """Raises ChallengeOver for one that is too old, or for something else."""
    head, mac = challenge[:16], challenge[16:]
    if not hmac.compare_digest(mac, _mac(purpose, head)):
        raise ChallengeOver()
    age = int(now.timestamp()) - int.from_bytes(head[12:])
    if not 0 <= age <= LASTS.total_seconds():
        raise ChallengeOver()


def used_up(challenge: bytes, now: datetime) -> Write:
    """Its end, for the transaction of what it opens; condition "challenge_is_unused"."""
    item = {
        "pk": f"CHALLENGE#{hashlib.sha256(challenge).hexdigest()}",
        "sk": "CHALLENGE",
        "expires_at": int((now + 2 * LASTS).timestamp()),
    }
    return table.put(accounts_table(), item, only_if=IS_NEW, condition="challenge_is_unused")


def _mac(purpose: str, head: bytes) -> bytes:
    message = b"passkey:" + purpose.encode() + b":" + head
    return hmac.digest(secret("PEOPLE_KEY").encode(), message, hashlib.sha256)[:16]
