"""Ending an unpaid order and freeing its units; the payment session is somebody else's business."""

from dataclasses import replace
from datetime import datetime

from shopkit import outbox, stock
from shopkit.events import Fact, OrderCancelled, OrderExpired
from shopkit.table import Refused

from checkout import holding, orders, orders_table
from checkout.orders import Order


def end(order: Order, status: str, reason: str, now: datetime) -> Order:
    """Free the units and end the order; one that has ended already only has its units freed."""
    for _ in range(orders_table.TRIES):
        if order.status != orders.PENDING:
            return finish(order)
        hold = stock.read_hold(order.id)
        large = hold is not None and len(hold.chunks) > 1
        ended = replace(order, status=status, unfreed=large)
        told = outbox.told(
            orders_table.name(), orders_table.pk(order.id), _fact(ended, reason, now)
        )
        try:
            holding.let_go(hold, [orders_table.replace_order(ended, order), told])
        except Refused:
            order = orders_table.read(order.id) or order
            continue
        return finish(ended)
    return order


def finish(order: Order) -> Order:
    """Free what a large ended order still holds, and forget that it is due."""
    if order.unfreed:
        holding.free(order.id)
        orders_table.freed(order)
    return order


def _fact(order: Order, reason: str, now: datetime) -> Fact:
    if order.status == orders.EXPIRED:
        return OrderExpired.of(now, order_id=order.id, number=order.number, cart_id=order.cart_id)
    return OrderCancelled.of(now, order_id=order.id, number=order.number, reason=reason)
