"""What the catalogue refuses because of what it already holds.

Conflict
├── SlugTaken, SkuTaken            another product has it
├── NoStorefront                   there is no bucket to publish pages to
├── SlugInUse                      a product answers at it now, so it cannot be released
├── CategoryExists, CategoryNotEmpty, CategoryHasProducts
├── CategoryTooDeep, CategoryTooLarge, CategoryInItself
└── PictureExists, PictureInWork   the key's picture stays, or is being made
"""

from dataclasses import dataclass
from typing import Any

from shopkit.errors import Conflict


@dataclass
class SlugTaken(Conflict):
    code = "slug_taken"
    title = "Another product has this slug, or had it and still redirects from it"
    slug: str = ""

    @property
    def extra(self) -> dict[str, Any]:
        return {"slug": self.slug}


@dataclass
class SkuTaken(Conflict):
    code = "sku_taken"
    title = "Another product has this SKU"
    skus: tuple[str, ...] = ()

    @property
    def extra(self) -> dict[str, Any]:
        return {"skus": list(self.skus)}


class SlugInUse(Conflict):
    code = "slug_in_use"
    title = "A product answers at this slug"


class NoStorefront(Conflict):
    code = "no_storefront"
    title = "This shop publishes no storefront"


class CategoryExists(Conflict):
    code = "category_exists"
    title = "There is a category with this slug"


class CategoryNotEmpty(Conflict):
    code = "category_not_empty"
    title = "This category has products or categories in it"


class CategoryHasProducts(Conflict):
    code = "category_has_products"
    title = "A category with products in it cannot have categories in it too"


class CategoryTooDeep(Conflict):
    code = "category_too_deep"
    title = "The tree would be too deep"


class CategoryTooLarge(Conflict):
    code = "category_too_large"
    title = "There would be more categories than one step can hold"


class CategoryInItself(Conflict):
    code = "category_in_itself"
    title = "A category cannot stand under itself"


@dataclass
class PictureExists(Conflict):
    code = "picture_exists"
    title = "There is a picture with this key"
    key: str = ""

    @property
    def extra(self) -> dict[str, Any]:
        return {"key": self.key}


class PictureInWork(Conflict):
    code = "picture_in_work"
    title = "This picture is being made"
