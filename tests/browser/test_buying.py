"""Buying, from the front page to the mail, on a phone and at a desk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shopping
from tests.browser.back_room import BackRoom
from tests.browser.shopping import Buyer
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("device", DEVICES)
def test_a_shopper_finds_chooses_pays_and_gets_a_mail(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    visitor = visit(device)
    page = visitor.page
    buyer = Buyer.called(f"whole-way-{device}")

    page.goto("/")
    shopping.open_shelf(visitor, "Garden", "Garden tools")
    shopping.filter_by_brand(page, "Ashdown Forge")
    shopping.open_product(page, "Forged hand trowel")
    page.get_by_role("radio", name="Long handle").check()
    expect(page.get_by_role("main").get_by_text("£31.50").first).to_be_visible()
    drawer = shopping.add_to_cart(page)
    expect(drawer.get_by_text("Long handle", exact=True)).to_be_visible()
    drawer.get_by_role("link", name="See the whole cart").click()
    expect(page.get_by_role("spinbutton", name=re.compile("Forged hand trowel"))).to_have_value("1")
    page.get_by_role("main").get_by_role("link", name="Checkout", exact=True).click()
    shopping.fill_in(page, buyer)
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)

    number = shopping.expect_paid(page)
    back_room.settle()
    (order,) = back_room.orders_of(buyer.email)
    (mail,) = back_room.mails_to(buyer.email)
    assert (order["number"], order["status"]) == (number, "paid")
    assert number in mail["subject"] + mail["text"]
    assert "Long handle" in mail["text"]


def test_the_link_in_the_mail_opens_the_order_anywhere(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("mail-link")
    product = back_room.put_on_sale("Mail order basket")
    at_home = visit("desktop")
    shopping.buy(at_home, product.path)
    shopping.fill_in(at_home.page, buyer)
    shopping.place_order(at_home.page)
    shopping.pay(at_home.page, shopping.ACCEPTED)
    number = shopping.expect_paid(at_home.page)
    back_room.settle()
    (mail,) = back_room.mails_to(buyer.email)

    elsewhere = visit("phone").page
    link = re.search(r"https?://\S+/order/#[\w.-]+", mail["text"])
    assert link
    elsewhere.goto(link[0])

    assert shopping.expect_paid(elsewhere) == number
    expect(elsewhere.get_by_text("Mail order basket")).to_be_visible()
    # the key to the order does not stay where somebody may read it over a shoulder
    assert elsewhere.url.endswith("/order/")


def test_a_declined_card_may_be_followed_by_another(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("declined")
    product = back_room.put_on_sale("Twice tried trug")
    page = (visitor := visit("phone")).page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)
    shopping.place_order(page)

    with visitor.watch.expecting(": 402"):
        shopping.pay(page, shopping.DECLINED)
        expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    shopping.pay(page, shopping.ACCEPTED)

    shopping.expect_paid(page)
    back_room.settle()
    assert [order["status"] for order in back_room.orders_of(buyer.email)] == ["paid"]


@pytest.mark.parametrize("device", DEVICES)
def test_a_bank_that_asks_first_is_answered(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    buyer = Buyer.called(f"three-d-{device}")
    product = back_room.put_on_sale("Bank holiday barrow")
    page = (visitor := visit(device)).page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)
    shopping.place_order(page)

    shopping.pay(page, shopping.ASKS_THE_BANK)
    expect(page.get_by_role("heading", name="Is this you?")).to_be_visible()
    page.get_by_role("button", name="Complete").click()

    shopping.expect_paid(page)
    back_room.settle()
    assert [order["status"] for order in back_room.orders_of(buyer.email)] == ["paid"]


def test_a_bank_that_is_not_convinced_costs_nothing(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("not-me")
    product = back_room.put_on_sale("Doubtful dibber")
    page = (visitor := visit("desktop")).page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)
    shopping.place_order(page)

    with visitor.watch.expecting(": 402"):
        shopping.pay(page, shopping.ASKS_THE_BANK)
        page.get_by_role("button", name="Fail").click()
        expect(page.get_by_role("alert")).to_contain_text("unable to authenticate")

    back_room.settle()
    (order,) = back_room.orders_of(buyer.email)
    assert (order["status"], order["payment_status"]) == ("pending_payment", "unpaid")
    assert back_room.postings_of(order["id"]) == []


def test_without_script_one_gets_as_far_as_paying_and_sees_the_order(
    visit: Visit, back_room: BackRoom
) -> None:
    buyer = Buyer.called("no-script")
    product = back_room.put_on_sale("Plain paper pot")
    page = visit("phone", script=False).page

    page.goto(product.path)
    page.get_by_role("button", name="Add to cart", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Your cart")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Checkout", exact=True).click()
    for name, value in buyer.fields.items():
        page.get_by_role("textbox", name=re.compile(rf"^{name}( \(optional\))?$")).fill(value)
    page.get_by_role("checkbox", name=re.compile("^I agree")).check()
    page.get_by_role("button", name="Order and pay").click()
    shopping.expect_payment_page(page)
    shopping.pay(page, shopping.ACCEPTED)

    back_room.settle()
    (order,) = back_room.orders_of(buyer.email)
    assert order["status"] == "paid"
    page.goto("/api/checkout/order-page")
    expect(page.get_by_role("heading", level=1, name=f"Order {order['number']}")).to_be_visible()


def test_the_keyboard_alone_is_enough(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("keyboard")
    product = back_room.put_on_sale("Keyboard kneeler")
    page = visit("desktop").page

    page.goto(product.path)
    press_until(page, "Add to cart")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="Your cart")
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.get_by_role("button", name="Add to cart", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    press_until(page, "Checkout")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio").first).to_be_checked()
    for name, value in buyer.fields.items():
        press_until(page, name)
        page.keyboard.type(value)
    press_until(page, "I agree")
    page.keyboard.press("Space")
    press_until(page, "Order and pay")
    page.keyboard.press("Enter")
    shopping.expect_payment_page(page)

    (order,) = back_room.orders_of(buyer.email)
    assert (order["status"], order["lines"][0]["quantity"]) == ("pending_payment", 2)


#: The focused element's name, as far as these pages name their controls.
_FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels?.length ? at.labels[0] : at;
  return (at.getAttribute("aria-label") || label.innerText || at.value || "").trim();
}"""


def press_until(page: Page, name: str) -> None:
    """Tab to the control whose name begins with `name`, which must show that it has the focus."""
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(_FOCUSED))
        if seen[-1].startswith(name):
            assert page.evaluate("() => document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"{name} is not among what Tab reaches: {seen}")
