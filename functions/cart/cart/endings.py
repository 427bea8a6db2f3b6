"""How a cart ends: it was ordered, or nobody touched it for thirty days.

Both set what is to be and delete what is left, so both may come any number of times.
"""

from collections.abc import Iterable
from typing import Any

from shopkit import marshal
from shopkit.events import OrderPlaced

from cart import carts_table


def mark_ordered(fact: OrderPlaced) -> None:
    """The cart of a placed order takes no more lines, and those it had are in the order now."""
    if fact.cart_id:
        carts_table.mark_ordered(fact.cart_id, fact.order_id)
        carts_table.forget_lines(fact.cart_id)


def forget_expired(records: Iterable[dict[str, Any]]) -> int:
    """Delete the lines of carts whose header the stream `records` tell gone; answers how many."""
    lines = 0
    for record in records:
        key = marshal.load(record["dynamodb"]["Keys"])
        if record["eventName"] == "REMOVE" and key["sk"] == "CART":
            lines += carts_table.forget_lines(carts_table.cart_id_of(key))
    return lines
