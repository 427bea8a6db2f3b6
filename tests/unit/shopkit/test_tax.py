"""VAT: the fraction inside a home price, and what is left of it abroad."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit.tax import HOME_RATES, TAX_CLASSES, TaxRules

gross = st.integers(0, 99_999_999)
classes = st.sampled_from(TAX_CLASSES)
AT_HOME, ABROAD = TaxRules("GB", "GB"), TaxRules("GB", "DE")


@pytest.mark.parametrize(
    ("amount", "tax_class", "tax"),
    # VAT Notice 700 §7.3.1: the fraction of a gross price is 1/6 at 20 %, 1/21 at 5 %
    [(1200, "standard", 200), (450, "standard", 75), (2100, "reduced", 100), (999, "zero", 0),
     (999, "exempt", 0), (1, "standard", 0), (3, "standard", 1), (2, "standard", 0)],
)  # fmt: skip
def test_the_tax_in_a_home_price_by_example(amount: int, tax_class: str, tax: int) -> None:
    taxed = AT_HOME.of(amount, tax_class)

    assert (taxed.shown, taxed.tax) == (amount, tax)


@given(gross, classes)
def test_a_home_price_includes_its_tax_to_half_a_penny(amount: int, tax_class: str) -> None:
    taxed = AT_HOME.of(amount, tax_class)

    exact = Fraction(amount * taxed.rate, 100 + taxed.rate)
    assert taxed.shown == amount
    assert taxed.rate == HOME_RATES["GB"][tax_class]
    assert abs(taxed.tax - exact) <= Fraction(1, 2)


@given(gross, classes)
def test_an_export_costs_the_price_without_tax_and_bears_none(amount: int, tax_class: str) -> None:
    taxed = ABROAD.of(amount, tax_class)

    exact = Fraction(amount * 100, 100 + HOME_RATES["GB"][tax_class])
    assert (taxed.tax, taxed.rate) == (0, 0)
    assert abs(taxed.shown - exact) <= Fraction(1, 2)


@given(gross, classes)
def test_abroad_and_at_home_the_shop_keeps_the_same(amount: int, tax_class: str) -> None:
    """Both roundings are of one number, and complementary but for an exact half."""
    at_home, abroad = AT_HOME.of(amount, tax_class), ABROAD.of(amount, tax_class)

    assert 0 <= abroad.shown - (at_home.shown - at_home.tax) <= 1


@pytest.mark.parametrize(
    ("destination", "included"), [("GB", True), ("IM", True), ("DE", False), ("JE", False)]
)
def test_prices_include_tax_in_the_home_vat_area_alone(destination: str, included: bool) -> None:
    rules = TaxRules("GB", destination)

    assert rules.included is included
    assert rules.rate("standard") == (20 if included else 0)


def test_a_country_whose_rates_are_not_known_charges_none() -> None:
    taxed = TaxRules("FR", "FR").of(1200, "standard")

    assert (taxed.shown, taxed.tax, taxed.rate) == (1200, 0, 0)


def test_a_class_that_is_not_known_bears_no_tax() -> None:
    assert AT_HOME.of(1200, "luxury").tax == 0
