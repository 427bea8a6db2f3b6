"""Passwords, for who wants one: argon2id, and strength by length.

By NIST SP 800-63B-4 §3.1.1: any of Unicode after NFKC, no rule about kinds of characters, no
expiry, and none that people take first (well_known_passwords.py). At least 12 characters, between
the 15 that it asks of a password alone and the 8 beside a second factor; at most 128.

The parameters are settings; docs/adr has how they were measured and chosen. A password that was
hashed by others is hashed anew when it is next typed. For an address without account, or an account
without password, the same work is done on a hash that no password has.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from shopkit.errors import FieldError, Invalid
from shopkit.settings import settings

from accounts.signing_in import well_known_passwords

SHORTEST, LONGEST = 12, 128


class WrongCredentials(Invalid):
    code = "wrong_credentials"
    title = "E-mail and password do not belong together"


def hashed(password: str) -> str:
    """argon2id's text of it, with its salt and parameters."""
    text: str = _hasher().hash(_normal(password))
    return text


def is_right(stored: str | None, password: str) -> bool:
    """Whether it is the stored one; takes as long when there is none."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        _hasher().verify(stored or _nobodys(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    return bool(_hasher().check_needs_rehash(stored))


def require_strong(password: str, *known: str) -> None:
    """Raises Invalid; `known` are texts that a thief knows too, such as the e-mail address."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise _weak("too_short", f"At least {SHORTEST} characters; a few words are easy to keep")
    if len(text) > LONGEST:
        raise _weak("too_long", f"At most {LONGEST} characters")
    if well_known_passwords.is_common(text, *known):
        raise _weak("too_common", "Too many people take this one, or it can be guessed from you")


def _weak(code: str, detail: str) -> Invalid:
    return Invalid("Choose another password", [FieldError("/password", code, detail)])


def _normal(password: str) -> str:
    # what looks the same is the same, whichever keyboard it was typed on (NIST SP 800-63B §3.1.1.2)
    return unicodedata.normalize("NFKC", password)


def _hasher() -> Any:
    return _hasher_of(settings().argon2_kib, settings().argon2_passes)


@lru_cache(maxsize=2)
def _hasher_of(kib: int, passes: int) -> Any:
    from argon2 import PasswordHasher, Type

    return PasswordHasher(
        time_cost=passes, memory_cost=kib, parallelism=1, hash_len=32, salt_len=16, type=Type.ID
    )


def _nobodys() -> str:
    return _nobodys_of(settings().argon2_kib, settings().argon2_passes)


@lru_cache(maxsize=2)
def _nobodys_of(kib: int, passes: int) -> str:
    """A text with the current parameters and a hash of zeros: no password has it."""
    return f"$argon2id$v=19$m={kib},t={passes},p=1${'A' * 22}${'A' * 43}"
