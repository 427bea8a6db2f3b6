"""What clients send about themselves."""

from typing import Annotated, Literal

from pydantic import StringConstraints
from shopkit.buyers import Address
from shopkit.models import Country, Currency, Line, Request, ShortLine, Text
from shopkit.personal import Personal

from accounts.profile.profile import Changes

# by the type: a limit that Field() gives to a text with rules of its own is dropped by pydantic
Part = Annotated[Text, StringConstraints(max_length=200)]
Postcode = Annotated[Text, StringConstraints(max_length=20)]
Phone = Annotated[Text, StringConstraints(max_length=40)]
#: BCP 47, as browsers name languages: en, en-GB, zh-Hant-TW.
Language = Annotated[
    str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)?$")
]


class EditProfile(Request):
    """What is left out, or null, stays as it is; "" takes a name or a number away."""

    name: Personal[Part | None] = None
    phone: Personal[Phone | None] = None
    language: Personal[Language | None] = None
    currency: Currency | None = None

    def changes(self) -> Changes:
        return Changes(self.name, self.phone, self.language, self.currency)


class AddressIn(Request):
    """A postal address, by the rules of its country; `region` by its name or code."""

    name: Personal[Line]
    line1: Personal[Line]
    line2: Personal[Part] = ""
    city: Personal[Line]
    region: Personal[Part] = ""
    postcode: Personal[Postcode] = ""
    country: Country
    phone: Personal[Phone] = ""
    default_shipping: bool = False
    default_billing: bool = False

    def address(self) -> Address:
        return Address(**self.model_dump(exclude={"default_shipping", "default_billing"}))


class AnswerConsents(Request):
    """All three answers, and the version of the texts that were read (GET tells the current)."""

    marketing: bool
    analytics: bool
    do_not_sell: bool
    text_version: ShortLine
    source: Literal["privacy_page", "sign_up", "checkout"] = "privacy_page"

    def answers(self) -> dict[str, bool]:
        return self.model_dump(include={"marketing", "analytics", "do_not_sell"})
