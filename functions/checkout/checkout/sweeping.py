"""Every minute: what is due is done, and what died half way is finished.

Unpaid orders end, refunds that were set aside move their money, what was large is freed to the end,
and people who are to be erased are let go.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from shopkit.marshal import Item
from shopkit.observability import count, logger
from shopkit.table import Refused

from checkout import (
    ending,
    erasing,
    erasures_table,
    orders,
    orders_table,
    refunds,
    refunds_table,
    releasing,
)
from checkout.payments import Gateway

#: Things of one run; the next run is a minute away.
AT_ONCE = 200

#: What could not be done is tried again then, and lets the rest pass meanwhile.
TRY_AGAIN = timedelta(minutes=5)

Provider = Callable[[], Gateway]


def sweep(provider: Provider, now: datetime, still_time: Callable[[], bool] = lambda: True) -> int:
    """Do what is due; answers how many. What fails is logged, and tried some minutes later.

    The provider is asked for when something is due: most minutes nothing is, and loading its
    package takes longer than looking.
    """
    done = 0
    for item in orders_table.due(now, AT_ONCE):
        if not still_time():
            break
        try:
            _one(item, provider, now)
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


def _one(item: Item, provider: Provider, now: datetime) -> None:
    kind = item["sk"].split("#")[0]
    if kind == "REFUND":
        refunds.perform(refunds_table.from_item(item), provider(), now)
    elif kind == "ORDER":
        _order(item["id"], provider, now)
    else:
        task = erasures_table.read(item["id"], item["sk"])
        if task is not None:
            erasing.perform(task, provider, now)


def _order(order_id: str, provider: Provider, now: datetime) -> None:
    # the index may lag: the order itself decides
    order = orders_table.read(order_id)
    if order is None:
        return
    if order.status == orders.PENDING and order.hold_until <= now:
        releasing.release(order, provider(), now, orders.EXPIRED)
    else:
        ending.finish(order)
