"""Which cart is an account's, at rest: one item that points at it, wherever the account signs in.

| pattern | key | units |
|---|---|---|
| the account's cart | pk = ACCOUNT#<id>, sk = CURRENT_CART | 1 read, then the cart |
| point at a cart | put sk = CURRENT_CART, if it is as it was read | 2 writes, in a transaction |

`aside` are carts that made way for one that was being paid for: what was in them is not lost.
A pointer outlives its cart, and then points at none.
"""

from dataclasses import dataclass

from shopkit import carts, table
from shopkit.marshal import Item
from shopkit.table import Write

#: Carts that wait behind the one in use; of more, the oldest are let go.
MAX_ASIDE = 5


@dataclass(frozen=True)
class Pointer:
    """`cart_id` is "" and `version` 0 where the account never had a cart."""

    account_id: str
    cart_id: str = ""
    aside: tuple[str, ...] = ()
    version: int = 0

    @property
    def cart_ids(self) -> tuple[str, ...]:
        return (self.cart_id, *self.aside) if self.cart_id else ()


def key(account_id: str) -> Item:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "CURRENT_CART"}


def read(account_id: str) -> Pointer:
    item = table.get(carts.cart_table(), key(account_id))
    if item is None:
        return Pointer(account_id)
    return Pointer(account_id, item["cart_id"], tuple(item["aside"]), item["version"])


def pointing(before: Pointer, cart_id: str, aside: tuple[str, ...] = ()) -> Write:
    """The pointer at another cart; condition "pointer_is_as_read"."""
    item = key(before.account_id) | {
        "cart_id": cart_id,
        "aside": list(aside[:MAX_ASIDE]),
        "version": before.version + 1,
    }
    return table.put(
        carts.cart_table(),
        item,
        only_if="version = :read" if before.version else table.IS_NEW,
        condition="pointer_is_as_read",
        values={":read": before.version} if before.version else None,
    )
