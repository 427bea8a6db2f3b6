"""What clients send about themselves."""

from typing import Annotated, Literal

from pydantic import StringConstraints
from shopkit.models import Currency, Request, ShortLine
from shopkit.personal import Personal
from shopkit.postal import Part, Phone, PostalAddress

from accounts.profile.profile import Changes

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


class AddressIn(PostalAddress):
    """A postal address, by the rules of its country; `region` by its name or code."""

    default_shipping: bool = False
    default_billing: bool = False


class AnswerConsents(Request):
    """All three answers, and the version of the texts that were read (GET tells the current)."""

    marketing: bool
    analytics: bool
    do_not_sell: bool
    text_version: ShortLine
    source: Literal["privacy_page", "sign_up", "checkout"] = "privacy_page"

    def answers(self) -> dict[str, bool]:
        return self.model_dump(include={"marketing", "analytics", "do_not_sell"})
