"""The stockroom's doors: stock in, out, described, split over shards, and told of."""

from typing import Any

import pytest

from tests import factories
from tests.books import assert_books_balance
from tests.shop import Shop

STOCK = "/inventory/admin/stock"


@pytest.fixture
def tea(shop: Shop) -> dict[str, Any]:
    body = {"sku": "TEA-1", "on_hand": 20, "reorder_point": 5, "supplier": "Leaf Ltd"}
    answer = shop.post(STOCK, json=body, staff=True)
    assert answer.status == 201
    shop.settle()
    made: dict[str, Any] = answer.json
    return made


def _adjust(shop: Shop, delta: int, reason: str = "counted", **headers: str) -> Any:
    body = {"delta": delta, "reason": reason, "note": "shelf 3"}
    return shop.post(f"{STOCK}/TEA-1/adjustments", json=body, headers=headers, staff=True)


def _facts(shop: Shop, kind: str) -> list[Any]:
    return list(shop.facts.latest(kind))


def test_stock_is_opened_once(shop: Shop, tea: dict[str, Any]) -> None:
    again = shop.post(STOCK, json={"sku": "TEA-1", "on_hand": 99}, staff=True)

    assert tea["available"] == 20
    assert tea["on_hand"] == 20
    assert (again.status, again.json["code"]) == (409, "stock_exists")
    assert factories.counts("TEA-1") == (20, 0)


def test_a_batch_is_opened_whole_or_not_at_all(shop: Shop, tea: dict[str, Any]) -> None:
    body = {"items": [{"sku": "NEW-1", "on_hand": 3}, {"sku": "TEA-1", "on_hand": 3}]}

    refused = shop.post(f"{STOCK}/batch", json=body, staff=True)
    body["items"][1]["sku"] = "NEW-2"
    done = shop.post(f"{STOCK}/batch", json=body, staff=True)

    assert (refused.status, refused.json["detail"]) == (409, "TEA-1")
    assert done.status == 201
    assert [item["sku"] for item in done.json["data"]] == ["NEW-1", "NEW-2"]
    assert factories.counts("NEW-1") == (3, 0)


def test_a_batch_that_does_not_fit_a_transaction_is_refused_by_field(shop: Shop) -> None:
    twice = {"items": [{"sku": "NEW-1"}, {"sku": "NEW-2"}, {"sku": "NEW-1"}, {"sku": "NEW-1"}]}
    split = {"items": [{"sku": "NEW-1"}, {"sku": "NEW-2", "shards": 2}]}

    answers = [shop.post(f"{STOCK}/batch", json=body, staff=True) for body in (twice, split)]

    assert [answer.status for answer in answers] == [422, 422]
    told = [[error["pointer"] for error in answer.json["errors"]] for answer in answers]
    assert told == [["/items/2/sku", "/items/3/sku"], ["/items/1/shards"]]
    assert answers[0].json["errors"][0]["code"] == "duplicate"
    assert factories.counts("NEW-2") == (0, 0)
    assert shop.get(STOCK, staff=True).json["data"] == []


def test_the_largest_batch_is_opened(shop: Shop) -> None:
    body = {"items": [{"sku": f"NEW-{n}", "on_hand": 1, "shards": 1} for n in range(25)]}

    answer = shop.post(f"{STOCK}/batch", json=body, staff=True)

    assert answer.status == 201
    assert factories.counts("NEW-24") == (1, 0)


def test_every_adjustment_is_a_movement_and_they_add_up(shop: Shop, tea: dict[str, Any]) -> None:
    _adjust(shop, 7, "received")
    _adjust(shop, -2, "damaged")

    movements = shop.get(f"{STOCK}/TEA-1/movements?limit=2", staff=True).json
    check = shop.get(f"{STOCK}/TEA-1/check", staff=True).json

    seen = {(m["delta"], m["reason"]) for m in movements["data"]}
    assert len(seen) == 2
    assert seen < {(20, "opening"), (7, "received"), (-2, "damaged")}
    assert movements["has_more"] is True
    assert check == {
        "object": "ledger_check",
        "sku": "TEA-1",
        "on_hand": 25,
        "movements": 25,
        "agrees": True,
    }


