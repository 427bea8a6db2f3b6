"""Who the shop's people are, and who may say so."""

from contextlib import suppress

import pytest
from accounts.staff import members, members_table
from accounts.staff.roles import LastOwner
from shopkit.auth import Staff
from shopkit.errors import NotFound

from tests.shop import Shop
from tests.signed_in import Visitor, make_member, sign_in, unfresh
from tests.wire import AFTER, Died, Wire, watched

OPERATOR = Staff("operator", frozenset({"*"}), operator=True)


@pytest.fixture
def owner(shop: Shop) -> Visitor:
    return make_member(shop, "olive@example.com", "owner")


def test_an_owner_sees_who_the_shops_people_are(owner: Visitor, shop: Shop) -> None:
    make_member(shop, "sam@example.com", "stockroom")

    listed = owner.get("/accounts/admin/staff").json["data"]

    found = {one["email"]: (one["roles"], one["permissions"]) for one in listed}
    assert found == {
        "olive@example.com": (["owner"], ["*"]),
        "sam@example.com": (
            ["stockroom"],
            ["catalog:read", "checkout:read", "inventory:read", "inventory:write"],
        ),
    }


def test_other_roles_are_other_rights_and_the_old_session_is_dead(
    owner: Visitor, shop: Shop
) -> None:
    sam = make_member(shop, "sam@example.com", "stockroom")
    assert sam.get("/inventory/admin/stock").status == 200
    read = owner.get(f"/accounts/admin/staff/{sam.account_id}")

    changed = owner.patch(
        f"/accounts/admin/staff/{sam.account_id}",
        json={"roles": ["marketer"]},
        headers={"If-Match": read.headers["ETag"]},
    )

    assert (changed.status, changed.json["roles"]) == (200, ["marketer"])
    assert sam.get("/inventory/admin/stock").status == 401
    again = sign_in(shop, "sam@example.com")
    assert again.get("/inventory/admin/stock").status == 403
    assert again.get("/marketing/admin/mails").status == 200


def test_an_edit_of_roles_names_the_version_it_edits(owner: Visitor, shop: Shop) -> None:
    sam = make_member(shop, "sam@example.com", "stockroom")
    path = f"/accounts/admin/staff/{sam.account_id}"

    without = owner.patch(path, json={"roles": ["marketer"]})
    stale = owner.patch(path, json={"roles": ["marketer"]}, headers={"If-Match": '"7"'})

    assert (without.status, stale.status) == (428, 412)
    assert members.current(sam.account_id).roles == ("stockroom",)


def test_who_is_removed_is_a_customer_from_then_on(owner: Visitor, shop: Shop) -> None:
    sam = make_member(shop, "sam@example.com", "stockroom")

    gone = owner.delete(f"/accounts/admin/staff/{sam.account_id}", headers={"If-Match": "*"})

    assert gone.status == 204
    assert members.read(sam.account_id) is None
    assert sam.get("/inventory/admin/stock").status == 401
    assert sign_in(shop, "sam@example.com").get("/inventory/admin/stock").status == 403


def test_the_last_owner_can_be_neither_demoted_nor_removed(owner: Visitor) -> None:
    path = f"/accounts/admin/staff/{owner.account_id}"

    demoted = owner.patch(path, json={"roles": ["manager"]}, headers={"If-Match": "*"})
    removed = owner.delete(path, headers={"If-Match": "*"})

    assert [demoted.json["code"], removed.json["code"]] == ["last_owner", "last_owner"]
    assert members.current(owner.account_id).roles == ("owner",)
    assert owner.get("/accounts/admin/staff").status == 200


def test_one_of_two_owners_can_go(owner: Visitor, shop: Shop) -> None:
    other = make_member(shop, "otto@example.com", "owner")

    gone = owner.delete(f"/accounts/admin/staff/{other.account_id}", headers={"If-Match": "*"})

    assert gone.status == 204
    assert members_table.owners() == 1


def test_an_owner_whose_account_is_closed_stays_while_there_is_no_other(
    owner: Visitor, shop: Shop
) -> None:
    with pytest.raises(LastOwner):
        members.leave(owner.account_id, shop.now)

    make_member(shop, "otto@example.com", "owner")
    members.leave(owner.account_id, shop.now)
    assert members.read(owner.account_id) is None


