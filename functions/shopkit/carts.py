"""Contract: how checkout reads a cart, and how cart sees that one is being paid for.

| item of table cart | pk | sk | holds |
|---|---|---|---|
| the cart | CART#<id> | CART | whose it is, currency, version, state |
| a line | CART#<id> | LINE#<line id> | sku, quantity, the price last shown |

| item of table checkout | pk | sk | holds |
|---|---|---|---|
| a cart's latest order | CART#<id> | CHECKOUT | order_id |
| an order | ORDER#<id> | ORDER | status |

| pattern | key | units |
|---|---|---|
| a cart with its lines | Query pk = CART#<id>, consistent | 1 read unit per 4 KB, about 12 lines |
| how far carts' orders are | BatchGetItem CHECKOUT, then ORDER where there are | 1 read each |

A cart is a guest's, and its token alone opens it; or it is an account's, and a session of that
account alone opens it: a token that leaked before the cart was taken over opens nothing any more.
"""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shopkit import clock, ids, table
from shopkit.errors import NotFound
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.settings import settings

OPEN, ORDERED = "open", "ordered"
#: Of an order that holds its units and waits for its payment, and of those that came to nothing.
PENDING, LAPSED = "pending_payment", frozenset({"expired", "cancelled", "payment_failed"})


@dataclass(frozen=True)
class Opener:
    """What a request shows to open a cart: a guest's token, the account that is signed in, both."""

    token: str | None = None
    account_id: str | None = None


@dataclass(frozen=True)
class CartLine:
    """`unit_amount` is the list price of one as the shopper last saw it; `was` the one before.

    `wanted` are the units that two carts held together, where they could not all go into one;
    `capped_by` says what there was too little of: stock, limit (an order's), amount (a payment's).
    """

    line_id: str
    sku: str
    quantity: int
    unit_amount: int
    title: str
    choice: str
    slug: str
    picture: str | None
    tax_class: str
    weight_grams: int
    max_quantity: int
    sold: bool = True
    was: int | None = None
    wanted: int | None = None
    capped_by: str | None = None


@dataclass(frozen=True)
class Cart:
    """A cart that is not expired; `version` counts its edits.

    A guest's has a `token_hash` and no `account_id`; an account's the other way round ("").
    """

    id: str
    token_hash: str
    currency: str
    version: int
    state: str
    created_at: datetime
    expires_at: int
    lines: tuple[CartLine, ...]
    account_id: str | None = None

    def opens_with(self, opener: Opener) -> bool:
        if self.account_id is not None:
            return opener.account_id == self.account_id
        presented = ids.fingerprint(opener.token or "")
        return hmac.compare_digest(presented.encode(), self.token_hash.encode())


#: Of the header and of its lines: what `cart_of` makes a cart of. Checkout may read no others.
FIELDS = Fields(
    "sk", "id", "token_hash", "currency", "version", "state", "created_at", "expires_at",
    "added_at", "account_id", *CartLine.__dataclass_fields__,
)  # fmt: skip

#: What cart may read of a cart's latest order, and of the order.
CLAIM_FIELDS = Fields("pk", "order_id", "id", "status")


def cart_table() -> str:
    return settings().table("cart")


def pk(cart_id: str) -> str:
    return f"CART#{cart_id}"


def cart_of(items: list[Item]) -> Cart | None:
    """The cart that a partition's `items` make, lines in the order they were added."""
    header = next((item for item in items if item["sk"] == "CART"), None)
    if header is None:
        return None
    names = CartLine.__dataclass_fields__
    lines = [
        (item["added_at"], CartLine(**{k: v for k, v in item.items() if k in names}))
        for item in items
        if item["sk"].startswith("LINE#")
    ]
    return Cart(
        id=header["id"],
        token_hash=header["token_hash"],
        currency=header["currency"],
        version=header["version"],
        state=header["state"],
        created_at=clock.parse(header["created_at"]),
        expires_at=header["expires_at"],
        lines=tuple(line for _, line in sorted(lines, key=lambda pair: (pair[0], pair[1].line_id))),
        account_id=header.get("account_id"),
    )


def read(cart_id: str, opener: Opener | str | None, now: datetime) -> Cart:
    """The cart that `opener` opens, or a token by itself.

    Raises NotFound for none, another's, or an expired one alike.
    """
    cart = live(cart_id, now)
    shown = opener if isinstance(opener, Opener) else Opener(token=opener)
    if cart is None or not cart.opens_with(shown):
        raise NotFound("There is no such cart, or this does not open it")
    return cart


def live(cart_id: str, now: datetime) -> Cart | None:
    """The cart, whoever asks, if it is there and not expired."""
    cart = cart_of(table.query_all(cart_table(), pk(cart_id), consistent=True, fields=FIELDS))
    return cart if cart and cart.expires_at > now.timestamp() else None


def order_statuses(cart_ids: Collection[str]) -> dict[str, str]:
    """The status of each cart's latest order, of those carts that have one."""
    checkout = settings().table("checkout")
    fields = {checkout: CLAIM_FIELDS}
    keys = [{"pk": pk(cart_id), "sk": "CHECKOUT"} for cart_id in cart_ids]
    claims = table.get_many({checkout: keys}, fields=fields)[checkout] if keys else []
    if not claims:
        return {}
    keys = [{"pk": f"ORDER#{claim['order_id']}", "sk": "ORDER"} for claim in claims]
    orders = table.get_many({checkout: keys}, fields=fields)[checkout]
    status = {order["id"]: str(order["status"]) for order in orders}
    return {
        claim["pk"].removeprefix("CART#"): status[claim["order_id"]]
        for claim in claims
        if claim["order_id"] in status
    }
