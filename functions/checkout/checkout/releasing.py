"""Ending orders that nobody paid: the session first, then the units.

No session that could still be paid outlives its hold: `release` expires it at the provider before
anything is freed, and where the provider says that it was paid, the order is paid. `sweep` does so
every minute for all that is due, and finishes refunds that stopped half way.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from shopkit.marshal import Item
from shopkit.observability import count, logger
from shopkit.table import Refused

from checkout import ending, orders, orders_table, paying, refunds, refunds_table
from checkout.orders import Order
from checkout.payments import Gateway, Session

#: Orders and refunds of one run; the next run is a minute away.
AT_ONCE = 200

#: Money that is on its way (a bank debit) takes days: the hold waits, and Stripe is asked each day.
ON_ITS_WAY = timedelta(days=1)

#: What could not be done is tried again then, and lets the rest pass meanwhile.
TRY_AGAIN = timedelta(minutes=5)


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


def sweep(
    provider: Callable[[], Gateway], now: datetime, still_time: Callable[[], bool] = lambda: True
) -> int:
    """End what is due; answers how many. What fails is logged, and tried some minutes later.

    The provider is asked for when something is due: most minutes nothing is, and loading its
    package takes longer than looking.
    """
    done = 0
    for item in orders_table.due(now, AT_ONCE):
        if not still_time():
            break
        try:
            _one(item, provider(), now)
        except Exception:
            logger().exception("not released", extra={"key": item["sk"].split("#")[0]})
            count("ReleaseFailed")
            _postpone(item, now)
        else:
            done += 1
    return done


def _postpone(item: Item, now: datetime) -> None:
    try:
        orders_table.postpone(item, now + TRY_AGAIN)
    except Refused:
        return


def _one(item: Item, gateway: Gateway, now: datetime) -> None:
    if item["sk"] != "ORDER":
        refunds.perform(refunds_table.from_item(item), gateway, now)
        return
    # the index may lag: the order itself decides
    order = orders_table.read(item["id"])
    if order is None:
        return
    if order.status == orders.PENDING and order.hold_until <= now:
        release(order, gateway, now, orders.EXPIRED)
    else:
        ending.finish(order)
