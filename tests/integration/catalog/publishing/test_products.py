"""Pages follow a product: on sale, another price, its stock, its picture, and gone."""

from collections import Counter

import pytest
from catalog.site.publishing import publish
from shopkit import aws

from tests import picture_files, pictures
from tests.integration.catalog.goods import (
    PRODUCTS,
    counted_calls,
    create,
    delete,
    edit,
    set_prices,
    tea,
)
from tests.integration.catalog.publishing.seeds import (
    assert_whole,
    furnish,
    publish_everything,
    saying,
)
from tests.shop import Shop
from tests.storefront import counted_writes, html, page


def stock(shop: Shop, sku: str, units: int) -> None:
    body = {"sku": sku, "on_hand": units}
    answer = shop.post("/inventory/admin/stock", json=body, staff=True)
    assert answer.status == 201, answer.text


def test_a_product_on_sale_gets_a_page_and_a_place_on_every_list(shop: Shop) -> None:
    furnish(shop, 1)

    found = page("/products/seed-0/")

    assert found is not None
    assert (found.media, found.cache) == (
        "text/html; charset=utf-8",
        "public, max-age=0, s-maxage=60, stale-while-revalidate=60",
    )
    for path in ("/", "/categories/garden/", "/categories/seeds/by-name/", "search/index.json",
                 "sitemaps/products-1.xml"):  # fmt: skip
        assert "/products/seed-0/" in html(path), path
    assert "/products/seed-0/" not in html("/categories/kitchen/")


def test_what_facts_published_is_what_publishing_everything_would(shop: Shop) -> None:
    furnish(shop, 30)
    publish_everything(shop)

    assert_whole(shop)


def test_a_draft_has_no_page_until_it_is_on_sale(shop: Shop) -> None:
    furnish(shop, 1)
    product = create(shop, tea(name="Later", status="draft", category="seeds"))
    shop.settle()
    assert page("/products/later/") is None

    edit(shop, product, status="active")
    shop.settle()

    assert "Later" in html("/products/later/")
    assert "/products/later/" in html("/categories/seeds/")
    assert_whole(shop)


def test_another_price_is_on_every_page_that_shows_it(shop: Shop) -> None:
    furnish(shop)

    set_prices(shop, ("SKU-0", "GBP", 9999))
    shop.settle()

    for path in ("/products/seed-0/", "/products/seed-1/", "/categories/seeds/by-price-down/",
                 "/categories/garden/", "/"):  # fmt: skip
        assert "£99.99" in html(path), path
    assert_whole(shop)


def test_a_level_reaches_the_product_and_the_cards_when_it_changes(shop: Shop) -> None:
    furnish(shop)
    assert "OutOfStock" in html("/products/seed-0/")

    stock(shop, "SKU-0", 50)
    shop.settle()

    assert "InStock" in html("/products/seed-0/")
    assert_whole(shop)


def test_a_level_that_was_told_before_the_product_was_there_is_on_its_page(shop: Shop) -> None:
    furnish(shop, 1)
    stock(shop, "EARLY", 50)
    shop.settle()

    variants = [{"sku": "EARLY", "prices": {"GBP": 100}}]
    create(shop, tea(name="Early", category="seeds", variants=variants))
    shop.settle()

    assert "InStock" in html("/products/early/")
    assert_whole(shop)


def test_a_product_that_is_archived_is_gone_from_everywhere(shop: Shop) -> None:
    made = furnish(shop)

    delete(shop, made[0])
    shop.settle()

    assert page("/products/seed-0/") is None
    assert saying("/products/seed-0/") == []
    assert_whole(shop)


def test_a_picture_comes_to_every_page_when_it_is_ready(shop: Shop) -> None:
    furnish(shop, 1)
    named = {"pictures": [{"key": "seed-0", "alt": "A seed"}]}
    variants = [{"sku": "SEEN", "prices": {"GBP": 100}}]
    create(shop, tea(name="Seen", category="seeds", variants=variants) | named)
    shop.settle()
    assert "/media/seed-0/" not in html("/products/seen/")

    pictures.put(shop, picture_files.file_of(picture_files.scene()), key="seed-0")
    shop.settle()

    for path in ("/products/seen/", "/categories/seeds/", "/", "search/index.json"):
        assert "/media/seed-0/" in html(path), path
    assert_whole(shop)


@pytest.mark.parametrize(("key", "path"), [("home-hero", "/"), ("category-garden", "/")])
def test_a_picture_that_no_product_names_comes_to_its_page(shop: Shop, key: str, path: str) -> None:
    furnish(shop, 1)

    pictures.put(shop, picture_files.file_of(picture_files.scene()), key=key)
    shop.settle()

    assert f"/media/{key}/" in html(path)
    assert_whole(shop)


def test_many_facts_draw_each_page_once(shop: Shop) -> None:
    furnish(shop)

    with counted_writes() as written:
        for amount in range(500, 520):
            set_prices(shop, ("SKU-0", "GBP", amount), ("SKU-1", "GBP", amount))
        shop.settle()

    pages = [key for key in written if not key.startswith(".barrow/")]
    assert "products/seed-0/index.html" in pages
    assert max(Counter(pages).values()) <= 2


def test_one_change_costs_a_handful_of_calls(shop: Shop) -> None:
    furnish(shop, 30)
    asked: list[str] = []
    events = aws.client("s3").meta.events
    events.register("before-call.s3", lambda model, **_: asked.append(model.name))
    set_prices(shop, ("SKU-9", "GBP", 101))
    changed = shop.get(f"{PRODUCTS}?sku=SKU-9", staff=True).json["data"][0]["id"]

    with counted_calls() as database, counted_writes() as written:
        publish({changed})

    assert len(written) <= 25
    reads = Counter(database)
    assert reads["Query"] == 1, "the category tree"
    assert reads["BatchGetItem"] <= 5, "products and their pictures"
    assert reads["GetItem"] == 0, "nothing is read one by one"
    assert Counter(asked)["ListObjectsV2"] <= 3, asked
