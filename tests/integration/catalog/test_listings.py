"""Lists of products: by category, in order, page by page, and true after every edit."""

from dataclasses import replace

import pytest
from catalog import product_edits, products_table, projections
from shopkit import table

from tests.integration.catalog.goods import (
    counted_calls,
    create,
    create_category,
    delete,
    edit,
    names,
    shirts,
    tea,
)
from tests.shop import Shop


def stock_shelves(shop: Shop) -> dict[str, dict[str, object]]:
    """Garden > seeds and tools; four products, a second apart."""
    create_category(shop, "Garden")
    create_category(shop, "Seeds", "garden")
    create_category(shop, "Tools", "garden")
    made = {}
    for name, category, price in (
        ("Bean", "seeds", 195),
        ("Éclipse", "seeds", 95),
        ("Trowel", "tools", 1250),
        ("Almanac", None, 1000),
    ):
        variants = [{"sku": f"SKU-{price}", "prices": {"GBP": price}}]
        made[name] = create(shop, tea(name=name, category=category, variants=variants))
        shop.advance(1)
    return made


def test_a_category_lists_what_is_in_it_and_below_it(shop: Shop) -> None:
    stock_shelves(shop)

    lists = [names(shop.get(f"/catalog/products{q}")) for q in ("", "?category=garden")]
    seeds = names(shop.get("/catalog/products?category=seeds"))
    unknown = names(shop.get("/catalog/products?category=pond"))

    assert lists == [["Almanac", "Trowel", "Éclipse", "Bean"], ["Trowel", "Éclipse", "Bean"]]
    assert seeds == ["Éclipse", "Bean"]
    assert unknown == []


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["Almanac", "Trowel", "Éclipse", "Bean"]),
        ("price_asc", ["Éclipse", "Bean", "Almanac", "Trowel"]),
        ("price_desc", ["Trowel", "Almanac", "Bean", "Éclipse"]),
        ("name", ["Almanac", "Bean", "Éclipse", "Trowel"]),
    ],
)
def test_a_list_is_read_in_its_order_page_by_page(shop: Shop, sort: str, order: list[str]) -> None:
    stock_shelves(shop)
    path = f"/catalog/products?sort={sort}&limit=3"

    with counted_calls() as calls:
        first = shop.get(path)
    second = shop.get(f"{path}&cursor={first.json['next_cursor']}")

    assert names(first) + names(second) == order
    assert (first.json["has_more"], second.json["has_more"]) == (True, False)
    assert calls == ["Query", "BatchGetItem"]


def test_a_cursor_of_one_list_is_refused_by_another(shop: Shop) -> None:
    stock_shelves(shop)
    cursor = shop.get("/catalog/products?limit=1").json["next_cursor"]

    answer = shop.get(f"/catalog/products?limit=1&category=garden&cursor={cursor}")

    assert answer.status == 422
    assert answer.json["errors"][0]["code"] == "invalid_cursor"


def test_by_price_lists_what_is_sold_in_the_currency(shop: Shop) -> None:
    create(shop, tea())
    variants = [{"sku": "E", "prices": {"EUR": 900, "GBP": 800}}]
    create(shop, tea(name="Export", variants=variants))

    by_price = names(shop.get("/catalog/products?sort=price_asc&currency=EUR"))
    newest = names(shop.get("/catalog/products?sort=newest&currency=EUR"))

    assert by_price == ["Export"]
    assert sorted(newest) == ["Assam tea", "Export"]


def test_an_edit_moves_a_product_in_every_list_at_once(shop: Shop) -> None:
    made = stock_shelves(shop)
    variants = [{"sku": "SKU-195", "prices": {"GBP": 5000}}]

    edit(shop, made["Bean"], name="Zinnia", category="tools", variants=variants)

    assert names(shop.get("/catalog/products?category=seeds")) == ["Éclipse"]
    tools = "/catalog/products?category=tools"
    assert names(shop.get(f"{tools}&sort=price_asc")) == ["Trowel", "Zinnia"]
    assert names(shop.get("/catalog/products?sort=name"))[-1] == "Zinnia"


def test_what_is_off_sale_leaves_every_list_and_comes_back(shop: Shop) -> None:
    made = stock_shelves(shop)["Bean"]
    delete(shop, made)

    without = names(shop.get("/catalog/products?category=garden&sort=name"))
    edit(shop, made | {"version": 2}, status="active")
    restored = names(shop.get("/catalog/products?category=garden&sort=name"))

    assert without == ["Éclipse", "Trowel"]
    assert restored == ["Bean", "Éclipse", "Trowel"]


def test_an_edit_whose_function_died_before_the_lists_is_listed_by_the_stream(shop: Shop) -> None:
    made = create(shop, tea())
    shop.settle()
    before = product_edits.current(made["id"], None)
    after = replace(before, name="Zinnia", version=2, revision=2)
    table.transact([products_table.replace(before, after)])

    stale = names(shop.get("/catalog/admin/products?q=z", staff=True))
    shop.settle()
    mended = names(shop.get("/catalog/admin/products?q=z", staff=True))

    assert (stale, mended) == ([], ["Zinnia"])


def test_a_list_asked_for_twice_is_written_once(shop: Shop) -> None:
    made = create(shop, tea())

    with counted_calls() as calls:
        projections.settle(made["id"])

    assert calls == ["BatchGetItem"]


def test_a_list_shows_each_product_as_it_is_shown_alone(shop: Shop) -> None:
    pictures = [{"key": "bean.jpg", "alt": "A bean", "width": 800, "height": 600}]
    variants = [{"sku": "BEAN", "prices": {"GBP": 195, "EUR": 230}, "compare_at": {"GBP": 250}}]
    made = [
        create(shop, tea(name="Bean", pictures=pictures, variants=variants)),
        create(shop, shirts(3)),
    ]

    for currency in ("", "?currency=EUR"):
        listed = shop.get(f"/catalog/products{currency}").json["data"]
        alone = [shop.get(f"/catalog/products/{one['id']}{currency}").json for one in made]

        assert sorted(listed, key=lambda one: str(one["name"])) == alone
