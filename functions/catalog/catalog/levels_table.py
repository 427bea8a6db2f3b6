"""How much of each SKU there is, as the stockroom last told it.

    pk = SKU#<sku>       sk = LEVEL      level, told_at: kept for SKUs that no product has yet, too
    pk = PRODUCT#<id>    sk = PRODUCT    levels {sku: level}: what a product's page shows

| pattern | key | units |
|---|---|---|
| a level came | GetItem OFFER; LEVEL, product and fact in one transaction | 1 read, 10 writes |
| levels of a product's SKUs | BatchGetItem SKU#…, LEVEL | 1 read each |

Levels arrive in any order: an older one than LEVEL holds changes nothing. Of two at the same
microsecond the one that arrives later counts.
"""

from datetime import datetime

from shopkit import clock, consumers, offers, outbox, table
from shopkit.errors import Unavailable
from shopkit.events import ProductAvailabilityChanged, StockLevelChanged
from shopkit.marshal import Item
from shopkit.table import Refused, Write, check, get_many, transact, update

from catalog import products_table
from catalog.products import Product
from catalog.tables import catalog_table

_NEWER = "level_is_newer"
_PAGE = "product_is_there"
_TRIES = 5


def key(sku: str) -> Item:
    return {"pk": f"SKU#{sku}", "sk": "LEVEL"}


def keep(fact: StockLevelChanged) -> None:
    """Store what `fact` tells, for the product that has the SKU and for one that may come.

    Raises Unavailable when the SKU changes hands faster than it can be read.
    """
    has_page = True
    for _ in range(_TRIES):
        offer = table.get(catalog_table(), offers.key(fact.sku))
        effects = [_put(fact), _claim(fact.sku, offer)]
        if offer and has_page:
            effects += _show(offer["product_id"], fact.sku, fact.level, fact.at)
        try:
            consumers.once(catalog_table(), "levels", fact, effects)
        except Refused as refused:
            if _NEWER in refused.failed:
                return
            # an offer whose product is gone has no page, and its level is still worth keeping
            has_page = _PAGE not in refused.failed
        else:
            return
    raise Unavailable(f"{fact.sku} changes hands; its level is tried again")


def _put(fact: StockLevelChanged) -> Write:
    return update(
        catalog_table(),
        key(fact.sku),
        "SET stock_level = :level, told_at = :at",
        {":level": fact.level, ":at": fact.at.isoformat(timespec="microseconds")},
        only_if="attribute_not_exists(pk) OR told_at <= :at",
        condition=_NEWER,
    )


def _claim(sku: str, offer: Item | None) -> Write:
    """The SKU is still whose it was read to be, or still nobody's."""
    key = offers.key(sku)
    if offer is None:
        return check(catalog_table(), key, "attribute_not_exists(pk)", "sku_is_nobodys")
    product = {":product": offer["product_id"]}
    return check(catalog_table(), key, "product_id = :product", "sku_is_its", product)


def _show(product_id: str, sku: str, level: str, at: datetime) -> list[Write]:
    """The level on the product's page, and the fact that tells those who draw it."""
    fact = ProductAvailabilityChanged.of(at, product_id=product_id, sku=sku, level=level)
    shown = update(
        catalog_table(),
        products_table.key(product_id),
        "SET levels.#sku = :level",
        {":level": level},
        only_if="attribute_exists(pk)",
        condition=_PAGE,
        names={"#sku": sku},
    )
    return [shown, outbox.told(catalog_table(), products_table.pk(product_id), fact)]


def fill_in(product: Product) -> None:
    """Give the product the levels of SKUs that were stocked before it had them."""
    name = catalog_table()
    missing = [key(v.sku) for v in product.variants if v.sku not in product.levels]
    for item in get_many({name: missing})[name] if missing else []:
        sku = item["pk"].removeprefix("SKU#")
        told_at = {":at": item["told_at"]}
        still = check(name, key(sku), "told_at = :at", "level_is_the_last", told_at)
        try:
            transact(
                [
                    still,
                    _claim(sku, {"product_id": product.id}),
                    *_show(product.id, sku, item["stock_level"], clock.now()),
                ]
            )
        except Refused:
            # a newer level was stored meanwhile, by one who saw this product
            continue
