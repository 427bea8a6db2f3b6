"""What shoppers send to checkout and get from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from shopkit import clock
from shopkit.marshal import Item
from shopkit.models import Answer, Country, Email, Line, MoneyIn, MoneyOut, Request, Text
from shopkit.money import Money
from shopkit.pricing import Totals

from checkout.baskets import Delivery
from checkout.order_links import token_of
from checkout.orders import Address, Order
from checkout.starting import Wish

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,5}_[0-9A-Za-z]{10,40}$")]


class AddressIn(Request):
    """A postal address; which parts a country needs is for its post to say."""

    name: Line
    line1: Line
    line2: Text = Field("", max_length=200)
    city: Line
    region: Text = Field("", max_length=200)
    postcode: Text = Field("", max_length=20)
    country: Country
    phone: Text = Field("", max_length=40)

    def address(self) -> Address:
        return Address(**self.model_dump())


class Destination(Request):
    """Where a parcel would go: the country decides, the rest may be known later."""

    country: Country
    name: Text = Field("", max_length=200)
    line1: Text = Field("", max_length=200)
    line2: Text = Field("", max_length=200)
    city: Text = Field("", max_length=200)
    region: Text = Field("", max_length=200)
    postcode: Text = Field("", max_length=20)
    phone: Text = Field("", max_length=40)


class AskOptions(Request):
    cart_id: Id
    address: Destination


class Consents(Request):
    """`terms` must be agreed to; `marketing` is the buyer's free choice."""

    terms: Literal[True]
    marketing: bool = False


class NewCheckout(Request):
    cart_id: Id
    email: Email
    shipping_address: AddressIn
    billing_address: AddressIn | None = None
    shipping_option: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    expected_total: MoneyIn
    consents: Consents

    def wish(self, cart_token: str | None, key: str | None) -> Wish:
        shipping = self.shipping_address.address()
        return Wish(
            cart_id=self.cart_id,
            cart_token=cart_token,
            email=self.email,
            shipping_address=shipping,
            billing_address=self.billing_address.address() if self.billing_address else shipping,
            shipping_option=self.shipping_option,
            expected_total=self.expected_total.money(),
            marketing_consent=self.consents.marketing,
            claim_key=f"{self.cart_id}:{key}" if key else None,
        )


class TotalsView(Answer):
    subtotal: MoneyOut
    discounts: list[MoneyOut] = []
    shipping: MoneyOut
    tax: MoneyOut
    tax_included: bool
    total: MoneyOut
    why: dict[str, str]

    @classmethod
    def of(cls, totals: Totals | Order) -> "TotalsView":
        def money(amount: int) -> MoneyOut:
            return MoneyOut.of(Money(amount, totals.currency))

        return cls(
            subtotal=money(totals.subtotal),
            shipping=money(totals.shipping),
            tax=money(totals.tax),
            tax_included=totals.tax_included,
            total=money(totals.total),
            why=totals.why,
        )


class OptionView(Answer):
    object: Literal["shipping_option"] = "shipping_option"
    id: str
    name: str
    price: MoneyOut
    estimate: str
    total: MoneyOut
    totals: TotalsView

    @classmethod
    def of(cls, delivery: Delivery) -> "OptionView":
        totals = delivery.totals
        return cls(
            id=delivery.option.id,
            name=delivery.option.name,
            price=MoneyOut.of(Money(delivery.price, totals.currency)),
            estimate=delivery.option.estimate,
            total=MoneyOut.of(Money(totals.total, totals.currency)),
            totals=TotalsView.of(totals),
        )


class OptionViews(Answer):
    object: Literal["list"] = "list"
    data: list[OptionView]


class Payment(Answer):
    """Where to pay: `url` ends in the session's id; null once there is nothing to pay."""

    url: str | None
    expires_at: datetime


