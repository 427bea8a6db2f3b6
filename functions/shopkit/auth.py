"""Who calls: a staff API key, or the session of somebody who signed in.

A key comes as `Authorization: Bearer bk_…`, known to the shop by its SHA-256 alone: the operator's
from the secret STAFF_KEYS, a line a key (`<sha256 hex> <permission> <permission> …`), the staff's
own from table accounts (api_keys.py). What they may do are those of permissions.py; `*` is all.

A session comes as a cookie (sessions.py). Browsers send cookies along with what other sites ask
for, so a write by one needs the Origin of this site, before anything is read.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shopkit import api_keys, sessions
from shopkit.api_keys import ApiKey
from shopkit.errors import NotAllowed, NotSignedIn, ReauthenticationNeeded, SecondFactorNeeded
from shopkit.ids import fingerprint
from shopkit.permissions import allows
from shopkit.sessions import Session
from shopkit.settings import secret, settings

SAFE_METHODS = frozenset({"GET", "HEAD"})

Find = Callable[[str, datetime], ApiKey | None]


@dataclass(frozen=True)
class Staff:
    """Who calls: `key`, fit for logs and history, is the beginning of the operator's key's
    fingerprint, the id of an API key (`key_…`) or of the account (`acc_…`).
    """

    key: str
    permissions: frozenset[str]
    account_id: str | None = None
    operator: bool = False

    def may(self, permission: str) -> bool:
        return allows(self.permissions, permission)


def staff_of(authorization: str | None) -> Staff:
    """Whom the operator's secret lets in by this header; raises NotSignedIn."""
    staff = _of_secret(_key_in(authorization))
    if staff is None:
        raise NotSignedIn("This staff API key is not known")
    return staff


def require(
    authorization: str | None, permission: str, now: datetime, find: Find = api_keys.find
) -> Staff:
    """The key's holder, who may do `permission`; raises NotSignedIn or NotAllowed."""
    presented = _key_in(authorization)
    staff, found = _of_secret(presented), None
    if staff is None:
        found = find(presented, now)
        if found is None:
            raise NotSignedIn("This staff API key is not known, revoked or past its end")
        staff = Staff(found.id, found.permissions)
    if not staff.may(permission):
        raise NotAllowed(f"This needs the permission {permission}")
    if found is not None:
        api_keys.note_use(found, now)
    return staff


def _key_in(authorization: str | None) -> str:
    scheme, _, key = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not key.startswith("bk_"):
        raise NotSignedIn("Send a staff API key: Authorization: Bearer bk_…")
    return key.strip()


def _of_secret(key: str) -> Staff | None:
    presented = fingerprint(key)
    found: Staff | None = None
    for line in filter(str.strip, secret("STAFF_KEYS").splitlines()):
        stored, *permissions = line.split()
        # every line is compared: the time taken says nothing about the keys
        if hmac.compare_digest(stored.encode(), presented.encode()):
            found = Staff(presented[:12], frozenset(permissions), operator=True)
    return found


def require_staff(
    method: str, headers: Mapping[str, str], permission: str, *, fresh: bool, now: datetime
) -> tuple[Staff, Session | None]:
    """The member of staff, by key or by session; raises NotSignedIn or NotAllowed.

    A key is for programs, which cannot confirm who they are: `fresh` asks it of sessions alone.
    """
    authorization = headers.get("authorization")
    if authorization is not None or sessions.token_of(headers) is None:
        return require(authorization, permission, now), None
    session = require_session(method, headers, fresh=False, now=now)
    if session.staff and not session.strong:
        raise SecondFactorNeeded(
            "Sign in with a passkey, or with your authenticator's code as well"
        )
    staff = Staff(session.account_id, session.permissions, session.account_id)
    if not staff.may(permission):
        raise NotAllowed(f"This needs the permission {permission}")
    if fresh:
        require_fresh(session, now)
    return staff, session


def require_session(
    method: str, headers: Mapping[str, str], *, fresh: bool, now: datetime
) -> Session:
    """Who is signed in; raises NotSignedIn, NotAllowed or ReauthenticationNeeded."""
    session = session_of(method, headers, now)
    if session is None:
        raise NotSignedIn("Sign in, and send the session's cookie")
    if fresh:
        require_fresh(session, now)
    return session


def session_of(method: str, headers: Mapping[str, str], now: datetime) -> Session | None:
    """Who is signed in, or None; raises NotAllowed for a write that another site's page sends."""
    token = sessions.token_of(headers)
    if token is None:
        return None
    if method not in SAFE_METHODS and headers.get("origin") != settings().site_url:
        raise NotAllowed("A write with the session's cookie needs the Origin of this site")
    return sessions.read(token, now)


def require_fresh(session: Session, now: datetime) -> None:
    if not session.is_fresh(now):
        raise ReauthenticationNeeded("Confirm that it is you, then send it again")


def refuse_other_sites(headers: Mapping[str, str]) -> None:
    """Raises NotAllowed for a page of another site that would sign somebody in or out.

    Whoever is not a browser sends neither header, and carries no one's cookies.
    """
    origin = headers.get("origin")
    elsewhere = origin is not None and origin != settings().site_url
    if elsewhere or headers.get("sec-fetch-site") == "cross-site":
        raise NotAllowed(f"Open the shop at {settings().site_url} and send this from there")
