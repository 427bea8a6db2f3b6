"""Finding orders: the buyer's own by its token, staff's by status, number or e-mail."""

from datetime import datetime

from shopkit.errors import Conflict, NotFound
from shopkit.marshal import Item

from checkout import orders, orders_table, refunds, refunds_table, releasing
from checkout.order_links import opens
from checkout.orders import NotInThisState, Order
from checkout.payments import Gateway
from checkout.refunds import Ask, Part
from checkout.refunds_table import FAILED, REQUESTED, Refund


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


class RefundRefused(Conflict):
    code = "refund_refused"
    title = "The payment cannot be sent back now; the order stands"


def cancel(order: Order, gateway: Gateway, now: datetime, reason: str) -> Order:
    """Call an order off: unpaid ones end, paid ones that are not on their way are refunded.

    Said again after it stopped half way, it goes on. Raises NotInThisState for what is on its way,
    or over, and RefundRefused when the payment service does not send the money back.
    """
    if order.status == orders.PENDING:
        order = releasing.release(order, gateway, now, orders.CANCELLED, reason)
        if order.status == orders.PENDING:
            raise NotInThisState("The payment is on its way")
        if order.status != orders.PAID:
            return order
    made = _half_done(order) or _refund_all(order, gateway, now, reason)
    if refunds.perform(made, gateway, now).state == FAILED:
        raise RefundRefused()
    return orders_table.read(order.id) or order


def _half_done(order: Order) -> Refund | None:
    if order.status != orders.CANCELLED or order.paid_at is None:
        return None
    of_order = refunds_table.list_of(order.id)
    return next((one for one in of_order if one.ends and one.state == REQUESTED), None)


def _refund_all(order: Order, gateway: Gateway, now: datetime, by: str) -> Refund:
    parts = [
        Part(line.line_id, line.quantity - line.returned)
        for line in order.lines
        if line.quantity > line.returned
    ]
    ask = Ask(parts, order.refundable, "cancelled", restock=True, by=by, ends=True)
    if order.status != orders.PAID:
        raise NotInThisState(f"The order is {order.status}")
    return refunds.refund(order, ask, gateway, now)
