"""A small shop's shelves as values: garden with seeds and tools in it, and kitchen."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from catalog.categories import Category, tree_of
from catalog.site.directory import Directory, Shelves
from catalog.site.entries import Entry
from catalog.site.renditions import Still
from catalog.site.views import Price
from shopkit.pages import Shop

from tests.unit.catalog.goods import make_category

SHOP = Shop(
    name="Thyme & Trowel", url="https://shop.example", currency="GBP", country="GB",
    email="shop@example.com", locale="en-GB",
)  # fmt: skip
SEEDS = make_category("seeds", ("garden", "seeds"), products=1)
TOOLS = make_category("tools", ("garden", "tools"), products=1)
KITCHEN = make_category("kitchen")
GARDEN = make_category("garden", children=2)
TREE = tree_of([GARDEN, SEEDS, TOOLS, KITCHEN])
LEAVES: tuple[str | None, ...] = ("seeds", "tools", "kitchen", None)


def make_entry(number: int, category: str | None = "seeds", **changes: Any) -> Entry:
    entry = Entry(
        id=f"prd_{number:04d}", slug=f"product-{number}", name=f"Product {number}", brand="",
        category=category, price=Price(100 + number, "GBP"), still=None, availability="in_stock",
        variants=1, sku=f"SKU-{number}", updated="2026-03-02",
    )  # fmt: skip
    return replace(entry, **changes)


def make_still(key: str = "tea-1", width: int = 2000) -> Still:
    widths = tuple(one for one in (320, 480, 640, 960, 1280) if one <= width)
    return Still(key, "A tin of tea", width, width, widths)


def shelved(entries: Iterable[Entry], tree: dict[str, Category] | None = None) -> Shelves:
    return Shelves(Directory({entry.id: entry for entry in entries}), tree or TREE)
