"""How an order is shown, to its buyer and to staff alike."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from shopkit import clock
from shopkit.marshal import Item
from shopkit.models import Answer, MoneyOut
from shopkit.money import Money
from shopkit.pricing import Totals

from checkout.orders import PENDING, Order, OrderLine


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


class Payment(Answer):
    """Where to pay: `url` ends in the session's id; null once there is nothing to pay."""

    url: str | None
    expires_at: datetime


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

        waiting = order.status == PENDING
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


def _line(line: OrderLine, money: Callable[[int], MoneyOut]) -> OrderLineView:
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
