"""Orders from before personal data were sealed, brought into today's shape for good: once.

| pattern | key | index | units |
|---|---|---|---|
| orders of a status, oldest first (walking.py) | gsi1pk = STATUS#<status> | gsi1 | ½ read a 4 KB |
| how far it has come | pk = SEALING, sk = <status> | | 1 read |
| seal an order, its number and its facts | put ORDER, update NUMBER and EVENT#… | | 2 writes a KB |

old_orders.py reads an old order as one of today's, which is enough to show it. It is not enough to
erase its buyer: the order names them in clear until it is written again, its facts for ever, and no
index leads from a person to it. So the daily schedule walks all orders that there are when it first
runs, and afterwards reads in one place that there is nothing to do. Who is to be erased before that
is not passed over: their erasure goes on with the walk, and waits for its end (erasing.py).
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.observability import count
from shopkit.table import Refused, Write

from checkout import numbers_table, orders_table, walking
from checkout.orders import CANCELLED, DELIVERED, EXPIRED, PAID, PENDING, PROCESSING, SHIPPED, Order

STATUSES = (PENDING, PAID, PROCESSING, SHIPPED, DELIVERED, EXPIRED, CANCELLED)
_IN_CLEAR = ("email", "name", "address")
_ALL = "ALL"


def seal_all(now: datetime, still_time: Callable[[], bool]) -> int:
    """Go on as far as there is time; answers how many orders were sealed."""
    if is_done():
        return 0
    done = 0
    for status in STATUSES:
        found = walking.orders_up_to(now, status, _place(status), still_time)
        done += sum(seal(item["id"]) for item in found)
        if not still_time():
            return done
    walking.reach(_place(_ALL), "done")
    if done:
        count("OldOrdersSealed", done)
    return done


def is_done() -> bool:
    """Whether the walk has come to its end: no order is of the old shape any more."""
    return walking.reached(_place(_ALL)) == "done"


def seal(order_id: str) -> bool:
    """Whether the order was of the old shape; it is of today's afterwards."""
    for _ in range(orders_table.TRIES):
        items = {item["sk"]: item for item in orders_table.read_whole(order_id)}
        order = orders_table.from_item(items["ORDER"])
        number = table.get(orders_table.name(), numbers_table.key(order.number)) or {}
        facts = [write for item in items.values() if (write := _fact_sealed(item, order))]
        if not facts and (not order.private or "gsi2pk" in number):
            return False
        try:
            table.transact([*_order_sealed(order), *facts])
        except Refused:
            continue
        return True
    return False


def _order_sealed(order: Order) -> list[Write]:
    if not order.private:
        return []
    at = f"{clock.text(order.created_at)}#{order.id}"
    # a guest's: who has an account now had none then
    named = table.update(
        orders_table.name(),
        numbers_table.key(order.number),
        "SET gsi1pk = :email, gsi1sk = :at, gsi2pk = :buyer, gsi2sk = :at",
        {":email": f"EMAIL#{order.subject}", ":buyer": f"BUYER#{order.subject}", ":at": at},
    )
    return [orders_table.replace_order(order, order), named]


def _fact_sealed(item: Item, order: Order) -> Write | None:
    """The fact without what it says in clear, and with whom the order is for as it is sealed."""
    told: dict[str, Any] = json.loads(item["data"]) if item["sk"].startswith("EVENT#") else {}
    if not any(told.get(name) for name in _IN_CLEAR):
        return None
    sealed = {name: value for name, value in told.items() if name not in _IN_CLEAR}
    sealed["private"] = order.private
    return table.update(
        orders_table.name(),
        {"pk": item["pk"], "sk": item["sk"]},
        "SET #data = :sealed",
        {":sealed": json.dumps(sealed, ensure_ascii=False, separators=(",", ":"))},
        names={"#data": "data"},
    )


def _place(name: str) -> Item:
    return {"pk": "SEALING", "sk": name}
