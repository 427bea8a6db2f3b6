"""What checkout tells: an order's life, its money, and whose orders were let go."""

from datetime import datetime

from pydantic import Field

from shopkit.events.fact import Fact, Line
from shopkit.personal import Personal


class CheckoutStarted(Fact):
    source = "checkout"
    order_id: str
    number: str
    cart_id: str
    total: int
    currency: str


class OrderPlaced(Fact):
    """The order is paid and its units are sold. Amounts in minor units of `currency`.

    `private` is whom it is for, sealed as shopkit/buyers.py says; empty for somebody erased.
    `marketing`: they ticked that they want letters, and are to read how to take it back.
    Version 1 had `email`, `name`, `address`, and the link that opens the order, in clear instead.
    """

    source = "checkout"
    version = 2
    order_id: str
    number: str
    cart_id: str
    private: Personal[str] = ""
    email: Personal[str] = ""
    name: Personal[str] = ""
    order_url: str = ""
    currency: str
    lines: list[Line]
    subtotal: int
    shipping: int
    shipping_name: str
    tax: int
    tax_included: bool
    total: int
    marketing: bool = False
    address: Personal[list[str]] = Field(default_factory=list)


class MarketingAgreed(Fact):
    """Who paid for the order had ticked, at `agreed_at`, that they want letters: the account or the
    address `subject`, to the text of `text_version` (shopkit/consent_texts.py).

    `key_id` is the key of theirs that the order is sealed under: with it gone, they were erased
    since, and have agreed to nothing.
    """

    source = "checkout"
    order_id: str
    subject: Personal[str]
    key_id: str
    text_version: str
    agreed_at: datetime


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
    """Money went back. `restock` are the units that go back on the shelf.

    `private`, and what version 1 had instead, as in OrderPlaced.
    """

    source = "checkout"
    version = 2
    order_id: str
    number: str
    refund_id: str
    private: Personal[str] = ""
    email: Personal[str] = ""
    name: Personal[str] = ""
    order_url: str = ""
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


class OrdersLetGo(Fact):
    """Orders of a person who is to be erased: `cancelled` now, with any money on its way back, and
    `kept`, since they are on their way or done.
    """

    source = "checkout"
    erasure_id: str
    cancelled: int
    kept: int
