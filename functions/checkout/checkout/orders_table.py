"""Orders in the table.

| pattern | key | index | units |
|---|---|---|---|
| an order | pk = ORDER#<id>, sk = ORDER | | 1 read per 4 KB |
| an order with history, ledger, refunds | pk = ORDER#<id> | | 1 read per 4 KB |
| by status, newest first | gsi1pk = STATUS#<status>, gsi1sk = <created>#<id> | gsi1 | ½ read each |
| due (also refunds, erasures) | gsi2pk = DUE, gsi2sk = <due>#<id> | gsi2 | ½ read each |
| a cart's latest order | pk = CART#<id>, sk = CHECKOUT | | 1 read |

Numbers, and whose an order is: numbers_table.py. What stands due beside orders: refunds_table.py,
erasures_table.py.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pydantic_core import from_json, to_json
from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.table import IS_NEW, Write

from checkout import old_orders
from checkout.orders import PENDING, Order, OrderLine, TaxPart

#: As long as a cart lives after its last edit, and a day.
CLAIM_FOR = timedelta(days=31)

#: A write that finds the order changed reads it again, this often.
TRIES = 8

_TIMES = ("created_at", "pay_by", "hold_until", "paid_at")
#: What conditions and single updates look at; the rest is one JSON text, which costs a third of the
#: bytes and of the time that as many attributes would.
_APART = ("id", "status", "unfreed", "version")


@dataclass(frozen=True)
class Claim:
    """The latest order of a cart, and the hash of the Idempotency-Key that it was made with."""

    order_id: str
    key: str | None


def name() -> str:
    return settings().table("checkout")


def pk(order_id: str) -> str:
    return f"ORDER#{order_id}"


def key(order_id: str) -> Item:
    return {"pk": pk(order_id), "sk": "ORDER"}


def to_item(order: Order) -> Item:
    values = dict(vars(order))
    values |= {field: clock.text(values[field]) if values[field] else None for field in _TIMES}
    apart = {field: values.pop(field) for field in _APART}
    item: dict[str, Any] = key(order.id) | apart | {"order": to_json(values).decode()}
    item["gsi1pk"] = f"STATUS#{order.status}"
    item["gsi1sk"] = f"{values['created_at']}#{order.id}"
    if order.status == PENDING or order.unfreed:
        item |= {"gsi2pk": "DUE", "gsi2sk": f"{values['hold_until']}#{order.id}"}
    return item


def written(order: Order) -> bytes:
    """The order as JSON: about the bytes that its item takes."""
    return json.dumps(to_item(order), ensure_ascii=False).encode()


def from_item(item: Item) -> Order:
    values: dict[str, Any] = from_json(item["order"])
    if "private" not in values:
        values = old_orders.sealed(values, item["id"])
    # a tick of before ticks were kept with their text: nobody can say what was agreed to
    values.pop("marketing_consent", None)
    values |= {field: item[field] for field in _APART}
    values |= {field: clock.parse(at) if (at := values[field]) else None for field in _TIMES}
    values["lines"] = tuple(
        OrderLine(**(line | {"why": tuple(line["why"])})) for line in values["lines"]
    )
    values["taxes"] = tuple(TaxPart(**part) for part in values["taxes"])
    return Order(**values)


def put_new(order: Order) -> Write:
    return table.put(name(), to_item(order), only_if=IS_NEW, condition="order_is_new")


def replace_order(order: Order, before: Order) -> Write:
    """The order as it is now, if it still is as it was read: one version on."""
    after = replace(order, version=before.version + 1)
    return table.put(
        name(),
        to_item(after),
        only_if="version = :before",
        condition="order_is_as_read",
        values={":before": before.version},
    )


def freed(order: Order) -> None:
    """Take an ended order out of what is due: its units are all free."""
    table.write(
        table.update(
            name(), key(order.id), "SET unfreed = :no REMOVE gsi2pk, gsi2sk",
            {":no": False, ":pending": PENDING},
            only_if="#status <> :pending", condition="order_is_ended", names={"#status": "status"},
        )
    )  # fmt: skip


def claim_key(cart_id: str) -> Item:
    return {"pk": f"CART#{cart_id}", "sk": "CHECKOUT"}


def claim(order: Order, key_hash: str | None, before: Claim | None, now: datetime) -> Write:
    """Beside the order: the cart is its alone, and whoever has the key finds it again."""
    item = claim_key(order.cart_id) | {
        "order_id": order.id,
        "key": key_hash,
        "expires_at": int((now + CLAIM_FOR).timestamp()),
    }
    return table.put(
        name(),
        item,
        only_if=IS_NEW if before is None else "order_id = :before",
        condition="cart_is_as_read",
        values={":before": before.order_id} if before else None,
    )


def claim_of(items: Sequence[Item], cart_id: str) -> Claim | None:
    """The claim on the cart among `items`."""
    for item in items:
        if item["pk"] == f"CART#{cart_id}":
            return Claim(item["order_id"], item.get("key"))
    return None


def read(order_id: str) -> Order | None:
    item = table.get(name(), key(order_id))
    return from_item(item) if item else None


def read_whole(order_id: str) -> list[Item]:
    """Everything in the order's partition: the order, its facts, postings and refunds."""
    return table.query_all(name(), pk(order_id), consistent=True)


def read_many(order_ids: list[str]) -> list[Order]:
    """Those that exist, in the order asked for."""
    items = table.get_many({name(): [key(order_id) for order_id in order_ids]})[name()]
    found = {item["id"]: from_item(item) for item in items}
    return [found[order_id] for order_id in order_ids if order_id in found]


def list_status(status: str, limit: int, start: Item | None) -> tuple[list[Order], Item | None]:
    page = table.query(
        name(), f"STATUS#{status}", index="gsi1", limit=limit, start=start, backwards=True
    )
    return [from_item(item) for item in page.items], page.next_key


def due(now: datetime, limit: int) -> list[Item]:
    """Keys of what is due at `now`, longest overdue first: items whose sk is ORDER or REFUND#…"""
    page = table.query(name(), "DUE", index="gsi2", up_to=f"{clock.text(now)}~", limit=limit)
    return page.items


def save(order: Order, before: Order) -> None:
    """`replace_order` by itself. Raises Refused when the order is another by now."""
    table.write(replace_order(order, before))


def postpone(item: Item, until: datetime) -> None:
    """Let something due wait until then, so that what cannot be done does not stop the rest."""
    where = {"pk": item["pk"], "sk": item["sk"]}
    tail = item["gsi2sk"].rsplit("#", 1)[1]
    table.write(
        table.update(
            name(), where, "SET gsi2sk = :due",
            {":due": f"{clock.text(until)}#{tail}", ":before": item["gsi2sk"]},
            only_if="gsi2sk = :before", condition="still_due",
        )
    )  # fmt: skip
