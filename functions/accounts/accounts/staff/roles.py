"""Roles: named sets of permissions, some built in, others the shop's own.

Three rules stand above all that changes anybody's rights:
- nobody gives, changes or takes away what they do not have themselves: otherwise a role for staff
  matters would be a role for everything;
- a shop has an owner at any time: the last one stays (members_table.py holds it in the table);
- rights are given to people by people: an API key, which anybody may hold who finds it, makes no
  members, roles or keys. The operator's own key may: it is how the first owner comes in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shopkit.auth import Staff
from shopkit.errors import Conflict, FieldError, Invalid, NotAllowed
from shopkit.permissions import EVERYTHING, PERMISSIONS, covers, unknown

OWNER = "owner"


@dataclass(frozen=True)
class Role:
    """`holders` counts the members who have it; an own role has a version, a built-in one none."""

    name: str
    title: str
    about: str
    permissions: frozenset[str]
    version: int | None = None
    holders: int = 0
    created_at: datetime | None = None

    @property
    def built_in(self) -> bool:
        return self.version is None


def _reads() -> frozenset[str]:
    return frozenset(one for one in PERMISSIONS if one.endswith(":read"))


_SHOP = frozenset(one for one in PERMISSIONS if not one.startswith("accounts:"))

#: Who sees whose orders are, by what they do with it: `support` answers people, `stockroom` sends
#: them parcels, `manager` stands in for both. `merchandiser`, `marketer` and `analyst` meet nobody.
BUILT_IN = {
    role.name: role
    for role in (
        Role(OWNER, "Owner", "Everything, and whatever is added later; a shop has at least one.",
             frozenset({EVERYTHING})),
        Role("manager", "Manager",
             "Runs the shop: everything but who the staff are, API keys and people's erasure.",
             _SHOP | {"accounts:read", "accounts:write", "accounts:audit"}),
        Role("merchandiser", "Merchandiser", "Products, prices, categories, pictures and pages.",
             frozenset({"catalog:read", "catalog:write", "inventory:read"})),
        Role("stockroom", "Stockroom",
             "Goods in and out, counts and corrections; sees where orders go, to pack and send.",
             frozenset({"inventory:read", "inventory:write", "catalog:read", "checkout:read"})),
        Role("support", "Support", "Customers and their orders, cancelled and refunded where due.",
             frozenset({"accounts:read", "accounts:write", "checkout:read", "checkout:write",
                        "checkout:refund", "catalog:read", "inventory:read", "marketing:read"})),
        Role("marketer", "Marketer", "What is told to customers, and how products are presented.",
             frozenset({"marketing:read", "catalog:read", "catalog:write"})),
        Role("analyst", "Analyst",
             "Sees orders, figures and the books, but nobody's name; changes nothing.",
             _reads() - {"accounts:read", "checkout:read"} | {"checkout:figures"}),
    )
}  # fmt: skip


class LastOwner(Conflict):
    code = "last_owner"
    title = "A shop needs an owner: make another one first"


class RoleUnknown(Conflict):
    code = "role_gone"
    title = "The role is gone"


class BuiltIn(NotAllowed):
    code = "built_in_role"
    title = "A built-in role stays as it is; make one of your own"


class NotYours(NotAllowed):
    """Somebody gives, changes or takes away more than they have."""

    code = "beyond_your_own"
    title = "You cannot give, change or take away what you may not do yourself"


class PersonNeeded(NotAllowed):
    code = "person_needed"
    title = "An API key gives no rights to others; sign in"


def require_covering(staff: Staff, *sets: Iterable[str]) -> None:
    """Raises PersonNeeded for an API key, NotYours where any of `sets` is beyond the caller's."""
    if not staff.operator and staff.account_id is None:
        raise PersonNeeded()
    for permissions in sets:
        if not covers(staff.permissions, permissions):
            beyond = sorted(one for one in permissions if not staff.may(one))
            raise NotYours(f"You do not have {', '.join(beyond)}")


def union(names: Iterable[str], own: Mapping[str, Role]) -> frozenset[str]:
    """What the roles of these names allow together; one that is not there allows nothing."""
    found = (BUILT_IN.get(name) or own.get(name) for name in names)
    return frozenset(one for role in found if role for one in role.permissions)


def check_permissions(permissions: Iterable[str]) -> None:
    """Raises Invalid for any that opens nothing, and for `*`, which is the owners'."""
    wrong = [*unknown(permissions), *(p for p in permissions if p == EVERYTHING)]
    if wrong:
        errors = [
            FieldError("/permissions", "unknown_permission", f"There is no permission {one}")
            for one in wrong
        ]
        raise Invalid("Some permissions are not known", errors)
