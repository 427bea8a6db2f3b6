"""A catalogue of seeds that is published, and what stands of it."""

from collections import Counter
from typing import Any

from tests.integration.catalog.goods import create, create_category, tea
from tests.shop import Shop
from tests.storefront import html, keys

PUBLICATIONS = "/catalog/admin/site/publications"


def publish_everything(shop: Shop) -> Counter[str]:
    """What staff's command does, part by part."""
    told: Counter[str] = Counter()
    cursor = None
    while True:
        answer = shop.post(PUBLICATIONS, json={"cursor": cursor}, staff=True)
        assert answer.status == 200, answer.text
        told.update({name: answer.json[name] for name in ("written", "removed")})
        assert answer.json["done"] <= answer.json["total"]
        cursor = answer.json["cursor"]
        if cursor is None:
            return told


def assert_whole(shop: Shop) -> None:
    """What facts published one by one is what publishing everything would."""
    standing = keys()

    told = publish_everything(shop)

    assert keys() == standing
    assert (told["written"], told["removed"]) == (0, 0)


def saying(text: str) -> list[str]:
    """Keys of all pages and lists that hold `text`."""
    return [key for key in keys() if not key.startswith("assets/") and text in html(key)]


def furnish(shop: Shop, count: int = 3) -> list[dict[str, Any]]:
    """garden > seeds with products in it, and kitchen; all is published."""
    create_category(shop, "Garden")
    create_category(shop, "Seeds", "garden")
    create_category(shop, "Kitchen")
    made = []
    for n in range(count):
        variants = [{"sku": f"SKU-{n}", "prices": {"GBP": 100 + n}}]
        made.append(create(shop, tea(name=f"Seed {n}", category="seeds", variants=variants)))
        shop.advance(1)
    shop.settle()
    return made
