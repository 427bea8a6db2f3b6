"""Products and offers as values, for rules that need no table."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from catalog.categories import Category
from catalog.products import Option, Product, Variant

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_variant(sku: str = "TEA-1", **changes: Any) -> Variant:
    variant = Variant(
        id=f"var_{sku}", sku=sku, options={}, prices={"GBP": 450}, compare_at={},
        tax_class="zero", weight_grams=100, max_quantity=99, position=0,
    )  # fmt: skip
    return replace(variant, **changes)


def make_product(**changes: Any) -> Product:
    product = Product(
        id="prd_1", name="Tea", slug="tea", description="", brand="", category=None,
        status="active", options=(), variants=(make_variant(),), pictures=(), keywords=(),
        supplier="", seo=None, created_at=NOW, updated_at=NOW, activated_at=NOW, version=1,
        revision=1, shelves=(), levels={},
    )  # fmt: skip
    return replace(product, **changes)


def in_sizes(*sizes: str, **changes: Any) -> Product:
    """A product with one option, Size, and a variant for each of `sizes`."""
    variants = tuple(make_variant(f"TEA-{size}", options={"Size": size}) for size in sizes)
    return make_product(options=(Option("Size", sizes),), variants=variants, **changes)


def make_category(slug: str, ancestry: tuple[str, ...] = (), **changes: Any) -> Category:
    above = ancestry or (slug,)
    category = Category(
        id=f"cat_{slug}", slug=slug, name=slug.title(), description="",
        parent=above[-2] if len(above) > 1 else None, position=0, ancestry=above, products=0,
        children=0, version=1, created_at=NOW,
    )  # fmt: skip
    return replace(category, **changes)
