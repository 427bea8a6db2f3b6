"""The list of permissions is that of the routes: none opens nothing, and none is without words."""

import re

import pytest
from accounts.staff.roles import BUILT_IN
from shopkit.permissions import COMES_WITH, EVERYTHING, PERMISSIONS
from shopkit.routes import Route

from tests.shop import apps

STAFF = [route for app in apps().values() for route in app.module.api.routes if route.permission]
SHAPE = re.compile(r"[a-z]+:[a-z]+\Z")

#: What gives rights, outlives a session or cannot be undone: a session must be confirmed anew.
#: Not among them: refunds, which can only go back to the card that paid, and what takes away.
DANGEROUS = {
    "DELETE /accounts/admin/roles/{name}",
    "DELETE /accounts/admin/staff/{account_id}",
    "PATCH /accounts/admin/roles/{name}",
    "PATCH /accounts/admin/staff/{account_id}",
    "POST /accounts/admin/api-keys",
    "POST /accounts/admin/invitations",
    "POST /accounts/admin/privacy/erasures",
    "POST /accounts/admin/privacy/exports",
    "POST /accounts/admin/roles",
}


#: What a route shows more of to who has it (tests/integration/checkout/test_whose_orders.py).
SHOWS_MORE = {"checkout:read"}


def test_permissions_are_exactly_those_that_routes_ask_for() -> None:
    assert {route.permission for route in STAFF} | SHOWS_MORE == set(PERMISSIONS)
    assert set(COMES_WITH.values()) <= SHOWS_MORE


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_a_permission_is_named_by_its_capability_and_explained(permission: str) -> None:
    about = PERMISSIONS[permission]

    assert SHAPE.match(permission)
    assert permission.split(":", maxsplit=1)[0] in apps()
    assert about[0].isupper()
    assert not about.endswith(".")


def test_permissions_are_listed_in_order() -> None:
    assert list(PERMISSIONS) == sorted(PERMISSIONS)


def test_somebody_below_the_owner_can_do_everything_but_what_is_the_owners() -> None:
    below = frozenset().union(*(role.permissions for role in BUILT_IN.values())) - {EVERYTHING}

    assert set(PERMISSIONS) - below == {"accounts:keys", "accounts:privacy", "accounts:staff"}


@pytest.mark.parametrize("route", STAFF, ids=lambda route: route.name)
def test_staff_routes_stand_below_admin_and_no_others_do(route: Route) -> None:
    assert route.path.split("/")[2] == "admin"


def test_no_route_below_admin_is_open() -> None:
    open_ones = [
        route.name
        for app in apps().values()
        for route in app.module.api.routes
        if "/admin/" in f"{route.path}/" and not route.permission
    ]

    assert open_ones == []


def test_what_is_dangerous_asks_again_who_it_is() -> None:
    assert {route.name for route in STAFF if route.fresh} == DANGEROUS
