"""Refunds: the balance is reserved first, then the money moves, then the books tell it.

What dies between two of the steps is finished by the sweeper; the refund's id is the idempotency
key at Stripe, so asking twice moves money once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shopkit import ids, outbox
from shopkit.errors import FieldError, Invalid, Unavailable
from shopkit.events import Line, OrderRefunded, RefundFailed
from shopkit.table import Refused, transact

from checkout import ledger, orders, orders_table, refunds_table
from checkout.ledger import Posting
from checkout.order_links import order_url
from checkout.orders import LineRefund, NothingToRefund, NotInThisState, Order
from checkout.payments import Gateway, NotRefundable
from checkout.refunds_table import FAILED, REQUESTED, SUCCEEDED, Refund

#: Stripe forgets an idempotency key after a day: from then on the list of refunds is asked first.
KEY_SURE_FOR = timedelta(hours=20)


@dataclass(frozen=True)
class Part:
    """Units of a line that go back; `amount` when another sum was agreed than their price."""

    line_id: str
    quantity: int
    amount: int | None = None


@dataclass(frozen=True)
class Ask:
    """What staff ask for: lines, or a bare amount; and whether units go back on the shelf."""

    parts: Sequence[Part]
    amount: int | None
    reason: str
    restock: bool
    by: str


def refund(order: Order, ask: Ask, gateway: Gateway, now: datetime) -> Refund:
    """Refund part or all of a paid order.

    Raises Invalid (unknown line), NothingToRefund, NotInThisState, Unavailable (it is reserved, and
    finished within minutes).
    """
    for _ in range(orders_table.TRIES):
        if order.payment_intent is None or order.paid_at is None:
            raise NotInThisState("The order is not paid")
        lines = _lines(order, ask.parts)
        amount = sum(line.amount for line in lines) if ask.amount is None else ask.amount
        made = Refund(
            id=ids.new_id("ref", now),
            order_id=order.id,
            amount=amount,
            currency=order.currency,
            payment_intent=order.payment_intent,
            reason=ask.reason,
            lines=tuple(lines),
            restock=ask.restock,
            repayment=False,
            state=REQUESTED,
            at=now,
            by=ask.by,
        )
        reserved = orders.with_refund(order, lines, amount)
        if ask.reason == "cancelled":
            reserved = replace(reserved, status=orders.CANCELLED)
        writes = [orders_table.replace_order(reserved, order), refunds_table.put_new(made)]
        try:
            transact(writes)
        except Refused:
            order = orders_table.read(order.id) or order
            continue
        return perform(made, gateway, now)
    raise Unavailable("The order is being changed; try again")


def _lines(order: Order, parts: Sequence[Part]) -> list[LineRefund]:
    by_id = {line.line_id: line for line in order.lines}
    wrong = [
        FieldError(f"/lines/{i}/line_id", "not_found", "No such line in this order")
        for i, part in enumerate(parts)
        if part.line_id not in by_id
    ]
    if wrong:
        raise Invalid("Some lines are not this order's", wrong)
    lines = []
    for part in parts:
        line = by_id[part.line_id]
        amount = orders.refund_of_units(line, part.quantity)
        if part.amount is not None:
            if part.amount > line.total - line.refunded:
                raise NothingToRefund(f"{line.total - line.refunded} are left of {line.sku}")
            amount = part.amount
        lines.append(LineRefund(line.line_id, line.sku, part.quantity, amount))
    return lines


def perform(refund: Refund, gateway: Gateway, now: datetime) -> Refund:
    """Move the money of a requested refund and tell it; any number of times."""
    if refund.state != REQUESTED:
        return refund
    try:
        done = gateway.refund(
            refund.order_id,
            refund.payment_intent,
            refund.amount,
            refund.id,
            look_first=now - refund.at > KEY_SURE_FOR,
        )
    except NotRefundable:
        return _fail(refund, None, now)
    # what Stripe calls pending has left its balance all the same; if it fails, that comes back
    if done.state == "failed":
        return _fail(refund, done.id, now)
    return _succeed(refund, done.id, now)


def failed_later(refund: Refund, stripe_id: str, now: datetime) -> Refund:
    """The bank gave the money back: everything as before the refund."""
    return refund if refund.state == FAILED else _fail(refund, stripe_id, now)


def _succeed(refund: Refund, stripe_id: str, now: datetime) -> Refund:
    done = replace(refund, state=SUCCEEDED, stripe_id=stripe_id)
    for _ in range(orders_table.TRIES):
        order = _order(refund)
        after = replace(order, payment_status=orders.payment_status(order))
        writes = [
            refunds_table.move(refund, SUCCEEDED, stripe_id),
            orders_table.replace_order(after, order),
            ledger.post(_posting(refund, order, now)),
            outbox.told(orders_table.name(), orders_table.pk(order.id), _fact(refund, order, now)),
        ]
        try:
            transact(writes)
        except Refused as refused:
            if "refund_is_as_read" in refused.failed:
                return refunds_table.read(refund.order_id, refund.id) or done
            continue
        return done
    raise Unavailable("The order is being changed; the refund is finished within minutes")


def _fail(refund: Refund, stripe_id: str | None, now: datetime) -> Refund:
    failed = replace(refund, state=FAILED, stripe_id=stripe_id)
    for _ in range(orders_table.TRIES):
        order = _order(refund)
        back = (
            order if refund.repayment else orders.without_refund(order, refund.lines, refund.amount)
        )
        back = replace(back, payment_status=orders.payment_status(back))
        fact = RefundFailed.of(
            now, order_id=order.id, number=order.number, refund_id=refund.id,
            amount=refund.amount, currency=refund.currency,
        )  # fmt: skip
        writes = [
            refunds_table.move(refund, FAILED, stripe_id),
            orders_table.replace_order(back, order),
            outbox.told(orders_table.name(), orders_table.pk(order.id), fact),
        ]
        if refund.state == SUCCEEDED:
            came_back = ledger.reversal(_posting(refund, order, now), "refund_failed", now)
            writes.append(ledger.post(came_back))
        try:
            transact(writes)
        except Refused as refused:
            if "refund_is_as_read" in refused.failed:
                return refunds_table.read(refund.order_id, refund.id) or failed
            continue
        return failed
    raise Unavailable("The order is being changed; try again")


def _order(refund: Refund) -> Order:
    order = orders_table.read(refund.order_id)
    if order is None:
        raise LookupError(refund.order_id)
    return order


def _posting(refund: Refund, order: Order, now: datetime) -> Posting:
    if refund.repayment:
        return ledger.repaid(order.id, refund.amount, refund.currency, refund.id, now)
    return ledger.refund(order, refund.amount, refund.id, now)


def _fact(refund: Refund, order: Order, now: datetime) -> OrderRefunded:
    titles = {line.line_id: line for line in order.lines}
    restock = [
        Line(
            line_id=part.line_id,
            sku=part.sku,
            title=titles[part.line_id].title,
            quantity=part.quantity,
            unit_amount=titles[part.line_id].unit_amount,
            total=part.amount,
        )
        for part in refund.lines
        if refund.restock and part.quantity
    ]
    return OrderRefunded.of(
        now,
        order_id=order.id,
        number=order.number,
        refund_id=refund.id,
        email=order.email,
        name=order.shipping_address.name,
        order_url=order_url(order.id),
        amount=refund.amount,
        currency=refund.currency,
        reason=refund.reason,
        restock=restock,
    )
