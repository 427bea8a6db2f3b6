"""Roles are sets of permissions that there are; nobody gives what they do not have."""

import pytest
from accounts.staff.roles import (
    BUILT_IN,
    NotYours,
    PersonNeeded,
    Role,
    check_permissions,
    require_covering,
    union,
)
from hypothesis import given
from hypothesis import strategies as st
from shopkit.auth import Staff
from shopkit.errors import Invalid
from shopkit.permissions import COMES_WITH, EVERYTHING, PERMISSIONS, allows, covers, unknown

SETS = st.frozensets(st.sampled_from(sorted(PERMISSIONS)))


def member(*permissions: str) -> Staff:
    return Staff("acc_1", frozenset(permissions), "acc_1")


@pytest.mark.parametrize("role", BUILT_IN.values(), ids=lambda role: role.name)
def test_built_in_roles_name_permissions_that_there_are(role: Role) -> None:
    assert unknown(role.permissions) == []


def test_only_owners_have_everything_and_decide_who_is_staff() -> None:
    powerful = {
        role.name
        for role in BUILT_IN.values()
        if role.permissions & {EVERYTHING, "accounts:staff", "accounts:keys", "accounts:privacy"}
    }

    assert powerful == {"owner"}


def test_an_analyst_changes_nothing_and_meets_nobody() -> None:
    analyst = BUILT_IN["analyst"].permissions

    assert all(one.endswith((":read", ":figures")) for one in analyst)
    assert not {"accounts:read", "checkout:read"} & analyst


def test_whose_orders_are_is_seen_by_who_answers_people_or_sends_them_parcels() -> None:
    seen_by = {name for name, role in BUILT_IN.items() if allows(role.permissions, "checkout:read")}

    assert seen_by == {"owner", "manager", "stockroom", "support"}


def test_who_could_see_orders_before_their_figures_were_apart_sees_the_same() -> None:
    assert allows({"checkout:read"}, "checkout:figures")
    assert not allows({"checkout:figures"}, "checkout:read")
    assert covers({"checkout:read"}, {"checkout:figures", "checkout:read"})
    require_covering(member("checkout:read"), {"checkout:figures"})


def test_roles_add_up() -> None:
    own = {"shelves": Role("shelves", "", "", frozenset({"inventory:write"}), 1)}

    both = union(["analyst", "shelves", "gone"], own)

    assert both == BUILT_IN["analyst"].permissions | {"inventory:write"}


@given(held=SETS, given_=SETS)
def test_nobody_gives_what_they_do_not_have(held: frozenset[str], given_: frozenset[str]) -> None:
    beyond = sorted(one for one in given_ if one not in held and COMES_WITH.get(one) not in held)

    assert covers(held, given_) is not bool(beyond)
    if beyond:
        with pytest.raises(NotYours, match=beyond[0]):
            require_covering(member(*held), given_)


@given(given_=SETS)
def test_who_has_everything_gives_anything(given_: frozenset[str]) -> None:
    require_covering(member(EVERYTHING), given_, {EVERYTHING})


def test_everything_is_more_than_every_permission_of_today() -> None:
    with pytest.raises(NotYours):
        require_covering(member(*PERMISSIONS), {EVERYTHING})


def test_a_key_that_staff_made_gives_nothing() -> None:
    robot = Staff("key_1", frozenset({EVERYTHING}))

    with pytest.raises(PersonNeeded):
        require_covering(robot, set())


def test_every_unknown_permission_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        check_permissions(["inventory:read", "inventory:burn", "*"])

    assert [one.code for one in refused.value.errors] == ["unknown_permission"] * 2
