"""Who is told that what they wished for is to be had again, or for less; and how often."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cart import wish_news, wishlists, wishlists_table
from shopkit import offers, outbox, people, table
from shopkit.events import PriceChanged, ProductAvailabilityChanged, WishedForAgain

from tests.factories import make_offer, sell
from tests.shop import Shop
from tests.signed_in import Visitor, sign_in

ADA, BEN = "ada@example.com", "ben@example.com"
DAY = 86_400


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    sell(shop, make_offer("TEA-1", 450), make_offer("TEA-2", 800), units=10)
    return sign_in(shop, ADA)


def wish(visitor: Visitor, sku: str, **body: Any) -> None:
    answer = visitor.post("/cart/wishes", json={"sku": sku} | body)
    assert answer.status == 201, answer.text


def put_price(sku: str, price: int) -> None:
    item = offers.to_item(make_offer(sku, price))
    table.write(table.put("barrow-local-catalog", item))


def hear_price(shop: Shop, sku: str, amount: int, previous: int) -> PriceChanged:
    """A price changed, and the cart is told."""
    put_price(sku, amount)
    fact = PriceChanged.of(
        shop.now, sku=sku, product_id="prd_1", currency="GBP", amount=amount, previous=previous
    )
    wish_news.look_again(fact, shop.now)
    return fact


def stock(shop: Shop, sku: str, on_hand: int) -> None:
    key = {"pk": f"STOCK#{sku}", "sk": "SHARD#00"}
    table.write(table.update("barrow-local-inventory", key, "SET available = :n", {":n": on_hand}))


def hear_level(shop: Shop, sku: str, level: str) -> None:
    fact = ProductAvailabilityChanged.of(shop.now, product_id="prd_1", sku=sku, level=level)
    wish_news.look_again(fact, shop.now)


def told(who: Visitor | str) -> list[tuple[str, str, int, int | None]]:
    """What was told of the account's wishes so far, in order."""
    account_id = who if isinstance(who, str) else who.account_id
    pk = wishlists_table.pk(account_id)
    items = table.query_all("barrow-local-cart", pk, begins="EVENT#")
    facts = [WishedForAgain.model_validate_json(item["data"]) for item in items]
    assert {fact.account_id for fact in facts} <= {account_id}
    return [(fact.kind, fact.sku, fact.amount, fact.was) for fact in facts]


def test_a_lower_price_is_told_once_however_often_the_fact_comes(ada: Visitor) -> None:
    wish(ada, "TEA-1")

    fact = hear_price(ada.shop, "TEA-1", 400, 450)
    wish_news.look_again(fact, ada.shop.now)
    ada.shop.advance(2 * DAY)
    wish_news.look_again(fact, ada.shop.now)

    assert told(ada) == [("cheaper", "TEA-1", 400, 450)]


def test_a_price_that_rises_and_falls_again_is_no_news(ada: Visitor) -> None:
    wish(ada, "TEA-1")

    hear_price(ada.shop, "TEA-1", 500, 450)
    hear_price(ada.shop, "TEA-1", 450, 500)

    assert told(ada) == []


def test_nobody_is_told_the_same_of_it_twice_within_a_day(ada: Visitor) -> None:
    wish(ada, "TEA-1")
    hear_price(ada.shop, "TEA-1", 400, 450)
    ada.shop.advance(DAY - 1)
    hear_price(ada.shop, "TEA-1", 350, 400)

    within_the_day = told(ada)
    ada.shop.advance(1)
    hear_price(ada.shop, "TEA-1", 300, 350)

    assert within_the_day == [("cheaper", "TEA-1", 400, 450)]
    assert told(ada)[1:] == [("cheaper", "TEA-1", 300, 350)]


def test_whoever_has_it_on_two_lists_is_told_once(ada: Visitor) -> None:
    for name in ("one", "two"):
        made = ada.post("/cart/wishlists", json={"name": name}).json
        ada.post(f"/cart/wishlists/{made['id']}/items", json={"sku": "TEA-1"})

    hear_price(ada.shop, "TEA-1", 400, 450)

    assert told(ada) == [("cheaper", "TEA-1", 400, 450)]


