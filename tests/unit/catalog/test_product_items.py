"""A product as an item: as it was when it comes back, and apart what others name or set."""

import pytest
from catalog import products_table
from catalog.products import Picture, Product, Seo

from tests.unit.catalog.goods import in_sizes, make_product, make_variant

WHOLE = in_sizes(
    "S",
    "M",
    name='Tea "Nº 1" \\ 茶 \U0001fad6',
    description="Line one\nline two",
    category="teas",
    pictures=(Picture("a.jpg", "A pot", 800, 600), Picture("b.jpg", "")),
    keywords=("tea", "thé"),
    supplier="Leaf & Co",
    seo=Seo("Tea", None),
    shelves=("drinks", "teas"),
    levels={"TEA-S": "in_stock"},
    version=3,
    revision=7,
)
BARE = make_product(status="draft", variants=(), activated_at=None)
PRICED = make_product(variants=(make_variant(prices={"GBP": 1, "EUR": 99_999_999}),))


@pytest.mark.parametrize("product", [WHOLE, BARE, PRICED])
def test_a_product_comes_back_as_it_was(product: Product) -> None:
    assert products_table.from_item(products_table.to_item(product)) == product


def test_what_conditions_name_and_others_set_stands_apart() -> None:
    item = products_table.to_item(WHOLE)

    text = item.pop("product")
    assert item == {
        "pk": "PRODUCT#prd_1",
        "sk": "PRODUCT",
        "gsi1pk": "SLUG#tea",
        "gsi1sk": "PRODUCT",
        "version": 3,
        "revision": 7,
        "shelves": ("drinks", "teas"),
        "levels": {"TEA-S": "in_stock"},
    }
    assert "茶" in text
    assert "in_stock" not in text


def test_what_others_set_since_is_what_counts() -> None:
    item = products_table.to_item(WHOLE)
    item["levels"] = {"TEA-S": "out_of_stock", "TEA-M": "low_stock"}
    item["revision"] = 8

    product = products_table.from_item(item)

    assert (product.level("TEA-S"), product.level("TEA-M")) == ("out_of_stock", "low_stock")
    assert (product.version, product.revision) == (3, 8)
