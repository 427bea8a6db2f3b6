from catalog.product_rules import wrong_fields
from catalog.products import Option, Product, identified

from tests.unit.catalog.goods import NOW, in_sizes, make_product, make_variant


def faults(product: Product) -> set[tuple[str, str]]:
    return {(error.pointer, error.code) for error in wrong_fields(product)}


def test_a_product_in_two_sizes_has_nothing_wrong() -> None:
    product = in_sizes("S", "M")

    found = faults(product)

    assert found == set()


def test_two_variants_of_the_same_choice_are_refused() -> None:
    product = make_product(
        options=(Option("Size", ("S",)),),
        variants=(
            make_variant("A", options={"Size": "S"}),
            make_variant("B", options={"Size": "S"}),
        ),
    )

    found = faults(product)

    assert found == {("/variants/1/options", "duplicate")}


def test_every_variant_names_every_option_by_one_of_its_values() -> None:
    product = make_product(
        options=(Option("Size", ("S",)), Option("Leaf/cut", ("fine",))),
        variants=(make_variant("A", options={"Size": "XL", "Colour": "red"}),),
    )

    found = faults(product)

    assert found == {
        ("/variants/0/options/Size", "unknown_value"),
        ("/variants/0/options/Colour", "unknown_option"),
        ("/variants/0/options/Leaf~1cut", "required"),
    }


def test_a_sku_an_option_and_a_value_stand_once_in_a_product() -> None:
    product = make_product(
        options=(Option("Size", ("S", "S")), Option("Size", ("S", "M"))),
        variants=(
            make_variant("A", options={"Size": "S"}),
            make_variant("A", id="var_2", options={"Size": "M"}),
        ),
    )

    found = faults(product)

    assert found == {
        ("/options/0/values/1", "duplicate"),
        ("/options/1/name", "duplicate"),
        ("/variants/1/sku", "duplicate"),
    }


def test_what_is_on_sale_has_a_variant() -> None:
    product = make_product(variants=())

    found = faults(product)

    assert found == {("/variants", "required")}


def test_what_is_on_sale_has_a_price_for_each_variant() -> None:
    product = make_product(variants=(make_variant(prices={}),))

    found = faults(product)

    assert found == {("/variants/0/prices", "required")}


def test_a_draft_may_be_without_prices() -> None:
    product = make_product(status="draft", variants=(make_variant(prices={}),))

    found = faults(product)

    assert found == set()


def test_a_compared_price_is_above_a_price_in_its_own_currency() -> None:
    product = make_product(
        variants=(make_variant(compare_at={"GBP": 450, "EUR": 900}),),
    )

    found = faults(product)

    assert found == {
        ("/variants/0/compare_at/GBP", "not_above_price"),
        ("/variants/0/compare_at/EUR", "not_above_price"),
    }


def test_a_hundred_option_values_are_enough() -> None:
    hundred = tuple(f"v{n}" for n in range(100))
    just = make_product(status="draft", options=(Option("Size", hundred),), variants=())
    over = make_product(
        status="draft", options=(Option("Size", hundred), Option("Cut", ("fine",))), variants=()
    )

    found = [faults(just), faults(over)]

    assert found == [set(), {("/options", "too_many_values")}]


def test_a_product_is_sold_in_six_currencies_at_most() -> None:
    prices = dict.fromkeys(("GBP", "EUR", "USD", "SEK", "NOK", "DKK", "CHF"), 100)
    product = make_product(variants=(make_variant(prices=prices),))

    found = faults(product)

    assert found == {("/variants", "too_many_currencies")}


def test_a_variant_sent_without_its_id_keeps_the_id_of_its_sku() -> None:
    existing = (make_variant("A"), make_variant("B"))
    sent = (make_variant("B", id=""), make_variant("C", id=""))

    (kept, new), wrong = identified(sent, existing, NOW)

    assert kept.id == "var_B"
    assert new.id.startswith("var_") and new.id not in {"var_A", "var_B"}
    assert wrong == []


def test_a_variant_sent_with_its_id_may_take_another_sku() -> None:
    existing = (make_variant("A"),)
    sent = (make_variant("A2", id="var_A"), make_variant("A", id=""))

    (renamed, new), wrong = identified(sent, existing, NOW)

    assert (renamed.id, renamed.sku) == ("var_A", "A2")
    assert new.id != "var_A"
    assert wrong == []


def test_a_variant_id_of_another_product_is_refused() -> None:
    sent = (make_variant("A", id="var_elsewhere"),)

    _, wrong = identified(sent, (), NOW)

    assert [(error.pointer, error.code) for error in wrong] == [
        ("/variants/0/id", "unknown_variant")
    ]
