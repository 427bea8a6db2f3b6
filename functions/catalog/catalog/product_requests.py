"""What staff send of products and prices."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from shopkit.models import (
    Amount,
    Currency,
    Line,
    Quantity,
    Request,
    ShortLine,
    Sku,
    Slug,
    Text,
)

from catalog.prices import MAX_SKUS, NewPrice
from catalog.product_rules import (
    MAX_CURRENCIES,
    MAX_OPTION_VALUES,
    MAX_OPTIONS,
    MAX_VARIANTS,
)
from catalog.products import Option, Picture, Seo, Variant

Status = Literal["draft", "active", "archived"]
TaxClass = Literal["standard", "reduced", "zero", "exempt"]
# keys of the media bucket; no dot at a beginning, so no path that leads elsewhere
PictureKey = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$", max_length=200
    ),
]
Pixels = Annotated[int, Field(ge=1, le=100_000)]
Prices = Annotated[dict[Currency, Amount], Field(max_length=MAX_CURRENCIES)]


class OptionIn(Request):
    name: ShortLine
    values: list[ShortLine] = Field(min_length=1, max_length=MAX_OPTION_VALUES)

    def option(self) -> Option:
        return Option(self.name, tuple(self.values))


class VariantIn(Request):
    """`id` keeps a variant under another SKU; without it the SKU tells which variant it is.

    Variants without a position stand in the order in which they come.
    """

    id: str | None = Field(None, max_length=64)
    sku: Sku
    options: dict[ShortLine, ShortLine] = Field(default_factory=dict, max_length=MAX_OPTIONS)
    prices: Prices = Field(default_factory=dict)
    compare_at: Prices = Field(default_factory=dict)
    tax_class: TaxClass = "standard"
    weight_grams: int = Field(0, ge=0, le=1_000_000)
    max_quantity: Quantity = 99
    position: int | None = Field(None, ge=0, le=1_000_000)

    def variant(self, place: int) -> Variant:
        values = self.model_dump() | {
            "id": self.id or "",
            "position": place if self.position is None else self.position,
        }
        return Variant(**values)


class PictureIn(Request):
    key: PictureKey
    alt: Annotated[Text, StringConstraints(max_length=300)] = ""
    width: Pixels | None = None
    height: Pixels | None = None

    def picture(self) -> Picture:
        return Picture(**self.model_dump())


class SeoIn(Request):
    title: ShortLine | None = None
    description: Line | None = None

    def seo(self) -> Seo:
        return Seo(**self.model_dump())


class ProductIn(Request):
    """A whole product. Without a slug one is made from the name, or the one that it has is kept."""

    name: Line
    slug: Slug | None = None
    description: Text = ""
    brand: Annotated[Text, StringConstraints(max_length=80)] = ""
    category: Slug | None = None
    status: Status = "draft"
    options: list[OptionIn] = Field(default_factory=list, max_length=MAX_OPTIONS)
    variants: list[VariantIn] = Field(default_factory=list, max_length=MAX_VARIANTS)
    pictures: list[PictureIn] = Field(default_factory=list, max_length=20)
    keywords: list[ShortLine] = Field(default_factory=list, max_length=30)
    supplier: Annotated[Text, StringConstraints(max_length=80)] = ""
    seo: SeoIn | None = None

    def fields(self) -> dict[str, Any]:
        return _fields(self, set(type(self).model_fields))


class ProductPatch(ProductIn):
    """The fields that change, each whole; what is not named stays."""

    name: Line = ""

    def fields(self) -> dict[str, Any]:
        return _fields(self, self.model_fields_set)


def _fields(given: ProductIn, names: set[str]) -> dict[str, Any]:
    """Attributes of a Product, for the fields that are among `names`."""
    attributes: dict[str, Any] = {
        "name": given.name,
        "description": given.description,
        "brand": given.brand,
        "category": given.category,
        "status": given.status,
        "options": tuple(option.option() for option in given.options),
        "variants": tuple(variant.variant(i) for i, variant in enumerate(given.variants)),
        "pictures": tuple(picture.picture() for picture in given.pictures),
        "keywords": tuple(dict.fromkeys(given.keywords)),
        "supplier": given.supplier,
        "seo": given.seo.seo() if given.seo else None,
    }
    chosen = {name: value for name, value in attributes.items() if name in names}
    return chosen | ({"slug": given.slug} if given.slug else {})


class PriceIn(Request):
    sku: Sku
    currency: Currency
    amount: Amount

    def new_price(self) -> NewPrice:
        return NewPrice(self.sku, self.currency, self.amount)


class PricesIn(Request):
    prices: list[PriceIn] = Field(min_length=1, max_length=MAX_SKUS * MAX_CURRENCIES)
