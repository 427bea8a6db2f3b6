"""A buyer's bank draws a payment back: the order says so, and the books follow the money."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from shopkit import outbox
from shopkit.errors import Unavailable
from shopkit.events import PaymentDisputed
from shopkit.table import Refused, transact

from checkout import ledger, orders, orders_table
from checkout.payments import Gateway


def opened(thing: dict[str, Any], gateway: Gateway, now: datetime) -> None:
    """Enter a dispute once. `thing` is Stripe's dispute; the payment says whose order it is."""
    order_id = gateway.order_of_payment(thing.get("payment_intent") or "")
    for _ in range(orders_table.TRIES):
        order = orders_table.read(order_id) if order_id else None
        if order is None or order.paid_at is None:
            return
        drawn = -sum(entry["amount"] for entry in thing.get("balance_transactions") or [])
        fact = PaymentDisputed.of(
            now, order_id=order.id, number=order.number, amount=thing["amount"],
            currency=order.currency,
        )  # fmt: skip
        marked = replace(order, payment_status=orders.DISPUTED)
        posting = ledger.dispute(order, drawn, thing["id"], now)
        try:
            transact(
                [
                    orders_table.replace_order(marked, order),
                    ledger.post(posting),
                    outbox.told(orders_table.name(), orders_table.pk(order.id), fact),
                ]
            )
        except Refused as refused:
            if "posting_is_new" in refused.failed:
                return
            continue
        return
    raise Unavailable("The order is being changed")
