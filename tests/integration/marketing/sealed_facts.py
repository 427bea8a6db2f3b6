"""Facts whose reader is sealed, as the other capabilities tell them."""

from typing import Any

from shopkit import buyers, people
from shopkit.buyers import Address, Buyer
from shopkit.events import OrderPlaced, OrderRefunded, SecurityChanged, SignInCodeIssued

from tests.unit.marketing import facts
from tests.unit.marketing.facts import NOW

EMAIL = "ada@example.com"


def sealed_buyer(order_id: str = "ord_1", email: str = EMAIL, name: str = "Ada") -> str:
    address = Address(name, "12 Cross Street", "Whitby", "YO21 1AA", "GB")
    key = people.key_for(people.address_subject(email), NOW)
    return buyers.seal(key, order_id, Buyer(email, address, address))


def order_placed(
    order_id: str = "ord_1", email: str = EMAIL, name: str = "Ada", **changes: Any
) -> OrderPlaced:
    private = sealed_buyer(order_id, email, name)
    return facts.order_placed(order_id=order_id, private=private, **changes)


def order_refunded(
    order_id: str = "ord_1", email: str = EMAIL, name: str = "Ada", **changes: Any
) -> OrderRefunded:
    private = sealed_buyer(order_id, email, name)
    return facts.order_refunded(order_id=order_id, private=private, **changes)


def sealed_for(subject: str, kind: str, **private: Any) -> str:
    return people.seal(people.key_for(subject, NOW), private, f"fact:{kind}")


def code_issued(email: str = EMAIL, code: str = "402817", minutes: int = 10) -> SignInCodeIssued:
    private = sealed_for(
        people.address_subject(email), "SignInCodeIssued",
        email=email, code=code, minutes=minutes, link="", language="",
    )  # fmt: skip
    return facts.code_issued(private=private)


def security_changed(account_id: str = "acc_1") -> SecurityChanged:
    private = sealed_for(
        account_id, "SecurityChanged",
        email=EMAIL, name="Ada", device="Firefox on Linux", link="", until="", language="",
    )  # fmt: skip
    return facts.security_changed(private=private)
