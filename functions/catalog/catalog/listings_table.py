"""Lists of products, kept in order as they are read: for shoppers and for staff.

    pk = LIST#<category or *>   sk = NEWEST#<id>        an active product on this shelf;
                                                        gsi2 LIST#<…>, <folded name>#<id>
                                sk = PRICE#<CUR>#<id>   gsi1 LIST#<…>#<CUR>, <lowest price>#<id>
    pk = PRODUCTS               sk = <id>               every product, any status;
                                                        gsi1 NAMES, <folded name>#<id>
                                                        gsi2 STATUS#<status>, <id>

| pattern | key | index | units for 20 |
|---|---|---|---|
| newest of a category and all below | Query LIST#<…>, NEWEST# backwards | table | 1 read |
| by name | Query LIST#<…> | gsi2 | 1 read |
| by price in a currency, either way | Query LIST#<…>#<CUR> | gsi1 | 1 read |
| staff: all, newest first | Query PRODUCTS backwards | table | 1 read |
| every product, oldest first | Query PRODUCTS | table | 1 read |
| staff: by status, newest first | Query STATUS#<…> backwards | gsi2 | 1 read |
| staff: names that begin with | Query NAMES, prefix | gsi1 | 1 read |
| list a product anew | TransactWriteItems, at most 79 actions | all | 2 × 2 writes an item |

A product stands in one leaf and is listed there, in every category above, and in `*`: at most 6
lists with 7 items each (one, and one a currency). The PRODUCTS item remembers which, and of which
revision: a listing is written over exactly the one before, once, however often it is asked for.
"""

from collections.abc import Iterable, Sequence

from shopkit.marshal import Item
from shopkit.table import IS_NEW, Page, Write, delete, get_many, put, query

from catalog import products_table
from catalog.products import ACTIVE, Product
from catalog.slugs import folded
from catalog.tables import catalog_table

EVERYTHING = "*"
SORTS = ("newest", "price_asc", "price_desc", "name")
UNCHANGED = "register_is_unchanged"
_REGISTER = "PRODUCTS"


def _pk(shelf: str) -> str:
    return f"LIST#{shelf}"


def shelves_of(product: Product) -> tuple[str, ...]:
    """The lists that a shopper finds it in: none unless it is active."""
    return (EVERYTHING, *product.shelves) if product.status == ACTIVE else ()


def entries(product: Product) -> list[Item]:
    """Every list item of the product as it is."""
    by_name = _by_name(product)
    made = []
    for shelf in shelves_of(product):
        item = {"pk": _pk(shelf), "product_id": product.id}
        made.append(item | {"sk": f"NEWEST#{product.id}", "gsi2pk": _pk(shelf), "gsi2sk": by_name})
        for currency in product.currencies:
            # eight digits hold every amount (money.MAX_AMOUNT), so that text sorts as numbers do
            order = f"{product.lowest_price(currency):08d}#{product.id}"
            made.append(
                item
                | {"sk": f"PRICE#{currency}#{product.id}"}
                | {"gsi1pk": f"{_pk(shelf)}#{currency}", "gsi1sk": order}
            )
    return made


def _keys(
    product_id: str, shelves: Iterable[str], currencies: Iterable[str]
) -> set[tuple[str, str]]:
    sorts = [f"NEWEST#{product_id}", *(f"PRICE#{c}#{product_id}" for c in currencies)]
    return {(_pk(shelf), sk) for shelf in shelves for sk in sorts}


def _register(product: Product) -> Item:
    return {
        "pk": _REGISTER,
        "sk": product.id,
        "product_id": product.id,
        "revision": product.revision,
        "shelves": shelves_of(product),
        "currencies": product.currencies,
        "gsi1pk": "NAMES",
        "gsi1sk": _by_name(product),
        "gsi2pk": f"STATUS#{product.status}",
        "gsi2sk": product.id,
    }


def read(product_id: str) -> tuple[Product | None, Item | None]:
    """The product, and how it is listed; one call."""
    return read_many([product_id])[product_id]


