"""Sessions begun, renewed, listed and ended. How one is read: shopkit/sessions.py.

| pattern | key | units |
|---|---|---|
| begin | put SESSION#<sha256>, in the change of SECURITY | 2 writes a KB |
| renew: another token, the old one dead | delete and put, in the change of SECURITY | 4 writes |
| an account's sessions | SECURITY's list, BatchGetItem of SESSION#… | 1 read each |
| end one, or all | delete, in the change of SECURITY | 2 writes each |

A session is in the account's list exactly while its item is there: both are written in one
transaction. The list is read consistently, so "sign out everywhere" misses none, not even one that
is being begun at the same moment: its transaction finds another version of the list, and is decided
anew, on an epoch that has moved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shopkit import clock, ids, people, sessions, table
from shopkit.errors import NotFound
from shopkit.marshal import Item
from shopkit.people import Key
from shopkit.personal import Personal
from shopkit.sessions import Session
from shopkit.settings import settings
from shopkit.table import Write

from accounts.signing_in import security_table
from accounts.signing_in.security_table import Holder, Security

#: More than anyone's browsers; the one that began first makes room.
MOST = 30


@dataclass(frozen=True)
class Kept:
    """A session with what its owner calls the browser; "" where that cannot be read any more."""

    session: Session
    device: Personal[str]


@dataclass(frozen=True)
class Power:
    """What a session may: a member of staff's permissions, by what they signed in with."""

    staff: bool = False
    strong: bool = False
    permissions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Begun:
    """A session that was begun or renewed, and the token that only its browser is to have."""

    session: Session
    token: str
    after: Security
    writes: list[Write]


def begun(holder: Holder, security: Security, power: Power, device: str, now: datetime) -> Begun:
    """A new session of the account, and the writes that begin it."""
    idle, life = _times(power.staff)
    token = ids.token()
    session = Session(
        id=ids.new_id("ses", now),
        account_id=holder.id,
        addresses=holder.account.addresses,
        permissions=power.permissions if power.strong else frozenset(),
        staff=power.staff,
        strong=power.strong,
        confirmed_at=now,
        created_at=now,
        used_at=now,
        idle_until=now + idle,
        ends_at=now + life,
        fingerprint=ids.fingerprint(token),
    )
    listed, dropped = _with_room(security.sessions, clock.text(now - _longest()))
    after = replace(security, sessions=listed | {session.fingerprint: clock.text(now)})
    writes = [_put(session, _sealed(holder.key, session.id, device)), *map(_delete, dropped)]
    return Begun(session, token, after, writes)


def renewed(  # noqa: PLR0913
    holder: Holder,
    security: Security,
    session: Session,
    power: Power,
    device: str,
    now: datetime,
    *,
    confirmed: bool = True,
) -> Begun:
    """The same session under another token; the old one opens nothing from then on."""
    idle, life = _times(power.staff)
    token = ids.token()
    after_session = replace(
        session,
        addresses=holder.account.addresses,
        permissions=power.permissions if power.strong else frozenset(),
        staff=power.staff,
        strong=power.strong,
        confirmed_at=now if confirmed else session.confirmed_at,
        used_at=now,
        idle_until=now + idle,
        ends_at=_end_of(session, power, now, life),
        fingerprint=ids.fingerprint(token),
    )
    listed = {name: at for name, at in security.sessions.items() if name != session.fingerprint}
    listed[after_session.fingerprint] = clock.text(session.created_at)
    ended = table.delete(
        sessions.session_table(),
        sessions.key(session.fingerprint),
        only_if=table.EXISTS,
        condition="session_stands",
    )
    writes = [ended, _put(after_session, _sealed(holder.key, session.id, device))]
    return Begun(after_session, token, replace(security, sessions=listed), writes)


def _end_of(session: Session, power: Power, now: datetime, life: timedelta) -> datetime:
    """Not put off by a renewal; who has just become staff has a working day from then on."""
    since = session.created_at if session.staff or not power.staff else now
    return min(session.ends_at, since + life)


def without(security: Security, ended: Sequence[str]) -> tuple[Security, list[Write]]:
    """The account without the sessions of these fingerprints, and the writes that end them."""
    gone = [name for name in ended if name in security.sessions]
    listed = {name: at for name, at in security.sessions.items() if name not in gone}
    return replace(security, sessions=listed), [_delete(name) for name in gone]


