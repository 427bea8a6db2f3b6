"""Contract: what catalog publishes of each SKU for cart and checkout to sell by.

    table catalog   pk = SKU#<sku>   sk = OFFER      one item a SKU, written with its product

| pattern | key | units |
|---|---|---|
| offers of a basket | BatchGetItem, pk = SKU#…, sk = OFFER | 1 read unit each (consistent) |
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from shopkit import table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.settings import settings


@dataclass(frozen=True)
class Offer:
    """One SKU as it is sold: `prices` in minor units by currency, home tax included."""

    sku: str
    variant_id: str
    product_id: str
    slug: str
    title: str
    choice: str
    picture: str | None
    prices: Mapping[str, int]
    tax_class: str
    weight_grams: int
    max_quantity: int
    active: bool

    def price(self, currency: str) -> int | None:
        """Minor units for one, or None when it is not sold in this currency, or not at all."""
        return self.prices.get(currency) if self.active else None

    @property
    def full_title(self) -> str:
        return f"{self.title}, {self.choice}" if self.choice else self.title


#: What cart and checkout may read of an offer's item: the offer.
FIELDS = Fields(*Offer.__dataclass_fields__)


def key(sku: str) -> Item:
    return {"pk": f"SKU#{sku}", "sk": "OFFER"}


def to_item(offer: Offer) -> Item:
    return key(offer.sku) | asdict(offer) | {"prices": dict(offer.prices)}


def from_item(item: Mapping[str, Any]) -> Offer:
    names = Offer.__dataclass_fields__
    return Offer(**{name: value for name, value in item.items() if name in names})


def read(skus: Iterable[str]) -> dict[str, Offer]:
    """The offers that exist, by SKU; one call a hundred."""
    catalog = settings().table("catalog")
    keys = [key(sku) for sku in dict.fromkeys(skus)]
    if not keys:
        return {}
    items = table.get_many({catalog: keys}, fields={catalog: FIELDS})[catalog]
    return {item["sku"]: from_item(item) for item in items}
