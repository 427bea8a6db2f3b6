"""Puts a catalogue into a shop over HTTP: categories, then stock, then products.

Stock comes before the products, so that a product is in stock from the moment it is on sale. What
the shop has already is left as it is.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TypeVar

from barrow.loading.catalogue import Body, Catalogue
from barrow.progress import Unwatched, Watcher
from barrow.shop_client import ShopClient

T = TypeVar("T")

_CATEGORIES = "/api/catalog/admin/categories"
_PRODUCTS = "/api/catalog/admin/products"
_STOCK = "/api/inventory/admin/stock"
#: The batch route's own limit.
_STOCK_AT_ONCE = 25
_WORKERS = 4


@dataclass(frozen=True)
class Loaded:
    """How many were put into the shop; what was there is not counted."""

    categories: int
    products: int
    stock: int

    def __bool__(self) -> bool:
        return bool(self.categories or self.products or self.stock)


def load(
    client: ShopClient,
    catalogue: Catalogue,
    watcher: Watcher | None = None,
    workers: int = _WORKERS,
) -> Loaded:
    """Raises ShopError; what was put in until then stays, and is passed over the next time."""
    watcher = watcher or Unwatched()
    shelves = client.get(_CATEGORIES, staff=True).json["data"]
    categories = _missing(catalogue.categories, "slug", {one["slug"] for one in shelves})
    stock = _missing(catalogue.stock, "sku", _known(client, _STOCK, "sku"))
    products = _missing(catalogue.products, "slug", _known(client, _PRODUCTS, "slug"))
    # a category stands behind its parent, so these go one by one
    for category in categories:
        client.post(_CATEGORIES, category, staff=True)
    with ThreadPoolExecutor(workers) as pool:
        watcher.expect("stock", len(stock))
        batches = [stock[at : at + _STOCK_AT_ONCE] for at in range(0, len(stock), _STOCK_AT_ONCE)]
        _each(
            pool,
            batches,
            lambda batch: client.post(f"{_STOCK}/batch", {"items": batch}, staff=True),
            lambda batch: watcher.step(len(batch)),
        )
        watcher.expect("products", len(products))
        _each(
            pool,
            products,
            lambda product: client.post(_PRODUCTS, product, staff=True),
            lambda _: watcher.step(),
        )
    return Loaded(len(categories), len(products), len(stock))


def _known(client: ShopClient, path: str, name: str) -> set[str]:
    return {str(one[name]) for one in client.listed(path)}


def _missing(bodies: Sequence[Body], name: str, known: set[str]) -> list[Body]:
    return [body for body in bodies if body[name] not in known]


def _each(
    pool: ThreadPoolExecutor,
    items: Sequence[T],
    do: Callable[[T], object],
    done: Callable[[T], None],
) -> None:
    """Do all, several at once; after the first error nothing more is begun."""
    begun = {pool.submit(do, item): item for item in items}
    try:
        for future in as_completed(begun):
            future.result()
            done(begun[future])
    except BaseException:
        for future in begun:
            future.cancel()
        raise
