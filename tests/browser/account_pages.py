"""Pages of an account with something on them, and how somebody new gets to see each."""

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from tests.browser import shopping, signing_in
from tests.browser.shopping import Buyer
from tests.browser.visitor import Visitor

PRODUCT = "/products/forged-hand-trowel/"
ADDRESSES = "/account/addresses/"
PRIVACY = "/account/privacy/"
PROFILE = "/account/profile/"
ORDERS = "/account/orders/"
WISHLISTS = "/account/wishlists/"


def _enter(visitor: Visitor) -> Page:
    signing_in.arrive(visitor, f"account-{visitor.device}")
    return visitor.page


def keep_address(page: Page, buyer: Buyer) -> None:
    page.goto(ADDRESSES)
    page.get_by_role("button", name="Add an address").click()
    page.get_by_label("Full name").fill(buyer.name)
    page.get_by_label("Street and number").fill(buyer.street)
    page.get_by_label("Town or city").fill(buyer.town)
    page.get_by_label("Postcode").fill(buyer.postcode)
    page.get_by_role("button", name="Save this address").click()
    expect(page.get_by_text("The address is saved")).to_be_visible()


def save_for_later(page: Page, path: str = PRODUCT) -> None:
    page.goto(path)
    page.get_by_role("link", name="Save for later").click()
    expect(page.get_by_text("Saved to Wishlist")).to_be_visible()


def buy_something(page: Page, buyer: Buyer) -> None:
    page.goto(PRODUCT)
    shopping.go_to_checkout(shopping.add_to_cart(page))
    shopping.fill_in(page, buyer)
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)
    shopping.expect_paid(page)


def _home(visitor: Visitor) -> None:
    page = _enter(visitor)
    buy_something(page, Buyer.called(f"account-{visitor.device}"))
    page.goto("/account/")
    expect(page.get_by_role("link", name=re.compile("^Order "))).to_be_visible()


def _home_empty(visitor: Visitor) -> None:
    page = _enter(visitor)
    page.goto("/account/")
    expect(page.get_by_text("You have not ordered anything yet")).to_be_visible()


def _orders(visitor: Visitor) -> None:
    _home(visitor)
    visitor.page.goto(ORDERS)
    expect(visitor.page.get_by_role("link", name=re.compile("^Order "))).to_be_visible()


def _order(visitor: Visitor) -> None:
    _orders(visitor)
    visitor.page.get_by_role("link", name=re.compile("^Order ")).click()
    expect(visitor.page.get_by_role("link", name="All your orders")).to_be_visible()


def _addresses(visitor: Visitor) -> None:
    keep_address(_enter(visitor), Buyer.called("kept"))


def _address_wrong(visitor: Visitor) -> None:
    page = _enter(visitor)
    page.goto(ADDRESSES)
    page.get_by_role("button", name="Add an address").click()
    page.get_by_label("Country").select_option("US")
    expect(page.get_by_label("State")).to_be_visible()
    page.get_by_role("button", name="Save this address").click()
    expect(page.get_by_role("heading", name="Please look at these again")).to_be_visible()


def _profile(visitor: Visitor) -> None:
    page = _enter(visitor)
    page.goto(PROFILE)
    expect(page.get_by_label("Telephone")).to_be_visible()


def _wishlists(visitor: Visitor) -> None:
    page = _enter(visitor)
    save_for_later(page)
    page.goto(WISHLISTS)
    page.get_by_label("What it is called").fill("For Sam")
    page.get_by_role("button", name="Make the list").click()
    expect(page.get_by_role("heading", level=2, name="For Sam")).to_be_focused()
    lists = page.get_by_role("navigation", name="Your wishlists")
    lists.get_by_role("link", name=re.compile("^Wishlist")).click()
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_label("The list’s link")).to_be_focused()
    # what was done is told in a line over the foot of the page, for some seconds
    expect(page.get_by_text("For Sam is made")).to_be_hidden()


def _wishlists_empty(visitor: Visitor) -> None:
    page = _enter(visitor)
    page.goto(WISHLISTS)
    expect(page.get_by_text("Nothing is saved for later yet.")).to_be_visible()


def _shared(visitor: Visitor) -> None:
    _wishlists(visitor)
    visitor.page.goto(visitor.page.get_by_label("The list’s link").input_value())
    expect(visitor.page.get_by_role("heading", level=1, name="Wishlist")).to_be_visible()


def _shared_unknown(visitor: Visitor) -> None:
    visitor.page.goto("/wishlist/")
    expect(visitor.page.get_by_role("heading", name="No such list")).to_be_visible()


def _privacy(visitor: Visitor) -> None:
    page = _enter(visitor)
    page.goto(PRIVACY)
    expect(page.get_by_role("checkbox", name="News by e-mail")).to_be_visible()


def _erasure(visitor: Visitor) -> None:
    _privacy(visitor)
    visitor.page.get_by_role("button", name="Delete my account").click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


def _privacy_guest(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(PRIVACY)
    page.get_by_role("textbox", name="E-mail", exact=True).fill(Buyer.called("guest").email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("textbox", name="The code from the mail")).to_be_visible()


def _checkout(visitor: Visitor) -> None:
    page = _enter(visitor)
    keep_address(page, Buyer.called("kept"))
    page.goto(PRODUCT)
    shopping.go_to_checkout(shopping.add_to_cart(page))
    expect(page.get_by_label("From your address book").first).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_checked()


SHOWN: Mapping[str, Callable[[Visitor], None]] = {
    "account": _home,
    "account-empty": _home_empty,
    "account-orders": _orders,
    "account-order": _order,
    "account-addresses": _addresses,
    "account-address-wrong": _address_wrong,
    "account-profile": _profile,
    "account-wishlists": _wishlists,
    "account-wishlists-empty": _wishlists_empty,
    "account-privacy": _privacy,
    "account-erasure": _erasure,
    "privacy-guest": _privacy_guest,
    "wishlist": _shared,
    "wishlist-unknown": _shared_unknown,
    "checkout-account": _checkout,
}
