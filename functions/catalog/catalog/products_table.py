"""Products in the table.

    pk = PRODUCT#<id>   sk = PRODUCT        the product: version, revision, shelves, levels, and all
                                            else as one JSON text; gsi1 SLUG#<slug>, PRODUCT
                        sk = EVENT#<evt>    its facts (shopkit/outbox.py)
    pk = SKU#<sku>      sk = OFFER          claim on the SKU, and what is sold (shopkit/offers.py)

| pattern | key | index | units |
|---|---|---|---|
| product by id | GetItem PRODUCT#<id>, PRODUCT | table | 1 read per 4 KB, consistent |
| product by slug | Query SLUG#<slug> | gsi1 | ½ read per 4 KB, some milliseconds behind a write |
| product by SKU | GetItem SKU#<sku>, OFFER, then by id | table | 2 reads |
| products of a page | BatchGetItem by id | table | ½ read per 4 KB each |
| history, newest first | Query PRODUCT#<id>, EVENT#… backwards | table | ½ read per 4 KB |
| create, edit | TransactWriteItems (product_edits.py) | table, gsi1 | 2 × 2 writes per KB |
| a level | UpdateItem `levels.<sku>` (levels_table.py) | table, gsi1 | 2 × 2 writes per KB |

An edit sets every attribute but `levels`: the stockroom writes those in between, without a version.
What a condition names or another writer sets is an attribute of its own; what is only ever written
and read as a whole is text, which a list of twenty reads in a third of the time.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic_core import from_json, to_json
from shopkit import clock, offers
from shopkit.marshal import Item
from shopkit.offers import Offer
from shopkit.table import IS_NEW, Page, Write, delete, get, get_many, put, query, update

from catalog.products import Option, Picture, Product, Seo, Variant
from catalog.tables import catalog_table

UNCHANGED = "product_is_unchanged"
_APART = ("version", "revision", "shelves", "levels")
_TIMES = ("created_at", "updated_at", "activated_at")


def pk(product_id: str) -> str:
    return f"PRODUCT#{product_id}"


def key(product_id: str) -> Item:
    return {"pk": pk(product_id), "sk": "PRODUCT"}


def to_item(product: Product) -> Item:
    values = dict(vars(product))
    values |= {name: clock.text(values[name]) if values[name] else None for name in _TIMES}
    apart = {name: values.pop(name) for name in _APART}
    text = to_json(values).decode()
    index = {"gsi1pk": f"SLUG#{product.slug}", "gsi1sk": "PRODUCT"}
    return key(product.id) | apart | {"product": text} | index


def from_item(item: Mapping[str, Any]) -> Product:
    return Product(
        **_told(item["product"]),
        version=item["version"],
        revision=item["revision"],
        shelves=tuple(item["shelves"]),
        levels=item["levels"],
    )


@lru_cache(maxsize=512)
def _told(text: str) -> dict[str, Any]:
    """What the JSON text tells. It is read once as long as a function stays warm: lists and pages
    show the same few products again and again, and nothing of a product is ever changed in place.
    """
    values: dict[str, Any] = from_json(text)
    values |= {name: clock.parse(at) if (at := values[name]) else None for name in _TIMES}
    values["options"] = tuple(Option(o["name"], tuple(o["values"])) for o in values["options"])
    values["variants"] = tuple(Variant(**variant) for variant in values["variants"])
    values["pictures"] = tuple(Picture(**picture) for picture in values["pictures"])
    values["keywords"] = tuple(values["keywords"])
    values["seo"] = Seo(**values["seo"]) if values["seo"] else None
    return values


def read(product_id: str, *, consistent: bool = True) -> Product | None:
    item = get(catalog_table(), key(product_id), consistent=consistent)
    return from_item(item) if item else None


def read_many(product_ids: Sequence[str], *, consistent: bool = False) -> list[Product]:
    """Those that exist, in the order of `product_ids`; one call a hundred."""
    name = catalog_table()
    keys = [key(product_id) for product_id in dict.fromkeys(product_ids)]
    found = get_many({name: keys}, consistent=consistent)[name] if keys else []
    products = {product.id: product for product in map(from_item, found)}
    return [products[product_id] for product_id in product_ids if product_id in products]


def read_by_sku(sku: str) -> Product | None:
    offer = offers.read([sku]).get(sku)
    return read(offer.product_id) if offer else None


def history(product_id: str, limit: int, start: Item | None) -> Page:
    return query(
        catalog_table(), pk(product_id), begins="EVENT#", limit=limit, start=start, backwards=True
    )


def create(product: Product) -> Write:
    return put(catalog_table(), to_item(product), only_if=IS_NEW, condition="product_is_new")


def replace(before: Product, after: Product) -> Write:
    """`after` for `before`, when it is still that version and revision."""
    values = {
        name: value for name, value in to_item(after).items() if name not in {"pk", "sk", "levels"}
    }
    names = {f"#{name}": name for name in values}
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
    given_up = sorted({v.sku for v in before.variants} - {v.sku for v in after.variants})
    if given_up:
        expression += " REMOVE " + ", ".join(f"levels.#gone{i}" for i in range(len(given_up)))
        names |= {f"#gone{i}": sku for i, sku in enumerate(given_up)}
    was = {":was_version": before.version, ":was_revision": before.revision}
    return update(
        catalog_table(),
        key(after.id),
        expression,
        {f":{name}": value for name, value in values.items()} | was,
        only_if="version = :was_version AND revision = :was_revision",
        condition=UNCHANGED,
        names=names,
    )


def shelve(product: Product, shelves: tuple[str, ...]) -> Write:
    """Other ancestors of the same category: nothing that an editor wrote, so no new version."""
    return update(
        catalog_table(),
        key(product.id),
        "SET shelves = :shelves, revision = revision + :one",
        {":shelves": shelves, ":one": 1, ":was_revision": product.revision},
        only_if="revision = :was_revision",
        condition=UNCHANGED,
    )


def remove(product: Product) -> Write:
    return delete(
        catalog_table(),
        key(product.id),
        only_if="version = :was_version",
        condition=UNCHANGED,
        values={":was_version": product.version},
    )


def sku_condition(sku: str) -> str:
    return f"sku:{sku}"


def put_offer(offer: Offer) -> Write:
    """The offer, which is also the claim on its SKU: no other product may have it."""
    return put(
        catalog_table(),
        offers.to_item(offer),
        only_if="attribute_not_exists(pk) OR product_id = :product",
        condition=sku_condition(offer.sku),
        values={":product": offer.product_id},
    )


def delete_offer(sku: str, product_id: str) -> Write:
    return delete(
        catalog_table(),
        offers.key(sku),
        only_if="attribute_not_exists(pk) OR product_id = :product",
        condition=sku_condition(sku),
        values={":product": product_id},
    )
