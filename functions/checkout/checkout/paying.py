"""A session was paid: make the order so, or give the money back. Any number of times, in any order.

pending                     paid, its hold sold, the books, OrderPlaced: one transaction; and
                            MarketingAgreed, where the buyer ticked that they want letters
expired, units to be had    taken again, then as above
expired, sold out           the money is recorded as owed, and refunded at once
cancelled, another session, or another amount       likewise
"""

from dataclasses import replace
from datetime import datetime

from shopkit import ids, outbox, people, stock
from shopkit.errors import Unavailable
from shopkit.events import Fact, Line, MarketingAgreed, OrderPlaced
from shopkit.observability import count, earned
from shopkit.table import Refused, transact

from checkout import ending, holding, ledger, orders, orders_table, refunds, refunds_table
from checkout.holding import OutOfStock
from checkout.orders import HOLD_FOR, Order
from checkout.payments import Gateway, Session
from checkout.refunds_table import REQUESTED, Refund


def settle(order: Order, session: Session, gateway: Gateway, now: datetime) -> Order:
    """What the paid `session` makes of its order; answers the order as it stands then."""
    for _ in range(orders_table.TRIES):
        if order.paid_at and order.session_id == session.id:
            return order
        if _mismatched(order, session):
            return _repay(order, session, "not_expected", gateway, now)
        try:
            if order.status == orders.PENDING:
                return _paid(order, session, now)
            if order.status != orders.EXPIRED:
                return _repay(order, session, "cancelled", gateway, now)
            order = _reopened(order, session, now)
        except OutOfStock:
            return _repay(order, session, "sold_out", gateway, now)
        except Refused as refused:
            if "not_repaid" in refused.failed:
                return _repay(order, session, "sold_out", gateway, now)
            order = orders_table.read(order.id) or order
    raise Unavailable("The order is being changed; the payment is taken up again")


def _mismatched(order: Order, session: Session) -> bool:
    other_session = order.session_id not in {None, session.id}
    return other_session or (session.amount, session.currency) != (order.total, order.currency)


def _paid(order: Order, session: Session, now: datetime) -> Order:
    """Raises OutOfStock for a hold that was half taken and cannot be whole, Refused for rivals."""
    holding.take_rest(order.id)
    paid = replace(
        order,
        status=orders.PAID,
        payment_status=orders.PAID,
        session_id=session.id,
        payment_intent=session.payment_intent,
        paid_at=now,
        refundable=order.total,
    )
    facts: list[Fact] = [_placed(paid, now), *_agreed(paid, now)]
    transact(
        [
            orders_table.replace_order(paid, order),
            stock.sell_hold(order.id),
            ledger.post(ledger.payment(order, session.id, now)),
            *(outbox.told(orders_table.name(), orders_table.pk(order.id), one) for one in facts),
        ]
    )
    count("OrdersPaid")
    earned("Revenue", order.total, order.currency)
    return replace(paid, version=order.version + 1)


def _reopened(order: Order, session: Session, now: datetime) -> Order:
    """An expired order with its units taken again, unless its payment went back already.

    Raises OutOfStock or Refused.
    """
    not_repaid = ledger.not_entered(order.id, "unearned", session.id, "not_repaid")
    units = orders.units_by_sku(order)
    shards = stock.read_shards(units)
    first = {sku: found[0] for sku, found in shards.items()}
    takes = holding.plan(order.id, units, first)
    reopened = replace(order, status=orders.PENDING, hold_until=now + HOLD_FOR)
    again = [orders_table.replace_order(reopened, order), not_repaid]
    holding.take_first(order.id, takes, now, again)
    return replace(reopened, version=order.version + 1)


def _repay(order: Order, session: Session, reason: str, gateway: Gateway, now: datetime) -> Order:
    """Record money that no order stands for, and send it back. Entered once for each session."""
    if session.payment_intent is None:
        return order
    if order.status == orders.PENDING and order.session_id in {None, session.id}:
        # the hold can never be whole: nothing of it may stay taken
        order = ending.end(order, orders.CANCELLED, reason, now)
    made = Refund(
        id=ids.derived_id("ref", order.created_at, session.id),
        order_id=order.id,
        amount=session.amount,
        currency=session.currency,
        payment_intent=session.payment_intent,
        reason=reason,
        lines=(),
        restock=False,
        repayment=True,
        state=REQUESTED,
        at=now,
    )
    posting = ledger.unearned(order.id, session.amount, session.currency, session.id, now)
    try:
        transact([ledger.post(posting), refunds_table.put_new(made)])
        count("PaymentsRepaid", reason=reason)
    except Refused:
        made = refunds_table.read(order.id, made.id) or made
    refunds.perform(made, gateway, now)
    return orders_table.read(order.id) or order


def _placed(order: Order, now: datetime) -> OrderPlaced:
    return OrderPlaced.of(
        now,
        order_id=order.id,
        number=order.number,
        cart_id=order.cart_id,
        private=order.private,
        currency=order.currency,
        lines=[
            Line(
                line_id=line.line_id,
                sku=line.sku,
                title=line.title,
                quantity=line.quantity,
                unit_amount=line.unit_amount,
                total=line.total,
            )
            for line in order.lines
        ],
        subtotal=order.subtotal,
        shipping=order.shipping,
        shipping_name=order.shipping_name,
        tax=order.tax,
        tax_included=order.tax_included,
        total=order.total,
        marketing=bool(order.marketing_text),
    )


def _agreed(order: Order, now: datetime) -> list[MarketingAgreed]:
    """That the buyer wants letters: told once they have paid.

    An address is only typed at the checkout. Until somebody pays, anybody could type anybody's, any
    number of times and for nothing; and a buyer who begins anew answers anew.
    """
    if not order.marketing_text or not order.private:
        return []
    subject, key_id = people.sealed_under(order.private)
    return [
        MarketingAgreed.of(
            now,
            order_id=order.id,
            subject=subject,
            key_id=key_id,
            text_version=order.marketing_text,
            agreed_at=order.created_at,
        )
    ]
