"""An answer as an Idempotency-Key's record keeps it: sealed under a key that only its sender has.

The sealing key is drawn from the Idempotency-Key and whose it is, and the table holds neither, only
a digest of both by which the record is found. So an answer with a person's name, an order's token
or a session's cookie in it can be given again to whoever sends the very request again, and read by
nobody else.

A record is a byte that says how, then nonce, ciphertext and tag. What is longer than PLAIN_BYTES is
compressed first: an item holds 400 KB, and a large cart's answer is more. Records of before, in
clear as text, or compressed as bytes that begin as zlib's do, are read as they are.
"""

import hashlib
import hmac
import zlib

from shopkit import cipher

#: Below this, compressing saves no write unit that is worth its time.
PLAIN_BYTES = 8 * 1024

_WHOLE, _COMPRESSED, _ZLIB = b"\x01", b"\x02", b"\x78"


def secret_of(route: str, key: str) -> bytes:
    """What seals the answer to `key` on `route`, which names the sender too."""
    # not by the hash that finds the record: that one is in the table
    return hmac.digest(key.encode("utf-8", "surrogatepass"), _labelled(route), hashlib.sha256)


def seal(answer: str, secret: bytes, record: str) -> bytes:
    """`record` is where it stands: it opens nowhere else."""
    plain = answer.encode()
    how, content = (
        (_COMPRESSED, zlib.compress(plain)) if len(plain) > PLAIN_BYTES else (_WHOLE, plain)
    )
    return how + cipher.seal(secret, content, how + record.encode())


def open_(kept: str | bytes, secret: bytes, record: str) -> str:
    """Raises cipher.Altered for what was not sealed so."""
    if isinstance(kept, str):
        return kept
    how = kept[:1]
    if how == _ZLIB:
        return zlib.decompress(kept).decode()
    content = cipher.open_(secret, kept[1:], how + record.encode())
    return (zlib.decompress(content) if how == _COMPRESSED else content).decode()


def _labelled(route: str) -> bytes:
    return b"kept answer\n" + route.encode("utf-8", "surrogatepass")
