"""The cart without script, for whoever is signed in: the account's cart, on each of its pages."""

import pytest
from shopkit import sessions

from tests.factories import make_offer, sell
from tests.integration.accounts.counting import calls_of
from tests.plain_browser import PlainBrowser
from tests.shop import Shop
from tests.signed_in import Visitor, sign_in

PAGE, LINES, REMOVAL = "/api/cart/page", "/api/cart/forms/lines", "/api/cart/forms/removal"


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    sell(shop, make_offer("TEA-1"), make_offer("POT-1", 1_299), units=5)
    return sign_in(shop, "ada@example.com")


def browser_of(visitor: Visitor) -> PlainBrowser:
    browser = PlainBrowser(visitor.shop)
    browser.cookies[sessions.cookie_name()] = visitor.token
    return browser


def mine(visitor: Visitor) -> dict[str, int]:
    cart = visitor.get("/cart/mine").json["cart"]
    return {line["sku"]: line["quantity"] for line in cart["lines"]} if cart else {}


def test_what_a_guest_had_is_in_the_accounts_cart_when_the_page_opens(ada: Visitor) -> None:
    ada.post("/cart/carts", json={"lines": [{"sku": "POT-1", "quantity": 1}]})
    browser = PlainBrowser(ada.shop)
    browser.post(LINES, {"sku": "TEA-1", "quantity": "3"})
    browser.cookies[sessions.cookie_name()] = ada.token

    page = browser.get(PAGE)

    assert page.status == 200
    assert "Tea TEA-1" in page.text and "Tea POT-1" in page.text
    assert mine(ada) == {"POT-1": 1, "TEA-1": 3}
    assert browser.cookies["cart_id"] == ada.get("/cart/mine").json["cart"]["id"]
    assert not browser.cookies.get("cart_token")


def test_on_another_device_the_page_has_the_same_cart(ada: Visitor) -> None:
    browser_of(ada).post(LINES, {"sku": "TEA-1", "quantity": "2"})

    there = browser_of(sign_in(ada.shop, "ada@example.com"))
    page = there.get(PAGE)
    removed = there.post(REMOVAL, page.form(REMOVAL).values)

    assert "Tea TEA-1" in page.text
    assert removed.status == 200
    assert mine(ada) == {}


def test_after_the_session_ended_the_page_shows_nothing_of_it(ada: Visitor) -> None:
    browser = browser_of(ada)
    browser.post(LINES, {"sku": "TEA-1", "quantity": "2"})
    del browser.cookies[sessions.cookie_name()]

    page = browser.get(PAGE)

    assert "Tea TEA-1" not in page.text
    assert mine(ada) == {"TEA-1": 2}


def test_a_guests_cart_is_still_read_in_one_call_and_an_accounts_in_two(ada: Visitor) -> None:
    made = ada.shop.post("/cart/carts", json={}).json
    own = ada.post("/cart/carts", json={"lines": [{"sku": "TEA-1", "quantity": 1}]}).json
    token = {"X-Cart-Token": made["token"]}

    guests = calls_of(lambda: ada.shop.get(f"/cart/carts/{made['id']}", headers=token))
    accounts = calls_of(lambda: ada.get(f"/cart/carts/{own['id']}"))

    assert guests == ["Query"]
    assert accounts == ["GetItem", "Query"]
