"""AES-256-GCM: what is sealed cannot be read, nor changed unseen, without its key of 32 bytes.

A sealed value is its nonce (12 random bytes), the ciphertext, and the tag (16). `about` is not
hidden but authenticated: a value that is moved to another place, where another `about` is expected,
does not open. NIST SP 800-38D §8.3 allows 2^32 values with random nonces under one key: no person
has so many, and wrapping keys are changed every year.
"""

import secrets
from functools import cache
from typing import Any

KEY_BYTES = 32
NONCE_BYTES = 12


class Altered(Exception):
    """What does not open under this key, for this place: it was changed, moved, or cut short."""


def new_secret() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(secret: bytes, plain: bytes, about: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed: bytes = _aes()(secret).encrypt(nonce, plain, about)
    return nonce + sealed


def open_(secret: bytes, sealed: bytes, about: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        plain: bytes = _aes()(secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:  # ValueError: a nonce cut short
        raise Altered("It does not open under this key, for this place") from error
    return plain


@cache
def _aes() -> Any:
    # imported here: twelve milliseconds that a cold start of a plain read must not pay for
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM
