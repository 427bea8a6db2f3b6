"""/search/index.json: what the search page looks through in the browser, every product once."""

import json
from typing import Any

from catalog.site.directory import Shelves
from catalog.site.entries import Entry


def search_index(shelves: Shelves) -> str:
    """`{"products": [{name, url, brand, category, price, picture}]}`, the newest first.

    `category` is its name; `price` is {amount, currency, from}, `picture` an address; both may be
    null.
    """
    products = [_row(found, shelves) for found in shelves.newest]
    return json.dumps({"products": products}, ensure_ascii=False, separators=(",", ":"))


def _row(found: Entry, shelves: Shelves) -> dict[str, Any]:
    leaf = shelves.tree.get(found.category or "")
    price = found.price
    return {
        "name": found.name,
        "url": found.url,
        "brand": found.brand,
        "category": leaf.name if leaf else "",
        "price": {"amount": price.amount, "currency": price.currency, "from": price.from_}
        if price
        else None,
        "picture": found.still.picture().src if found.still else None,
    }
