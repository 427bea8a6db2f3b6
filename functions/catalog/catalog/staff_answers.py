"""Products as staff see them: whole, with what happened to them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from shopkit.models import Answer, MoneyOut

from catalog.prices import PriceSet
from catalog.product_answers import ImageView, Level, OptionView, image
from catalog.products import Product, in_order


class StaffVariantView(Answer):
    id: str
    sku: str
    options: dict[str, str]
    prices: dict[str, int]
    compare_at: dict[str, int]
    tax_class: str
    weight_grams: int
    max_quantity: int
    position: int
    availability: Level


class SeoView(Answer):
    title: str | None
    description: str | None


class StaffProductView(Answer):
    """Amounts in minor units by currency, as they are sent; `activated_at`: when first on sale."""

    id: str
    object: Literal["product"] = "product"
    created_at: datetime
    updated_at: datetime
    activated_at: datetime | None
    version: int
    name: str
    slug: str
    description: str
    brand: str
    category: str | None
    status: Literal["draft", "active", "archived"]
    options: list[OptionView]
    variants: list[StaffVariantView]
    pictures: list[ImageView]
    keywords: list[str]
    supplier: str
    seo: SeoView | None

    @classmethod
    def of(cls, product: Product) -> "StaffProductView":
        values: dict[str, Any] = asdict(product)
        chosen = {name: values[name] for name in cls.model_fields if name in values}
        variants = [
            asdict(variant) | {"availability": product.level(variant.sku)}
            for variant in in_order(product.variants)
        ]
        pictures = [image(picture) for picture in product.pictures]
        return cls.model_validate(chosen | {"variants": variants, "pictures": pictures})


class PriceSetView(Answer):
    """A price that is another now; `previous` null: it was not sold in this currency."""

    object: Literal["price_change"] = "price_change"
    sku: str
    product_id: str
    price: MoneyOut
    previous: MoneyOut | None

    @classmethod
    def of(cls, change: PriceSet) -> "PriceSetView":
        amounts = {
            "now": change.amount,
            **({} if change.previous is None else {"was": change.previous}),
        }
        return cls(
            sku=change.sku,
            product_id=change.product_id,
            price=MoneyOut(amount=amounts["now"], currency=change.currency),
            previous=MoneyOut(amount=amounts["was"], currency=change.currency)
            if "was" in amounts
            else None,
        )


class FactView(Answer):
    """Something that happened to the product: `type` and `data` as docs/events.md tells them."""

    id: str
    object: Literal["fact"] = "fact"
    created_at: datetime
    type: str
    data: dict[str, Any]
