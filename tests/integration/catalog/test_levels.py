"""Availability: what a product's page shows, and what is left this moment."""

from typing import Any

from shopkit.events import StockLevelChanged

from tests.factories import make_offer, sell
from tests.integration.catalog.goods import (
    PRODUCTS,
    counted_calls,
    create,
    deliver,
    edit,
    read,
    tea,
)
from tests.shop import Shop


def put_in_stock(shop: Shop, sku: str, units: int) -> None:
    answer = shop.post("/inventory/admin/stock", json={"sku": sku, "on_hand": units}, staff=True)
    assert answer.status == 201, answer.text


def level_of(shop: Shop, product: dict[str, Any]) -> str:
    answer = shop.get(f"/catalog/products/{product['id']}")
    level: str = answer.json["variants"][0]["availability"]
    return level


def test_a_product_shows_the_level_that_the_stockroom_told(shop: Shop) -> None:
    made = create(shop, tea())
    before = level_of(shop, made)
    put_in_stock(shop, "TEA-1", 12)
    shop.settle()

    after = level_of(shop, made)

    assert (before, after) == ("out_of_stock", "in_stock")
    assert read(shop, made)["version"] == 1


def test_stock_that_came_before_its_product_is_shown_with_it(shop: Shop) -> None:
    put_in_stock(shop, "TEA-1", 12)
    shop.settle()

    made = create(shop, tea())

    assert level_of(shop, made) == "in_stock"


def test_an_older_level_that_comes_late_changes_nothing(shop: Shop) -> None:
    made = create(shop, tea())
    old = StockLevelChanged.of(shop.now, sku="TEA-1", level="in_stock", available=5)
    shop.advance(1)
    new = StockLevelChanged.of(shop.now, sku="TEA-1", level="out_of_stock", available=0)

    deliver(new)
    shop.settle()
    deliver(old)
    outcome = shop.settle()

    assert level_of(shop, made) == "out_of_stock"
    assert outcome["dead_letters"] == 0


def test_a_level_that_comes_twice_counts_once(shop: Shop) -> None:
    made = create(shop, tea())
    first = StockLevelChanged.of(shop.now, sku="TEA-1", level="in_stock", available=5)
    second = StockLevelChanged.of(shop.now, sku="TEA-1", level="low_stock", available=1)

    for fact in (first, second, first):
        deliver(fact)
        shop.settle()

    assert level_of(shop, made) == "low_stock"


def test_an_edit_keeps_the_level_that_came_in_between(shop: Shop) -> None:
    made = create(shop, tea())
    put_in_stock(shop, "TEA-1", 12)
    shop.settle()

    edit(shop, made, name="Assam leaf")

    assert level_of(shop, made) == "in_stock"


def test_a_sku_that_goes_to_another_product_takes_its_level_along(shop: Shop) -> None:
    first = create(shop, tea())
    put_in_stock(shop, "TEA-1", 12)
    shop.settle()
    edit(shop, first, variants=[{"sku": "TEA-2", "prices": {"GBP": 450}}])

    second = create(shop, tea(name="Another"))

    assert level_of(shop, second) == "in_stock"
    assert level_of(shop, first) == "out_of_stock"


def test_a_level_of_an_offer_without_a_product_is_no_dead_letter(shop: Shop) -> None:
    sell(shop, make_offer("LONELY"), units=3)

    outcome = shop.settle()

    assert outcome["dead_letters"] == 0


def test_availability_is_read_from_the_stockroom_itself(shop: Shop) -> None:
    for sku, units in (("FEW", 7), ("MANY", 101), ("HUNDRED", 100), ("NONE", 0)):
        put_in_stock(shop, sku, units)

    with counted_calls() as calls:
        answer = shop.get(
            "/catalog/availability?sku=FEW&sku=MANY&sku=HUNDRED&sku=NONE&sku=NEVER&sku=FEW"
        )

    assert [
        (one["sku"], one["availability"], one["available"], one["date"])
        for one in answer.json["data"]
    ] == [
        ("FEW", "in_stock", 7, None),
        ("MANY", "in_stock", None, None),
        ("HUNDRED", "in_stock", 100, None),
        ("NONE", "out_of_stock", 0, None),
        ("NEVER", "out_of_stock", 0, None),
    ]
    assert calls == ["BatchGetItem"]


def test_availability_is_asked_for_one_to_fifty_skus(shop: Shop) -> None:
    many = "&".join(f"sku=S{n}" for n in range(51))

    statuses = [
        shop.get(f"/catalog/availability{q}").status for q in ("", f"?{many}", "?sku=a%20b")
    ]

    assert statuses == [422] * 3


def test_staff_see_levels_too(shop: Shop) -> None:
    create(shop, tea())
    put_in_stock(shop, "TEA-1", 12)
    shop.settle()

    found = shop.get(f"{PRODUCTS}?sku=TEA-1", staff=True).json["data"]

    assert found[0]["variants"][0]["availability"] == "in_stock"
