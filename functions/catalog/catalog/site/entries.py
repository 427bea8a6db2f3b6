"""What the lists of the site show of a product: an entry, made from it and turned into a card.

All that a card shows is in its entry, so that a category's page is drawn without reading one of
its products. A row is an entry as the directory keeps it: some 200 bytes of JSON.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from typing import Any

from shopkit.stock import IN_STOCK, LOW_STOCK, OUT_OF_STOCK

from catalog.pictures.pictures_table import Rendered
from catalog.products import Product, Variant, in_order
from catalog.site import addresses
from catalog.site.renditions import Still, still
from catalog.site.views import Card, Price
from catalog.slugs import folded

#: The better of two comes first.
_LEVELS = (IN_STOCK, LOW_STOCK, "backorder", OUT_OF_STOCK)


@dataclass(frozen=True)
class Entry:
    """`category` is the leaf it stands in, `updated` a day (RFC 3339), `variants` how many."""

    id: str
    slug: str
    name: str
    brand: str
    category: str | None
    price: Price | None
    still: Still | None
    availability: str
    variants: int
    sku: str | None
    updated: str

    @property
    def url(self) -> str:
        return addresses.product(self.slug)

    @cached_property
    def folded(self) -> str:
        """The name as it is sorted."""
        return folded(self.name)

    def looks_like(self, other: "Entry | None") -> bool:
        """Whether every list that shows one of them would look the same with the other."""
        return other is not None and replace(self, updated=other.updated) == other


def entry(product: Product, pictures: Mapping[str, Rendered], currency: str) -> Entry:
    ready = [picture for picture in product.pictures if picture.key in pictures]
    only = product.variants[0] if len(product.variants) == 1 else None
    return Entry(
        id=product.id,
        slug=product.slug,
        name=product.name,
        brand=product.brand,
        category=product.category,
        price=price(product.variants, currency),
        still=still(pictures[ready[0].key], ready[0].alt) if ready else None,
        availability=availability(product),
        variants=len(product.variants),
        sku=only.sku if only and currency in only.prices else None,
        updated=product.updated_at.date().isoformat(),
    )


def price(variants: tuple[Variant, ...], currency: str) -> Price | None:
    """Of the cheapest variant, the first of several; None when none is sold in `currency`."""
    sold = [variant for variant in in_order(variants) if currency in variant.prices]
    if not sold:
        return None
    cheapest = min(sold, key=lambda variant: variant.prices[currency])
    amount = cheapest.prices[currency]
    dearer = any(variant.prices[currency] > amount for variant in sold)
    return Price(amount, currency, cheapest.compare_at.get(currency), dearer)


def availability(product: Product) -> str:
    """The best of its variants'."""
    levels = [product.level(variant.sku) for variant in product.variants]
    return min(levels, key=_LEVELS.index, default=OUT_OF_STOCK)


def card(found: Entry) -> Card:
    return Card(
        name=found.name,
        url=found.url,
        brand=found.brand,
        price=found.price,
        # without the blur: two dozen would weigh more than all else on the page
        picture=found.still.picture() if found.still else None,
        availability=found.availability,
        variants=found.variants,
        sku=found.sku,
    )


def to_row(found: Entry) -> list[Any]:
    values = {name: getattr(found, name) for name in Entry.__dataclass_fields__}
    values["price"] = astuple(found.price) if found.price else None
    values["still"] = astuple(found.still) if found.still else None
    return list(values.values())


def from_row(row: list[Any]) -> Entry:
    values = dict(zip(Entry.__dataclass_fields__, row, strict=True))
    values["price"] = Price(*values["price"]) if values["price"] else None
    values["still"] = Still.of(values["still"]) if values["still"] else None
    return Entry(**values)
