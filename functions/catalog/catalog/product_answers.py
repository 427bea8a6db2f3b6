"""Products as shoppers see them, in one currency.

Lists show the same pictures, options and amounts again and again: their views are made once as long
as a function stays warm, which saves a list of twenty a third of its validation.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from shopkit.models import Answer, MoneyOut
from shopkit.settings import settings

from catalog.offer_changes import media_path
from catalog.products import Option, Picture, Product, Variant, in_order

_KEPT = 4096  # of each kind; a picture's view, the largest, takes half a kilobyte

Level = Literal["in_stock", "low_stock", "out_of_stock", "backorder"]


class ImageView(Answer):
    key: str
    url: str
    alt: str
    width: int | None
    height: int | None


class OptionView(Answer):
    name: str
    values: list[str]


class VariantView(Answer):
    """`price` is null where it is not sold in the currency."""

    id: str
    sku: str
    options: dict[str, str]
    price: MoneyOut | None
    compare_at_price: MoneyOut | None
    availability: Level


class Rating(Answer):
    average: float | None = None
    count: int = 0


_UNRATED = Rating()


class ProductView(Answer):
    id: str
    object: Literal["product"] = "product"
    created_at: datetime
    version: int
    name: str
    slug: str
    description: str
    brand: str
    category: str | None
    images: list[ImageView]
    options: list[OptionView]
    variants: list[VariantView]
    rating: Rating

    @classmethod
    def of(cls, product: Product, currency: str) -> "ProductView":
        # validated as a whole: model by model, a list of twenty takes twice as long
        return cls.model_validate(
            {
                "id": product.id,
                "created_at": product.created_at,
                "version": product.version,
                "name": product.name,
                "slug": product.slug,
                "description": product.description,
                "brand": product.brand,
                "category": product.category,
                "images": [image(picture) for picture in product.pictures],
                "options": [_option(option) for option in product.options],
                "variants": [
                    _variant(variant, product.level(variant.sku), currency)
                    for variant in in_order(product.variants)
                ],
                "rating": _UNRATED,
            }
        )


class MovedView(Answer):
    """The product is at another slug now; the answer's Location leads there."""

    object: Literal["redirect"] = "redirect"
    slug: str
    location: str


class AvailabilityView(Answer):
    """`available` is the number left up to 100, else null; `date` is when a backorder comes."""

    object: Literal["availability"] = "availability"
    sku: str
    availability: Level
    available: int | None
    date: datetime | None = None


def image(picture: Picture) -> ImageView:
    return _image(picture, settings().site_url)


@lru_cache(_KEPT)
def _image(picture: Picture, site_url: str) -> ImageView:
    return ImageView(
        key=picture.key,
        url=f"{site_url}{media_path(picture.key)}",
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
    )


@lru_cache(_KEPT)
def _option(option: Option) -> OptionView:
    return OptionView(name=option.name, values=list(option.values))


def _variant(variant: Variant, level: str, currency: str) -> dict[str, Any]:
    return {
        "id": variant.id,
        "sku": variant.sku,
        "options": variant.options,
        "price": _money(variant.prices, currency),
        "compare_at_price": _money(variant.compare_at, currency),
        "availability": level,
    }


def _money(amounts: Mapping[str, int], currency: str) -> MoneyOut | None:
    amount = amounts.get(currency)
    return None if amount is None else _amount(amount, currency)


@lru_cache(_KEPT)
def _amount(amount: int, currency: str) -> MoneyOut:
    return MoneyOut(amount=amount, currency=currency)
