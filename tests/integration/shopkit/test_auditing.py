"""Every staff write tells what it does, in its own transaction; nothing else does."""

import json
from typing import Any

import pytest
from shopkit import aws, marshal, offers

from tests import factories
from tests.integration.catalog.goods import create, shirts
from tests.shop import Shop
from tests.signed_in import Visitor, make_member, sign_in
from tests.wire import Wire, watched

TEA = factories.make_offer("TEA-1", 1000)


def acts(capability: str) -> list[dict[str, Any]]:
    """What stands in the capability's outbox of what staff did, in no order."""
    items = aws.client("dynamodb").scan(TableName=f"barrow-local-{capability}")["Items"]
    found = [marshal.load(item) for item in items if item["pk"]["S"].startswith("ACTS#")]
    return [json.loads(one["data"]) for one in found]


def act(capability: str, method: str) -> dict[str, Any]:
    """The only one by that method."""
    (found,) = [one for one in acts(capability) if one["route"].startswith(method)]
    return found


@pytest.fixture
def owner(shop: Shop) -> Visitor:
    return make_member(shop, "olive@example.com", "owner")


def put_options(who: Visitor, price: int, etag: str = "*") -> Any:
    body = who.get("/checkout/admin/shipping-options").json["options"]
    body[0]["name"] = f"Post {price}"
    return who.request(
        "PUT",
        "/checkout/admin/shipping-options",
        json={"options": body},
        headers={"If-Match": etag},
    )


def test_an_edit_tells_who_what_from_where_and_which_fields(owner: Visitor, shop: Shop) -> None:
    made = owner.post("/inventory/admin/stock", json={"sku": "TEA-1", "on_hand": 5})
    assert made.status == 201

    owner.patch(
        "/inventory/admin/stock/TEA-1",
        json={"reorder_point": 3, "supplier": "Leaf & Co"},
        headers={"If-Match": "*", "X-Forwarded-For": "203.0.113.9"},
    )

    told = act("inventory", "PATCH")
    assert (told["staff"], told["by"], told["permission"]) == (
        owner.account_id,
        "member",
        "inventory:write",
    )
    assert told["route"] == "PATCH /inventory/admin/stock/{sku}"
    assert told["target"] == "/inventory/admin/stock/TEA-1"
    assert told["network"] == "127.0.0.0/24"  # what a client claims does not count
    assert told["at"] == "2026-03-02T09:00:00Z"
    assert told["changes"] == [
        {"field": "reorder_point", "before": "0", "after": "3"},
        {"field": "supplier", "before": '""', "after": '"Leaf & Co"'},
    ]
    assert json.loads(told["asked"]) == {"reorder_point": 3, "supplier": "Leaf & Co"}


def test_a_new_object_has_no_before(owner: Visitor) -> None:
    owner.post("/inventory/admin/stock", json={"sku": "TEA-1", "on_hand": 5})

    (told,) = acts("inventory")

    assert (told["before"], told["changes"]) == ("", [])
    assert json.loads(told["asked"]) == {"sku": "TEA-1", "on_hand": 5}


def test_an_act_below_an_object_tells_how_the_object_stood(owner: Visitor, shop: Shop) -> None:
    factories.sell(shop, TEA, units=9)
    order = factories.order(shop, ("TEA-1", 2))
    factories.pay(shop, order)

    owner.post(
        f"/checkout/admin/orders/{order.order_id}/refunds", json={"amount": 100, "reason": "late"}
    )

    (told,) = acts("checkout")
    assert told["target"] == f"/checkout/admin/orders/{order.order_id}/refunds"
    assert '"status":"paid"' in told["before"]
    assert json.loads(told["asked"]) == {"amount": 100, "reason": "late"}


def test_the_entry_of_a_buyers_order_holds_nothing_of_the_buyer(owner: Visitor, shop: Shop) -> None:
    factories.sell(shop, TEA, units=9)
    order = factories.order(shop, ("TEA-1", 2))
    factories.pay(shop, order)

    owner.post(f"/checkout/admin/orders/{order.order_id}/cancel")

    told = json.dumps(acts("checkout"), ensure_ascii=False)
    assert order.order_id in told
    for personal in ("ada@example.com", "Ada Byron", "Cross Street", "Whitby", "YO21"):
        assert personal not in told


def test_a_removal_tells_what_is_gone(owner: Visitor, shop: Shop) -> None:
    owner.post("/catalog/admin/categories", json={"name": "Tea"})

    owner.delete("/catalog/admin/categories/tea", headers={"If-Match": "*"})

    told = act("catalog", "DELETE")
    assert {"field": "name", "before": '"Tea"', "after": "null"} in told["changes"]


