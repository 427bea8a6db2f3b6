"""A buyer's bank draws a payment back, or gives it back: the order says so, the books follow.

As with every webhook, the event is only a reason to read the dispute at Stripe: what has left the
balance for it by now, less what the books have of it, is entered.
"""

from dataclasses import replace
from datetime import datetime

from shopkit import outbox
from shopkit.errors import Unavailable
from shopkit.events import PaymentDisputed
from shopkit.table import Refused, Write, transact

from checkout import ledger, orders, orders_table
from checkout.orders import Order
from checkout.payments import Dispute, Gateway


def follow(dispute_id: str, gateway: Gateway, now: datetime) -> None:
    """Bring a dispute into the books, any number of times.

    Raises Unavailable when its payment is not entered yet: Stripe tells it again.
    """
    dispute = gateway.read_dispute(dispute_id)
    if dispute is None or dispute.payment_intent is None:
        return
    order_id = gateway.order_of_payment(dispute.payment_intent)
    for _ in range(orders_table.TRIES):
        order = orders_table.read(order_id) if order_id else None
        if order is None:
            return
        if order.status == orders.PENDING:
            raise Unavailable("The payment is not entered yet")
        writes = _writes(dispute, order, now)
        if not writes:
            return
        try:
            transact(writes)
        except Refused:
            continue
        return
    raise Unavailable("The order is being changed")


def _writes(dispute: Dispute, order: Order, now: datetime) -> list[Write]:
    """What is not entered yet of the dispute: its mark on the order, and its money."""
    entered = [p for p in ledger.booked(order.id) if p.kind == "dispute"]
    mine = [p for p in entered if p.reference.split("#")[0] == dispute.id]
    more = dispute.drawn - sum(posting.entries[ledger.IN_DISPUTE] for posting in mine)
    told = order.payment_status == orders.DISPUTED or bool(mine)
    if not more and told:
        return []
    given_back = dispute.drawn == 0 and bool(mine)
    marked = replace(order, payment_status=orders.PAID if given_back else orders.DISPUTED)
    if given_back:
        marked = replace(marked, payment_status=orders.payment_status(marked))
    writes = [orders_table.replace_order(marked, order)]
    if more:
        # each movement of a dispute has a number, so that each is entered once
        reference = f"{dispute.id}#{len(mine)}"
        writes.append(ledger.post(ledger.dispute(order, more, reference, now)))
    if not told:
        fact = PaymentDisputed.of(
            now, order_id=order.id, number=order.number, amount=dispute.amount,
            currency=order.currency,
        )  # fmt: skip
        writes.append(outbox.told(orders_table.name(), orders_table.pk(order.id), fact))
    return writes
