"""The shop's own roles: made of permissions that there are, and no more than their maker has."""

import pytest
from accounts.staff import roles_table

from tests.shop import Shop
from tests.signed_in import Visitor, make_member, sign_in

SHELVES = {
    "name": "shelves",
    "title": "Shelves",
    "about": "Counts on Fridays",
    "permissions": ["inventory:read", "inventory:write"],
}


@pytest.fixture
def owner(shop: Shop) -> Visitor:
    return make_member(shop, "olive@example.com", "owner")


def test_built_in_roles_come_first_and_explain_themselves(owner: Visitor) -> None:
    owner.post("/accounts/admin/roles", json=SHELVES)

    listed = owner.get("/accounts/admin/roles").json["data"]

    assert [one["name"] for one in listed] == [
        "owner", "manager", "merchandiser", "stockroom", "support", "marketer", "analyst",
        "shelves",
    ]  # fmt: skip
    assert all(one["about"] for one in listed)
    assert [one["built_in"] for one in listed] == [True] * 7 + [False]


def test_a_role_of_the_shop_opens_what_it_says(owner: Visitor, shop: Shop) -> None:
    made = owner.post("/accounts/admin/roles", json=SHELVES)

    sam = make_member(shop, "sam@example.com", "shelves")

    assert (made.status, made.headers["ETag"]) == (201, '"1"')
    assert sam.get("/inventory/admin/stock").status == 200
    assert sam.get("/catalog/admin/products").status == 403


@pytest.mark.parametrize("permission", ["inventory:burn", "*", "", "owner"])
def test_a_permission_that_no_route_asks_for_is_refused(owner: Visitor, permission: str) -> None:
    refused = owner.post("/accounts/admin/roles", json=SHELVES | {"permissions": [permission]})

    assert refused.status == 422
    assert roles_table.list_own() == []


@pytest.mark.parametrize("name", ["owner", "analyst", "shelves"])
def test_a_name_is_taken_once(owner: Visitor, name: str) -> None:
    owner.post("/accounts/admin/roles", json=SHELVES)

    refused = owner.post("/accounts/admin/roles", json=SHELVES | {"name": name})

    assert (refused.status, refused.json["code"]) == (409, "role_exists")


def test_an_edited_role_ends_the_sessions_of_who_has_it_and_of_nobody_else(
    owner: Visitor, shop: Shop
) -> None:
    etag = owner.post("/accounts/admin/roles", json=SHELVES).headers["ETag"]
    sam = make_member(shop, "sam@example.com", "shelves")
    tom = make_member(shop, "tom@example.com", "stockroom")

    edited = owner.patch(
        "/accounts/admin/roles/shelves",
        json={"permissions": ["inventory:read"]},
        headers={"If-Match": etag},
    )

    assert (edited.status, edited.json["permissions"]) == (200, ["inventory:read"])
    assert (edited.json["title"], edited.json["version"]) == ("Shelves", 2)
    assert sam.get("/inventory/admin/stock").status == 401
    assert tom.get("/inventory/admin/stock").status == 200
    shop.settle()
    again = sign_in(shop, "sam@example.com")
    assert again.get("/inventory/admin/stock").status == 200
    assert again.post("/inventory/admin/stock", json={}).status == 403


def test_another_title_disturbs_nobody(owner: Visitor, shop: Shop) -> None:
    owner.post("/accounts/admin/roles", json=SHELVES)
    sam = make_member(shop, "sam@example.com", "shelves")

    owner.patch("/accounts/admin/roles/shelves", json={"title": "Racks"}, headers={"If-Match": "*"})

    assert sam.get("/inventory/admin/stock").status == 200


def test_an_edit_names_the_version_it_edits(owner: Visitor) -> None:
    owner.post("/accounts/admin/roles", json=SHELVES)

    answers = [
        owner.patch("/accounts/admin/roles/shelves", json={"title": "Racks"}).status,
        owner.patch(
            "/accounts/admin/roles/shelves", json={"title": "Racks"}, headers={"If-Match": '"9"'}
        ).status,
        owner.delete("/accounts/admin/roles/shelves", headers={"If-Match": '"9"'}).status,
    ]

    assert answers == [428, 412, 412]


@pytest.mark.parametrize("name", ["owner", "support"])
def test_built_in_roles_stay_as_they_are(owner: Visitor, name: str) -> None:
    path = f"/accounts/admin/roles/{name}"

    edited = owner.patch(path, json={"title": "Boss"}, headers={"If-Match": "*"})
    removed = owner.delete(path, headers={"If-Match": "*"})

    assert [edited.json["code"], removed.json["code"]] == ["built_in_role"] * 2


def test_a_role_that_somebody_has_stays(owner: Visitor, shop: Shop) -> None:
    owner.post("/accounts/admin/roles", json=SHELVES)
    sam = make_member(shop, "sam@example.com", "shelves")
    path = "/accounts/admin/roles/shelves"

    held = owner.delete(path, headers={"If-Match": "*"})
    owner.delete(f"/accounts/admin/staff/{sam.account_id}", headers={"If-Match": "*"})
    free = owner.delete(path, headers={"If-Match": "*"})

    assert (held.status, held.json["code"]) == (409, "role_held")
    assert free.status == 204
    assert owner.get(path).status == 404


def test_nobody_makes_a_role_of_what_they_do_not_have(owner: Visitor, shop: Shop) -> None:
    owner.post(
        "/accounts/admin/roles",
        json={"name": "people", "title": "People", "permissions": ["accounts:staff"]},
    )
    owner.post("/accounts/admin/roles", json=SHELVES)
    clerk = make_member(shop, "cleo@example.com", "people")

    answers = [
        clerk.post("/accounts/admin/roles", json=SHELVES | {"name": "mine"}),
        clerk.patch(
            "/accounts/admin/roles/people",
            json={"permissions": ["accounts:staff", "accounts:keys"]},
            headers={"If-Match": "*"},
        ),
        clerk.patch(
            "/accounts/admin/roles/shelves",
            json={"permissions": ["accounts:staff"]},
            headers={"If-Match": "*"},
        ),
        clerk.delete("/accounts/admin/roles/shelves", headers={"If-Match": "*"}),
    ]

    assert [answer.json["code"] for answer in answers] == ["beyond_your_own"] * 4
    assert [role.name for role in roles_table.list_own()] == ["people", "shelves"]


def test_every_permission_says_what_it_opens(owner: Visitor) -> None:
    listed = owner.get("/accounts/admin/permissions").json["data"]

    assert {"name": "checkout:refund", "about": "Send money back"} in listed
    assert all(one["about"] for one in listed)
