"""What may be asked of products in a query string."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from shopkit.models import Currency, ListQuery, Query, Sku, Slug

from catalog.product_requests import Status


class InCurrency(Query):
    """Without a currency: the shop's own."""

    currency: Currency | None = None


class ProductsQuery(ListQuery):
    """Products of a category are those of the categories below it, too.

    By price: what is sold in the currency, by its cheapest variant.
    """

    category: Slug | None = None
    sort: Literal["newest", "price_asc", "price_desc", "name"] = "newest"
    currency: Currency | None = None


class StaffProductsQuery(ListQuery):
    """One of: `sku` exactly; `q`, how the name begins; `status`; nothing: all, newest first."""

    status: Status | None = None
    sku: Sku | None = None
    q: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)] | None
    ) = None


class AvailabilityQuery(Query):
    sku: list[Sku] = Field(min_length=1, max_length=50)
