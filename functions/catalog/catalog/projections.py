"""What follows from a product and is kept beside it: its listings, and levels told before it was.

`settle` runs after each edit, so that lists show it at once, and again from the table's stream, so
that they do if the edit's function died in between. It reads the product, never a message: run
late, twice or at the same time as another one, it leaves the lists as the product is now.
"""

from collections.abc import Iterable
from typing import Any

from shopkit.errors import Unavailable
from shopkit.observability import logger
from shopkit.table import Refused, transact

from catalog import levels_table, listings_table

_TRIES = 8


def settle(product_id: str) -> None:
    """List the product as it is; raises Unavailable when others keep changing it."""
    for _ in range(_TRIES):
        product, register = listings_table.read(product_id)
        if product is None:
            actions = listings_table.removed(product_id, register) if register else []
        elif register is not None and register["revision"] >= product.revision:
            return
        else:
            levels_table.fill_in(product)
            actions = listings_table.relisted(product, register)
        if not actions:
            return
        try:
            transact(actions)
        except Refused:
            continue
        return
    raise Unavailable("The lists are busy")


def settle_soon(product_id: str) -> None:
    """Settle now if that goes; the stream does it in any case, so the edit's answer never fails."""
    try:
        settle(product_id)
    except Unavailable:
        logger().warning("lists are left to the stream", extra={"product_id": product_id})


def follow(records: Iterable[dict[str, Any]]) -> int:
    """Settle every product that stream `records` show as changed; answers how many."""
    changed = dict.fromkeys(
        record["dynamodb"]["Keys"]["pk"]["S"].removeprefix("PRODUCT#")
        for record in records
        if record["dynamodb"]["Keys"]["sk"]["S"] == "PRODUCT" and _is_revised(record["dynamodb"])
    )
    for product_id in changed:
        settle(product_id)
    return len(changed)


def _is_revised(change: dict[str, Any]) -> bool:
    """Whether a list may show it: a level alone, the most frequent change, is no revision."""
    old, new = (change.get(image, {}).get("revision") for image in ("OldImage", "NewImage"))
    return bool(old != new)
