"""Numbers of orders in the table, and whose the orders are.

| pattern | key | index | units |
|---|---|---|---|
| an order's id by its number | pk = NUMBER#<number>, sk = NUMBER | | 1 read |
| by e-mail, newest first | gsi1pk = EMAIL#<eml_…>, gsi1sk = <created>#<id> | gsi1 | ½ read each |
| a buyer's own, newest first | gsi2pk = BUYER#<subject>, gsi2sk = as above | gsi2 | ½ read each |
| forget whose it is | update NUMBER, put the order | | 4 writes |

A number names nobody in clear, but by subjects (shopkit/people.py), which the shop alone can tell
from an address: `EMAIL#` by the address in the order, for staff who look it up; `BUYER#` by whose
key sealed it, which is the account for an order made signed in. Both go when nobody is to know any
more whose the order is.
"""

from collections.abc import Sequence
from dataclasses import replace

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Write

from checkout import orders_table
from checkout.orders import Order


def key(number: str) -> Item:
    return {"pk": f"NUMBER#{number}", "sk": "NUMBER"}


def put_new(order: Order, address: str) -> Write:
    """The order's number, which nobody else may have; `address` is its e-mail's subject."""
    at = f"{clock.text(order.created_at)}#{order.id}"
    number = key(order.number) | {
        "order_id": order.id,
        "gsi1pk": f"EMAIL#{address}",
        "gsi1sk": at,
        "gsi2pk": f"BUYER#{order.subject}",
        "gsi2sk": at,
    }
    return table.put(orders_table.name(), number, only_if=IS_NEW, condition="number_is_new")


def id_of_number(number: str) -> str | None:
    item = table.get(orders_table.name(), key(number))
    return item["order_id"] if item else None


def ids_of_email(address: str, limit: int, start: Item | None) -> tuple[list[str], Item | None]:
    """Orders with the e-mail address of this subject, whoever made them."""
    page = table.query(
        orders_table.name(),
        f"EMAIL#{address}",
        index="gsi1",
        limit=limit,
        start=start,
        backwards=True,
    )
    return [item["order_id"] for item in page.items], page.next_key


def ids_of_buyers(subjects: Sequence[str], limit: int, before: str) -> tuple[list[str], str]:
    """Orders of all `subjects` together, newest first, and where to go on ("": that was all).

    `before` is where the last page ended, "" for the first: `<created>#<id>`, as all are sorted by.
    """
    found: list[tuple[str, str]] = []
    for subject in subjects:
        page = table.query(
            orders_table.name(),
            f"BUYER#{subject}",
            index="gsi2",
            up_to=before or "~",
            # one that ended the last page, and one that tells whether there is another
            limit=limit + 2,
            backwards=True,
        )
        found += [(item["gsi2sk"], item["order_id"]) for item in page.items]
    found = sorted({one for one in found if one[0] != before}, reverse=True)
    shown, more = found[:limit], len(found) > limit
    return [order_id for _, order_id in shown], shown[-1][0] if more else ""


def forget_buyer(order: Order) -> Order:
    """Nothing in the order, nor in an index, tells any more whose it is; answers it so.

    Raises Refused when the order is another by now.
    """
    forgotten = replace(order, private="", version=order.version + 1)
    by_whom = table.update(
        orders_table.name(), key(order.number), "REMOVE gsi1pk, gsi1sk, gsi2pk, gsi2sk"
    )
    table.transact([orders_table.replace_order(forgotten, order), by_whom])
    return forgotten
