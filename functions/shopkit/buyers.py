"""Contract: whom an order is for, sealed by checkout and opened by who shows it or writes to them.

    {"email": …, "shipping_address": {…}, "billing_address": {…}}

sealed about `order:<id>` under the buyer's key: the account's who ordered signed in, else that of
whoever has the address. A billing address that is the shipping address is left out, and so are an
address's empty parts. The order and the facts about it carry the same text; it is opened when the
order is shown, when a mail is written, and when Stripe asks for the address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shopkit import people
from shopkit.people import Key
from shopkit.personal import Personal


@dataclass(frozen=True)
class Address:
    name: Personal[str]
    line1: Personal[str]
    city: Personal[str]
    postcode: Personal[str]
    country: str
    line2: Personal[str] = ""
    region: Personal[str] = ""
    phone: Personal[str] = ""

    def written(self) -> list[str]:
        """The lines of a label, without the telephone."""
        town = " ".join(part for part in (self.city, self.postcode) if part)
        parts = (self.name, self.line1, self.line2, town, self.region, self.country)
        return [part for part in parts if part]


@dataclass(frozen=True)
class Buyer:
    email: Personal[str]
    shipping_address: Address
    billing_address: Address


def seal(key: Key, order_id: str, buyer: Buyer) -> str:
    values: dict[str, Any] = {
        "email": buyer.email,
        "shipping_address": _parts(buyer.shipping_address),
    }
    if buyer.billing_address != buyer.shipping_address:
        values["billing_address"] = _parts(buyer.billing_address)
    return people.seal(key, values, _about(order_id))


def open_(sealed: str, order_id: str, keys: Mapping[str, Key] | None = None) -> Buyer | None:
    """Who ordered, or None for somebody erased; reads the key where `keys` are not given.

    Raises people.Altered for what this key never sealed for this order.
    """
    if not sealed:
        return None
    try:
        values = people.open_(sealed, _about(order_id), keys)
    except people.Erased:
        return None
    shipping = Address(**values["shipping_address"])
    billing = values.get("billing_address")
    return Buyer(values["email"], shipping, Address(**billing) if billing else shipping)


def _parts(address: Address) -> dict[str, str]:
    kept = ("name", "line1", "city", "postcode", "country")
    return {name: part for name, part in vars(address).items() if part or name in kept}


def _about(order_id: str) -> str:
    return f"order:{order_id}"
