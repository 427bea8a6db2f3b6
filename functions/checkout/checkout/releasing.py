"""Ending orders that nobody paid: the session first, then the units.

No session that could still be paid outlives its hold: `release` expires it at the provider before
anything is freed, and where the provider says that it was paid, the order is paid. `sweep` does so
every minute for all that is due, and finishes refunds that stopped half way.
"""

from collections.abc import Callable
from datetime import datetime

from shopkit.marshal import Item
from shopkit.observability import count, logger

from checkout import ending, orders, orders_table, paying, refunds, refunds_table
from checkout.order_links import cancel_url, order_url
from checkout.orders import Order
from checkout.payments import Gateway, Session, SessionTooLate

#: Orders and refunds of one run; the next run is a minute away.
AT_ONCE = 200


def release(order: Order, gateway: Gateway, now: datetime, status: str, reason: str = "") -> Order:
    """End an unpaid order as `status` (expired or cancelled); answers it as it stands then."""
    session = _ended_session(order, gateway)
    if session is not None and session.paid:
        return paying.settle(order, session, gateway, now)
    return ending.end(order, status, reason, now)


def _ended_session(order: Order, gateway: Gateway) -> Session | None:
    """The order's session, which can be paid no more; None when there never was one."""
    if order.session_id:
        return gateway.expire(order.session_id)
    # opened, perhaps, by a call whose answer nobody heard: the same key finds it
    try:
        session = gateway.open(order, order_url(order.id), cancel_url())
    except SessionTooLate:
        return None
    return gateway.expire(session.id)


def sweep(gateway: Gateway, now: datetime, still_time: Callable[[], bool] = lambda: True) -> int:
    """End what is due; answers how many. What fails is logged, and tried a minute later."""
    done = 0
    for item in orders_table.due(now, AT_ONCE):
        if not still_time():
            break
        try:
            _one(item, gateway, now)
        except Exception:
            logger().exception("not released", extra={"key": item["sk"].split("#")[0]})
            count("ReleaseFailed")
        else:
            done += 1
    return done


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
