"""What shoppers read: products on sale, one by one and in lists, and what is left of them."""

from urllib.parse import urlencode

from shopkit import cursors, stock
from shopkit.errors import NotFound
from shopkit.models import Listing
from shopkit.settings import settings

from catalog import listings_table, products_table, slugs_table
from catalog.product_answers import AvailabilityView, MovedView, ProductView
from catalog.product_queries import AvailabilityQuery, ProductsQuery
from catalog.products import ACTIVE, Product
from catalog.slugs_table import Redirect

#: A badge says "only 7 left", never how large the stock is.
MOST_SHOWN = 100


def product(id_or_slug: str, currency: str | None) -> ProductView | MovedView:
    """One read; one more where the slug is an old one. Raises NotFound for what is not on sale."""
    found: Product | Redirect | None
    if id_or_slug.startswith("prd_"):
        found = products_table.read(id_or_slug)
    else:
        found = slugs_table.product_at(id_or_slug)
    if isinstance(found, Redirect):
        target = _on_sale(products_table.read(found.product_id))
        query = f"?{urlencode({'currency': currency})}" if currency else ""
        location = f"/api/catalog/products/{target.slug}{query}"
        return MovedView(slug=target.slug, location=location)
    return ProductView.of(_on_sale(found), currency or settings().currency)


def _on_sale(product: Product | None) -> Product:
    if product is None or product.status != ACTIVE:
        raise NotFound("There is no such product on sale")
    return product


def products(query: ProductsQuery) -> Listing[ProductView]:
    """A page of products on sale: two reads, the list and its products."""
    currency = query.currency or settings().currency
    scope = f"products {query.category} {query.sort} {currency}"
    page = listings_table.page(
        query.category, query.sort, currency, query.limit, cursors.open_(scope, query.cursor)
    )
    found = products_table.read_many([item["product_id"] for item in page.items])
    return Listing[ProductView].of(
        # the list may be some milliseconds behind the product
        [ProductView.of(one, currency) for one in found if one.status == ACTIVE],
        cursors.seal(scope, page.next_key),
    )


def availability(query: AvailabilityQuery) -> Listing[AvailabilityView]:
    """What can be bought right now, from the stockroom itself; a SKU that it has not is out."""
    skus = list(dict.fromkeys(query.sku))
    shards = stock.read_shards(skus)
    views = []
    for sku in skus:
        parts = shards.get(sku, [])
        left = max(0, sum(part.available for part in parts))
        low_at = next((part.low_at for part in parts if part.shard == 0), 0)
        views.append(
            AvailabilityView.model_validate(
                {
                    "sku": sku,
                    "availability": stock.level(left, low_at),
                    "available": left if left <= MOST_SHOWN else None,
                }
            )
        )
    return Listing[AvailabilityView].of(views, None)
