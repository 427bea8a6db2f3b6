"""Making, changing and removing the shop's own roles.

A changed role is another set of rights for each of its holders, so their sessions end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from shopkit.auth import Staff
from shopkit.errors import Conflict, NotFound, Stale, Unavailable
from shopkit.table import Refused, transact

from accounts.staff import endings, members, members_table, roles_table
from accounts.staff.roles import (
    BUILT_IN,
    BuiltIn,
    Role,
    check_permissions,
    require_covering,
)


class RoleExists(Conflict):
    code = "role_exists"
    title = "There is a role of this name"


class RoleHeld(Conflict):
    code = "role_held"
    title = "Somebody has this role; give them another first"


class TooManyRoles(Conflict):
    code = "too_many_roles"
    title = "Remove a role first"


def list_roles() -> list[Role]:
    """Built-in ones first, then the shop's own by name."""
    return [*BUILT_IN.values(), *roles_table.list_own()]


def read(name: str) -> Role:
    """Raises NotFound."""
    role = roles_table.read(name)
    if role is None:
        raise NotFound("There is no such role")
    return role


def create(by: Staff, role: Role, now: datetime) -> Role:
    """Raises Invalid, RoleExists, NotYours, PersonNeeded and TooManyRoles."""
    check_permissions(role.permissions)
    require_covering(by, role.permissions)
    if role.name in BUILT_IN:
        raise RoleExists(role.name)
    if len(roles_table.list_own()) >= roles_table.MAX_ROLES:
        raise TooManyRoles(f"A shop has at most {roles_table.MAX_ROLES} of its own")
    made = replace(role, version=1, holders=0, created_at=now)
    try:
        transact([roles_table.create(made)])
    except Refused as refused:
        raise RoleExists(role.name) from refused
    return made


def edit(
    by: Staff, name: str, version: int | None, fields: Mapping[str, Any], now: datetime
) -> Role:
    """Raises NotFound, Stale, Invalid, NotYours, PersonNeeded and BuiltIn."""
    before = _own(name, version)
    after = replace(before, **fields, version=(before.version or 0) + 1)
    check_permissions(after.permissions)
    require_covering(by, before.permissions, after.permissions)
    holders = list(_holders(name)) if before.permissions != after.permissions else []
    told = [members.rights_changed(holders, now)] if holders else []
    try:
        transact([roles_table.replace(after, before), *told])
    except Refused as refused:
        raise Stale() from refused
    for account_id in holders:
        endings.end(account_id, now)
    return read(name)


def remove(by: Staff, name: str, version: int | None) -> None:
    """Raises NotFound, Stale, NotYours, PersonNeeded, BuiltIn and RoleHeld."""
    for _ in range(members.TRIES):
        role = _own(name, version)
        require_covering(by, role.permissions)
        if role.holders:
            raise RoleHeld(f"{role.holders} of the shop's people have it")
        try:
            transact([roles_table.remove(role)])
        except Refused:
            continue
        return
    raise Unavailable("Others change the same role; try again in a moment")


def _own(name: str, version: int | None) -> Role:
    role = read(name)
    if role.built_in:
        raise BuiltIn()
    if version is not None and version != role.version:
        raise Stale(f"It is version {role.version} by now")
    return role


def _holders(name: str) -> Iterator[str]:
    start = None
    while True:
        page, start = members_table.list_members(100, start)
        yield from (member.account_id for member in page if name in member.roles)
        if start is None:
            return
