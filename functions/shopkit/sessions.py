"""Contract: the session behind a request's cookie, as accounts keeps it and every door reads it.

| item of table accounts | pk | sk | holds |
|---|---|---|---|
| a session | SESSION#<sha256 of its token> | SESSION | whose it is, what it may, its times |

| pattern | key | units |
|---|---|---|
| read a session | GetItem, consistent, projected | 1 read |
| note that it was used | update, alone in a transaction | 2 writes, once in `touch_after` |

The token is 256 random bits that only the browser holds, in `__Host-session`: on https a cookie
that no other host of the domain can set or read (RFC 6265bis §4.1.3.2); on plain http, which has
no such cookies, it is `session`. Beside it stands `__Host-account`, which says "1" and opens
nothing: a page knows by it, without asking, whether somebody is signed in.

A session that was ended is an item that is gone: no process keeps one. It ends by itself when it
was not used for `idle_seconds`, and at `ends_at` whatever happens (NIST SP 800-63B §2.2.3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import clock, ids, table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.permissions import allows
from shopkit.settings import settings

#: How long a session is taken for confirmed by whoever signed in, for what is dangerous.
FRESH = timedelta(minutes=10)
#: Uses are noted so seldom at most, or six times in an idle period when that is sooner.
TOUCHED_EVERY = timedelta(minutes=15)

FIELDS = Fields(
    "id", "account_id", "addresses", "permissions", "staff", "strong", "confirmed_at", "created_at",
    "used_at", "idle_seconds", "ends_at",
)  # fmt: skip

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\Z")


@dataclass(frozen=True)
class Session:
    """Who is signed in, and how well that is known.

    `addresses` are the subjects (`eml_…`) of the account's confirmed addresses. `permissions` is
    a snapshot of a member of staff's, and empty unless `strong`: signed in with a second factor.
    `fingerprint` is the SHA-256 of the token, `confirmed_at` when a person last proved who they
    are.
    """

    id: str
    account_id: str
    addresses: tuple[str, ...]
    permissions: frozenset[str]
    staff: bool
    strong: bool
    confirmed_at: datetime
    created_at: datetime
    used_at: datetime
    idle_until: datetime
    ends_at: datetime
    fingerprint: str

    def may(self, permission: str) -> bool:
        return allows(self.permissions, permission)

    def is_fresh(self, now: datetime) -> bool:
        return now < self.confirmed_at + FRESH

    @property
    def idle_seconds(self) -> int:
        return int((self.idle_until - self.used_at).total_seconds())

    @property
    def touch_after(self) -> timedelta:
        return min(TOUCHED_EVERY, (self.idle_until - self.used_at) // 6)


def session_table() -> str:
    return settings().table("accounts")


def key(fingerprint: str) -> Item:
    return {"pk": f"SESSION#{fingerprint}", "sk": "SESSION"}


def read(token: str | None, now: datetime) -> Session | None:
    """The session that `token` opens, noted as used; None when it opens none, or none any more."""
    if token is None or not _TOKEN.match(token):
        return None
    fingerprint = ids.fingerprint(token)
    item = table.get(session_table(), key(fingerprint), fields=FIELDS)
    if item is None:
        return None
    session = of_item(item, fingerprint)
    if now >= min(session.idle_until, session.ends_at):
        return None
    if now < session.used_at + session.touch_after:
        return session
    return session if _touched(session, now) else None


def of_item(item: Item, fingerprint: str) -> Session:
    used_at = clock.parse(item["used_at"])
    return Session(
        id=item["id"],
        account_id=item["account_id"],
        addresses=tuple(item["addresses"]),
        permissions=frozenset(item["permissions"]),
        staff=item["staff"],
        strong=item["strong"],
        confirmed_at=clock.parse(item["confirmed_at"]),
        created_at=clock.parse(item["created_at"]),
        used_at=used_at,
        idle_until=used_at + timedelta(seconds=item["idle_seconds"]),
        ends_at=clock.parse(item["ends_at"]),
        fingerprint=fingerprint,
    )


def expires_at(used_at: datetime, idle_seconds: int, ends_at: datetime) -> int:
    """When the table may forget the session, in epoch seconds."""
    return int(min(used_at + timedelta(seconds=idle_seconds), ends_at).timestamp())


def _touched(session: Session, now: datetime) -> bool:
    """Whether the session was still there to be noted as used."""
    used = table.update(
        session_table(),
        key(session.fingerprint),
        "SET used_at = :now, expires_at = :expires_at",
        {
            ":now": clock.text(now),
            ":expires_at": expires_at(now, session.idle_seconds, session.ends_at),
        },
        only_if=table.EXISTS,
        condition="session_stands",
        tells=False,
    )
    try:
        # in a transaction, which answers nothing of the item: other capabilities may not see all
        table.transact([used], even_one=True)
    except table.Refused:
        return False
    return True


def secure() -> bool:
    return not settings().site_url.startswith("http://")


def cookie_name() -> str:
    return "__Host-session" if secure() else "session"


def sign_cookie_name() -> str:
    """Of the readable cookie that says that somebody is signed in."""
    return "__Host-account" if secure() else "account"


def cookie(headers: Mapping[str, str], name: str) -> str | None:
    """The value of a cookie in a request's headers, whose names are in lower case."""
    for pair in headers.get("cookie", "").split(";"):
        given, _, value = pair.strip().partition("=")
        if given == name and value:
            return value
    return None


def token_of(headers: Mapping[str, str]) -> str | None:
    return cookie(headers, cookie_name())
