"""Contract: a postal address as clients send it, to checkout and to an address book alike."""

from typing import Annotated

from pydantic import StringConstraints

from shopkit.buyers import Address
from shopkit.models import Country, Line, Request, Text
from shopkit.personal import Personal

# by the type: a limit that Field() gives to a text with rules of its own is dropped by pydantic
Part = Annotated[Text, StringConstraints(max_length=200)]
Postcode = Annotated[Text, StringConstraints(max_length=20)]
Phone = Annotated[Text, StringConstraints(max_length=40)]


class PostalAddress(Request):
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
        return Address(**self.model_dump(include=set(PostalAddress.model_fields)))
