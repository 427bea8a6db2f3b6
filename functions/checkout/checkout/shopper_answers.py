"""What shoppers send to checkout and get from it."""

from typing import Annotated, Literal

from pydantic import StringConstraints
from shopkit.buyers import Address, Buyer
from shopkit.carts import Opener
from shopkit.ids import fingerprint
from shopkit.models import Answer, Country, Email, Line, MoneyIn, MoneyOut, Request, Text
from shopkit.money import Money
from shopkit.order_links import token_of
from shopkit.personal import Personal

from checkout.baskets import Delivery
from checkout.order_answers import Payment, TotalsView
from checkout.orders import Order
from checkout.wishes import Wish

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,5}_[0-9A-Za-z]{10,40}$")]
# by the type: a limit that Field() gives to a text with rules of its own is dropped by pydantic
Part = Annotated[Text, StringConstraints(max_length=200)]
Postcode = Annotated[Text, StringConstraints(max_length=20)]
Phone = Annotated[Text, StringConstraints(max_length=40)]


class AddressIn(Request):
    """A postal address; which parts a country needs is for its post to say."""

    name: Personal[Line]
    line1: Personal[Line]
    line2: Personal[Part] = ""
    city: Personal[Line]
    region: Personal[Part] = ""
    postcode: Personal[Postcode] = ""
    country: Country
    phone: Personal[Phone] = ""

    def address(self) -> Address:
        return Address(**self.model_dump())


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
    """`terms` must be agreed to; `marketing` is the buyer's free choice."""

    terms: Literal[True]
    marketing: bool = False


class NewCheckout(Request):
    cart_id: Id
    email: Personal[Email]
    shipping_address: AddressIn
    billing_address: AddressIn | None = None
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
            marketing_consent=self.consents.marketing,
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
