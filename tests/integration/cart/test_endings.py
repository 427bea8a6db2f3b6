"""How a cart ends: ordered, or forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cart import editing, endings
from cart.lines import Wish
from shopkit import carts, offers, table
from shopkit.events import OrderPlaced

from tests.factories import make_offer, order, pay, sell
from tests.shop import Shop

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def publish(*skus: str) -> None:
    for sku in skus:
        offer = make_offer(sku, 10)
        table.write(table.put("barrow-local-catalog", offers.to_item(offer)))


def order_placed(cart_id: str, order_id: str = "ord_1") -> OrderPlaced:
    return OrderPlaced.of(
        NOW,
        order_id=order_id,
        number="K7-4XQ-9MD",
        cart_id=cart_id,
        email="ada@example.com",
        name="Ada",
        order_url="https://shop.example/o/1",
        currency="GBP",
        lines=[],
        subtotal=10,
        shipping=0,
        shipping_name="",
        tax=0,
        tax_included=True,
        total=10,
    )


def items_of(cart_id: str) -> list[dict[str, Any]]:
    return table.query_all("barrow-local-cart", carts.pk(cart_id))


@pytest.fixture(autouse=True)
def catalog(cloud: Any) -> None:
    publish("tea")


def test_an_ordered_cart_keeps_its_header_alone_and_takes_no_more(
    client: Callable[[str], Any],
) -> None:
    cart, token = editing.open_cart("GBP", [Wish("tea", 1)], NOW)
    path, headers = f"/cart/carts/{cart.id}", {"X-Cart-Token": token}
    line = {"sku": "tea", "quantity": 1}

    for _ in range(2):
        endings.mark_ordered(order_placed(cart.id))
    read = client("cart").get(path, headers=headers)
    added = client("cart").post(f"{path}/lines", json=line, headers=headers)
    code = client("cart").post(f"{path}/codes", json={"code": "X"}, headers=headers)

    assert [item["sk"] for item in items_of(cart.id)] == ["CART"]
    assert items_of(cart.id)[0]["order_id"] == "ord_1"
    assert read.json["state"] == "ordered"
    assert read.json["version"] == 2
    assert [o["code"] for o in read.json["checkout"]["obstacles"]] == ["cart_ordered"]
    assert (added.status, added.json["code"]) == (409, "cart_ordered")
    assert (code.status, code.json["code"]) == (409, "cart_ordered")
    assert len(items_of(cart.id)) == 1


def test_a_large_cart_is_emptied_in_batches() -> None:
    skus = [f"s{i}" for i in range(110)]
    publish(*skus)
    cart, token = editing.open_cart("GBP", [Wish(sku, 1) for sku in skus[:55]], NOW)
    editing.add_lines(cart.id, token, [Wish(sku, 1) for sku in skus[55:]], NOW)
    assert len(items_of(cart.id)) == 111

    endings.mark_ordered(order_placed(cart.id))

    assert len(items_of(cart.id)) == 1


def test_the_first_order_of_a_cart_is_the_one_it_tells() -> None:
    cart, _ = editing.open_cart("GBP", [Wish("tea", 1)], NOW)

    endings.mark_ordered(order_placed(cart.id, "ord_1"))
    endings.mark_ordered(order_placed(cart.id, "ord_2"))

    assert items_of(cart.id)[0]["order_id"] == "ord_1"


def test_an_order_of_no_cart_or_of_one_that_is_gone_changes_nothing() -> None:
    endings.mark_ordered(order_placed(""))
    endings.mark_ordered(order_placed("crt_none"))

    assert items_of("crt_none") == []
    assert items_of("") == []


def test_lines_go_when_their_cart_expires_and_not_before(cloud: Any) -> None:
    cart, token = editing.open_cart("GBP", [Wish("tea", 1)], cloud.now)
    cloud.advance(20 * 86_400)
    editing.add_lines(cart.id, token, [Wish("tea", 1)], cloud.now)
    cloud.advance(20 * 86_400)
    cloud.sweep_ttl(cloud.now)
    records = cloud.take_stream("barrow-local-cart")
    kept = endings.forget_ended(records)
    cloud.done_stream("barrow-local-cart", len(records))
    cloud.advance(10 * 86_400)
    cloud.sweep_ttl(cloud.now)
    after_sweep = [item["sk"] for item in items_of(cart.id)]

    forgotten = endings.forget_ended(cloud.take_stream("barrow-local-cart"))

    assert kept == 0
    assert after_sweep == [f"LINE#{cart.lines[0].line_id}"]
    assert forgotten == 1
    assert items_of(cart.id) == []


def test_a_paid_order_ends_its_cart_and_an_expired_cart_loses_its_lines(shop: Shop) -> None:
    sell(shop, make_offer("TEA-1", 450))
    forgotten, _ = editing.open_cart("GBP", [Wish("TEA-1", 1)], shop.now)
    made = order(shop, ("TEA-1", 2))
    pay(shop, made)
    ordered = items_of(made.cart_id)

    shop.advance(31 * 86_400)
    shop.sweep_ttl(shop.now)
    shop.settle()

    assert [(item["sk"], item["state"]) for item in ordered] == [("CART", "ordered")]
    assert ordered[0]["order_id"] == made.order_id
    assert items_of(forgotten.id) == []
