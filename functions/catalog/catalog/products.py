"""What a product is: values, and the ids that its variants keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shopkit import ids
from shopkit.errors import FieldError
from shopkit.stock import OUT_OF_STOCK

DRAFT, ACTIVE, ARCHIVED = "draft", "active", "archived"


@dataclass(frozen=True)
class Option:
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """Amounts in minor units by currency; `options` names a value for each of the product's."""

    id: str
    sku: str
    options: Mapping[str, str]
    prices: Mapping[str, int]
    compare_at: Mapping[str, int]
    tax_class: str
    weight_grams: int
    max_quantity: int
    position: int


@dataclass(frozen=True)
class Picture:
    """A picture by its key in the media bucket; width and height in pixels where they are known.

    `rendered`: its files are there (pictures/showing.py).
    """

    key: str
    alt: str
    width: int | None = None
    height: int | None = None
    rendered: bool = False


@dataclass(frozen=True)
class Seo:
    title: str | None = None
    description: str | None = None


@dataclass(frozen=True)
class Product:
    """`version` counts edits. `revision` counts every change that a listing may show, and `shelves`
    are the categories it is listed in: its own and all above, the topmost first. `levels` is the
    availability of each SKU as the stockroom last told it; a SKU that is not there is out of stock.
    """

    id: str
    name: str
    slug: str
    description: str
    brand: str
    category: str | None
    status: str
    options: tuple[Option, ...]
    variants: tuple[Variant, ...]
    pictures: tuple[Picture, ...]
    keywords: tuple[str, ...]
    supplier: str
    seo: Seo | None
    created_at: datetime
    updated_at: datetime
    activated_at: datetime | None
    version: int
    revision: int
    shelves: tuple[str, ...]
    levels: Mapping[str, str]

    @property
    def currencies(self) -> tuple[str, ...]:
        """Every currency that a variant is sold in, sorted."""
        return tuple(sorted({currency for variant in self.variants for currency in variant.prices}))

    def level(self, sku: str) -> str:
        return self.levels.get(sku, OUT_OF_STOCK)

    def lowest_price(self, currency: str) -> int | None:
        """Minor units of the cheapest variant, or None when none is sold in `currency`."""
        prices = [v.prices[currency] for v in self.variants if currency in v.prices]
        return min(prices, default=None)


def in_order(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    return tuple(sorted(variants, key=lambda variant: variant.position))


def identified(
    wanted: Sequence[Variant], existing: Sequence[Variant], now: datetime
) -> tuple[tuple[Variant, ...], list[FieldError]]:
    """`wanted` with an id each: the one it names, that of the same SKU before, or a new one.

    A wrong field for each id that is not one of `existing`'s.
    """
    known = {variant.id for variant in existing}
    named = {variant.id for variant in wanted if variant.id}
    by_sku = {v.sku: v.id for v in existing if v.id not in named}
    wrong = [
        FieldError(f"/variants/{i}/id", "unknown_variant", "This product has no such variant")
        for i, variant in enumerate(wanted)
        if variant.id and variant.id not in known
    ]
    made = [
        variant
        if variant.id
        else replace(variant, id=by_sku.pop(variant.sku, "") or ids.new_id("var", now))
        for variant in wanted
    ]
    return tuple(made), wrong
