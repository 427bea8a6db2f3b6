"""What the forms of checkout's plain page send."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from shopkit.buyers import Address, Buyer
from shopkit.carts import Cart, Opener
from shopkit.consent_texts import known_or_none
from shopkit.forms import Form
from shopkit.ids import fingerprint
from shopkit.models import Amount, Country, Email, Line
from shopkit.money import Money
from shopkit.personal import Personal
from shopkit.postal import Part, Phone, Postcode

from checkout.wishes import Wish

ADDRESS = ("name", "line1", "line2", "city", "region", "postcode", "country", "phone")


@dataclass(frozen=True)
class Choice:
    """A way of delivery, with the whole order's total that stood beside it, in minor units."""

    option: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    total: Amount


def _chosen(text: object) -> object:
    """`1299 standard`: what one radio button can carry."""
    if not isinstance(text, str):
        return text
    total, _, option = text.partition(" ")
    return {"option": option, "total": total}


class OrderForm(Form):
    """Everything on the page. `marketing` is the version of the text that was ticked. `key` is one
    page's own, drawn when it was made.
    """

    SAYS: ClassVar = {
        "email": "Write an e-mail address, such as name@example.com",
        "name": "Write the name that goes on the label",
        "line1": "Write the street and the number",
        "city": "Write the town or city",
        "country": "Choose a country",
        "shipping_option": "Choose how it is to come",
        "terms": "Agree to the terms to go on",
    }
    email: Personal[Email]
    name: Personal[Line]
    line1: Personal[Line]
    line2: Personal[Part] = ""
    city: Personal[Line]
    region: Personal[Part] = ""
    postcode: Personal[Postcode] = ""
    country: Country
    phone: Personal[Phone] = ""
    shipping_option: Annotated[Choice, BeforeValidator(_chosen)]
    terms: Literal["yes"]
    marketing: Annotated[str, BeforeValidator(known_or_none)] = ""
    key: Annotated[str, Field(max_length=100)] = ""

    def wish(self, cart: Cart, opener: Opener) -> Wish:
        """The same page sent twice is one order; of another cart, or filled in anew, another."""
        fields: dict[str, Any] = self.model_dump(exclude={"shipping_option"})
        address = Address(**{name: fields[name] for name in ADDRESS})
        sent = [fields, self.shipping_option.option, self.shipping_option.total, cart.version]
        return Wish(
            cart_id=cart.id,
            opener=opener,
            buyer=Buyer(self.email, address, address),
            shipping_option=self.shipping_option.option,
            expected_total=Money(self.shipping_option.total, cart.currency),
            marketing_text=self.marketing,
            key_hash=fingerprint(f"form {json.dumps(sent, sort_keys=True)}"),
            without_script=True,
        )


class DeliveryForm(Form):
    """The page half filled in: all that matters yet is where to."""

    country: Country


class LinkForm(Form):
    """What a mail's link carries, in parts or whole."""

    order: Annotated[str, Field(max_length=100)] = ""
    token: Annotated[str, Field(max_length=200)] = ""


class PageForm(Form):
    """Where a list goes on."""

    cursor: Annotated[str, Field(max_length=2_000)] = ""


class PastedLink(Form):
    link: Annotated[str, Field(max_length=2_000)]
