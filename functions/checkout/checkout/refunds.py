"""Refunds: the balance is reserved first, then the money moves, then the books tell it.

What dies between two of the steps is finished by the sweeper; the refund's id is the idempotency
key at Stripe, so asking twice moves money once. A request with an Idempotency-Key has its refund's
id from it: said again after a crash, it finds the refund that it has made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shopkit import ids, outbox
from shopkit.errors import FieldError, Invalid, Unavailable
from shopkit.table import Refused, transact

from checkout import ledger, orders, orders_table, refund_facts, refunds_table
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
    """What is asked for: lines, or a bare amount; whether units go back on the shelf.

    `ends` calls the order off with it; `key` is the Idempotency-Key of the request.
    """

    parts: Sequence[Part]
    amount: int | None
    reason: str
    restock: bool
    by: str
    key: str | None = None
    ends: bool = False


def refund(order: Order, ask: Ask, gateway: Gateway, now: datetime) -> Refund:
    """Refund part or all of a paid order; answers it succeeded, or failed when Stripe refuses it.

    Raises Invalid (unknown line), NothingToRefund, NotInThisState, Unavailable (it is reserved, and
    finished within minutes).
    """
    for _ in range(orders_table.TRIES):
        refund_id = _id_for(order, ask, now)
        made = refunds_table.read(order.id, refund_id) if ask.key else None
        if made is not None:
            return perform(made, gateway, now)
        if order.paid_at is None:
            return _repay_again(order, ask, gateway, now)
        _check(order, ask)
        lines = _lines(order, ask.parts)
        amount = sum(line.amount for line in lines) if ask.amount is None else ask.amount
        made = Refund(
            id=refund_id,
            order_id=order.id,
            amount=amount,
            currency=order.currency,
            payment_intent=order.payment_intent or "",
            reason=ask.reason,
            lines=tuple(lines),
            restock=ask.restock,
            repayment=False,
            state=REQUESTED,
            at=now,
            by=ask.by,
            ends=ask.ends,
        )
        reserved = orders.with_refund(order, lines, amount)
        if ask.ends:
            reserved = replace(reserved, status=orders.CANCELLED)
        try:
            transact([orders_table.replace_order(reserved, order), refunds_table.put_new(made)])
        except Refused:
            order = orders_table.read(order.id) or order
            continue
        return perform(made, gateway, now)
    raise Unavailable("The order is being changed; try again")


def _id_for(order: Order, ask: Ask, now: datetime) -> str:
    if ask.key:
        return ids.derived_id("ref", order.created_at, f"{order.id}:{ask.key}")
    return ids.new_id("ref", now)


def _check(order: Order, ask: Ask) -> None:
    if ask.ends and not (order.status == orders.PAID and order.fulfilment_status == "unfulfilled"):
        raise NotInThisState(f"The order is {order.status}")


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


def _repay_again(order: Order, ask: Ask, gateway: Gateway, now: datetime) -> Refund:
    """Send back money that no order stands for, after a first try that failed at the bank."""
    failed = [one for one in refunds_table.list_of(order.id) if one.repayment and one.amount]
    owed = [one for one in failed if one.state == FAILED and not _is_tried_again(one, failed)]
    if not owed:
        raise NotInThisState("The order is not paid")
    if ask.amount is not None and ask.amount != owed[0].amount:
        raise NothingToRefund(f"{owed[0].amount} {owed[0].currency} are owed, no more and no less")
    again = replace(
        owed[0], id=_again_id(owed[0]), state=REQUESTED, at=now, by=ask.by, stripe_id=None
    )
    try:
        transact([refunds_table.put_new(again)])
    except Refused:
        again = refunds_table.read(order.id, again.id) or again
    return perform(again, gateway, now)


def _again_id(failed: Refund) -> str:
    return ids.derived_id("ref", failed.at, f"{failed.id}:again")


def _is_tried_again(failed: Refund, others: Sequence[Refund]) -> bool:
    return any(one.id == _again_id(failed) for one in others)


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
        return fail(refund, None, now)
    # what Stripe calls pending has left its balance all the same; if it fails, that comes back
    if done.state == "failed":
        return fail(refund, done.id, now)
    return _succeed(refund, done.id, now)


def _succeed(refund: Refund, stripe_id: str, now: datetime) -> Refund:
    for _ in range(orders_table.TRIES):
        order = _order(refund.order_id)
        postings = ledger.booked(order.id)
        after = replace(order, payment_status=orders.payment_status(order))
        posting = ledger.of_refund(refund, order, postings, now)
        writes = [
            refunds_table.move(refund, SUCCEEDED, stripe_id),
            orders_table.replace_order(after, order),
            ledger.post(posting),
            outbox.told(
                orders_table.name(), orders_table.pk(order.id),
                refund_facts.refunded(refund, order, now),
            ),
        ]  # fmt: skip
        try:
            transact(writes)
        except Refused as refused:
            if "refund_is_as_read" in refused.failed:
                return refunds_table.read(refund.order_id, refund.id) or refund
            continue
        return replace(refund, state=SUCCEEDED, stripe_id=stripe_id)
    raise Unavailable("The order is being changed; the refund is finished within minutes")


def fail(refund: Refund, stripe_id: str | None, now: datetime) -> Refund:
    """The money is not with the buyer: the order as before, and the books where they had it."""
    for _ in range(orders_table.TRIES):
        if refund.state == FAILED:
            return refund
        order = _order(refund.order_id)
        postings = ledger.booked(order.id)
        was_told = refund.state == SUCCEEDED
        back = order
        if not refund.repayment:
            back = orders.without_refund(
                order, refund.lines, refund.amount, units_are_back=was_told and refund.restock
            )
            back = replace(back, payment_status=orders.payment_status(back))
        if refund.ends and not was_told:
            back = orders.as_paid(back)
        writes = [
            refunds_table.move(refund, FAILED, stripe_id),
            orders_table.replace_order(back, order),
            outbox.told(
                orders_table.name(), orders_table.pk(order.id),
                refund_facts.failed(refund, order, now),
            ),
        ]  # fmt: skip
        if was_told:
            entered = next(p for p in postings if p.reference == refund.id)
            writes.append(ledger.post(ledger.reversal(entered, "refund_failed", now)))
        try:
            transact(writes)
        except Refused:
            # it was booked, or failed, meanwhile: what it is now decides
            refund = refunds_table.read(refund.order_id, refund.id) or refund
            continue
        return replace(refund, state=FAILED, stripe_id=stripe_id)
    raise Unavailable("The order is being changed; try again")


def _order(order_id: str) -> Order:
    order = orders_table.read(order_id)
    if order is None:
        raise LookupError(order_id)
    return order


def adopt(order: Order, stripe_id: str, amount: int, now: datetime) -> Refund | None:
    """Enter a refund that was made at Stripe, not here; None when it stands in the books already.

    Raises NothingToRefund when it is more than the books have left of the payment.
    """
    for _ in range(orders_table.TRIES):
        order = _order(order.id)
        postings = ledger.booked(order.id)
        made = Refund(
            id=ids.derived_id("ref", order.created_at, stripe_id),
            order_id=order.id,
            amount=amount,
            currency=order.currency,
            payment_intent=order.payment_intent or "",
            reason="refunded at Stripe",
            lines=(),
            restock=False,
            repayment=False,
            state=SUCCEEDED,
            at=now,
            stripe_id=stripe_id,
        )
        after = orders.with_refund(order, [], amount)
        after = replace(after, payment_status=orders.payment_status(after))
        writes = [
            refunds_table.put_done(made),
            orders_table.replace_order(after, order),
            ledger.post(ledger.of_refund(made, order, postings, now)),
            outbox.told(
                orders_table.name(), orders_table.pk(order.id),
                refund_facts.refunded(made, order, now),
            ),
        ]  # fmt: skip
        try:
            transact(writes)
        except Refused as refused:
            if "refund_is_new" in refused.failed:
                return None
            continue
        return made
    raise Unavailable("The order is being changed; try again")