def read_many(product_ids: Sequence[str]) -> dict[str, tuple[Product | None, Item | None]]:
    """Each product by its id, and how it is listed; one call for fifty of them."""
    name = catalog_table()
    keys = [key for one in product_ids for key in (products_table.key(one), _register_key(one))]
    found = {(item["pk"], item["sk"]): item for item in get_many({name: keys})[name]}
    read = {}
    for one in product_ids:
        item = found.get((products_table.pk(one), "PRODUCT"))
        product = products_table.from_item(item) if item else None
        read[one] = product, found.get((_REGISTER, one))
    return read


def _register_key(product_id: str) -> Item:
    return {"pk": _REGISTER, "sk": product_id}


def relisted(product: Product, register: Item | None) -> list[Write]:
    """Actions that list the product as it is, where `register` says how it was."""
    items = entries(product)
    new = {(item["pk"], item["sk"]) for item in items}
    stand = _standing(product, register)
    return [
        _over(_register(product), register),
        *_unlisted(product.id, register, new),
        *(put(catalog_table(), item) for item in items if (item["pk"], item["sk"]) not in stand),
    ]


def _standing(product: Product, register: Item | None) -> set[tuple[str, str]]:
    """Keys of entries that stand as they must: those that tell the name alone, and it is the same.

    A price is the most frequent change; it moves the entries by price, and none of these.
    """
    if register is None or register["gsi1sk"] != _by_name(product):
        return set()
    return {(_pk(shelf), f"NEWEST#{product.id}") for shelf in register["shelves"]}


def _by_name(product: Product) -> str:
    return f"{folded(product.name)}#{product.id}"


def removed(product_id: str, register: Item) -> list[Write]:
    """Actions that list a product no more that is no more."""
    gone = delete(
        catalog_table(),
        _register_key(product_id),
        only_if="revision = :was",
        condition=UNCHANGED,
        values={":was": register["revision"]},
    )
    return [gone, *_unlisted(product_id, register, set())]


def _over(item: Item, before: Item | None) -> Write:
    if before is None:
        return put(catalog_table(), item, only_if=IS_NEW, condition=UNCHANGED)
    return put(
        catalog_table(),
        item,
        only_if="revision = :was",
        condition=UNCHANGED,
        values={":was": before["revision"]},
    )


def _unlisted(product_id: str, register: Item | None, stay: set[tuple[str, str]]) -> list[Write]:
    if register is None:
        return []
    old = _keys(product_id, register["shelves"], register["currencies"])
    return [delete(catalog_table(), {"pk": pk, "sk": sk}) for pk, sk in sorted(old - stay)]


def page(category: str | None, sort: str, currency: str, limit: int, start: Item | None) -> Page:
    """A page of list items of active products; `sort` is one of SORTS."""
    pk = _pk(category or EVERYTHING)
    if sort == "name":
        return query(catalog_table(), pk, index="gsi2", limit=limit, start=start)
    if sort == "newest":
        return query(
            catalog_table(), pk, begins="NEWEST#", limit=limit, start=start, backwards=True
        )
    return query(
        catalog_table(), f"{pk}#{currency}", index="gsi1", limit=limit, start=start,
        backwards=sort == "price_desc",
    )  # fmt: skip


def walk(leaf: str, after: str, limit: int) -> Page:
    """A page of what stands in `leaf`, oldest first, after the sort key `after` ('': all)."""
    start = {"pk": _pk(leaf), "sk": after} if after else None
    return query(catalog_table(), _pk(leaf), begins="NEWEST#", limit=limit, start=start)


def walk_all(after: str, limit: int) -> Page:
    """A page of every product, of any status, oldest first, after the product `after` ('': all)."""
    start = {"pk": _REGISTER, "sk": after} if after else None
    return query(catalog_table(), _REGISTER, limit=limit, start=start, consistent=True)


def staff_page(status: str | None, name: str | None, limit: int, start: Item | None) -> Page:
    """A page of products of any status: those whose name begins with `name`, else newest first."""
    table = catalog_table()
    if name is not None:
        # nothing may be left of a name (accents alone); DynamoDB refuses an empty beginning
        begins = folded(name) or None
        return query(table, "NAMES", index="gsi1", begins=begins, limit=limit, start=start)
    if status is not None:
        return query(
            table, f"STATUS#{status}", index="gsi2", limit=limit, start=start, backwards=True
        )
    return query(table, _REGISTER, limit=limit, start=start, backwards=True)
