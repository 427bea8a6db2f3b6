"""Finding orders: the buyer's own by token or session, staff's by status, number or e-mail.

What is shown is opened here, all of a list's keys in one call; what is only acted on is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shopkit import buyers, people
from shopkit.buyers import Buyer
from shopkit.errors import Conflict, NotFound
from shopkit.marshal import Item
from shopkit.observability import logger
from shopkit.order_links import opens
from shopkit.people import Key
from shopkit.sessions import Session

from checkout import numbers_table, orders, orders_table, refunds, refunds_table, releasing
from checkout.orders import NotInThisState, Order
from checkout.payments import Gateway
from checkout.refunds import Ask, Part
from checkout.refunds_table import FAILED, REQUESTED, Refund


@dataclass(frozen=True)
class Shown:
    """An order as people see it: `buyer` is None once erased, `beside` its partition's items.

    `named` False: it is for staff who are not to know whose it is; `buyer` is None then, too.
    """

    order: Order
    buyer: Buyer | None
    beside: Sequence[Item] = ()
    named: bool = True


def whole(order_id: str) -> tuple[Order, list[Item]]:
    """The order and all that stands beside it. Raises NotFound."""
    items = orders_table.read_whole(order_id)
    for item in items:
        if item["sk"] == "ORDER":
            return orders_table.from_item(item), items
    raise NotFound("There is no such order")


def shown(order_id: str, *, named: bool = True) -> Shown:
    """As `whole`, with whom it is for if it is `named`."""
    order, items = whole(order_id)
    return Shown(order, _buyer(order) if named else None, items, named)


def own(order_id: str, token: str | None, session: Session | None) -> Shown:
    """The order that `token` opens, or that is the session's; any other is as unknown as none."""
    if opens(order_id, token):
        return shown(order_id)
    if session is not None:
        order, items = whole(order_id)
        if order.subject in owned_by(session):
            return Shown(order, _buyer(order), items)
    raise NotFound("There is no such order, or this does not open it")


def owned_by(session: Session) -> tuple[str, ...]:
    """Whose orders they may see: what the account ordered, and guests with its addresses."""
    return (session.account_id, *session.addresses)


def list_own(session: Session, limit: int, before: str) -> tuple[list[Shown], str]:
    """Theirs, newest first, and where the next page begins ("": that was all)."""
    order_ids, after = numbers_table.ids_of_buyers(owned_by(session), limit, before)
    return with_buyers(orders_table.read_many(order_ids)), after


def list_orders(  # noqa: PLR0913 — what a list is asked by
    status: str,
    email: str | None,
    number: str | None,
    limit: int,
    start: Item | None,
    *,
    named: bool,
) -> tuple[list[Shown], Item | None]:
    found, next_key = _listed(status, email, number, limit, start)
    if not named:
        return [Shown(order, None, named=False) for order in found], next_key
    return with_buyers(found), next_key


def _listed(
    status: str, email: str | None, number: str | None, limit: int, start: Item | None
) -> tuple[list[Order], Item | None]:
    if number:
        order_id = numbers_table.id_of_number(number.upper())
        return orders_table.read_many([order_id] if order_id else []), None
    if email:
        address = people.address_subject(email)
        order_ids, next_key = numbers_table.ids_of_email(address, limit, start)
        return orders_table.read_many(order_ids), next_key
    return orders_table.list_status(status, limit, start)


def with_buyers(found: Sequence[Order]) -> list[Shown]:
    """The orders with whom they are for: one call reads all their keys."""
    keys = people.keys_of(order.subject for order in found if order.private)
    return [Shown(order, _buyer(order, keys)) for order in found]


def _buyer(order: Order, keys: Mapping[str, Key] | None = None) -> Buyer | None:
    """What was tampered with is logged, and shown as erased: it must not hide a list's others."""
    try:
        return buyers.open_(order.private, order.id, keys)
    except people.Altered:
        logger().exception("a buyer's data do not open", extra={"order_id": order.id})
        return None


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
