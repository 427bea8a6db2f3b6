"""Sitemaps: every page that search engines keep, in files that they take."""

import re

from catalog.site.sitemaps import LARGEST, sitemaps

from tests.unit.catalog.shelves import SHOP, make_entry, shelved


def places(text: str) -> list[str]:
    return re.findall("<loc>https://shop.example([^<]*)</loc>", text)


def test_the_index_names_every_file() -> None:
    files = sitemaps(shelved([make_entry(1)]), SHOP)

    assert places(files["sitemap.xml"]) == [f"/{key}" for key in files if key != "sitemap.xml"]


def test_products_stand_in_as_many_files_as_they_need_the_oldest_first() -> None:
    shelves = shelved([make_entry(n) for n in range(5)])

    files = sitemaps(shelves, SHOP, largest=2)

    assert [places(files[f"sitemaps/products-{n}.xml"]) for n in (1, 2, 3)] == [
        ["/products/product-0/", "/products/product-1/"],
        ["/products/product-2/", "/products/product-3/"],
        ["/products/product-4/"],
    ]


def test_a_file_holds_what_the_protocol_allows() -> None:
    assert LARGEST == 50_000


def test_an_empty_shop_has_its_files_too() -> None:
    files = sitemaps(shelved([]), SHOP)

    assert places(files["sitemaps/products-1.xml"]) == []
    assert "/" in places(files["sitemaps/pages.xml"])


def test_categories_are_told_page_by_page_in_one_order_alone() -> None:
    files = sitemaps(shelved([make_entry(n) for n in range(25)]), SHOP)

    assert places(files["sitemaps/categories.xml"]) == [
        "/categories/garden/", "/categories/garden/2/", "/categories/kitchen/",
        "/categories/seeds/", "/categories/seeds/2/", "/categories/tools/",
    ]  # fmt: skip


def test_a_product_tells_the_day_of_its_last_change() -> None:
    files = sitemaps(shelved([make_entry(1, updated="2026-04-01")]), SHOP)

    assert "<lastmod>2026-04-01</lastmod>" in files["sitemaps/products-1.xml"]


def test_carts_and_checkouts_are_told_to_nobody() -> None:
    files = sitemaps(shelved([]), SHOP)

    told = {place for text in files.values() for place in places(text)}
    assert told & {"/cart/", "/checkout/", "/order/", "/search/", "/404.html"} == set()
