"""What follows from a product and is kept beside it: its listings, and levels told before it was.

Lists are settled after each edit, so that they show it at once, and again from the table's stream,
so that they do if the edit's function died in between. Settling reads the products, never a
message: run late, twice or at the same time as another one, it leaves the lists as they are now.
Many products are settled together: one read for fifty of them, and as many as fit into each
transaction; where that is refused, one by one.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from shopkit.errors import Unavailable
from shopkit.marshal import Item
from shopkit.observability import logger
from shopkit.table import MAX_ACTIONS, Refused, Write, transact

from catalog import levels_table, listings_table
from catalog.products import Product

#: A read takes a hundred keys: the product and its register.
AT_ONCE = 50
_TRIES = 8


def settle(product_id: str) -> None:
    """List the product as it is; raises Unavailable when others keep changing it."""
    for _ in range(_TRIES):
        actions = _actions(product_id, *listings_table.read(product_id))
        if not actions:
            return
        try:
            transact(actions)
        except Refused:
            continue
        return
    raise Unavailable("The lists are busy")


def settle_all(product_ids: Sequence[str]) -> None:
    """As `settle` for each, in as few calls as they fit into."""
    for start in range(0, len(product_ids), AT_ONCE):
        some = product_ids[start : start + AT_ONCE]
        found = listings_table.read_many(some)
        together: dict[str, list[Write]] = {}
        for product_id in some:
            actions = _actions(product_id, *found[product_id])
            if sum(map(len, together.values())) + len(actions) > MAX_ACTIONS:
                _do(together)
                together = {}
            together[product_id] = actions
        _do(together)


def _do(together: dict[str, list[Write]]) -> None:
    actions = [action for some in together.values() for action in some]
    if not actions:
        return
    try:
        transact(actions)
    except (Refused, Unavailable):
        for product_id, some in together.items():
            if some:
                settle(product_id)


def _actions(product_id: str, product: Product | None, register: Item | None) -> list[Write]:
    """What is to be written so that the lists agree; nothing when they do."""
    if product is None:
        return listings_table.removed(product_id, register) if register else []
    if register is not None and register["revision"] >= product.revision:
        return []
    levels_table.fill_in(product)
    return listings_table.relisted(product, register)


def settle_soon(*product_ids: str) -> None:
    """Settle now if that goes; the stream does it in any case, so the edit's answer never fails."""
    try:
        settle_all(product_ids)
    except Unavailable:
        logger().warning("lists are left to the stream", extra={"product_ids": product_ids})


def follow(records: Iterable[dict[str, Any]]) -> int:
    """Settle every product that stream `records` show as changed; answers how many."""
    changed = dict.fromkeys(
        record["dynamodb"]["Keys"]["pk"]["S"].removeprefix("PRODUCT#")
        for record in records
        if record["dynamodb"]["Keys"]["sk"]["S"] == "PRODUCT" and _is_revised(record["dynamodb"])
    )
    settle_all(list(changed))
    return len(changed)


def _is_revised(change: dict[str, Any]) -> bool:
    """Whether a list may show it: a level alone, the most frequent change, is no revision."""
    old, new = (change.get(image, {}).get("revision") for image in ("OldImage", "NewImage"))
    return bool(old != new)
