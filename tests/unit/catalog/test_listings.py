from dataclasses import replace

from catalog.listings_table import entries, relisted
from catalog.products import Product
from catalog.slugs import folded
from shopkit.money import MAX_AMOUNT

from tests.unit.catalog.goods import make_product, make_variant

SIX = ("CHF", "DKK", "EUR", "GBP", "SEK", "USD")


def on_shelves(*shelves: str, prices: dict[str, int]) -> Product:
    return make_product(shelves=shelves, variants=(make_variant(prices=prices),))


def test_a_product_is_listed_in_everything_in_its_category_and_above() -> None:
    product = on_shelves("garden", "seeds", prices={"GBP": 195})

    lists = {item["pk"] for item in entries(product)}

    assert lists == {"LIST#*", "LIST#garden", "LIST#seeds"}


def test_only_what_is_on_sale_is_listed() -> None:
    product = replace(on_shelves("garden", prices={"GBP": 195}), status="archived")

    found = entries(product)

    assert found == []


def test_prices_sort_as_numbers_up_to_the_largest_amount() -> None:
    amounts = [9, 10, 195, MAX_AMOUNT]

    keys = [
        item["gsi1sk"]
        for amount in amounts
        for item in entries(on_shelves(prices={"GBP": amount}))
        if "gsi1sk" in item
    ]

    assert len(keys) == 4
    assert keys == sorted(keys)


def test_the_cheapest_variant_gives_the_place_by_price() -> None:
    variants = (make_variant("A", prices={"GBP": 900}), make_variant("B", prices={"GBP": 450}))
    product = make_product(variants=variants)

    places = [item["gsi1sk"] for item in entries(product) if "gsi1sk" in item]

    assert places == ["00000450#prd_1"]


def test_the_widest_move_fits_into_one_transaction() -> None:
    prices = dict.fromkeys(SIX, 100)
    new = on_shelves("a", "b", "c", "d", "e", prices=prices)
    register = {
        "revision": 0,
        "shelves": ["*", "v", "w", "x", "y", "z"],
        "currencies": [*SIX],
        "gsi1sk": "another name",
    }

    actions = relisted(new, register)

    assert len(actions) == 1 + 6 * 7 + 5 * 7
    assert len(actions) <= 100


def test_names_with_accents_stand_among_those_without() -> None:
    names = ["Éclair tin", "Earl Grey", "Egg cup"]

    ordered = sorted(names, key=folded)

    assert ordered == ["Earl Grey", "Éclair tin", "Egg cup"]
