"""What the catalogue changes, in the carts that hold it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cart import carts_table, editing, repricing
from cart.lines import Wish
from shopkit import carts, offers, outbox, table
from shopkit.carts import Cart
from shopkit.events import OfferWithdrawn, PriceChanged

from tests.factories import make_offer
from tests.shop import Shop

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def publish(sku: str, price: int, *, active: bool = True) -> None:
    offer = make_offer(sku, price, active=active)
    table.write(table.put("barrow-local-catalog", offers.to_item(offer)))


def price_changed(sku: str, previous: int, amount: int) -> PriceChanged:
    return PriceChanged.of(
        NOW, sku=sku, product_id="prd_1", currency="GBP", amount=amount, previous=previous
    )


def open_carts(count: int, *skus: str) -> list[tuple[Cart, str]]:
    return [editing.open_cart("GBP", [Wish(sku, 1) for sku in skus], NOW) for _ in range(count)]


def prices(cart: Cart, token: str) -> list[tuple[str, int, int | None, bool]]:
    read = carts.read(cart.id, token, NOW)
    return [(line.sku, line.unit_amount, line.was, line.sold) for line in read.lines]


@pytest.fixture(autouse=True)
def catalog(cloud: Any) -> None:
    publish("tea", 450)
    publish("pot", 1_299)


def test_a_new_price_reaches_every_open_cart_page_by_page() -> None:
    opened = open_carts(101, "tea", "pot")
    publish("tea", 500)

    repricing.reprice(price_changed("tea", 450, 500))

    expected = [("tea", 500, 450, True), ("pot", 1_299, None, True)]
    assert all(prices(cart, token) == expected for cart, token in opened)
    assert {carts.read(cart.id, token, NOW).version for cart, token in opened} == {2}


def test_a_fact_that_comes_again_or_late_changes_nothing_more() -> None:
    ((cart, token),) = open_carts(1, "tea")
    first, second = price_changed("tea", 450, 500), price_changed("tea", 500, 550)
    publish("tea", 550)

    for fact in (second, first, second):
        repricing.reprice(fact)

    assert prices(cart, token) == [("tea", 550, 450, True)]
    assert carts.read(cart.id, token, NOW).version == 2


def test_a_withdrawn_sku_is_no_longer_sold_and_comes_back_with_its_price() -> None:
    ((cart, token),) = open_carts(1, "tea")

    publish("tea", 450, active=False)
    repricing.reprice(OfferWithdrawn.of(NOW, sku="tea", product_id="prd_1"))
    withdrawn = prices(cart, token)
    publish("tea", 475)
    repricing.reprice(price_changed("tea", 450, 475))

    assert withdrawn == [("tea", 450, None, False)]
    assert prices(cart, token) == [("tea", 475, 450, True)]


def test_an_edit_that_was_decided_before_the_new_price_is_decided_again() -> None:
    ((cart, token),) = open_carts(1, "tea")
    stale = carts_table.edited(cart, cart, cart.expires_at)
    publish("tea", 500)

    repricing.reprice(price_changed("tea", 450, 500))

    with pytest.raises(table.Refused):
        carts_table.save(cart, stale, NOW)
    edited = editing.add_lines(cart.id, token, [Wish("tea", 1)], NOW)
    assert [(line.unit_amount, line.quantity, line.was) for line in edited.lines] == [
        (500, 2, None)
    ]


def test_a_price_is_not_put_over_a_line_that_changed_since_it_was_seen() -> None:
    ((cart, token),) = open_carts(1, "tea")
    (seen,) = cart.lines
    publish("tea", 500)
    editing.add_lines(cart.id, token, [Wish("tea", 1)], NOW)

    with pytest.raises(table.Refused) as refused:
        carts_table.give_price(cart.id, seen, seen)

    assert list(refused.value.failed) == ["line_is_as_seen"]
    assert prices(cart, token) == [("tea", 500, 450, True)]


def test_the_line_of_a_cart_that_is_gone_is_forgotten() -> None:
    ((cart, _),) = open_carts(1, "tea")
    table.write(table.delete("barrow-local-cart", carts_table.header_key(cart.id)))
    publish("tea", 500)

    repricing.reprice(price_changed("tea", 450, 500))

    assert table.query_all("barrow-local-cart", carts.pk(cart.id)) == []


def test_the_shopper_sees_the_change_until_they_acknowledge_it(
    client: Callable[[str], Any],
) -> None:
    ((cart, token),) = open_carts(1, "tea")
    publish("tea", 500)
    repricing.reprice(price_changed("tea", 450, 500))
    door, headers = client("cart"), {"X-Cart-Token": token}

    seen = door.get(f"/cart/carts/{cart.id}", headers=headers).json
    agreed = door.post(f"/cart/carts/{cart.id}/acknowledge", headers=headers).json
    again = door.post(f"/cart/carts/{cart.id}/acknowledge", headers=headers).json

    assert [notice["code"] for notice in seen["lines"][0]["notices"]] == ["price_changed"]
    assert seen["lines"][0]["notices"][0]["was"] == {"amount": 450, "currency": "GBP"}
    assert seen["totals"]["total"]["amount"] == 500
    assert agreed["lines"][0]["notices"] == []
    assert agreed["version"] == 3
    assert again == agreed


def test_more_changes_than_one_transaction_takes_are_acknowledged() -> None:
    for i in range(92):
        publish(f"s{i}", 10)
    cart, token = editing.open_cart("GBP", [Wish(f"s{i}", 1) for i in range(46)], NOW)
    editing.add_lines(cart.id, token, [Wish(f"s{i}", 1) for i in range(46, 92)], NOW)
    for i in range(92):
        publish(f"s{i}", 11)
        repricing.reprice(price_changed(f"s{i}", 10, 11))

    agreed = editing.acknowledge(cart.id, token, NOW)

    assert len(agreed.lines) == 92
    assert {(line.unit_amount, line.was) for line in agreed.lines} == {(11, None)}
    assert agreed == carts.read(cart.id, token, NOW)


def test_the_catalogues_facts_reach_the_carts_by_stream_bus_and_queue(shop: Shop) -> None:
    ((cart, token),) = open_carts(1, "tea", "pot")
    publish("tea", 500)
    publish("pot", 1_299, active=False)
    withdrawn = OfferWithdrawn.of(NOW, sku="pot", product_id="prd_1")
    for fact in (price_changed("tea", 450, 500), withdrawn):
        table.write(outbox.told("barrow-local-catalog", "PRODUCT#prd_1", fact))

    settled = shop.settle()

    assert settled["dead_letters"] == 0
    assert prices(cart, token) == [("tea", 500, 450, True), ("pot", 1_299, None, False)]
