"""Contract: what the shop's people may be allowed, each as `<capability>:<what>`.

A staff route names the one that it needs. Roles and API keys are sets of these, and of no others;
`*` stands for all of them, those of later versions too. tests/house/test_permissions.py holds this
list against the routes.
"""

from collections.abc import Collection, Iterable

EVERYTHING = "*"

#: What each opens, as one who gives it away has to know it.
PERMISSIONS = {
    "accounts:audit": "Read the audit log: who of the shop's people changed what",
    "accounts:keys": "See, make and revoke API keys",
    "accounts:privacy": "Start an export or an erasure for a person who asked by letter",
    "accounts:read": "Find customers by their address, and see what is held of them",
    "accounts:staff": "Invite people, give and take roles, make roles",
    "accounts:write": "Sign a customer out everywhere",
    "catalog:read": "See products, prices and categories of any state, with their history",
    "catalog:write": "Edit products, prices, categories and pictures, and publish the site",
    "checkout:figures": "See orders without whose they are, refunds, delivery options, the books",
    "checkout:read": "See whose orders are: names, addresses, e-mail; with all of checkout:figures",
    "checkout:refund": "Send money back",
    "checkout:write": "Cancel orders, set delivery options, hold the books against Stripe",
    "inventory:read": "See stock, holds and every movement",
    "inventory:write": "Take goods into stock, count and correct them",
    "marketing:read": "See which mails went out, without their readers' data",
}


#: What comes with another permission. To see orders was one permission before the figures had one
#: of their own: keys and roles that were given it go on seeing what they saw.
COMES_WITH = {"checkout:figures": "checkout:read"}


def allows(held: Collection[str], permission: str) -> bool:
    """Whether who holds `held` may do it: by its name, by what it comes with, or by everything."""
    return (
        permission in held or EVERYTHING in held or COMES_WITH.get(permission, permission) in held
    )


def unknown(permissions: Iterable[str]) -> list[str]:
    """Those that open nothing, sorted."""
    return sorted(set(permissions) - PERMISSIONS.keys() - {EVERYTHING})


def covers(held: Iterable[str], given: Iterable[str]) -> bool:
    """Whether who holds `held` has all of `given`: nobody gives what they do not have."""
    mine = frozenset(held)
    return all(allows(mine, one) for one in given)
