"""Refunds beside their order.

| pattern | key | index | units |
|---|---|---|---|
| a refund | pk = ORDER#<id>, sk = REFUND#<refund id> | | 1 read |
| an order's refunds | pk = ORDER#<id>, sk begins REFUND# | | 1 read per 4 KB |
| unfinished ones | gsi2pk = DUE, gsi2sk = <due>#<refund id> | gsi2 | ½ read each |

States: requested (set aside, Stripe not heard yet), succeeded (the money has left), failed.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Write

from checkout import orders_table
from checkout.orders import LineRefund

REQUESTED, SUCCEEDED, FAILED = "requested", "succeeded", "failed"

#: A request that was not finished by then is taken up by the sweeper.
FINISH_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True)
class Refund:
    """`amount` minor units of `payment_intent`; a `repayment` when no order stood for it."""

    id: str
    order_id: str
    amount: int
    currency: str
    payment_intent: str
    reason: str
    lines: tuple[LineRefund, ...]
    restock: bool
    repayment: bool
    state: str
    at: datetime
    by: str = ""
    stripe_id: str | None = None
    #: it calls the order off: should it fail, the order stands again
    ends: bool = False


def key(order_id: str, refund_id: str) -> Item:
    return {"pk": orders_table.pk(order_id), "sk": f"REFUND#{refund_id}"}


def put_new(refund: Refund) -> Write:
    due = clock.text(refund.at + FINISH_WITHIN)
    item = (
        key(refund.order_id, refund.id)
        | asdict(refund)
        | {
            "at": clock.text(refund.at),
            "gsi2pk": "DUE",
            "gsi2sk": f"{due}#{refund.id}",
        }
    )
    return table.put(orders_table.name(), item, only_if=IS_NEW, condition="refund_is_new")


def put_done(refund: Refund) -> Write:
    """A refund that was made elsewhere, with nothing left to do."""
    item = key(refund.order_id, refund.id) | asdict(refund) | {"at": clock.text(refund.at)}
    return table.put(orders_table.name(), item, only_if=IS_NEW, condition="refund_is_new")


def move(refund: Refund, state: str, stripe_id: str | None) -> Write:
    """From the state it was read in to `state`: nothing is left to do about it."""
    return table.update(
        orders_table.name(),
        key(refund.order_id, refund.id),
        "SET #state = :next, stripe_id = :stripe REMOVE gsi2pk, gsi2sk",
        {":next": state, ":before": refund.state, ":stripe": stripe_id},
        only_if="#state = :before",
        condition="refund_is_as_read",
        names={"#state": "state"},
    )


def from_item(item: Item) -> Refund:
    values = {field: item[field] for field in Refund.__dataclass_fields__}
    values["at"] = clock.parse(values["at"])
    values["lines"] = tuple(LineRefund(**line) for line in values["lines"])
    return Refund(**values)


def read(order_id: str, refund_id: str) -> Refund | None:
    item = table.get(orders_table.name(), key(order_id, refund_id))
    return from_item(item) if item else None


def list_of(order_id: str) -> list[Refund]:
    items = table.query_all(
        orders_table.name(), orders_table.pk(order_id), begins="REFUND#", consistent=True
    )
    return [from_item(item) for item in items]
