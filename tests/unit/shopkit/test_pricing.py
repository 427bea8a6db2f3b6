"""Pricing: every total is the sum of what was rounded, at home and abroad."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit.pricing import Totals, Wanted, price
from shopkit.tax import TAX_CLASSES, TaxRules

AT_HOME, ABROAD = TaxRules("GB", "GB"), TaxRules("GB", "DE")


def wanted(
    line_id: str = "1", quantity: int = 1, amount: int = 450, tax_class: str = "standard"
) -> Wanted:
    return Wanted(line_id, f"SKU-{line_id}", f"Thing {line_id}", quantity, amount, tax_class)


lines = st.builds(
    wanted,
    line_id=st.text("abc", min_size=1, max_size=3),
    quantity=st.integers(1, 10_000),
    amount=st.integers(0, 999_999),
    tax_class=st.sampled_from(TAX_CLASSES),
)
baskets = st.lists(lines, min_size=1, max_size=12)
rules = st.sampled_from([AT_HOME, ABROAD, TaxRules("FR", "FR")])
deliveries = st.integers(0, 50_000)


@given(baskets, rules, deliveries)
def test_the_total_is_the_sum_of_its_parts(
    basket: list[Wanted], taxed_by: TaxRules, shipping: int
) -> None:
    totals = price(basket, taxed_by, "GBP", shipping)

    assert totals.subtotal == sum(line.total for line in totals.lines)
    added = 0 if totals.tax_included else totals.tax
    assert totals.total == totals.subtotal + totals.shipping + added
    assert totals.tax == sum(part.tax for part in totals.taxes)


@given(baskets, rules, deliveries)
def test_net_and_tax_of_all_classes_are_the_total_to_the_penny(
    basket: list[Wanted], taxed_by: TaxRules, shipping: int
) -> None:
    totals = price(basket, taxed_by, "GBP", shipping)

    assert sum(part.net + part.tax for part in totals.taxes) == totals.total


@given(baskets, rules, deliveries)
def test_a_classs_tax_is_that_of_its_lines_and_its_share_of_the_delivery(
    basket: list[Wanted], taxed_by: TaxRules, shipping: int
) -> None:
    totals = price(basket, taxed_by, "GBP", shipping)
    without = price(basket, taxed_by, "GBP")

    of_lines: dict[str, int] = defaultdict(int)
    for line in totals.lines:
        of_lines[line.tax_class] += line.tax
    assert {part.tax_class: part.tax for part in without.taxes} == dict(of_lines)
    assert [part.tax_class for part in totals.taxes] == sorted(of_lines)
    for part in totals.taxes:
        assert part.tax >= of_lines[part.tax_class]
        assert part.rate == taxed_by.rate(part.tax_class)


@given(baskets, deliveries)
def test_at_home_delivery_costs_what_it_says(basket: list[Wanted], shipping: int) -> None:
    assert price(basket, AT_HOME, "GBP", shipping).shipping == shipping


@given(baskets, deliveries)
def test_abroad_nothing_bears_tax_and_nothing_costs_more(
    basket: list[Wanted], shipping: int
) -> None:
    at_home = price(basket, AT_HOME, "GBP", shipping)

    abroad = price(basket, ABROAD, "GBP", shipping)

    assert abroad.tax == 0
    assert {line.tax for line in abroad.lines} == {0}
    assert abroad.total <= at_home.total


@given(baskets, rules, deliveries)
def test_a_line_does_not_depend_on_its_neighbours(
    basket: list[Wanted], taxed_by: TaxRules, shipping: int
) -> None:
    together = price(basket, taxed_by, "GBP", shipping).lines

    alone = [price([line], taxed_by, "GBP").lines[0] for line in basket]

    assert list(together) == alone


def test_a_basket_by_example() -> None:
    basket = [wanted("1", 3, 450), wanted("2", 1, 1000, "zero"), wanted("3", 2, 105, "reduced")]

    totals = price(basket, AT_HOME, "GBP", 395, "Tracked 48")

    assert [(line.total, line.tax) for line in totals.lines] == [(1350, 225), (1000, 0), (210, 10)]
    assert (totals.subtotal, totals.shipping, totals.total) == (2560, 395, 2955)
    # 395 over 1350 : 1000 : 210 is 208 + 154 + 33 by largest remainder: 35 and 2 pence of tax
    taxes = {part.tax_class: (part.net, part.tax) for part in totals.taxes}
    assert taxes == {"standard": (1298, 260), "zero": (1154, 0), "reduced": (231, 12)}
    assert totals.why["subtotal"] == "6 units on 3 lines"
    assert totals.why["shipping"] == "Tracked 48"
    assert totals.why["tax"] == "VAT included: 5 % of 2.31 GBP, 20 % of 12.98 GBP"
    assert totals.lines[0].why == ("3 × 4.50 GBP", "includes 20 % VAT")


def test_an_export_by_example() -> None:
    totals = price([wanted("1", 2, 1200)], ABROAD, "GBP", 600, "Airmail")

    assert (totals.subtotal, totals.shipping, totals.tax, totals.total) == (2000, 500, 0, 2500)
    assert totals.why["tax"] == "no UK VAT on exports to DE"
    assert totals.lines[0].why == ("2 × 12.00 GBP", "without VAT, for delivery to DE")


@pytest.mark.parametrize("shipping", [0, 395])
def test_an_empty_basket_comes_to_nothing(shipping: int) -> None:
    totals: Totals = price([], AT_HOME, "GBP", shipping)

    assert (totals.subtotal, totals.shipping, totals.tax, totals.total) == (0, 0, 0, 0)
    assert totals.taxes == ()


def test_goods_that_cost_nothing_still_share_the_delivery() -> None:
    totals = price([wanted("1", 1, 0), wanted("2", 1, 0, "zero")], AT_HOME, "GBP", 395)

    assert totals.total == 395
    assert sum(part.net + part.tax for part in totals.taxes) == 395