def test_units_that_orders_hold_are_not_written_off(shop: Shop, tea: dict[str, Any]) -> None:
    from shopkit import offers, table

    offer = offers.to_item(factories.make_offer("TEA-1"))
    table.write(table.put("barrow-local-catalog", offer))
    factories.order(shop, ("TEA-1", 15))

    refused = _adjust(shop, -6, "lost")
    done = _adjust(shop, -5, "lost")

    assert (refused.status, refused.json["code"]) == (409, "not_enough_units")
    assert done.status == 201
    assert factories.counts("TEA-1") == (0, 15)


def test_the_same_adjustment_sent_again_is_entered_once(shop: Shop, tea: dict[str, Any]) -> None:
    first = _adjust(shop, 5, "received", **{"Idempotency-Key": "delivery-77"})
    again = _adjust(shop, 5, "received", **{"Idempotency-Key": "delivery-77"})

    assert again.text == first.text
    assert again.headers["Idempotent-Replayed"] == "true"
    assert factories.counts("TEA-1") == (25, 0)


def test_low_stock_is_told_once_on_the_way_down(shop: Shop, tea: dict[str, Any]) -> None:
    _adjust(shop, -14)
    shop.settle()
    _adjust(shop, -1)
    shop.settle()
    _adjust(shop, -1)
    shop.settle()
    _adjust(shop, -4)
    shop.settle()

    low = _facts(shop, "StockRanLow")
    levels = [fact["data"]["level"] for fact in _facts(shop, "StockLevelChanged")]
    assert [(fact["data"]["available"], fact["data"]["supplier"]) for fact in low] == [
        (5, "Leaf Ltd")
    ]
    assert levels == ["in_stock", "low_stock", "out_of_stock"]


@pytest.mark.parametrize(("before", "after"), [(1, 4), (4, 1), (3, 2), (2, 2)])
def test_shards_are_split_and_joined_without_losing_a_unit(
    shop: Shop, before: int, after: int
) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=11, shards=before)
    path = f"{STOCK}/TEA-1"
    etag = shop.get(path, staff=True).headers["ETag"]

    answer = shop.patch(path, json={"shards": after}, headers={"If-Match": etag}, staff=True)
    stale = shop.patch(path, json={"shards": 9}, headers={"If-Match": etag}, staff=True)

    assert answer.status == 200
    assert answer.json["shards"] == after
    assert answer.json["available"] == 11
    assert stale.status == 412
    made = factories.order(shop, ("TEA-1", 11))
    factories.pay(shop, made)
    assert_books_balance(shop, {"TEA-1": 11})


def test_a_shard_that_holds_units_is_not_taken_away(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=8, shards=4)
    factories.order(shop, ("TEA-1", 8))

    answer = shop.patch(f"{STOCK}/TEA-1", json={"shards": 1}, headers={"If-Match": "*"}, staff=True)

    assert (answer.status, answer.json["code"]) == (409, "shards_busy")
    assert factories.counts("TEA-1") == (0, 8)


def test_every_stock_item_is_listed_once_over_all_pages(shop: Shop) -> None:
    for start in (0, 20):
        body = {"items": [{"sku": f"SKU-{n:02}", "on_hand": n} for n in range(start, start + 20)]}
        assert shop.post(f"{STOCK}/batch", json=body, staff=True).status == 201

    listed: list[str] = []
    query = f"{STOCK}?limit=7"
    while query:
        page = shop.get(query, staff=True).json
        listed += [item["sku"] for item in page["data"]]
        cursor = page["next_cursor"]
        query = f"{STOCK}?limit=7&cursor={cursor}" if cursor else ""

    assert listed == [f"SKU-{n:02}" for n in range(40)]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", STOCK),
        ("POST", STOCK),
        ("GET", f"{STOCK}/TEA-1"),
        ("POST", f"{STOCK}/TEA-1/adjustments"),
        ("GET", "/inventory/admin/holds/ord_1"),
    ],
)
def test_the_stockroom_is_closed_to_shoppers(
    shop: Shop, tea: dict[str, Any], method: str, path: str
) -> None:
    body = {"sku": "X", "delta": 5, "reason": "found"} if method == "POST" else None

    answer = shop.request(method, path, json=body)

    assert answer.status == 401
    assert answer.json["code"] == "not_signed_in"
    assert factories.counts("TEA-1") == (20, 0)
