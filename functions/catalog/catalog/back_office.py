"""What staff read of products: lists of any status, one product, its history."""

import json

from shopkit import clock, cursors
from shopkit.models import Listing, ListQuery

from catalog import listings_table, product_edits, products_table
from catalog.product_queries import StaffProductsQuery
from catalog.products import Product
from catalog.staff_answers import FactView, StaffProductView


def product(product_id: str) -> StaffProductView:
    return StaffProductView.of(product_edits.current(product_id, None))


def products(query: StaffProductsQuery) -> Listing[StaffProductView]:
    """A page; where filters are combined it may hold fewer than `limit` though there are more."""
    if query.sku is not None:
        found = products_table.read_by_sku(query.sku)
        return _page([found] if found else [], query, None)
    scope = f"admin products {query.status} {query.q}"
    page = listings_table.staff_page(
        query.status, query.q, query.limit, cursors.open_(scope, query.cursor)
    )
    listed = products_table.read_many([item["product_id"] for item in page.items])
    return _page(listed, query, cursors.seal(scope, page.next_key))


def _page(
    found: list[Product], query: StaffProductsQuery, cursor: str | None
) -> Listing[StaffProductView]:
    fitting = [one for one in found if query.status in {None, one.status}]
    return Listing[StaffProductView].of([StaffProductView.of(one) for one in fitting], cursor)


def history(product_id: str, query: ListQuery) -> Listing[FactView]:
    """The product's facts, newest first; those of a product that was removed are still there."""
    scope = f"history {product_id}"
    start = cursors.open_(scope, query.cursor)
    page = products_table.history(product_id, query.limit, start)
    if not page.items and start is None:
        product_edits.current(product_id, None)
    facts = [
        FactView(
            id=item["sk"].removeprefix("EVENT#"),
            created_at=clock.parse(item["at"]),
            type=item["type"],
            data=json.loads(item["data"]),
        )
        for item in page.items
    ]
    return Listing[FactView].of(facts, cursors.seal(scope, page.next_key))