def without_all(security: Security, except_: str | None = None) -> tuple[Security, list[Write]]:
    """Whoever is signing in right now is not signed in either: the epoch moves."""
    others = [name for name in security.sessions if name != except_]
    after, writes = without(security, others)
    return replace(after, epoch=security.epoch + 1), writes


def end_all(account_id: str, except_: str | None = None) -> int:
    """End every session of the account but that of the fingerprint `except_`; answers how many."""

    def decide(security: Security) -> tuple[Security, list[Write], int]:
        after, writes = without_all(security, except_)
        return after, writes, len(writes)

    return security_table.change(account_id, decide)


def end(account_id: str, fingerprint: str) -> None:
    """End one session; one that is not there any more stays so."""

    def decide(security: Security) -> tuple[Security, list[Write], None]:
        after, writes = without(security, [fingerprint])
        return after, writes, None

    security_table.change(account_id, decide)


def end_one(account_id: str, session_id: str, now: datetime) -> None:
    """End the account's session of this id; raises NotFound."""
    for kept in of_account(account_id, now):
        if kept.session.id == session_id:
            end(account_id, kept.session.fingerprint)
            return
    raise NotFound("There is no such session")


def of_account(account_id: str, now: datetime) -> list[Kept]:
    """The account's sessions that open something, the last used first."""
    listed = security_table.read(account_id).sessions
    if not listed:
        return []
    own, keys = sessions.session_table(), people.table_name()
    found = table.get_many(
        {
            own: [sessions.key(fingerprint) for fingerprint in listed],
            keys: people.read_request([account_id]),
        },
        fields={keys: people.FIELDS},
    )
    opened = people.of_items(found[keys])
    kept = [_kept(item, opened) for item in found[own]]
    alive = [one for one in kept if now < min(one.session.idle_until, one.session.ends_at)]
    return sorted(alive, key=lambda one: one.session.used_at, reverse=True)


def _kept(item: Item, keys: dict[str, Key]) -> Kept:
    session = sessions.of_item(item, item["pk"].removeprefix("SESSION#"))
    try:
        return Kept(session, people.open_(item["device"], _about(session.id), keys))
    except people.Erased:
        return Kept(session, "")


def _with_room(listed: Mapping[str, str], oldest: str) -> tuple[dict[str, str], list[str]]:
    """The list with room for one more, and those that are to end for it."""
    by_age = sorted(
        ((name, at) for name, at in listed.items() if at > oldest), key=lambda pair: pair[1]
    )
    spare = max(0, len(by_age) - MOST + 1)
    return dict(by_age[spare:]), [name for name, _ in by_age[:spare]]


def _times(staff: bool) -> tuple[timedelta, timedelta]:
    """How long a session lives unused, and at all."""
    shop = settings()
    if staff:
        return timedelta(minutes=shop.staff_idle_minutes), timedelta(hours=shop.staff_session_hours)
    return timedelta(days=shop.shopper_idle_days), timedelta(days=shop.shopper_session_days)


def _longest() -> timedelta:
    return max(_times(staff=True)[1], _times(staff=False)[1])


def _about(session_id: str) -> str:
    return f"session:{session_id}"


def _sealed(key: Key, session_id: str, device: str) -> str:
    return people.seal(key, device, _about(session_id))


def _put(session: Session, device: str) -> Write:
    idle = session.idle_seconds
    item = sessions.key(session.fingerprint) | {
        "id": session.id,
        "account_id": session.account_id,
        "addresses": list(session.addresses),
        "permissions": sorted(session.permissions),
        "staff": session.staff,
        "strong": session.strong,
        "confirmed_at": clock.text(session.confirmed_at),
        "created_at": clock.text(session.created_at),
        "used_at": clock.text(session.used_at),
        "idle_seconds": idle,
        "ends_at": clock.text(session.ends_at),
        "expires_at": sessions.expires_at(session.used_at, idle, session.ends_at),
        "device": device,
    }
    return table.put(
        sessions.session_table(), item, only_if=table.IS_NEW, condition="session_is_new"
    )


def _delete(fingerprint: str) -> Write:
    return table.delete(sessions.session_table(), sessions.key(fingerprint))
