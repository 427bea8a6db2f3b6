"""Ids that sort by time, and order numbers that people can read aloud.

An id is `<prefix>_<ULID>` (github.com/ulid/spec: 48 bits of milliseconds, 80 random bits, in
Crockford's base 32). An order number has no letter that is taken for a digit or another letter.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: what is misread on paper or misheard on the telephone.
READABLE = "34679ACDEFGHJKMNPQRTWXY"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def ulid(at: datetime, randomness: int | None = None) -> str:
    """A ULID of the moment `at` (aware); `randomness` is 80 bits, drawn when not given."""
    bits = secrets.randbits(80) if randomness is None else randomness & ((1 << 80) - 1)
    # in whole numbers: a float of the same moment, read back, may be a millisecond short
    number = ((at - _EPOCH) // _MILLISECOND << 80) | bits
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def new_id(prefix: str, at: datetime) -> str:
    return f"{prefix}_{ulid(at)}"


def derived_id(prefix: str, at: datetime, seed: str) -> str:
    """The same id for the same moment and seed: what is retried finds what it made before."""
    digest = hashlib.sha256(seed.encode()).digest()
    return f"{prefix}_{ulid(at, int.from_bytes(digest[:10]))}"


def moment(made: str) -> datetime:
    """When an id was made, to the millisecond."""
    number = 0
    for letter in made.partition("_")[2][:10]:
        number = number * 32 + CROCKFORD.index(letter)
    return _EPOCH + number * _MILLISECOND


def order_number(seed: str) -> str:
    """A number such as `K7-4XQ-9MD`, one of 23^8; unique by the table's check."""
    number = int.from_bytes(hashlib.sha256(f"number:{seed}".encode()).digest()[:8])
    letters = []
    for _ in range(8):
        number, digit = divmod(number, len(READABLE))
        letters.append(READABLE[digit])
    text = "".join(letters)
    return f"{text[:2]}-{text[2:5]}-{text[5:]}"


def token() -> str:
    """256 random bits, URL-safe: a capability that cannot be guessed."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """The SHA-256 of a secret in hex: what a table may hold of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