def test_everybody_who_wished_for_it_is_told_and_nobody_else(ada: Visitor) -> None:
    ben = sign_in(ada.shop, BEN)
    wish(ada, "TEA-1")
    wish(ben, "TEA-1")
    wish(ben, "TEA-2")

    hear_price(ada.shop, "TEA-2", 700, 800)
    hear_price(ada.shop, "TEA-1", 400, 450)

    assert told(ada) == [("cheaper", "TEA-1", 400, 450)]
    assert sorted(told(ben)) == [("cheaper", "TEA-1", 400, 450), ("cheaper", "TEA-2", 700, 800)]


def test_what_comes_back_into_stock_is_told_with_what_it_costs_now(ada: Visitor) -> None:
    shop = ada.shop
    stock(shop, "TEA-1", 0)
    wish(ada, "TEA-1")
    hear_price(shop, "TEA-1", 400, 450)
    while_there_is_none = told(ada)

    stock(shop, "TEA-1", 3)
    for _ in range(2):
        hear_level(shop, "TEA-1", "in_stock")

    assert while_there_is_none == []
    assert told(ada) == [("back_in_stock", "TEA-1", 400, 450)]


def test_a_fact_that_comes_late_tells_what_is_true_now(ada: Visitor) -> None:
    shop = ada.shop
    stock(shop, "TEA-1", 0)
    wish(ada, "TEA-1")

    # it came back and was sold out again before this was heard
    hear_level(shop, "TEA-1", "in_stock")

    assert told(ada) == []


def test_what_is_not_sold_any_more_is_no_news(ada: Visitor) -> None:
    shop = ada.shop
    stock(shop, "TEA-1", 0)
    wish(ada, "TEA-1")
    withdrawn = offers.to_item(make_offer("TEA-1", 100, active=False))
    table.write(table.put("barrow-local-catalog", withdrawn))
    stock(shop, "TEA-1", 3)

    hear_level(shop, "TEA-1", "in_stock")

    assert told(ada) == []


def test_a_wish_for_any_choice_hears_of_each(ada: Visitor) -> None:
    shop = ada.shop
    wish(ada, "TEA-1", any_choice=True)
    stock(shop, "TEA-2", 0)
    hear_level(shop, "TEA-2", "out_of_stock")
    stock(shop, "TEA-2", 5)

    hear_level(shop, "TEA-2", "in_stock")
    hear_price(shop, "TEA-1", 400, 450)

    assert sorted(told(ada)) == [
        ("back_in_stock", "TEA-2", 800, 800), ("cheaper", "TEA-1", 400, 450)
    ]  # fmt: skip


def test_more_wishes_than_a_page_are_all_looked_at(shop: Shop) -> None:
    sell(shop, make_offer("TEA-1", 450), units=10)
    accounts = [f"acc_{n}" for n in range(101)]
    for account_id in accounts:
        people.key_for(account_id, shop.now)
        wishlists.wish_somewhere(account_id, "TEA-1", any_choice=False, now=shop.now)

    hear_price(shop, "TEA-1", 400, 450)

    assert all(told(one) == [("cheaper", "TEA-1", 400, 450)] for one in accounts)


def test_a_fact_that_is_heard_eight_times_at_once_is_told_once(ada: Visitor) -> None:
    wish(ada, "TEA-1")
    put_price("TEA-1", 400)
    now = ada.shop.now
    fact = PriceChanged.of(
        now, sku="TEA-1", product_id="prd_1", currency="GBP", amount=400, previous=450
    )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: wish_news.look_again(fact, now), range(8)))

    assert told(ada) == [("cheaper", "TEA-1", 400, 450)]


def test_the_facts_reach_the_wishes_by_stream_bus_and_queue(ada: Visitor) -> None:
    shop = ada.shop
    wish(ada, "TEA-1")
    stock(shop, "TEA-2", 0)
    wish(ada, "TEA-2")
    put_price("TEA-1", 400)
    stock(shop, "TEA-2", 2)
    about: dict[str, Any] = {"product_id": "prd_1"}
    facts = [
        PriceChanged.of(shop.now, sku="TEA-1", currency="GBP", amount=400, previous=450, **about),
        ProductAvailabilityChanged.of(shop.now, sku="TEA-2", level="low_stock", **about),
    ]
    for fact in facts:
        table.write(outbox.told("barrow-local-catalog", "PRODUCT#prd_1", fact))

    settled = shop.settle()

    assert settled["dead_letters"] == 0
    assert sorted(told(ada)) == [
        ("back_in_stock", "TEA-2", 800, 800), ("cheaper", "TEA-1", 400, 450)
    ]  # fmt: skip
    assert shop.facts.counts()["WishedForAgain"] == 2
