"""The facts of the shop: what happened, in the past tense, one frozen class each.

A fact's class name is its type on the bus, `source` the capability that tells it, `version` its
shape: a consumer reads version n and n-1, so a field is added with a default and never renamed.
Rules, publisher, consumers and docs/events.md all derive from these classes.
"""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from shopkit import ids


class Fact(BaseModel):
    """`id` is unique over all facts and sorts by time; `at` is when it happened, aware, UTC."""

    # an input that does not fit is logged by its field: it may hold a person's data
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    source: ClassVar[str]
    version: ClassVar[int] = 1
    types: ClassVar[dict[str, type["Fact"]]] = {}

    id: str
    at: datetime

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        Fact.types[cls.__name__] = cls

    @classmethod
    def of(cls, now: datetime, **data: object) -> Self:
        return cls.model_validate({"id": ids.new_id("evt", now), "at": now} | data)


class Line(BaseModel):
    """Units of one SKU, with what one costs in minor units after the line's discounts."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    line_id: str
    sku: str
    title: str
    quantity: int
    unit_amount: int
    total: int


# ── catalog ──────────────────────────────────────────────────────────────────────────────────
class ProductChanged(Fact):
    """A product was created, edited or archived; `status` is draft, active or archived."""

    source = "catalog"
    product_id: str
    slug: str
    status: str
    product_version: int


class PriceChanged(Fact):
    """One SKU's price in one currency is another; None: it was not, or is no longer, sold in it."""

    source = "catalog"
    sku: str
    product_id: str
    currency: str
    amount: int | None
    previous: int | None


class OfferWithdrawn(Fact):
    """A SKU can no longer be bought: its product was archived or drafted, or it was removed."""

    source = "catalog"
    sku: str
    product_id: str


class CategoryMoved(Fact):
    """A category stands elsewhere in the tree; what is in it must be listed under other ancestors.

    `leaf` and `after` say how far that has come: the leaf category in work, and the listing's sort
    key that was done last. Both empty: not begun.
    """

    source = "catalog"
    category: str
    parent: str | None
    leaf: str = ""
    after: str = ""


class CategoryChanged(Fact):
    """A category was created, edited, moved or removed: every menu that names it is another."""

    source = "catalog"
    category: str


class ProductAvailabilityChanged(Fact):
    """What the catalogue shows of a SKU's stock is another: in_stock, low_stock, out_of_stock."""

    source = "catalog"
    product_id: str
    sku: str
    level: str


class SlugReleased(Fact):
    """Nothing redirects from this slug any more: another product may take it."""

    source = "catalog"
    slug: str


class SitePartPublished(Fact):
    """A publication of the whole site has come to `stage`, where `after` was done last.

    `run` names the publication; an older one ends when a newer has begun. `anew`: files are written
    though they do not differ.
    """

    source = "catalog"
    run: str
    stage: str
    after: str = ""
    anew: bool = False


class PictureReady(Fact):
    """A picture can be shown from now on, and stays as it is: `key` is what products name it by."""

    source = "catalog"
    key: str


class PictureRefused(Fact):
    """An upload is no picture that can be shown; `reason` is a code, `detail` a sentence."""

    source = "catalog"
    key: str
    reason: str
    detail: str


# ── inventory ────────────────────────────────────────────────────────────────────────────────
class StockLevelChanged(Fact):
    """A SKU's availability is another: in_stock, low_stock, out_of_stock."""

    source = "inventory"
    sku: str
    level: str
    available: int


class StockRanLow(Fact):
    """What can be sold of a SKU fell to its reorder point or below."""

    source = "inventory"
    sku: str
    available: int
    reorder_point: int
    supplier: str = ""


class StockAdjusted(Fact):
    """Somebody counted, received or wrote off units; `delta` on hand, with the reason given."""

    source = "inventory"
    sku: str
    delta: int
    reason: str
    on_hand: int


# ── checkout ─────────────────────────────────────────────────────────────────────────────────
class CheckoutStarted(Fact):
    source = "checkout"
    order_id: str
    number: str
    cart_id: str
    total: int
    currency: str


class OrderPlaced(Fact):
    """The order is paid and its units are sold. Amounts in minor units of `currency`."""

    source = "checkout"
    order_id: str
    number: str
    cart_id: str
    email: str
    name: str
    order_url: str
    currency: str
    lines: list[Line]
    subtotal: int
    shipping: int
    shipping_name: str
    tax: int
    tax_included: bool
    total: int
    address: list[str] = Field(default_factory=list)


class OrderExpired(Fact):
    """Nobody paid in time, and the units are free again."""

    source = "checkout"
    order_id: str
    number: str
    cart_id: str


class OrderCancelled(Fact):
    source = "checkout"
    order_id: str
    number: str
    reason: str


class OrderRefunded(Fact):
    """Money went back. `restock` are the units that go back on the shelf."""

    source = "checkout"
    order_id: str
    number: str
    refund_id: str
    email: str
    name: str
    order_url: str
    amount: int
    currency: str
    reason: str
    restock: list[Line] = Field(default_factory=list)


class RefundFailed(Fact):
    """A bank or Stripe refused a refund: the money is still the shop's to return."""

    source = "checkout"
    order_id: str
    number: str
    refund_id: str
    amount: int
    currency: str


class PaymentDisputed(Fact):
    source = "checkout"
    order_id: str
    number: str
    amount: int
    currency: str


# ── marketing ────────────────────────────────────────────────────────────────────────────────
class MailSent(Fact):
    """A mail was handed to SES: what it was about, never to whom or what it said."""

    source = "marketing"
    mail_id: str
    kind: str
    about: str