def test_nobody_gives_what_they_do_not_have(owner: Visitor, shop: Shop) -> None:
    owner.post(
        "/accounts/admin/roles",
        json={"name": "people", "title": "People", "permissions": ["accounts:staff"]},
    )
    clerk = make_member(shop, "cleo@example.com", "people")
    sam = make_member(shop, "sam@example.com", "stockroom")

    refused = [
        clerk.patch(
            f"/accounts/admin/staff/{who}", json={"roles": [role]}, headers={"If-Match": "*"}
        ).json["code"]
        for who, role in [
            (clerk.account_id, "owner"),
            (clerk.account_id, "manager"),
            (sam.account_id, "people"),
            (owner.account_id, "people"),
        ]
    ]

    assert refused == ["beyond_your_own"] * 4
    assert members.current(sam.account_id).roles == ("stockroom",)
    assert members.current(clerk.account_id).roles == ("people",)
    assert owner.get("/accounts/admin/staff").status == 200


def test_nobody_takes_away_what_they_do_not_have(owner: Visitor, shop: Shop) -> None:
    owner.post(
        "/accounts/admin/roles",
        json={"name": "people", "title": "People", "permissions": ["accounts:staff"]},
    )
    clerk = make_member(shop, "cleo@example.com", "people")
    sam = make_member(shop, "sam@example.com", "stockroom")

    refused = clerk.delete(f"/accounts/admin/staff/{sam.account_id}", headers={"If-Match": "*"})

    assert (refused.status, refused.json["code"]) == (403, "beyond_your_own")
    assert sam.get("/inventory/admin/stock").status == 200


def test_rights_are_given_by_who_confirmed_lately_that_it_is_them(
    owner: Visitor, shop: Shop
) -> None:
    sam = make_member(shop, "sam@example.com", "stockroom")
    unfresh(owner)

    refused = owner.patch(
        f"/accounts/admin/staff/{sam.account_id}",
        json={"roles": ["owner"]},
        headers={"If-Match": "*"},
    )

    assert (refused.status, refused.json["code"]) == (403, "reauthentication_needed")
    assert members.current(sam.account_id).roles == ("stockroom",)


def test_a_member_without_a_second_factor_may_nothing(shop: Shop) -> None:
    weak = make_member(shop, "olive@example.com", "owner", strong=False)

    refused = weak.get("/accounts/admin/staff")

    assert (refused.status, refused.json["code"]) == (403, "second_factor_needed")


def test_a_role_that_is_not_there_is_told_with_its_place(owner: Visitor, shop: Shop) -> None:
    sam = make_member(shop, "sam@example.com", "stockroom")

    refused = owner.patch(
        f"/accounts/admin/staff/{sam.account_id}",
        json={"roles": ["stockroom", "pirate"]},
        headers={"If-Match": "*"},
    )

    assert refused.status == 422
    assert [one["pointer"] for one in refused.json["errors"]] == ["/roles/1"]


def test_a_customer_is_no_member(owner: Visitor, shop: Shop) -> None:
    ada = sign_in(shop, "ada@example.com")

    answers = [
        owner.get(f"/accounts/admin/staff/{ada.account_id}").status,
        owner.delete(f"/accounts/admin/staff/{ada.account_id}", headers={"If-Match": "*"}).status,
    ]

    assert answers == [404, 404]
    with pytest.raises(NotFound):
        members.remove(OPERATOR, "acc_none", None, shop.now)


def test_sessions_end_wherever_the_process_died_after_the_change(
    owner: Visitor, shop: Shop
) -> None:
    """Killed at each call in turn: once the change is made, the old session does not last."""
    outcomes: set[tuple[int, bool, int]] = set()
    finished = False
    while not finished:
        sam = make_member(shop, f"sam{len(outcomes)}@example.com", "stockroom")
        shop.settle()
        with watched(shop, Wire(len(outcomes) + 1, AFTER)) as wire, suppress(Died):
            members.remove(OPERATOR, sam.account_id, None, shop.now)
            finished = True

        shop.settle()

        is_member = members.read(sam.account_id) is not None
        outcomes.add((len(outcomes), is_member, sam.get("/inventory/admin/stock").status))
    assert {outcome[1:] for outcome in outcomes} == {(True, 200), (False, 401)}
    assert len(outcomes) == len(wire.calls) + 1
    assert owner.get("/accounts/admin/staff").status == 200