class CheckoutView(Answer):
    object: Literal["checkout"] = "checkout"
    order_id: str
    number: str
    token: str
    status: str
    payment: Payment

    @classmethod
    def of(cls, order: Order) -> "CheckoutView":
        return cls(
            order_id=order.id,
            number=order.number,
            token=token_of(order.id),
            status=order.status,
            payment=Payment(url=order.payment_url, expires_at=order.pay_by),
        )


class OrderLineView(Answer):
    id: str
    sku: str
    title: str
    quantity: int
    unit_price: MoneyOut
    total: MoneyOut
    tax: MoneyOut
    tax_class: str
    rate: int
    why: list[str]
    returned: int
    refunded: MoneyOut


class AddressView(Answer):
    name: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str
    phone: str


class PaymentView(Answer):
    """A movement of money: `amount` is negative for what went back."""

    kind: Literal["payment", "refund"]
    id: str
    amount: MoneyOut
    status: str
    reason: str
    at: datetime


class HappeningView(Answer):
    type: str
    at: datetime


class OrderView(Answer):
    object: Literal["order"] = "order"
    id: str
    number: str
    status: str
    payment_status: str
    fulfilment_status: str
    email: str
    cart_id: str
    currency: str
    lines: list[OrderLineView]
    totals: TotalsView
    shipping_option: str
    shipping_name: str
    shipping_address: AddressView
    billing_address: AddressView
    payment: Payment
    payments: list[PaymentView]
    refundable: MoneyOut
    shipments: list[str]
    history: list[HappeningView]
    created_at: datetime
    version: int

    @classmethod
    def of(cls, order: Order, beside: Sequence[Item] = ()) -> "OrderView":
        """The order with what stands beside it in its partition: facts, postings, refunds."""

        def money(amount: int) -> MoneyOut:
            return MoneyOut.of(Money(amount, order.currency))

        waiting = order.status == "pending_payment"
        return cls(
            id=order.id,
            number=order.number,
            status=order.status,
            payment_status=order.payment_status,
            fulfilment_status=order.fulfilment_status,
            email=order.email,
            cart_id=order.cart_id,
            currency=order.currency,
            lines=[_line(line, money) for line in order.lines],
            totals=TotalsView.of(order),
            shipping_option=order.shipping_id,
            shipping_name=order.shipping_name,
            shipping_address=AddressView(**vars(order.shipping_address)),
            billing_address=AddressView(**vars(order.billing_address)),
            payment=Payment(url=order.payment_url if waiting else None, expires_at=order.pay_by),
            payments=_payments(beside),
            refundable=money(order.refundable),
            shipments=[],
            history=[
                HappeningView(type=item["type"], at=clock.parse(item["at"]))
                for item in beside
                if item["sk"].startswith("EVENT#")
            ],
            created_at=order.created_at,
            version=order.version,
        )


def _line(line: Any, money: Any) -> OrderLineView:
    return OrderLineView(
        id=line.line_id,
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        unit_price=money(line.unit_amount),
        total=money(line.total),
        tax=money(line.tax),
        tax_class=line.tax_class,
        rate=line.rate,
        why=list(line.why),
        returned=line.returned,
        refunded=money(line.refunded),
    )


def _payments(beside: Sequence[Item]) -> list[PaymentView]:
    views = []
    for item in beside:
        if item["sk"].startswith(("LEDGER#payment#", "LEDGER#unearned#")):
            amount = MoneyOut(amount=item["entries"]["stripe"], currency=item["currency"])
            views.append(
                PaymentView(kind="payment", id=item["reference"], amount=amount,
                            status="succeeded", reason="", at=clock.parse(item["at"]))
            )  # fmt: skip
        elif item["sk"].startswith("REFUND#"):
            amount = MoneyOut(amount=-item["amount"], currency=item["currency"])
            views.append(
                PaymentView(kind="refund", id=item["id"], amount=amount, status=item["state"],
                            reason=item["reason"], at=clock.parse(item["at"]))
            )  # fmt: skip
    return views


class Received(Answer):
    received: Literal[True] = True
    type: str
