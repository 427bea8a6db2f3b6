"""Ending orders that nobody paid: the session first, then the units.

No session that could still be paid outlives its hold: `release` expires it at the provider before
anything is freed, and where the provider says that it was paid, the order is paid.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from shopkit.table import Refused

from checkout import ending, orders_table, paying
from checkout.orders import Order
from checkout.payments import Gateway, Session

#: Money that is on its way (a bank debit) takes days: the hold waits, and Stripe is asked each day.
ON_ITS_WAY = timedelta(days=1)


def release(order: Order, gateway: Gateway, now: datetime, status: str, reason: str = "") -> Order:
    """End an unpaid order as `status` (expired or cancelled); answers it as it stands then.

    It stands paid when it was paid meanwhile, and pending when its money is on its way.
    """
    session = _ended_session(order, gateway)
    if session is not None and session.paid:
        return paying.settle(order, session, gateway, now)
    if session is not None and session.processing:
        return wait_for(order, now)
    return ending.end(order, status, reason, now)


def _ended_session(order: Order, gateway: Gateway) -> Session | None:
    """The order's session, which can be paid no more; None when there never was one."""
    session = gateway.read(order.session_id) if order.session_id else gateway.find(order)
    return gateway.expire(session.id) if session is not None and session.open else session


def wait_for(order: Order, now: datetime) -> Order:
    """Keep the units of an order whose money is on its way."""
    waiting = replace(order, hold_until=now + ON_ITS_WAY)
    try:
        orders_table.save(waiting, order)
    except Refused:
        return orders_table.read(order.id) or order
    return waiting
