"""How an order is shown, to its buyer and to staff alike."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from shopkit import clock
from shopkit.buyers import Address
from shopkit.marshal import Item
from shopkit.models import Answer, MoneyOut
from shopkit.money import Money
from shopkit.personal import Personal
from shopkit.pricing import Totals

from checkout.looking_up import Shown
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
    name: Personal[str]
    line1: Personal[str]
    line2: Personal[str]
    city: Personal[str]
    region: Personal[str]
    postcode: Personal[str]
    country: str
    phone: Personal[str]


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
    """An order; `email` and the addresses are null once its buyer was erased.

    `account_id` is the account that it was made with, null for a guest's. Staff who see figures
    alone get no more of whose it is than `country`.
    """

    object: Literal["order"] = "order"
    id: str
    number: str
    status: str
    payment_status: str
    fulfilment_status: str
    account_id: str | None
    email: Personal[str | None]
    cart_id: str
    currency: str
    lines: list[OrderLineView]
    totals: TotalsView
    shipping_option: str
    shipping_name: str
    country: str
    shipping_address: AddressView | None
    billing_address: AddressView | None
    payment: Payment
    payments: list[PaymentView]
    refundable: MoneyOut
    shipments: list[str]
    history: list[HappeningView]
    created_at: datetime
    version: int

    @classmethod
    def of(cls, shown: Shown) -> "OrderView":
        """The order with what stands beside it in its partition: facts, postings, refunds."""
        order, buyer, beside = shown.order, shown.buyer, shown.beside

        def money(amount: int) -> MoneyOut:
            return MoneyOut.of(Money(amount, order.currency))

        # the page to pay on names whom it waits for
        waiting = order.status == PENDING and shown.named
        return cls(
            id=order.id,
            number=order.number,
            status=order.status,
            payment_status=order.payment_status,
            fulfilment_status=order.fulfilment_status,
            account_id=order.account_id if shown.named else None,
            email=buyer.email if buyer else None,
            cart_id=order.cart_id,
            currency=order.currency,
            lines=[_line(line, money) for line in order.lines],
            totals=TotalsView.of(order),
            shipping_option=order.shipping_id,
            shipping_name=order.shipping_name,
            country=order.country,
            shipping_address=_address(buyer.shipping_address) if buyer else None,
            billing_address=_address(buyer.billing_address) if buyer else None,
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


def _address(address: Address) -> AddressView:
    return AddressView(**vars(address))


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
