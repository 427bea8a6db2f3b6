"""How a cart ends: it was ordered, or nobody touched it for thirty days. And how a wishlist does.

Each sets what is to be and deletes what is left, so each may come any number of times.
"""

from collections.abc import Iterable
from typing import Any

from shopkit import marshal
from shopkit.events import OrderPlaced

from cart import carts_table, wishlists_table


def mark_ordered(fact: OrderPlaced) -> None:
    """The cart of a placed order takes no more lines, and those it had are in the order now."""
    if fact.cart_id:
        carts_table.mark_ordered(fact.cart_id, fact.order_id)
        carts_table.forget_lines(fact.cart_id)


def forget_ended(records: Iterable[dict[str, Any]]) -> int:
    """Delete what stood below headers that the stream `records` tell gone: lines of carts, wishes
    of wishlists; answers how many.
    """
    gone = 0
    for record in records:
        if record["eventName"] != "REMOVE":
            continue
        key = marshal.load(record["dynamodb"]["Keys"])
        if key["sk"] == "CART":
            gone += carts_table.forget_lines(carts_table.cart_id_of(key))
        elif key["sk"].startswith("WISHLIST#"):
            gone += wishlists_table.forget_wishes(key)
    return gone
