"""Whose an order was is forgotten when its time is over: the order stays, for the books, nobody's.

| pattern | key | index | units |
|---|---|---|---|
| orders of a status, oldest first (walking.py) | gsi1pk = STATUS#<status> | gsi1 | ½ read a 4 KB |
| how far a walk has come | pk = FORGETTING, sk = <rule>#<status> | | 1 read |
| take a fact's reader out of an order's history | update sk = EVENT#… | | 1 write a KB |

Two rules: an order that nobody paid is kept for a while, one that was paid as long as the law of
taxes wants (shopkit/retention.py). Each walks the orders of a status by their age (walking.py), up
to the day that its period ends at. An order that changes its status is as old as before, and each
rule comes to one day in all statuses, so none slips through between two of them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import table
from shopkit.errors import Unavailable
from shopkit.observability import count
from shopkit.retention import periods
from shopkit.table import Refused

from checkout import numbers_table, orders_table, walking
from checkout.orders import CANCELLED, DELIVERED, EXPIRED, PAID, PROCESSING, SHIPPED, Order

#: What facts say of whom they are about, today's and those of version 1.
OF_A_PERSON = ("private", "subject", "key_id", "email", "name", "address")


@dataclass(frozen=True)
class Rule:
    """`paid`: it is about orders that were paid; otherwise about the others."""

    name: str
    paid: bool
    statuses: Sequence[str]

    def is_about(self, order: Order) -> bool:
        return bool(order.private) and (order.paid_at is not None) == self.paid

    def period(self) -> timedelta:
        return periods().of(self.name)


RULES = (
    Rule("unpaid_orders", paid=False, statuses=(EXPIRED, CANCELLED)),
    Rule("paid_orders", paid=True, statuses=(PAID, CANCELLED, PROCESSING, SHIPPED, DELIVERED)),
)


def forget_old(now: datetime, still_time: Callable[[], bool]) -> int:
    """Do what is due, as far as there is time; answers of how many orders it was forgotten."""
    return sum(_walk(rule, status, now, still_time) for rule in RULES for status in rule.statuses)


def forget(order: Order) -> None:
    """Nothing of the order tells any more whose it was: first its history, then the order."""
    clear_history(order.id)
    for _ in range(orders_table.TRIES):
        if not order.private:
            return
        try:
            numbers_table.forget_buyer(order)
        except Refused:
            order = orders_table.read(order.id) or order
        else:
            return
    raise Unavailable("The order is being changed; try again")


def clear_history(order_id: str) -> None:
    """Take out of the order's facts whom they were about."""
    for item in table.query_all(orders_table.name(), orders_table.pk(order_id), begins="EVENT#"):
        told = json.loads(item["data"])
        kept = {name: value for name, value in told.items() if name not in OF_A_PERSON}
        if kept != told:
            table.write(
                table.update(
                    orders_table.name(),
                    {"pk": item["pk"], "sk": item["sk"]},
                    "SET #data = :kept",
                    {":kept": json.dumps(kept, ensure_ascii=False, separators=(",", ":"))},
                    names={"#data": "data"},
                )
            )


def _walk(rule: Rule, status: str, now: datetime, still_time: Callable[[], bool]) -> int:
    place = {"pk": "FORGETTING", "sk": f"{rule.name}#{status}"}
    done = 0
    for item in walking.orders_up_to(now - rule.period(), status, place, still_time):
        order = orders_table.from_item(item)
        if rule.is_about(order):
            # the index may be behind
            forget(orders_table.read(order.id) or order)
            done += 1
    if done:
        count("BuyersForgotten", done)
    return done
