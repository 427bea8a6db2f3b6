"""API keys: shown once, good for what they name and for as long, dead at once when revoked."""

import json
from typing import Any

import pytest
from accounts.staff import keys_table
from shopkit import aws
from shopkit.ids import fingerprint

from tests.shop import Response, Shop
from tests.signed_in import Visitor, make_member, unfresh
from tests.wire import Wire, watched

TABLE = "barrow-local-accounts"
COUNTING = {"name": "Counting robot", "permissions": ["inventory:read"], "days": 30}


@pytest.fixture
def owner(shop: Shop) -> Visitor:
    return make_member(shop, "olive@example.com", "owner")


def with_key(shop: Shop, key: str, path: str = "/inventory/admin/stock") -> Response:
    return shop.get(path, headers={"Authorization": f"Bearer {key}"})


def made(by: Visitor, **fields: Any) -> dict[str, Any]:
    answer = by.post("/accounts/admin/api-keys", json=COUNTING | fields)
    assert answer.status == 201, answer.text
    body: dict[str, Any] = answer.json
    return body


def test_a_key_opens_what_it_names_and_nothing_else(owner: Visitor, shop: Shop) -> None:
    key = made(owner)["key"]

    assert with_key(shop, key).status == 200
    assert with_key(shop, key, "/catalog/admin/products").status == 403


def test_a_key_is_shown_once_and_kept_nowhere(owner: Visitor, shop: Shop) -> None:
    key = made(owner)["key"]

    listed = owner.get("/accounts/admin/api-keys")

    assert key not in listed.text
    assert [one["name"] for one in listed.json["data"]] == ["Counting robot"]
    kept = json.dumps(aws.client("dynamodb").scan(TableName="barrow-local-accounts")["Items"])
    assert key not in kept
    assert fingerprint(key) in kept


def test_a_request_sent_twice_makes_a_second_key_and_keeps_neither(
    owner: Visitor, shop: Shop
) -> None:
    path, once = "/accounts/admin/api-keys", {"Idempotency-Key": "1"}

    both = [owner.post(path, json=COUNTING, headers=once).json["key"] for _ in range(2)]

    assert len(set(both)) == 2
    assert len(owner.get(path).json["data"]) == 2
    # an answer that is kept is sealed under the key that was sent, and anybody guesses "1"
    kept = aws.client("dynamodb").scan(TableName=TABLE)["Items"]
    assert [one for one in kept if one["pk"]["S"].startswith("IDEMPOTENCY#")] == []


def test_a_key_ends_by_itself(owner: Visitor, shop: Shop) -> None:
    key = made(owner, days=1)["key"]
    shop.advance(24 * 3600 - 1)
    last = with_key(shop, key).status
    shop.advance(1)

    over = with_key(shop, key)

    assert (last, over.status) == (200, 401)
    again = make_member(shop, "otto@example.com", "owner")
    assert again.get("/accounts/admin/api-keys").json["data"][0]["state"] == "ended"


def test_a_revoked_key_is_dead_from_the_next_request_on(owner: Visitor, shop: Shop) -> None:
    key = made(owner)
    before = with_key(shop, key["key"]).status

    revoked = owner.delete(f"/accounts/admin/api-keys/{key['id']}")

    assert (before, revoked.status) == (200, 204)
    assert with_key(shop, key["key"]).status == 401
    assert owner.get(f"/accounts/admin/api-keys/{key['id']}").json["state"] == "revoked"
    assert owner.delete(f"/accounts/admin/api-keys/{key['id']}").status == 204


def test_when_a_key_was_used_last_is_told_to_the_hour(owner: Visitor, shop: Shop) -> None:
    key = made(owner)
    path = f"/accounts/admin/api-keys/{key['id']}"
    unused = owner.get(path).json["last_used_at"]
    with_key(shop, key["key"])
    first = owner.get(path).json["last_used_at"]
    shop.advance(3599)
    with_key(shop, key["key"])
    same_hour = make_member(shop, "o2@example.com", "owner").get(path).json["last_used_at"]
    shop.advance(1)

    with_key(shop, key["key"])

    later = make_member(shop, "o3@example.com", "owner").get(path).json["last_used_at"]
    assert (unused, first) == (None, "2026-03-02T09:00:00Z")
    assert (same_hour, later) == (first, "2026-03-02T10:00:00Z")


def test_a_request_with_a_key_costs_one_read_more(owner: Visitor, shop: Shop) -> None:
    key = made(owner)["key"]
    with_key(shop, key)

    with watched(shop, Wire()) as operators:
        shop.get("/inventory/admin/stock", staff=True)
    with watched(shop, Wire()) as keys:
        with_key(shop, key)

    assert keys.calls == ["dynamodb.GetItem", *operators.calls]


