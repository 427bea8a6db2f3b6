"""Orders in the table.

| pattern | key | index | units |
|---|---|---|---|
| an order | pk = ORDER#<id>, sk = ORDER | | 1 read per 4 KB |
| an order with history, ledger, refunds | pk = ORDER#<id> | | 1 read per 4 KB |
| by number | pk = NUMBER#<number>, sk = NUMBER, then the order | | 2 reads |
| by e-mail, newest first | gsi1pk = EMAIL#<sha256> (on NUMBER items) | gsi1 | ½ read each |
| by status, newest first | gsi1pk = STATUS#<status>, gsi1sk = <created>#<id> | gsi1 | ½ read each |
| due (unpaid orders, unfinished refunds) | gsi2pk = DUE, gsi2sk = <due>#<id> | gsi2 | ½ read each |
| what a checkout's key made | pk = CHECKOUT#<sha256>, sk = CHECKOUT | | 1 read |
"""

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from shopkit import clock, ids, table
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.table import IS_NEW, Write

from checkout.orders import PENDING, Address, Order, OrderLine, TaxPart

#: The mark of a checkout's key outlives the 24 hours that the key's answer is kept.
CLAIM_FOR = timedelta(hours=48)

#: A write that finds the order changed reads it again, this often.
TRIES = 8

_TIMES = ("created_at", "pay_by", "hold_until", "paid_at")


def name() -> str:
    return settings().table("checkout")


def pk(order_id: str) -> str:
    return f"ORDER#{order_id}"


def key(order_id: str) -> Item:
    return {"pk": pk(order_id), "sk": "ORDER"}


def to_item(order: Order) -> Item:
    item: dict[str, Any] = key(order.id) | asdict(order)
    for field in _TIMES:
        value = item[field]
        item[field] = clock.text(value) if value else None
    item["gsi1pk"] = f"STATUS#{order.status}"
    item["gsi1sk"] = f"{item['created_at']}#{order.id}"
    if order.status == PENDING or order.unfreed:
        item |= {"gsi2pk": "DUE", "gsi2sk": f"{item['hold_until']}#{order.id}"}
    return item


def written(order: Order) -> bytes:
    """The order as JSON: about the bytes that its item takes."""
    return json.dumps(to_item(order), ensure_ascii=False).encode()


def from_item(item: Item) -> Order:
    values = {field: item[field] for field in Order.__dataclass_fields__}
    for field in _TIMES:
        values[field] = clock.parse(values[field]) if values[field] else None
    values["lines"] = tuple(
        OrderLine(**(line | {"why": tuple(line["why"])})) for line in values["lines"]
    )
    values["taxes"] = tuple(TaxPart(**part) for part in values["taxes"])
    values["shipping_address"] = Address(**values["shipping_address"])
    values["billing_address"] = Address(**values["billing_address"])
    return Order(**values)


def put_new(order: Order) -> list[Write]:
    """The order, and its number, which nobody else may have."""
    number = {
        "pk": f"NUMBER#{order.number}",
        "sk": "NUMBER",
        "order_id": order.id,
        "gsi1pk": f"EMAIL#{email_key(order.email)}",
        "gsi1sk": f"{clock.text(order.created_at)}#{order.id}",
    }
    return [
        table.put(name(), to_item(order), only_if=IS_NEW, condition="order_is_new"),
        table.put(name(), number, only_if=IS_NEW, condition="number_is_new"),
    ]


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


def claim(claim_key: str, order_id: str, now: datetime) -> Write:
    """Beside the order: the same checkout, sent again, finds it instead of making another."""
    item = _claim_key(claim_key) | {
        "order_id": order_id,
        "expires_at": int((now + CLAIM_FOR).timestamp()),
    }
    return table.put(name(), item, only_if=IS_NEW, condition="checkout_is_new")


def claimed(claim_key: str) -> str | None:
    item = table.get(name(), _claim_key(claim_key))
    return item["order_id"] if item else None


def _claim_key(claim_key: str) -> Item:
    return {"pk": f"CHECKOUT#{ids.fingerprint(claim_key)}", "sk": "CHECKOUT"}


def email_key(email: str) -> str:
    return ids.fingerprint(email.strip().lower())


def read(order_id: str) -> Order | None:
    item = table.get(name(), key(order_id))
    return from_item(item) if item else None


def read_whole(order_id: str) -> list[Item]:
    """Everything in the order's partition: the order, its facts, postings and refunds."""
    return table.query_all(name(), pk(order_id), consistent=True)


def id_of_number(number: str) -> str | None:
    item = table.get(name(), {"pk": f"NUMBER#{number}", "sk": "NUMBER"})
    return item["order_id"] if item else None


def ids_of_email(email: str, limit: int, start: Item | None) -> tuple[list[str], Item | None]:
    page = table.query(
        name(), f"EMAIL#{email_key(email)}", index="gsi1", limit=limit, start=start, backwards=True
    )
    return [item["order_id"] for item in page.items], page.next_key


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
