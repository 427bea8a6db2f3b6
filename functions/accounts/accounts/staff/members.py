"""Members of staff: who they are, what they may, and how that changes.

Whatever changes somebody's rights ends their sessions: at once, and by the fact StaffRightsChanged
once more, which stands in the change's own transaction and is heard even when this process dies
before it comes to the sessions. A session holds a snapshot of rights, so none outlives them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shopkit import outbox
from shopkit.auth import Staff
from shopkit.errors import FieldError, Invalid, NotFound, Stale, Unavailable
from shopkit.events import StaffRightsChanged
from shopkit.marshal import Item
from shopkit.permissions import covers
from shopkit.table import Refused, Write, transact

from accounts.accounts_table import accounts_table
from accounts.staff import endings, members_table, roles_table
from accounts.staff.members_table import ANOTHER_OWNER, Membership
from accounts.staff.roles import (
    BUILT_IN,
    OWNER,
    LastOwner,
    NotYours,
    Role,
    require_covering,
    union,
)

TRIES = 8


@dataclass(frozen=True)
class Member:
    """A member of staff with all that the roles allow; `*` is everything."""

    account_id: str
    roles: tuple[str, ...]
    permissions: frozenset[str]
    version: int
    since: datetime
    invited_by: str


def read(account_id: str) -> Member | None:
    """The account's membership, or None for a customer: one read, two with roles of the shop."""
    stored = members_table.read(account_id)
    return _with_permissions([stored])[0] if stored else None


def current(account_id: str) -> Member:
    """Raises NotFound."""
    member = read(account_id)
    if member is None:
        raise NotFound("There is no such member of staff")
    return member


def list_members(limit: int, start: Item | None) -> tuple[list[Member], Item | None]:
    stored, next_key = members_table.list_members(limit, start)
    return _with_permissions(stored), next_key


def standing(by: Staff, permissions: Iterable[str]) -> Membership | None:
    """The caller's membership as it stands in this moment, which a session only remembers; None for
    the operator. Raises NotYours where it does not have `permissions` any more.
    """
    if by.account_id is None:
        return None
    member = read(by.account_id)
    if member is None or not covers(member.permissions, permissions):
        raise NotYours("Your own rights changed; sign in again")
    return _stored(member)


def require_covering_member(by: Staff, account_id: str | None) -> None:
    """Whoever erases an account takes its rights away: raises NotYours or PersonNeeded where it is
    a member's who may more than they do.
    """
    member = read(account_id) if account_id else None
    if member is not None:
        require_covering(by, member.permissions)


def named(names: Sequence[str]) -> dict[str, Role]:
    """The roles of these names; raises Invalid for one that is not there."""
    own = roles_table.read_many(names)
    errors = [
        FieldError(f"/roles/{place}", "unknown_role", f"There is no role {name}")
        for place, name in enumerate(names)
        if name not in BUILT_IN and name not in own
    ]
    if errors:
        raise Invalid("Some roles are not known", errors)
    return {name: BUILT_IN.get(name) or own[name] for name in names}


def change_roles(
    by: Staff, account_id: str, names: Sequence[str], version: int | None, now: datetime
) -> Member:
    """Raises NotFound, Stale, Invalid, NotYours, PersonNeeded and LastOwner."""
    for _ in range(TRIES):
        before = current(account_id)
        if version is not None and version != before.version:
            raise Stale(f"It is version {before.version} by now")
        wanted = named(names)
        require_covering(by, before.permissions, union(names, wanted))
        after = replace(_stored(before), roles=tuple(sorted(wanted)), version=before.version + 1)
        writes = [
            members_table.replace(after, _stored(before)),
            *exchange(before.roles, wanted.values()),
        ]
        if _done(writes, account_id, now):
            return current(account_id)
    raise Unavailable("Others change the same rights; try again in a moment")


def remove(by: Staff, account_id: str, version: int | None, now: datetime) -> None:
    """Raises NotFound, Stale, NotYours, PersonNeeded and LastOwner."""
    for _ in range(TRIES):
        member = current(account_id)
        if version is not None and version != member.version:
            raise Stale(f"It is version {member.version} by now")
        require_covering(by, member.permissions)
        if _removed(member, now):
            return
    raise Unavailable("Others change the same rights; try again in a moment")


def leave(account_id: str, now: datetime) -> None:
    """For an account that is closed: no member afterwards. Raises LastOwner."""
    for _ in range(TRIES):
        member = read(account_id)
        if member is None or _removed(member, now):
            return
    raise Unavailable("Others change the same rights; try again in a moment")


def exchange(before: Iterable[str], after: Iterable[Role]) -> list[Write]:
    """The writes beside a member's: each role that is given or given back knows it."""
    wanted = {role.name: role for role in after}
    old = set(before)
    writes = [roles_table.hold(r) for n, r in wanted.items() if n not in old and not r.built_in]
    writes += [roles_table.let_go(n) for n in sorted(old - wanted.keys()) if n not in BUILT_IN]
    if OWNER in wanted and OWNER not in old:
        writes.append(members_table.one_owner_more())
    if OWNER in old and OWNER not in wanted:
        writes.append(members_table.one_owner_less())
    return writes


def rights_changed(account_ids: Sequence[str], now: datetime) -> Write:
    fact = StaffRightsChanged.of(now, account_ids=list(account_ids))
    return outbox.told(accounts_table(), "STAFF", fact)


def _removed(member: Member, now: datetime) -> bool:
    writes = [members_table.remove(_stored(member)), *exchange(member.roles, [])]
    return _done(writes, member.account_id, now)


def _done(writes: Sequence[Write], account_id: str, now: datetime) -> bool:
    """Whether it is done; False to try again with what stands by now. Raises LastOwner."""
    try:
        transact([*writes, rights_changed([account_id], now)])
    except Refused as refused:
        if ANOTHER_OWNER in refused.failed:
            raise LastOwner() from refused
        return False
    endings.end(account_id, now)
    return True


def _with_permissions(stored: Sequence[Membership]) -> list[Member]:
    own = roles_table.read_many(name for member in stored for name in member.roles)
    return [
        Member(
            account_id=member.account_id,
            roles=member.roles,
            permissions=union(member.roles, own),
            version=member.version,
            since=member.since,
            invited_by=member.invited_by,
        )
        for member in stored
    ]


def _stored(member: Member) -> Membership:
    return Membership(
        member.account_id, member.roles, member.version, member.since, member.invited_by
    )
