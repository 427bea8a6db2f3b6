"""What lists show of a product, and how it is kept."""

import json

import pytest
from catalog.pictures.pictures_table import Rendered
from catalog.products import Picture
from catalog.site.directory import Directory
from catalog.site.entries import availability, card, entry, from_row, price, to_row
from catalog.site.views import Price

from tests.unit.catalog.goods import in_sizes, make_product, make_variant
from tests.unit.catalog.shelves import make_entry, make_still

READY = {"tea-2": Rendered("tea-2", 1000, 800, (320, 480, 640, 960), "data:image/webp;base64,AA")}


def test_the_price_is_that_of_the_cheapest_variant() -> None:
    variants = (
        make_variant("A", prices={"GBP": 900}, compare_at={"GBP": 950}),
        make_variant("B", prices={"GBP": 500}, compare_at={"GBP": 700}, position=1),
        make_variant("C", prices={"EUR": 100}, position=2),
    )

    assert price(variants, "GBP") == Price(500, "GBP", 700, from_=True)
    assert price(variants, "USD") is None
    assert price(variants[1:], "GBP") == Price(500, "GBP", 700, from_=False)


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        (("out_of_stock", "in_stock"), "in_stock"),
        (("out_of_stock", "low_stock"), "low_stock"),
        (("out_of_stock", "backorder"), "backorder"),
        (("out_of_stock", "out_of_stock"), "out_of_stock"),
    ],
)
def test_the_best_variant_says_what_is_left(levels: tuple[str, str], shown: str) -> None:
    product = in_sizes("L", "S", levels=dict(zip(("TEA-L", "TEA-S"), levels, strict=True)))

    assert availability(product) == shown


def test_a_product_that_nothing_is_known_of_is_out() -> None:
    assert availability(make_product(variants=())) == "out_of_stock"


def test_the_picture_is_the_first_that_is_ready() -> None:
    product = make_product(pictures=(Picture("tea-1", "A tin"), Picture("tea-2", "A cup")))

    found = card(entry(product, READY, "GBP")).picture

    assert found is not None
    assert (found.key, found.alt, found.width, found.height) == ("tea-2", "A cup", 1000, 800)
    assert found.src == "/media/tea-2/640.jpg"
    assert found.large == "/media/tea-2/960.jpg"
    assert found.avif.startswith("/media/tea-2/320.avif 320w, /media/tea-2/480.avif 480w")
    assert card(entry(product, {}, "GBP")).picture is None


def test_a_card_can_be_bought_from_when_there_is_one_variant_with_a_price() -> None:
    one = entry(make_product(), {}, "GBP")

    assert one.sku == "TEA-1"
    assert entry(make_product(), {}, "USD").sku is None
    assert entry(in_sizes("L", "S"), {}, "GBP").sku is None


def test_an_entry_survives_being_kept() -> None:
    entries = [
        make_entry(1, still=make_still(), price=Price(500, "GBP", 700, from_=True)),
        make_entry(2, None, price=None, name='"<é>\u202e'),
    ]
    directory = Directory({one.id: one for one in entries}, serial=7)

    assert [from_row(json.loads(json.dumps(to_row(one)))) for one in entries] == entries
    assert Directory.load(directory.dump()) == directory


def test_a_directory_of_another_form_is_none() -> None:
    assert Directory.load(b'{"format": 0, "rows": []}') is None