def test_a_key_that_may_not_do_something_is_not_noted_as_used(owner: Visitor, shop: Shop) -> None:
    key = made(owner)

    with_key(shop, key["key"], "/catalog/admin/products")

    assert owner.get(f"/accounts/admin/api-keys/{key['id']}").json["last_used_at"] is None


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"permissions": ["inventory:burn"]}, "/permissions"),
        ({"permissions": ["*"]}, "/permissions"),
        ({"permissions": []}, "/permissions"),
        ({"days": 0}, "/days"),
        ({"days": 367}, "/days"),
        ({"name": ""}, "/name"),
    ],
)
def test_a_key_has_a_name_permissions_that_there_are_and_an_end(
    owner: Visitor, fields: dict[str, Any], pointer: str
) -> None:
    refused = owner.post("/accounts/admin/api-keys", json=COUNTING | fields)

    assert refused.status == 422
    assert [one["pointer"] for one in refused.json["errors"]] == [pointer]


def test_nobody_makes_a_key_that_may_more_than_they(owner: Visitor, shop: Shop) -> None:
    owner.post(
        "/accounts/admin/roles",
        json={"name": "keys", "title": "Keys", "permissions": ["accounts:keys"]},
    )
    clerk = make_member(shop, "cleo@example.com", "keys")

    refused = clerk.post("/accounts/admin/api-keys", json=COUNTING)

    assert (refused.status, refused.json["code"]) == (403, "beyond_your_own")
    assert owner.get("/accounts/admin/api-keys").json["data"] == []


def test_a_key_makes_no_key_no_member_and_no_role(owner: Visitor, shop: Shop) -> None:
    key = made(owner, permissions=["accounts:keys", "accounts:staff", "inventory:read"])["key"]
    auth = {"Authorization": f"Bearer {key}", "If-Match": "*"}

    answers = [
        shop.post("/accounts/admin/api-keys", json=COUNTING, headers=auth),
        shop.post(
            "/accounts/admin/invitations",
            json={"email": "eve@example.com", "roles": ["stockroom"]},
            headers=auth,
        ),
        shop.post(
            "/accounts/admin/roles",
            json={"name": "mine", "title": "Mine", "permissions": ["inventory:read"]},
            headers=auth,
        ),
        shop.patch(
            f"/accounts/admin/staff/{owner.account_id}", json={"roles": ["analyst"]}, headers=auth
        ),
    ]

    assert [answer.json["code"] for answer in answers] == ["person_needed"] * 4


def test_a_key_goes_with_the_rights_of_who_made_it(owner: Visitor, shop: Shop) -> None:
    admin = make_member(shop, "ann@example.com", "owner")
    counting = made(admin)["key"]
    reading = made(admin, name="Reader", permissions=["catalog:read"])["key"]
    others = made(owner)["key"]

    owner.patch(
        f"/accounts/admin/staff/{admin.account_id}",
        json={"roles": ["marketer"]},
        headers={"If-Match": "*"},
    )

    assert with_key(shop, counting).status == 401
    assert with_key(shop, reading, "/catalog/admin/products").status == 200
    assert with_key(shop, others).status == 200


def test_making_a_key_needs_a_fresh_confirmation_and_revoking_one_does_not(
    owner: Visitor, shop: Shop
) -> None:
    key = made(owner)
    unfresh(owner)

    making = owner.post("/accounts/admin/api-keys", json=COUNTING)
    revoking = owner.delete(f"/accounts/admin/api-keys/{key['id']}")

    assert making.json["code"] == "reauthentication_needed"
    assert revoking.status == 204


def test_fifty_good_keys_are_enough_for_anybody(owner: Visitor) -> None:
    keys = [made(owner) for _ in range(50)]

    refused = owner.post("/accounts/admin/api-keys", json=COUNTING)
    owner.delete(f"/accounts/admin/api-keys/{keys[0]['id']}")

    assert (refused.status, refused.json["code"]) == (409, "too_many_keys")
    assert owner.post("/accounts/admin/api-keys", json=COUNTING).status == 201


def test_keys_are_listed_in_pages_newest_first(owner: Visitor) -> None:
    names = [made(owner, name=f"Robot {n}")["name"] for n in range(5)]

    first = owner.get("/accounts/admin/api-keys?limit=3").json
    rest = owner.get(f"/accounts/admin/api-keys?limit=3&cursor={first['next_cursor']}").json

    listed = [one["name"] for one in first["data"] + rest["data"]]
    assert sorted(listed) == names
    assert rest["has_more"] is False


def test_an_unknown_key_is_not_there(owner: Visitor) -> None:
    assert owner.get("/accounts/admin/api-keys/key_none").status == 404
    assert owner.delete("/accounts/admin/api-keys/key_none").status == 404
    assert keys_table.read("key_") is None
