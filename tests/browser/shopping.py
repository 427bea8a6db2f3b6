"""What a shopper does, step by step, finding everything by what it is called on the page."""

import re
import secrets
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor

#: The stand-in's test cards (barrow/stripe_stand_in/cards.py).
ACCEPTED = "4242 4242 4242 4242"
DECLINED = "4000 0000 0000 0002"
ASKS_THE_BANK = "4000 0027 6000 3184"


@dataclass(frozen=True)
class Buyer:
    email: str
    name: str = "Jo Marsh"
    street: str = "4 Orchard Row"
    town: str = "Hexham"
    postcode: str = "NE46 1XQ"

    @classmethod
    def called(cls, label: str) -> Self:
        """Somebody who has never ordered here, however often the test was run."""
        return cls(f"{label}-{secrets.token_hex(4)}@example.com")

    @property
    def fields(self) -> dict[str, str]:
        """What they type, by the name of its field."""
        return {
            "E-mail": self.email,
            "Name": self.name,
            "Street and number": self.street,
            "Town or city": self.town,
            "Postcode": self.postcode,
        }


def open_shelf(visitor: Visitor, shelf: str, category: str) -> None:
    """From any page by the menu to a category."""
    page = visitor.page
    page.get_by_role("button", name="Menu", exact=True).click()
    menu = page.get_by_role("navigation", name="All categories")
    expect(menu.get_by_role("link", name=shelf, exact=True)).to_be_visible()
    menu.get_by_role("link", name=category, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=category)).to_be_visible()


def filter_by_brand(page: Page, brand: str) -> None:
    page.get_by_role("button", name=re.compile("^Filter")).click()
    page.get_by_role("checkbox", name=brand).check()
    page.get_by_role("button", name=re.compile(r"^Show \d+$")).click()


def cards(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("article")


def open_product(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def add_to_cart(page: Page) -> Locator:
    """Press the button; the drawer that opens."""
    page.get_by_role("button", name="Add to cart", exact=True).click()
    drawer = page.get_by_role("dialog", name="Your cart")
    expect(drawer).to_be_visible()
    return drawer


def buy(visitor: Visitor, path: str) -> None:
    """Put what is sold at `path` into the cart and go to the checkout."""
    visitor.page.goto(path)
    go_to_checkout(add_to_cart(visitor.page))


def go_to_checkout(drawer: Locator) -> None:
    drawer.get_by_role("link", name="Checkout").click()
    expect(drawer.page.get_by_role("heading", level=1, name="Checkout")).to_be_visible()


def order_button(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"^Order and pay £"))


def fill_in(page: Page, buyer: Buyer) -> None:
    """Everything that checkout asks for; delivery stays as it is proposed."""
    expect(page.get_by_role("radio").first).to_be_checked()
    for name, value in buyer.fields.items():
        page.get_by_role("textbox", name=name, exact=True).fill(value)
    page.get_by_role("checkbox", name=re.compile("^I agree")).check()


def expect_filled_in(page: Page, buyer: Buyer) -> None:
    for name, value in buyer.fields.items():
        expect(page.get_by_role("textbox", name=name, exact=True)).to_have_value(value)
    expect(page.get_by_role("checkbox", name=re.compile("^I agree"))).to_be_checked()


def place_order(page: Page) -> None:
    order_button(page).click()
    expect_payment_page(page)


def expect_payment_page(page: Page) -> None:
    expect(page.get_by_role("heading", name="To pay")).to_be_visible()


def pay(page: Page, card: str) -> None:
    """On the payment page."""
    page.get_by_label("Card number").fill(card)
    page.get_by_label("Expiry").fill("12 / 40")
    page.get_by_label("Security code").fill("123")
    page.get_by_label("Name on card").fill("J MARSH")
    page.get_by_role("button", name=re.compile("^Pay £")).click()


def expect_paid(page: Page) -> str:
    """The order page says so; the order's number."""
    expect(page.get_by_text("Thank you. The order is paid")).to_be_visible()
    heading = page.get_by_role("heading", level=1, name=re.compile("^Order "))
    return heading.inner_text().removeprefix("Order ").strip()
