"""Who of the shop's people see whose orders are: its figures and its buyer are two things."""

from collections.abc import Callable
from typing import Any

import pytest
from shopkit import aws

from tests import factories
from tests.factories import checkout_body, fill_cart, make_offer, pay, sell
from tests.shop import EMAIL, Bought, Shop
from tests.signed_in import Visitor, make_member, sign_in

ORDERS = "/checkout/admin/orders"
WORDS = (EMAIL, "Ada", "Byron", "Cross Street", "Whitby", "YO21", "acc_")


@pytest.fixture
def paid(shop: Shop) -> Bought:
    """An order of somebody with an account."""
    sell(shop, make_offer())
    ada = sign_in(shop, EMAIL)
    cart_id, token = fill_cart(shop, ("TEA-1", 2))
    answer = shop.post(
        "/checkout/checkouts",
        json=checkout_body(shop, cart_id, token),
        headers={"X-Cart-Token": token, **ada.headers},
    )
    made = factories.bought(cart_id, token, answer)
    pay(shop, made)
    return made


@pytest.fixture
def analyst(shop: Shop) -> Visitor:
    return make_member(shop, "figures@example.com", "analyst")


def asked(order: Bought) -> list[str]:
    return [ORDERS, f"{ORDERS}?number={order.number}", f"{ORDERS}/{order.order_id}"]


def one(shown: Any) -> dict[str, Any]:
    found: dict[str, Any] = shown["data"][0] if shown["object"] == "list" else shown
    return found


def key(shop: Shop, *permissions: str) -> dict[str, str]:
    """The headers of an API key that an owner has made."""
    owner = make_member(shop, "olive@example.com", "owner")
    body = {"name": "Robot", "permissions": list(permissions), "days": 30}
    made = owner.post("/accounts/admin/api-keys", json=body)
    assert made.status == 201, made.text
    return {"Authorization": f"Bearer {made.json['key']}"}


def test_an_analyst_sees_what_was_sold_and_where_to_but_nobody(
    shop: Shop, paid: Bought, analyst: Visitor
) -> None:
    answers = [analyst.get(path) for path in asked(paid)]

    for answer in answers:
        order = one(answer.json)
        assert (order["id"], order["country"]) == (paid.order_id, "GB")
        assert order["totals"]["subtotal"] == {"amount": 900, "currency": "GBP"}
        assert order["shipping_address"] is order["billing_address"] is order["email"] is None
        assert order["account_id"] is None
        assert [word for word in WORDS if word in answer.text] == []


@pytest.mark.parametrize("role", ["owner", "manager", "support", "stockroom"])
def test_who_answers_buyers_or_sends_to_them_sees_whose_an_order_is(
    shop: Shop, paid: Bought, role: str
) -> None:
    member = make_member(shop, "sam@example.com", role)

    for path in asked(paid):
        order = one(member.get(path).json)
        assert order["email"] == EMAIL
        assert order["shipping_address"]["line1"] == "12 Cross Street"


def test_who_sees_figures_alone_finds_nobody_by_their_address(
    shop: Shop, paid: Bought, analyst: Visitor
) -> None:
    mine = analyst.get(f"{ORDERS}?email={EMAIL}")
    nobodys = analyst.get(f"{ORDERS}?email=nobody@example.com")

    assert (mine.status, mine.json["code"]) == (403, "not_allowed")
    assert "checkout:read" in mine.json["detail"]
    assert mine.json == nobodys.json


def test_an_order_that_waits_for_its_payment_does_not_lead_to_who_is_to_pay(
    shop: Shop, analyst: Visitor
) -> None:
    sell(shop, make_offer())
    waiting = factories.order(shop, ("TEA-1", 1))

    shown = analyst.get(f"{ORDERS}/{waiting.order_id}").json

    assert shown["payment"]["url"] is None
    assert shop.get(f"{ORDERS}/{waiting.order_id}", staff=True).json["payment"]["url"]


def test_whoever_cancels_without_seeing_people_is_not_shown_one(shop: Shop, paid: Bought) -> None:
    headers = key(shop, "checkout:write")

    answer = shop.post(f"{ORDERS}/{paid.order_id}/cancel", headers=headers)

    assert (answer.status, answer.json["status"]) == (200, "cancelled")
    assert [word for word in WORDS if word in answer.text] == []


@pytest.mark.parametrize(
    ("permission", "email"), [("checkout:read", EMAIL), ("checkout:figures", None)]
)
def test_a_key_sees_what_it_was_given(
    shop: Shop, paid: Bought, permission: str, email: str | None
) -> None:
    headers = key(shop, permission)

    shown = [one(shop.get(path, headers=headers).json)["email"] for path in asked(paid)]

    assert shown == [email] * 3


def test_an_analyst_opens_no_persons_key(
    shop: Shop, paid: Bought, analyst: Visitor, opened: Callable[[], list[str]]
) -> None:
    for path in asked(paid):
        analyst.get(path)

    assert opened() == []
    make_member(shop, "sam@example.com", "support").get(f"{ORDERS}/{paid.order_id}")
    assert opened() != []


@pytest.fixture
def opened() -> Callable[[], list[str]]:
    """Which subjects' keys were read of table people since the test began."""
    seen: list[str] = []

    def leaving(params: dict[str, Any], **_: Any) -> None:
        body = bytes(params["body"] or b"").decode()
        if '"SUBJECT#' in body:
            seen.append(body)

    aws.client("dynamodb").meta.events.register("before-call", leaving)
    return lambda: seen
