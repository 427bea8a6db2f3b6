from dataclasses import replace

from catalog.offer_changes import changes, offers_of, price_facts
from catalog.products import Picture, Product
from shopkit.events import OfferWithdrawn, PriceChanged

from tests.unit.catalog.goods import NOW, in_sizes, make_product, make_variant


def told(before: Product | None, after: Product) -> list[tuple[object, ...]]:
    """Facts as (SKU, currency, previous, amount), a withdrawal as (SKU,)."""
    listed: list[tuple[object, ...]] = []
    for fact in price_facts(offers_of(before) if before else {}, offers_of(after), "prd_1", NOW):
        if isinstance(fact, PriceChanged):
            listed.append((fact.sku, fact.currency, fact.previous, fact.amount))
        elif isinstance(fact, OfferWithdrawn):
            listed.append((fact.sku,))
    return listed


def test_an_offer_carries_the_choice_in_the_order_of_the_options_and_the_first_picture() -> None:
    pictures = (Picture("tea-1", "A tin", 800, 600, rendered=True), Picture("tea-2", "A cup"))
    product = in_sizes("Large", pictures=pictures)

    offer = offers_of(product)["TEA-Large"]

    assert offer.full_title == "Tea, Large"
    assert offer.picture == "/media/tea-1"
    assert offer.price("GBP") == 450


def test_an_offer_names_no_picture_that_is_not_there_yet() -> None:
    pictures = (Picture("tea-1", "A tin", 800, 600), Picture("tea-2", "", 80, 60, rendered=True))

    assert offers_of(make_product(pictures=pictures))["TEA-1"].picture is None


def test_a_draft_holds_its_skus_and_sells_none() -> None:
    product = make_product(status="draft")

    offer = offers_of(product)["TEA-1"]

    assert offer.price("GBP") is None


def test_only_offers_that_differ_are_written() -> None:
    before = in_sizes("S", "M")
    dearer = replace(before.variants[1], prices={"GBP": 500})
    after = replace(before, variants=(before.variants[0], dearer))

    found = changes(offers_of(before), offers_of(after))

    assert [offer.sku for offer in found.written] == ["TEA-M"]
    assert found.removed == ()


def test_another_name_writes_every_offer_and_changes_no_price() -> None:
    before = in_sizes("S", "M")
    after = replace(before, name="Green tea")

    found = changes(offers_of(before), offers_of(after))

    assert len(found) == 2
    assert told(before, after) == []


def test_each_price_that_differs_is_told_with_the_one_before() -> None:
    before = make_product(variants=(make_variant(prices={"GBP": 450, "EUR": 520, "USD": 600}),))
    after = make_product(variants=(make_variant(prices={"GBP": 475, "EUR": 520, "SEK": 5900}),))

    found = told(before, after)

    assert found == [
        ("TEA-1", "GBP", 450, 475),
        ("TEA-1", "SEK", None, 5900),
        ("TEA-1", "USD", 600, None),
    ]


def test_what_comes_on_sale_tells_its_prices() -> None:
    before = make_product(status="draft")
    after = make_product(status="active")

    found = told(before, after)

    assert found == [("TEA-1", "GBP", None, 450)]


def test_what_goes_off_sale_is_withdrawn_once_a_sku() -> None:
    before = in_sizes("S", "M")
    after = replace(before, status="archived")

    found = told(before, after)

    assert found == [("TEA-S",), ("TEA-M",)]


def test_a_variant_under_another_sku_is_withdrawn_under_the_old_one() -> None:
    before = make_product()
    after = make_product(variants=(make_variant("TEA-2", id="var_TEA-1"),))

    found = changes(offers_of(before), offers_of(after))

    assert found.removed == ("TEA-1",)
    assert told(before, after) == [("TEA-1",), ("TEA-2", "GBP", None, 450)]


def test_prices_of_a_draft_change_in_silence() -> None:
    before = make_product(status="draft")
    after = replace(before, variants=(make_variant(prices={"GBP": 1}),))

    found = told(before, after)

    assert found == []
