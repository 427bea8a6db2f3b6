"""What whoever signs in is shown of their cart, and of what became of the guest's cart they had."""

from collections.abc import Sequence
from typing import Literal

from shopkit.carts import CartLine
from shopkit.models import Answer

from cart.account_carts import Merged
from cart.answers import CartView
from cart.merging import LeftOut


class MyCart(Answer):
    """`cart` is null where the account has none that is open."""

    object: Literal["my_cart"] = "my_cart"
    cart: CartView | None


class Capped(Answer):
    """A line with fewer units than both carts held together: `wanted` and `quantity`."""

    sku: str
    title: str
    choice: str
    wanted: int
    quantity: int
    by: Literal["stock", "limit", "amount"]


class LeftOutView(Answer):
    """A line that is in no cart any more."""

    sku: str
    title: str
    choice: str
    quantity: int
    why: Literal["cart_full", "not_sold", "amount"]


class MergeView(Answer):
    """`outcome`: merged (both added up), adopted (there was no other), guest_kept (one of them is
    being paid for, and the other waits aside), nothing (there was no guest's cart to bring).
    """

    object: Literal["cart_merge"] = "cart_merge"
    outcome: Literal["merged", "adopted", "guest_kept", "nothing"]
    cart: CartView | None
    capped: list[Capped]
    left_out: list[LeftOutView]

    @classmethod
    def of(cls, merged: Merged) -> "MergeView":
        return cls.model_validate(
            {
                "outcome": merged.outcome,
                "cart": CartView.of(merged.cart) if merged.cart else None,
                "capped": _capped(merged.cart.lines if merged.cart else ()),
                "left_out": [_left_out(one) for one in merged.left_out],
            }
        )


def _capped(lines: Sequence[CartLine]) -> list[dict[str, object]]:
    """Also those of an earlier merge that the shopper has not seen yet."""
    return [
        _named(line) | {"wanted": line.wanted, "quantity": line.quantity, "by": line.capped_by}
        for line in lines
        if line.wanted is not None
    ]


def _left_out(left: LeftOut) -> dict[str, object]:
    return _named(left.line) | {"quantity": left.line.quantity, "why": left.why}


def _named(line: CartLine) -> dict[str, object]:
    return {"sku": line.sku, "title": line.title, "choice": line.choice}
