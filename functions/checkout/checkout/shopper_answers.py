"""What shoppers send to checkout and get from it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints
from shopkit.buyers import Buyer
from shopkit.carts import Opener
from shopkit.consent_texts import CURRENT, known
from shopkit.ids import fingerprint
from shopkit.models import Answer, Country, Email, MoneyIn, MoneyOut, Request
from shopkit.money import Money
from shopkit.order_links import token_of
from shopkit.personal import Personal
from shopkit.postal import Part, Phone, PostalAddress, Postcode

from checkout.baskets import Delivery
from checkout.order_answers import Payment, TotalsView
from checkout.orders import Order
from checkout.wishes import Wish

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,5}_[0-9A-Za-z]{10,40}$")]


class Destination(Request):
    """Where a parcel would go: the country decides, the rest may be known later."""

    country: Country
    name: Personal[Part] = ""
    line1: Personal[Part] = ""
    line2: Personal[Part] = ""
    city: Personal[Part] = ""
    region: Personal[Part] = ""
    postcode: Personal[Postcode] = ""
    phone: Personal[Phone] = ""


class AskOptions(Request):
    cart_id: Id
    address: Destination


class Consents(Request):
    """`terms` must be agreed to; `marketing` is the buyer's free choice.

    `marketing_text` is the version of the text that stood beside it; who leaves it out says that
    they showed the one that is asked now.
    """

    terms: Literal[True]
    marketing: bool = False
    marketing_text: Annotated[str, AfterValidator(known)] = CURRENT


class NewCheckout(Request):
    cart_id: Id
    email: Personal[Email]
    shipping_address: PostalAddress
    billing_address: PostalAddress | None = None
    shipping_option: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    expected_total: MoneyIn
    consents: Consents

    def wish(self, opener: Opener, key: str | None) -> Wish:
        shipping = self.shipping_address.address()
        billing = self.billing_address.address() if self.billing_address else shipping
        return Wish(
            cart_id=self.cart_id,
            opener=opener,
            buyer=Buyer(self.email, shipping, billing),
            shipping_option=self.shipping_option,
            expected_total=self.expected_total.money(),
            marketing_text=self.consents.marketing_text if self.consents.marketing else "",
            key_hash=fingerprint(key) if key else None,
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


class Received(Answer):
    received: Literal[True] = True
    type: str