def test_fifty_prices_are_told_one_by_one_with_what_they_were(owner: Visitor, shop: Shop) -> None:
    create(shop, shirts(50))
    wanted = [{"sku": f"SHIRT-{n}", "currency": "GBP", "amount": 900 + n} for n in range(50)]

    done = owner.request("PUT", "/catalog/admin/prices", json={"prices": wanted})

    assert (done.status, len(done.json["data"])) == (200, 50)
    told = act("catalog", "PUT")
    assert (len(told["changes"]), told["changes_left_out"]) == (50, 0)
    was = done.json["data"][7]["previous"]["amount"]
    assert told["changes"][7] == {"field": "SHIRT-7 GBP", "before": str(was), "after": "907"}
    assert json.loads(told["asked"]) == {"prices": "50 entries"}


def test_a_write_that_is_refused_leaves_no_entry(owner: Visitor, shop: Shop) -> None:
    owner.post("/inventory/admin/stock", json={"sku": "TEA-1", "on_hand": 5})
    before = acts("inventory")

    answers = [
        owner.post("/inventory/admin/stock", json={"sku": "TEA-1", "on_hand": 5}).status,
        owner.post("/inventory/admin/stock", json={"sku": "!", "on_hand": 5}).status,
        owner.patch(
            "/inventory/admin/stock/TEA-1", json={"reorder_point": 1}, headers={"If-Match": '"9"'}
        ).status,
        owner.patch(
            "/inventory/admin/stock/NONE", json={"reorder_point": 1}, headers={"If-Match": "*"}
        ).status,
        sign_in(shop, "ada@example.com").post("/inventory/admin/stock", json={}).status,
    ]

    assert answers == [409, 422, 412, 404, 403]
    assert acts("inventory") == before


def test_what_changes_nothing_of_its_own_leaves_no_entry(owner: Visitor, shop: Shop) -> None:
    create(shop, shirts(1))
    price = {
        "sku": "SHIRT-0",
        "currency": "GBP",
        "amount": offers.read(["SHIRT-0"])["SHIRT-0"].prices["GBP"],
    }
    before = len(acts("catalog"))

    same = owner.request("PUT", "/catalog/admin/prices", json={"prices": [price]})

    assert (same.status, same.json["data"]) == (200, [])
    assert len(acts("catalog")) == before


def test_what_is_said_again_under_its_key_is_told_once(owner: Visitor) -> None:
    for _ in range(2):
        owner.post(
            "/inventory/admin/stock",
            json={"sku": "TEA-1", "on_hand": 5},
            headers={"Idempotency-Key": "once"},
        )

    assert len(acts("inventory")) == 1


def test_shoppers_and_reads_are_nobodys_acts(owner: Visitor, shop: Shop) -> None:
    factories.sell(shop, TEA, units=9)
    told = {name: len(acts(name)) for name in ("cart", "checkout", "inventory", "catalog")}

    factories.pay(shop, factories.order(shop, ("TEA-1", 1)))
    owner.get("/checkout/admin/orders")
    owner.get("/inventory/admin/stock/TEA-1")

    assert {name: len(acts(name)) for name in told} == told


def test_the_operator_and_a_key_are_called_what_they_are(owner: Visitor, shop: Shop) -> None:
    key = owner.post(
        "/accounts/admin/api-keys",
        json={"name": "Robot", "permissions": ["inventory:write"], "days": 1},
    ).json
    shop.post("/inventory/admin/stock", json={"sku": "TEA-1", "on_hand": 1}, staff=True)

    shop.post(
        "/inventory/admin/stock",
        json={"sku": "TEA-2", "on_hand": 1},
        headers={"Authorization": f"Bearer {key['key']}"},
    )

    told = {one["by"]: one["staff"] for one in acts("inventory")}
    assert set(told) == {"operator", "key"}
    assert told["key"] == key["id"]


def test_an_entry_stands_exactly_where_its_write_stands(owner: Visitor, shop: Shop) -> None:
    """Both are one transaction: the write's calls are as many as without the audit log."""
    with watched(shop, Wire()) as wire:
        owner.post("/inventory/admin/stock", json={"sku": "TEA-1", "on_hand": 5})

    assert wire.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]
    assert len(acts("inventory")) == 1


def test_an_edit_costs_the_read_of_what_stood_before_and_no_more(
    owner: Visitor, shop: Shop
) -> None:
    put_options(owner, 1)

    with watched(shop, Wire()) as wire:
        answer = owner.request(
            "PUT",
            "/checkout/admin/shipping-options",
            json={"options": owner.get("/checkout/admin/shipping-options").json["options"]},
            headers={"If-Match": "*"},
        )

    assert answer.status == 200, answer.text
    # the inner GET: session, options; the PUT: session, what stood, what the room reads, the write
    assert wire.calls == [
        "dynamodb.GetItem", "dynamodb.GetItem",
        "dynamodb.GetItem", "dynamodb.GetItem", "dynamodb.GetItem",
        "dynamodb.TransactWriteItems",
    ]  # fmt: skip
