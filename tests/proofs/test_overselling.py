"""Two hundred buyers for fifty units, at once: fifty orders, and nobody is charged for nothing."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine

from tests import factories
from tests.books import assert_books_balance, items
from tests.shop import open_shop

BUYERS, UNITS, THREADS = 200, 50, 16


def _engine(name: str) -> Any:
    return MotoEngine() if name == "moto" else MiniStackEngine()


@pytest.mark.parametrize("shards", [1, 4])
@pytest.mark.parametrize("engine", ["ministack", "moto"])
def test_exactly_as_many_orders_as_units(engine: str, shards: int) -> None:
    with open_shop(_engine(engine)) as shop:
        factories.sell(shop, factories.make_offer("TEA-1"), units=UNITS, shards=shards)
        carts = [factories.fill_cart(shop, ("TEA-1", 1)) for _ in range(BUYERS)]
        body = factories.checkout_body(shop, *carts[0])

        def buy(cart: tuple[str, str]) -> Any:
            cart_id, token = cart
            return shop.post(
                "/checkout/checkouts",
                json=body | {"cart_id": cart_id},
                headers={"X-Cart-Token": token, "Idempotency-Key": cart_id},
            )

        with ThreadPoolExecutor(THREADS) as pool:
            answers = list(pool.map(buy, carts))
        won = [answer for answer in answers if answer.status == 201]
        lost = [answer for answer in answers if answer.status != 201]

        assert len(won) == UNITS
        assert len({answer.json["order_id"] for answer in won}) == UNITS
        for answer in lost:
            assert answer.status == 409
            assert answer.json["code"] == "out_of_stock"
            assert answer.json["lines"] == [{"sku": "TEA-1", "requested": 1, "available": 0}]
        assert factories.counts("TEA-1") == (0, UNITS)
        assert len(list(shop.stripe_store.list("checkout.session"))) == UNITS

        for answer in won:
            session = answer.json["payment"]["url"].rsplit("/", 1)[1]
            assert shop.pay(session, "4242424242424242")["status"] == "paid"
        shop.settle()
        orders = [row for row in items("checkout") if row["sk"] == "ORDER"]
        assert [order["status"] for order in orders] == ["paid"] * UNITS
        assert factories.counts("TEA-1") == (0, 0)
        assert_books_balance(shop, {"TEA-1": UNITS})


@pytest.mark.parametrize("engine", ["ministack", "moto"])
def test_several_units_each_never_sum_to_more_than_there_are(engine: str) -> None:
    with open_shop(_engine(engine)) as shop:
        factories.sell(shop, factories.make_offer("TEA-1"), units=50, shards=4)
        factories.sell(shop, factories.make_offer("POT-1"), units=30)
        baskets = [(("TEA-1", 1 + n % 5), ("POT-1", 1 + n % 3)) for n in range(60)]

        def buy(basket: Any) -> Any:
            return factories.start_checkout(shop, *factories.fill_cart(shop, *basket))

        with ThreadPoolExecutor(THREADS) as pool:
            answers = list(pool.map(buy, baskets))

        assert {answer.status for answer in answers} == {201, 409}
        taken = {"TEA-1": 0, "POT-1": 0}
        for answer, basket in zip(answers, baskets, strict=True):
            if answer.status == 201:
                for sku, quantity in basket:
                    taken[sku] += quantity
        assert factories.counts("TEA-1") == (50 - taken["TEA-1"], taken["TEA-1"])
        assert factories.counts("POT-1") == (30 - taken["POT-1"], taken["POT-1"])
        assert_books_balance(shop, {"TEA-1": 50, "POT-1": 30}, at_rest=False)


def test_a_refusal_tells_what_is_left_of_each_line(shop: Any) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=3)
    factories.sell(shop, factories.make_offer("POT-1"), units=5, shards=4)
    factories.sell(shop, factories.make_offer("CUP-1"), units=9)
    cart = factories.fill_cart(shop, ("TEA-1", 4), ("POT-1", 6), ("CUP-1", 9))

    answer = factories.start_checkout(shop, *cart)

    assert answer.status == 409
    assert answer.json["lines"] == [
        {"sku": "TEA-1", "requested": 4, "available": 3},
        {"sku": "POT-1", "requested": 6, "available": 5},
    ]
    assert factories.counts("CUP-1") == (9, 0)
    assert not list(shop.stripe_store.list("checkout.session"))


def test_units_spill_to_the_neighbouring_shards(shop: Any) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=8, shards=4)

    made = factories.order(shop, ("TEA-1", 7))

    assert factories.counts("TEA-1") == (1, 7)
    factories.pay(shop, made)
    assert factories.counts("TEA-1") == (1, 0)
    assert_books_balance(shop, {"TEA-1": 8})
