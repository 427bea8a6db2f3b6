"""Which ways a parcel can go, and what each costs."""

import pytest
from checkout.shipping import DEFAULT_OPTIONS, Band, ShippingOption, price_of, serving

FLAT = ShippingOption("flat", "Flat", "soon", ("GB",), {"GBP": 395}, free_from={"GBP": 5_000})
HEAVY = ShippingOption(
    "heavy", "By weight", "soon", ("GB",), {}, (Band(500, {"GBP": 300}), Band(2_000, {"GBP": 700}))
)
WORLD = ShippingOption("world", "World", "later", ("*",), {"GBP": 2_000})


@pytest.mark.parametrize(("subtotal", "price"), [(0, 395), (4_999, 395), (5_000, 0), (9_000, 0)])
def test_a_flat_price_is_waived_from_its_subtotal(subtotal: int, price: int) -> None:
    assert price_of(FLAT, "GBP", 10**6, subtotal) == price


@pytest.mark.parametrize(
    ("grams", "price"), [(0, 300), (500, 300), (501, 700), (2_000, 700), (2_001, None)]
)
def test_a_parcel_goes_in_the_first_band_that_takes_it(grams: int, price: int | None) -> None:
    assert price_of(HEAVY, "GBP", grams, 0) == price


def test_an_option_without_the_currency_is_not_offered() -> None:
    assert price_of(FLAT, "EUR", 1, 0) is None
    assert price_of(HEAVY, "EUR", 1, 0) is None


def test_a_country_that_is_named_does_not_get_what_goes_everywhere() -> None:
    assert serving([FLAT, WORLD], "GB") == [FLAT]
    assert serving([FLAT, WORLD], "NZ") == [WORLD]
    assert serving([FLAT], "NZ") == []


@pytest.mark.parametrize("country", ["GB", "IM", "FR", "IE", "US", "JP"])
@pytest.mark.parametrize("currency", ["GBP", "EUR"])
def test_a_new_shop_delivers_a_small_parcel_anywhere(country: str, currency: str) -> None:
    prices = [
        price_of(option, currency, 400, 1_000) for option in serving(DEFAULT_OPTIONS, country)
    ]

    assert prices
    assert all(price is not None and price > 0 for price in prices)
