"""A shop's worth of goods: the sample catalogue, over and over under other names."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from barrow.loading import sample

from tests.shop import Shop

#: More than any run sells.
UNITS = 1_000_000
AT_ONCE = 25


@dataclass(frozen=True)
class Good:
    """One product as a shopper finds it, and one SKU of it."""

    id: str
    slug: str
    sku: str


def bodies(number: int) -> list[dict[str, Any]]:
    """`number` products, each with a slug and SKUs of its own."""
    products = sample.read().products
    return list(islice((_again(product, turn) for turn in count() for product in products), number))


def _again(product: dict[str, Any], turn: int) -> dict[str, Any]:
    variants = [one | {"sku": f"{one['sku']}-{turn}"} for one in product["variants"]]
    return product | {"slug": f"{product['slug']}-{turn}", "variants": variants}


def fill(shop: Shop, number: int) -> list[Good]:
    """Put `number` products on sale, with all that follows."""
    for category in sample.read().categories:
        _post(shop, "/catalog/admin/categories", category)
    made = bodies(number)
    skus = [variant["sku"] for product in made for variant in product["variants"]]
    for first in range(0, len(skus), AT_ONCE):
        items = [{"sku": sku, "on_hand": UNITS} for sku in skus[first : first + AT_ONCE]]
        _post(shop, "/inventory/admin/stock/batch", {"items": items})
    goods = [_good(_post(shop, "/catalog/admin/products", product)) for product in made]
    shop.settle()
    return goods


def _good(product: dict[str, Any]) -> Good:
    variants: Sequence[dict[str, Any]] = product["variants"]
    return Good(product["id"], product["slug"], variants[0]["sku"])


def _post(shop: Shop, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = shop.post(path, json=body, staff=True)
    assert answer.status == 201, answer.text
    made: dict[str, Any] = answer.json
    return made
