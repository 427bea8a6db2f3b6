"""Delivery options: flat or by weight, for the countries each serves. Pure.

A price is what a customer at home pays, tax included, by currency. A weight option has bands, each
up to a weight in grams; a parcel heavier than the last band cannot go that way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: The European Union, ISO 3166, by its own protocol order of 2020.
EU = tuple(
    "BE BG CZ DK DE EE IE GR ES FR HR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE".split()  # noqa: SIM905
)

EVERYWHERE = "*"


@dataclass(frozen=True)
class Band:
    up_to_grams: int
    price: Mapping[str, int]


@dataclass(frozen=True)
class ShippingOption:
    """`price` for a flat option, `bands` by weight; `free_from` waives it from that subtotal."""

    id: str
    name: str
    estimate: str
    countries: tuple[str, ...]
    price: Mapping[str, int]
    bands: tuple[Band, ...] = ()
    free_from: Mapping[str, int] | None = None


def price_of(option: ShippingOption, currency: str, grams: int, subtotal: int) -> int | None:
    """Minor units, or None when the option does not take this parcel or this currency."""
    waived = (option.free_from or {}).get(currency)
    by_weight = next((band for band in option.bands if grams <= band.up_to_grams), None)
    if option.bands and by_weight is None:
        return None
    prices = by_weight.price if by_weight else option.price
    if currency not in prices:
        return None
    return 0 if waived is not None and subtotal >= waived else prices[currency]


def serving(options: Sequence[ShippingOption], country: str) -> list[ShippingOption]:
    """The options that go to `country`: those that name it, else those that go everywhere."""
    named = [option for option in options if country in option.countries]
    return named or [option for option in options if EVERYWHERE in option.countries]


#: What a new shop starts with, until staff write their own.
DEFAULT_OPTIONS = (
    ShippingOption(
        id="standard",
        name="Standard delivery",
        estimate="2 to 4 working days",
        countries=("GB", "IM"),
        price={"GBP": 395, "EUR": 460},
        free_from={"GBP": 5000, "EUR": 5800},
    ),
    ShippingOption(
        id="tracked",
        name="Tracked, by weight",
        estimate="1 to 2 working days",
        countries=("GB", "IM"),
        price={},
        bands=(
            Band(1_000, {"GBP": 495, "EUR": 575}),
            Band(5_000, {"GBP": 695, "EUR": 810}),
            Band(15_000, {"GBP": 995, "EUR": 1160}),
            Band(30_000, {"GBP": 1495, "EUR": 1740}),
        ),
    ),
    ShippingOption(
        id="europe",
        name="Europe, tracked",
        estimate="4 to 8 working days",
        countries=EU,
        price={},
        bands=(
            Band(500, {"GBP": 795, "EUR": 925}),
            Band(2_000, {"GBP": 1295, "EUR": 1510}),
            Band(10_000, {"GBP": 2495, "EUR": 2900}),
            Band(20_000, {"GBP": 3995, "EUR": 4650}),
        ),
    ),
    ShippingOption(
        id="world",
        name="Worldwide, tracked",
        estimate="1 to 3 weeks",
        countries=(EVERYWHERE,),
        price={},
        bands=(
            Band(500, {"GBP": 1195, "EUR": 1390}),
            Band(2_000, {"GBP": 2195, "EUR": 2550}),
        ),
    ),
)
