"""What clients send to carts."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from shopkit.models import Currency, Quantity, Request, ShortLine, Sku
from shopkit.personal import Personal

from cart.lines import Wish

#: As many as one transaction takes beside the cart itself.
MAX_AT_ONCE = 90


class NewLine(Request):
    sku: Sku
    quantity: Quantity

    def wish(self) -> Wish:
        return Wish(self.sku, self.quantity)


Lines = Annotated[list[NewLine], Field(min_length=1, max_length=MAX_AT_ONCE)]


class NewCart(Request):
    """`currency` is the shop's own when it is left out."""

    currency: Currency | None = None
    lines: Annotated[list[NewLine], Field(max_length=MAX_AT_ONCE)] = []

    def wishes(self) -> list[Wish]:
        return [line.wish() for line in self.lines]


class AddLines(Request):
    """One line (`sku`, `quantity`), or up to 90 in `lines`, all or none."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["sku", "quantity"], "not": {"required": ["lines"]}},
                {"required": ["lines"], "not": {"anyOf": [
                    {"required": ["sku"]}, {"required": ["quantity"]}]}},
            ]
        }
    )  # fmt: skip

    sku: Sku = Field(default="", validate_default=False)
    quantity: Quantity = Field(default=0, validate_default=False)
    lines: Lines = Field(default=[], validate_default=False)

    @model_validator(mode="after")
    def _one_form(self) -> "AddLines":
        if self.model_fields_set not in ({"sku", "quantity"}, {"lines"}):
            raise ValueError("takes either sku and quantity, or lines")
        return self

    def wishes(self) -> list[Wish]:
        return [line.wish() for line in self.lines] or [Wish(self.sku, self.quantity)]


class EditLine(Request):
    """`quantity` replaces the line's; a line is taken out with DELETE, not with 0."""

    quantity: Quantity


class Merge(Request):
    """Which cart the guest had, where its cookie does not say it; `at_checkout`: to be paid now."""

    cart_id: Annotated[str, StringConstraints(max_length=40)] | None = None
    at_checkout: bool = False


class WishlistName(Request):
    name: Personal[ShortLine]


class NewWish(Request):
    """`any_choice`: the product, in whatever size or colour; else this very SKU."""

    sku: Sku
    any_choice: bool = False


class MoveWish(Request):
    """`sku`: which choice of the product, where any was wished for."""

    quantity: Quantity = 1
    sku: Sku | None = None


class Code(Request):
    code: ShortLine
