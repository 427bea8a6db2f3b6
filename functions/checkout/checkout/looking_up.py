"""Finding orders: the buyer's own by its token, staff's by status, number or e-mail."""

from datetime import datetime

from shopkit.errors import NotFound
from shopkit.marshal import Item

from checkout import orders, orders_table, refunds, releasing
from checkout.order_links import opens
from checkout.orders import NotInThisState, Order
from checkout.payments import Gateway
from checkout.refunds import Ask, Part


def whole(order_id: str) -> tuple[Order, list[Item]]:
    """The order and all that stands beside it. Raises NotFound."""
    items = orders_table.read_whole(order_id)
    for item in items:
        if item["sk"] == "ORDER":
            return orders_table.from_item(item), items
    raise NotFound("There is no such order")


def own(order_id: str, token: str | None) -> tuple[Order, list[Item]]:
    """The order that `token` opens; another's is as unknown as one that is not there."""
    if not opens(order_id, token):
        raise NotFound("There is no such order, or this token does not open it")
    return whole(order_id)


def list_orders(
    status: str, email: str | None, number: str | None, limit: int, start: Item | None
) -> tuple[list[Order], Item | None]:
    if number:
        order_id = orders_table.id_of_number(number.upper())
        return orders_table.read_many([order_id] if order_id else []), None
    if email:
        order_ids, next_key = orders_table.ids_of_email(email, limit, start)
        return orders_table.read_many(order_ids), next_key
    return orders_table.list_status(status, limit, start)


def cancel(order: Order, gateway: Gateway, now: datetime, reason: str) -> Order:
    """Call an order off: unpaid ones end, paid ones that are not on their way are refunded.

    Raises NotInThisState for what is on its way, or over.
    """
    if order.status == orders.PENDING:
        order = releasing.release(order, gateway, now, orders.CANCELLED, reason)
        if order.status != orders.PAID:
            return order
    if order.status != orders.PAID or order.fulfilment_status != "unfulfilled":
        raise NotInThisState(f"The order is {order.status}")
    parts = [
        Part(line.line_id, line.quantity - line.returned)
        for line in order.lines
        if line.quantity > line.returned
    ]
    ask = Ask(parts, order.refundable, "cancelled", restock=True, by=reason)
    refunds.refund(order, ask, gateway, now)
    return orders_table.read(order.id) or order
