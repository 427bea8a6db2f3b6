"""Opaque cursors: where a list goes on, signed so that nobody can point it at another list.

A cursor is base64url of `HMAC-SHA256(key, scope + position)[:16] + position`. `scope` names the
list and its filters: a cursor of one list is refused by another.
"""

import base64
import binascii
import hashlib
import hmac
import json

from shopkit.errors import FieldError, Invalid
from shopkit.marshal import Item
from shopkit.settings import secret

_MAC_BYTES = 16


def _mac(scope: str, position: bytes) -> bytes:
    message = scope.encode() + b"\0" + position
    return hmac.digest(secret("CURSOR_KEY").encode(), message, hashlib.sha256)[:_MAC_BYTES]


def seal(scope: str, next_key: Item | None) -> str | None:
    if next_key is None:
        return None
    position = json.dumps(next_key, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(_mac(scope, position) + position).decode().rstrip("=")


def open_(scope: str, cursor: str | None) -> Item | None:
    """The key that `seal` was given; raises Invalid for a cursor that is forged, cut or foreign."""
    if not cursor:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refused() from error
    mac, position = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(scope, position)):
        raise _refused()
    key: Item = json.loads(position)
    return key


def _refused() -> Invalid:
    error = FieldError("?cursor", "invalid_cursor", "Start the list again without a cursor")
    return Invalid("This cursor does not belong to this list", [error])
