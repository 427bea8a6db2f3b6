"""Who has a slug, and who had it.

    pk = SLUG#<slug>   sk = SLUG      product_id;
                                      once the product has moved on:
                                      gsi1 SLUG#<slug>, REDIRECT; gsi2 REDIRECTS, <id>#<slug>

| pattern | key | index | units |
|---|---|---|---|
| product or redirect at a slug | Query SLUG#<slug> | gsi1 | ½ read per 4 KB |
| who has or had which of a hundred | BatchGetItem SLUG#…, SLUG | table | 1 read each |
| redirects of a product, of all | Query REDIRECTS | gsi2 | ½ read per 4 KB |
| claim, move on, release | one action each, beside the product's | table, gsi1 | 2 writes |

A slug that a product was published at redirects for good: links outside the shop point to it. It is
nobody else's until staff release it; its own product may take it back. A product that was never
active leaves nothing behind.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shopkit import outbox
from shopkit.events import SlugReleased
from shopkit.marshal import Item
from shopkit.table import Write, delete, get_many, put, query, query_all, transact

from catalog import products_table
from catalog.products import Product
from catalog.tables import catalog_table

FREE = "slug_is_free"
REDIRECTS = "slug_redirects"
_REDIRECTS = "REDIRECTS"


@dataclass(frozen=True)
class Redirect:
    product_id: str


def key(slug: str) -> Item:
    return {"pk": f"SLUG#{slug}", "sk": "SLUG"}


def product_at(slug: str) -> Product | Redirect | None:
    """What answers at `slug`: a product of any status, where another one went, or nothing."""
    items = query(catalog_table(), f"SLUG#{slug}", index="gsi1").items
    # for a moment after a change the index may show both: who is there wins over who left
    items.sort(key=lambda item: item["sk"] != "PRODUCT")
    if not items:
        return None
    first = items[0]
    if first["sk"] == "PRODUCT":
        return products_table.from_item(first)
    return Redirect(first["product_id"])


def taken(slugs: Sequence[str]) -> set[str]:
    """Those of at most a hundred `slugs` that somebody has or had."""
    return set(holders(slugs))


def holders(slugs: Sequence[str]) -> dict[str, str]:
    """The product that has or had each of `slugs`; one call a hundred."""
    name = catalog_table()
    found = get_many({name: [key(slug) for slug in slugs]})[name]
    return {item["pk"].removeprefix("SLUG#"): item["product_id"] for item in found}


def redirects_of(product_id: str) -> list[str]:
    """Slugs that lead to the product; the index may be some milliseconds behind a change."""
    found = query_all(catalog_table(), _REDIRECTS, index="gsi2", begins=f"{product_id}#")
    return [item["pk"].removeprefix("SLUG#") for item in found]


def redirects(after: str, limit: int) -> tuple[list[str], str]:
    """Slugs that lead elsewhere, a page of them, and what to go on after ('': that was all)."""
    start: Item | None = json.loads(after) if after else None
    page = query(catalog_table(), _REDIRECTS, index="gsi2", limit=limit, start=start)
    slugs = [item["pk"].removeprefix("SLUG#") for item in page.items]
    return slugs, json.dumps(page.next_key) if page.next_key else ""


def claim(slug: str, product_id: str) -> Write:
    return put(
        catalog_table(),
        key(slug) | {"product_id": product_id},
        only_if="attribute_not_exists(pk) OR product_id = :product",
        condition=FREE,
        values={":product": product_id},
    )


def move_on(slug: str, product_id: str) -> Write:
    """From here on `slug` redirects to wherever the product is."""
    item = key(slug) | {
        "product_id": product_id,
        "gsi1pk": f"SLUG#{slug}",
        "gsi1sk": "REDIRECT",
        "gsi2pk": _REDIRECTS,
        "gsi2sk": f"{product_id}#{slug}",
    }
    return put(
        catalog_table(),
        item,
        only_if="product_id = :product",
        condition="slug_is_ours",
        values={":product": product_id},
    )


def let_go(slug: str, product_id: str) -> Write:
    return delete(
        catalog_table(),
        key(slug),
        only_if="product_id = :product",
        condition="slug_is_ours",
        values={":product": product_id},
    )


def release(slug: str, now: datetime) -> None:
    """Free a slug that redirects; raises Refused(REDIRECTS) for any other."""
    free = delete(
        catalog_table(),
        key(slug),
        only_if="gsi1sk = :redirect",
        condition=REDIRECTS,
        values={":redirect": "REDIRECT"},
    )
    fact = SlugReleased.of(now, slug=slug)
    transact([free, outbox.told(catalog_table(), f"SLUG#{slug}", fact)])
