"""Who bought without an account: a copy, and erasure, by a code that is sent to the address."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from accounts.privacy import erasures_table, exports_table
from shopkit import people

from tests.factories import fill_cart, make_offer, order, pay, read_order, sell, start_checkout
from tests.shop import EMAIL, Bought, Response, Shop
from tests.signed_in import sign_in

HOUR = 3600
SUBJECT = people.address_subject(EMAIL)


@dataclass
class Browser:
    """Keeps the cookie that binds a code to it."""

    shop: Shop
    cookies: dict[str, str] = field(default_factory=dict)

    def post(self, path: str, **body: Any) -> Response:
        answer = self.shop.post(
            f"/accounts/privacy/{path}",
            json=body,
            headers={"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())},
        )
        name, _, rest = answer.headers.get("Set-Cookie", "").partition("=")
        if name:
            self.cookies[name] = rest.split(";")[0]
        return answer

    def challenge(self, email: str = EMAIL) -> str:
        answer = self.post("guests", email=email)
        assert answer.status == 202, answer.text
        self.shop.settle()
        return str(answer.json["id"])


def code(shop: Shop, to: str = EMAIL) -> str:
    """Of the newest letter to the address that has one."""
    found = [
        match[0]
        for mail in shop.mailbox.all()
        if mail.to == to and (match := re.search(r"\b\d{6}\b", mail.text))
    ]
    return found[-1]


@pytest.fixture
def browser(shop: Shop) -> Browser:
    return Browser(shop)


@pytest.fixture
def paid(shop: Shop) -> Bought:
    sell(shop, make_offer("TEA-1", 450))
    made = order(shop, ("TEA-1", 2))
    pay(shop, made)
    return made


def test_a_guest_has_a_copy_written_of_what_was_bought(
    shop: Shop, browser: Browser, paid: Bought
) -> None:
    challenge = browser.challenge()

    answer = browser.post(f"guests/{challenge}/export", code=code(shop))
    shop.settle()

    (link,) = [mail.text for mail in shop.mailbox.all() if "#export=" in mail.text]
    token = link.split("#export=")[1].split()[0]
    export = shop.get("/accounts/privacy/export", headers={"X-Export-Token": token})
    assert (answer.status, answer.json["state"]) == (202, "asked")
    assert (export.status, export.json["state"]) == (200, "ready")
    assert exports_table.read(SUBJECT) is not None


def test_a_guest_is_erased_and_the_order_is_the_shops_alone(
    shop: Shop, browser: Browser, paid: Bought
) -> None:
    challenge = browser.challenge()

    answer = browser.post(f"guests/{challenge}/erasure", code=code(shop), confirm=True)
    shop.settle()
    shop.advance(HOUR + 1)
    shop.settle()

    erasure = erasures_table.read(answer.json["id"])
    assert erasure is not None
    assert (erasure.state, erasure.by, erasure.cancelled) == ("done", "guest", 1)
    assert read_order(shop, paid)["email"] is None
    assert people.keys_of([SUBJECT]) == {}


def test_a_wrong_code_erases_nobody(shop: Shop, browser: Browser, paid: Bought) -> None:
    challenge = browser.challenge()
    wrong = f"{(int(code(shop)) + 1) % 1_000_000:06d}"

    answer = browser.post(f"guests/{challenge}/erasure", code=wrong, confirm=True)

    assert (answer.status, answer.json["code"]) == (422, "code_wrong")
    assert erasures_table.under_way(SUBJECT) is None


def test_a_code_is_good_once(shop: Shop, browser: Browser, paid: Bought) -> None:
    challenge = browser.challenge()
    right = code(shop)
    browser.post(f"guests/{challenge}/export", code=right)

    again = browser.post(f"guests/{challenge}/erasure", code=right, confirm=True)

    assert (again.status, again.json["code"]) == (409, "challenge_over")
    assert erasures_table.under_way(SUBJECT) is None


def test_a_code_that_was_read_out_is_no_use_in_another_browser(
    shop: Shop, browser: Browser, paid: Bought
) -> None:
    challenge = browser.challenge()

    answer = Browser(shop).post(f"guests/{challenge}/erasure", code=code(shop), confirm=True)

    assert (answer.status, answer.json["code"]) == (409, "challenge_over")
    assert erasures_table.under_way(SUBJECT) is None


def test_a_code_to_sign_in_is_no_code_for_this_and_the_other_way_round(
    shop: Shop, browser: Browser
) -> None:
    challenge = browser.challenge()

    answer = shop.post(
        f"/accounts/sign-in/code/{challenge}",
        json={"code": code(shop)},
        headers={"Cookie": "; ".join(f"{name}={text}" for name, text in browser.cookies.items())},
    )

    assert (answer.status, answer.json["code"]) == (409, "challenge_over")


def test_everybody_is_told_the_same(shop: Shop) -> None:
    sign_in(shop, EMAIL, name="Ada Byron")
    asked = [Browser(shop), Browser(shop)]

    known = asked[0].post("guests", email=EMAIL)
    unknown = asked[1].post("guests", email="nobody@example.com")

    assert (known.status, unknown.status) == (202, 202)
    assert set(known.json) == set(unknown.json)
    assert {**known.json, "id": ""} == {**unknown.json, "id": ""}


def test_an_account_stays_when_its_address_is_erased_as_a_guest(
    shop: Shop, browser: Browser, paid: Bought
) -> None:
    ada = sign_in(shop, EMAIL, name="Ada Byron")
    challenge = browser.challenge()

    browser.post(f"guests/{challenge}/erasure", code=code(shop), confirm=True)
    shop.settle()
    shop.advance(HOUR + 1)
    shop.settle()

    assert ada.get("/accounts/privacy").status == 200
    assert sign_in(shop, EMAIL).account_id == ada.account_id
    assert read_order(shop, paid)["email"] is None


def test_who_was_erased_can_buy_again(shop: Shop, browser: Browser, paid: Bought) -> None:
    challenge = browser.challenge()
    browser.post(f"guests/{challenge}/erasure", code=code(shop), confirm=True)
    shop.settle()
    shop.advance(HOUR + 1)
    shop.settle()

    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    answer = start_checkout(shop, cart_id, token)

    order_id, opened = answer.json["order_id"], {"X-Order-Token": answer.json["token"]}
    assert answer.status == 201
    assert shop.get(f"/checkout/orders/{order_id}", headers=opened).json["email"] == EMAIL
