"""Contract: what other capabilities hold of a person, as accounts reads it for a person's copy.

| what | table | read by |
|---|---|---|
| orders of a subject, newest first | checkout | gsi2pk = BUYER#<subject>, then pk = ORDER#<id> |
| an account's wishlists, with their wishes | cart | pk = ACCOUNT#<id> |
| an account's carts, then a cart's lines | cart | gsi1pk = ACCOUNT#<id>; pk = CART#<id> |
| mails to a subject | marketing | gsi2pk = READER#<subject> |
| whether there are any, and the newest order | both | the same, one of them |

Reads by projection and no exchange of facts: docs/adr/0023.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from shopkit import table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.settings import settings

ORDER_IDS = Fields("order_id")
#: Of an order, its facts, postings and refunds.
ORDER_FIELDS = Fields(
    "sk", "id", "status", "order", "type", "at", "reference", "entries", "currency", "amount",
    "reason", "state",
)  # fmt: skip
WISH_FIELDS = Fields("sk", "id", "private", "sku", "title", "choice", "created_at", "any_choice")
CART_IDS = Fields("id")
LINE_FIELDS = Fields("sk", "sku", "title", "choice", "quantity", "unit_amount", "added_at")
MAIL_FIELDS = Fields("kind", "about", "state", "created_at", "sent_at")


@dataclass(frozen=True)
class HeldOrder:
    """An order's item, whose `order` is a JSON text with the sealed `private`, and what is beside
    it in its partition.
    """

    id: str
    order: Item
    beside: tuple[Item, ...]

    @property
    def is_paid_or_open(self) -> bool:
        """Whether it was paid, be it refunded since, or can still be."""
        was_paid = any(item.get("type") == "OrderPlaced" for item in self.beside)
        return was_paid or self.order["status"] not in ("expired", "cancelled")


def orders_of(subject: str) -> Iterator[HeldOrder]:
    name = settings().table("checkout")
    numbers = _all(name, f"BUYER#{subject}", ORDER_IDS)
    for order_id in [number["order_id"] for number in numbers]:
        items = table.query_all(name, f"ORDER#{order_id}", consistent=True, fields=ORDER_FIELDS)
        order = next((item for item in items if item["sk"] == "ORDER"), None)
        if order is not None:
            yield HeldOrder(order_id, order, tuple(item for item in items if item is not order))


@dataclass(frozen=True)
class HeldWishlist:
    """A wishlist's item, its `private` sealed about `wishlist:<id>`, and those of its wishes."""

    id: str
    wishlist: Item
    wishes: tuple[Item, ...]


def wishlists_of(account_id: str) -> list[HeldWishlist]:
    name = settings().table("cart")
    items = table.query_all(name, f"ACCOUNT#{account_id}", consistent=True, fields=WISH_FIELDS)
    return [
        HeldWishlist(
            item["id"],
            item,
            tuple(one for one in items if one["sk"].startswith(f"WISH#{item['id']}#")),
        )
        for item in items
        if item["sk"].startswith("WISHLIST#")
    ]


def carts_of(account_id: str) -> list[list[Item]]:
    """The lines of each cart."""
    name = settings().table("cart")
    carts = table.query_all(
        name, f"ACCOUNT#{account_id}", index="gsi1", begins="CART#", fields=CART_IDS
    )
    return [
        table.query_all(name, f"CART#{cart['id']}", begins="LINE#", fields=LINE_FIELDS)
        for cart in carts
    ]


def mails_to(subject: str) -> list[Item]:
    return _all(settings().table("marketing"), f"READER#{subject}", MAIL_FIELDS)


def newest_order_of(subject: str) -> str | None:
    """The id of the last order that is still the subject's; it tells when that was (ids.moment)."""
    newest = _page(settings().table("checkout"), f"BUYER#{subject}", ORDER_IDS)
    return str(newest[0]["order_id"]) if newest else None


def has_mails(subject: str) -> bool:
    return bool(_page(settings().table("marketing"), f"READER#{subject}", MAIL_FIELDS))


def _page(name: str, partition: str, fields: Fields) -> list[Item]:
    return table.query(name, partition, index="gsi2", backwards=True, limit=1, fields=fields).items


def _all(name: str, partition: str, fields: Fields) -> list[Item]:
    return table.query_all(name, partition, index="gsi2", backwards=True, fields=fields)
