"""Contract: how checkout reads a cart.

| item of table cart | pk | sk | holds |
|---|---|---|---|
| the cart | CART#<id> | CART | token's hash, currency, version, state |
| a line | CART#<id> | LINE#<line id> | sku, quantity, the price last shown |

| pattern | key | units |
|---|---|---|
| a cart with its lines | Query pk = CART#<id>, consistent | 1 read unit per 4 KB, about 12 lines |
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from shopkit import clock, ids, table
from shopkit.errors import NotFound
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.settings import settings

OPEN, ORDERED = "open", "ordered"


@dataclass(frozen=True)
class CartLine:
    """`unit_amount` is the list price of one as the shopper last saw it; `was` the one before."""

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


@dataclass(frozen=True)
class Cart:
    """A cart that is not expired; `version` counts its edits."""

    id: str
    token_hash: str
    currency: str
    version: int
    state: str
    created_at: datetime
    expires_at: int
    lines: tuple[CartLine, ...]

    def opens_with(self, token: str | None) -> bool:
        presented = ids.fingerprint(token or "")
        return hmac.compare_digest(presented.encode(), self.token_hash.encode())


#: Of the header and of its lines: what `cart_of` makes a cart of. Checkout may read no others.
FIELDS = Fields(
    "sk", "id", "token_hash", "currency", "version", "state", "created_at", "expires_at",
    "added_at", *CartLine.__dataclass_fields__,
)  # fmt: skip


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
    )


def read(cart_id: str, token: str | None, now: datetime) -> Cart:
    """The cart that `token` opens; raises NotFound for none, another's, or an expired one alike."""
    cart = cart_of(table.query_all(cart_table(), pk(cart_id), consistent=True, fields=FIELDS))
    if cart is None or not cart.opens_with(token) or cart.expires_at <= now.timestamp():
        raise NotFound("There is no such cart, or this token does not open it")
    return cart
