"""The shop's own roles at rest.

| pattern | key | index | units |
|---|---|---|---|
| a role | pk = ROLE#<name>, sk = ROLE | – | 1 read |
| all roles, by name | gsi1pk = ROLE | gsi1 | 0.5 read per 4 KB |
| give it, take it back | update holders, if the role stands | – | 2 writes, with the member |
| edit | put, if the version is the one read | – | 2 writes per KB |
| remove | delete, if nobody has it | – | 1 write |
"""

from collections.abc import Iterable, Mapping

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Write

from accounts.accounts_table import accounts_table
from accounts.staff.roles import BUILT_IN, Role

#: A bound to the list, which is read whole.
MAX_ROLES = 50


def read_many(names: Iterable[str]) -> dict[str, Role]:
    """The own roles among `names`, by name; built-in ones need no read."""
    wanted = [_key(name) for name in dict.fromkeys(names) if name not in BUILT_IN]
    if not wanted:
        return {}
    found = table.get_many({accounts_table(): wanted})[accounts_table()]
    return {item["name"]: _of(item) for item in found}


def read(name: str) -> Role | None:
    return BUILT_IN.get(name) or read_many([name]).get(name)


def list_own() -> list[Role]:
    return [_of(item) for item in table.query_all(accounts_table(), "ROLE", index="gsi1")]


def create(role: Role) -> Write:
    return table.put(accounts_table(), _item(role), only_if=IS_NEW, condition="role_is_new")


def replace(role: Role, before: Role) -> Write:
    return table.update(
        accounts_table(),
        _key(role.name),
        "SET title = :title, about = :about, #permissions = :permissions, version = :version",
        {
            ":title": role.title,
            ":about": role.about,
            ":permissions": sorted(role.permissions),
            ":version": role.version,
            ":read": before.version,
        },
        only_if="version = :read",
        condition="role_is_as_read",
        names={"#permissions": "permissions"},
    )


def remove(role: Role) -> Write:
    return table.delete(
        accounts_table(),
        _key(role.name),
        only_if="version = :read AND holders = :none",
        condition="role_is_free",
        values={":read": role.version, ":none": 0},
    )


def hold(role: Role) -> Write:
    """One member more; refused when the role is another than it was decided on."""
    return _count(role.name, 1, "version = :read", {":read": role.version})


def let_go(name: str) -> Write:
    return _count(name, -1, "holders > :none", {":none": 0})


def _count(name: str, by: int, only_if: str, values: Mapping[str, object]) -> Write:
    return table.update(
        accounts_table(),
        _key(name),
        "SET holders = holders + :by",
        {":by": by, **values},
        only_if=only_if,
        condition=f"role_stands:{name}",
    )


def _key(name: str) -> Item:
    return {"pk": f"ROLE#{name}", "sk": "ROLE"}


def _item(role: Role) -> Item:
    return _key(role.name) | {
        "gsi1pk": "ROLE",
        "gsi1sk": role.name,
        "name": role.name,
        "title": role.title,
        "about": role.about,
        "permissions": sorted(role.permissions),
        "version": role.version,
        "holders": role.holders,
        "created_at": clock.text(role.created_at) if role.created_at else "",
    }


def _of(item: Item) -> Role:
    return Role(
        name=item["name"],
        title=item["title"],
        about=item["about"],
        permissions=frozenset(item["permissions"]),
        version=item["version"],
        holders=item["holders"],
        created_at=clock.parse(item["created_at"]),
    )
