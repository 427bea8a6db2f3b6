"""Lines of a cart are added, edited and refused."""

from typing import Any

import pytest

from tests.factories import make_offer
from tests.integration.cart.carts.opening import opened, publish


def test_added_units_join_the_line_of_their_sku(door: Any) -> None:
    cart, token = opened(door, ("TEA-1", 1))
    path = f"/cart/carts/{cart['id']}"

    answer = door.post(f"{path}/lines", json={"sku": "TEA-1", "quantity": 2}, headers=token)

    assert answer.status == 201
    assert answer.headers["ETag"] == '"2"'
    (line,) = answer.json["lines"]
    assert line["id"] == cart["lines"][0]["id"]
    assert line["quantity"] == 3
    assert line["total"] == {"amount": 1_350, "currency": "GBP"}
    assert line["title"] == "Tea TEA-1"
    assert line["choice"] == "100 g"
    assert line["slug"] == "tea"
    assert line["picture"] == "pictures/tea.jpg"
    assert line["max_quantity"] == 1_000
    assert answer.json == door.get(path, headers=token).json


def test_many_lines_are_added_all_or_none(door: Any) -> None:
    cart, token = opened(door)
    path = f"/cart/carts/{cart['id']}"
    lines = [{"sku": "TEA-1", "quantity": 1}, {"sku": "POT-1", "quantity": 3}]

    refused = door.post(f"{path}/lines", json={"lines": lines}, headers=token)

    assert refused.status == 409
    assert refused.json["code"] == "quantity_limit"
    assert (refused.json["sku"], refused.json["max_quantity"]) == ("POT-1", 2)
    assert door.get(path, headers=token).json["lines"] == []

    lines[1]["quantity"] = 2
    added = door.post(f"{path}/lines", json={"lines": lines}, headers=token)

    assert [line["quantity"] for line in added.json["lines"]] == [1, 2]
    assert added.json["version"] == 2


def test_what_is_not_sold_is_refused_by_name(door: Any) -> None:
    publish(make_offer("OLD-1", active=False))
    cart, token = opened(door)

    answer = door.post(
        f"/cart/carts/{cart['id']}/lines",
        json={"lines": [{"sku": "NONE", "quantity": 1}, {"sku": "OLD-1", "quantity": 1}]},
        headers=token,
    )

    assert answer.status == 409
    assert answer.json["code"] == "not_sold"
    assert answer.json["skus"] == ["NONE", "OLD-1"]


WRONG_BODIES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no quantity": {"sku": "TEA-1"},
    "no sku": {"quantity": 1},
    "zero": {"sku": "TEA-1", "quantity": 0},
    "text": {"sku": "TEA-1", "quantity": "1"},
    "truth": {"sku": "TEA-1", "quantity": True},
    "fraction": {"sku": "TEA-1", "quantity": 1.5},
    "astronomical": {"sku": "TEA-1", "quantity": 10**30},
    "empty sku": {"sku": "", "quantity": 1},
    "no lines": {"lines": []},
    "both forms": {"lines": [{"sku": "TEA-1", "quantity": 1}], "sku": "TEA-1", "quantity": 1},
    "too many": {"lines": [{"sku": "TEA-1", "quantity": 1}] * 91},
    "a price": {"sku": "TEA-1", "quantity": 1, "price": 1},
}


@pytest.mark.parametrize("body", WRONG_BODIES.values(), ids=WRONG_BODIES.keys())
def test_bodies_that_are_not_lines_are_invalid(door: Any, body: dict[str, Any]) -> None:
    cart, token = opened(door)

    answer = door.post(f"/cart/carts/{cart['id']}/lines", json=body, headers=token)

    assert answer.status == 422
    assert answer.json["code"] == "invalid"
    assert answer.json["errors"]


def test_an_edit_names_the_version_it_edits(door: Any) -> None:
    cart, token = opened(door, ("TEA-1", 1))
    line = f"/cart/carts/{cart['id']}/lines/{cart['lines'][0]['id']}"

    unnamed = door.patch(line, json={"quantity": 5}, headers=token)
    stale = door.patch(line, json={"quantity": 5}, headers=token | {"If-Match": '"7"'})
    edited = door.patch(line, json={"quantity": 5}, headers=token | {"If-Match": '"1"'})
    again = door.patch(line, json={"quantity": 6}, headers=token | {"If-Match": '"1"'})
    removed = door.delete(line, headers=token | {"If-Match": edited.headers["ETag"]})

    assert [unnamed.status, stale.status, again.status] == [428, 412, 412]
    assert edited.status == 200
    assert edited.json["lines"][0]["quantity"] == 5
    assert edited.json["version"] == 2
    assert removed.status == 200
    assert removed.json["lines"] == []
    assert removed.json["version"] == 3


def test_an_edit_of_no_line_and_an_edit_to_nothing_are_refused(door: Any) -> None:
    cart, token = opened(door, ("POT-1", 1))
    path = f"/cart/carts/{cart['id']}/lines"
    any_version = token | {"If-Match": "*"}
    line = f"{path}/{cart['lines'][0]['id']}"

    assert door.patch(f"{path}/lin_none", json={"quantity": 1}, headers=any_version).status == 404
    assert door.delete(f"{path}/lin_none", headers=any_version).status == 404
    assert door.patch(line, json={"quantity": 0}, headers=any_version).status == 422
    assert door.patch(line, json={"quantity": 3}, headers=any_version).json["max_quantity"] == 2
    assert door.patch(line, json={"quantity": 2}, headers=any_version).json["version"] == 2


def test_another_shoppers_token_edits_nothing(door: Any) -> None:
    cart, token = opened(door, ("TEA-1", 1))
    _, other = opened(door)
    path = f"/cart/carts/{cart['id']}"
    line = f"{path}/lines/{cart['lines'][0]['id']}"
    refused = [
        door.post(f"{path}/lines", json={"sku": "TEA-1", "quantity": 1}, headers=other),
        door.patch(line, json={"quantity": 9}, headers=other | {"If-Match": "*"}),
        door.delete(line, headers=other | {"If-Match": "*"}),
        door.post(f"{path}/acknowledge", headers=other),
        door.post(f"{path}/codes", json={"code": "X"}, headers=other),
    ]

    assert [answer.status for answer in refused] == [404] * 5
    assert door.get(path, headers=token).json["version"] == 1


def test_the_same_idempotency_key_opens_one_cart_and_adds_once(door: Any) -> None:
    key = {"Idempotency-Key": "opening"}
    first = door.post("/cart/carts", json={}, headers=key)
    again = door.post("/cart/carts", json={}, headers=key)
    token = {"X-Cart-Token": first.json["token"]}
    line = {"sku": "TEA-1", "quantity": 1}
    path = f"/cart/carts/{first.json['id']}/lines"

    door.post(path, json=line, headers=token | key)
    added = door.post(path, json=line, headers=token | key)
    other = door.post(path, json=line | {"quantity": 2}, headers=token | key)

    assert again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Set-Cookie"] == first.headers["Set-Cookie"]
    assert added.json["lines"][0]["quantity"] == 1
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
