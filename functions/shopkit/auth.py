"""Staff API keys: `Authorization: Bearer bk_…`, known to the shop by its SHA-256 alone.

The secret STAFF_KEYS holds a line a key: `<sha256 hex> <permission> <permission> …`; `*` is every
permission. A permission is `<capability>:<what>`, as each staff route names it.
"""

import hmac
from dataclasses import dataclass

from shopkit.errors import NotAllowed, NotSignedIn
from shopkit.ids import fingerprint
from shopkit.settings import secret


@dataclass(frozen=True)
class Staff:
    """Who calls: `key` is the beginning of the key's fingerprint, fit for logs and history."""

    key: str
    permissions: frozenset[str]

    def may(self, permission: str) -> bool:
        return "*" in self.permissions or permission in self.permissions


def staff_of(authorization: str | None) -> Staff:
    """The caller behind the header; raises NotSignedIn."""
    scheme, _, key = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not key.startswith("bk_"):
        raise NotSignedIn("Send a staff API key: Authorization: Bearer bk_…")
    presented = fingerprint(key.strip())
    found: Staff | None = None
    for line in filter(str.strip, secret("STAFF_KEYS").splitlines()):
        stored, *permissions = line.split()
        # every line is compared: the time taken says nothing about the keys
        if hmac.compare_digest(stored.encode(), presented.encode()):
            found = Staff(presented[:12], frozenset(permissions))
    if found is None:
        raise NotSignedIn("This staff API key is not known")
    return found


def require(authorization: str | None, permission: str) -> Staff:
    """The caller, who may do `permission`; raises NotSignedIn or NotAllowed."""
    staff = staff_of(authorization)
    if not staff.may(permission):
        raise NotAllowed(f"This needs the permission {permission}")
    return staff
