"""Why a cart does not take what it is asked to take: each with the numbers that explain it."""

from dataclasses import dataclass, field
from typing import Any

from shopkit.errors import Conflict
from shopkit.money import Money


@dataclass
class NotSold(Conflict):
    """`skus` are unknown, withdrawn, or have no price in the cart's currency."""

    code = "not_sold"
    title = "This cannot be bought"
    skus: list[str] = field(default_factory=list)

    @property
    def extra(self) -> dict[str, Any]:
        return {"sku": self.skus[0], "skus": self.skus}


@dataclass
class QuantityLimit(Conflict):
    """The line would hold more units than one order may have of this SKU."""

    code = "quantity_limit"
    title = "That is more than one order may have"
    sku: str = ""
    max_quantity: int = 0

    @property
    def extra(self) -> dict[str, Any]:
        return {"sku": self.sku, "max_quantity": self.max_quantity}


@dataclass
class CartFull(Conflict):
    code = "cart_full"
    title = "The cart has as many lines as it can have"
    max_lines: int = 0

    @property
    def extra(self) -> dict[str, Any]:
        return {"max_lines": self.max_lines}


@dataclass
class AmountLimit(Conflict):
    """The goods would cost more than a card payment can be (shopkit.money.MAX_AMOUNT)."""

    code = "amount_limit"
    title = "The cart comes to more than can be paid at once"
    limit: Money = field(default_factory=lambda: Money(0, ""))

    @property
    def extra(self) -> dict[str, Any]:
        return {"limit": {"amount": self.limit.amount, "currency": self.limit.currency}}


class CartOrdered(Conflict):
    code = "cart_ordered"
    title = "This cart was ordered"


class CodeUnknown(Conflict):
    code = "code_unknown"
    title = "This code is not known"
