"""Two carts, a guest's and the account's, become one when somebody signs in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shopping, signing_in
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import Mailbox, mailbox
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]


def put_in(page: Page, path: str, units: int = 1) -> None:
    page.goto(path)
    page.get_by_label("Quantity", exact=True).fill(str(units))
    drawer = shopping.add_to_cart(page)
    expect(drawer.get_by_role("spinbutton").first).to_be_visible()


def units_of(page: Page, name: str) -> str:
    page.goto("/cart/")
    return page.get_by_role("main").get_by_label(re.compile(f"^Quantity of {name}")).input_value()


def enter(page: Page, mail: Mailbox) -> None:
    signing_in.sign_in(page, mail)
    signing_in.expect_signed_in(page)


@pytest.mark.parametrize("device", DEVICES)
def test_what_both_carts_hold_is_added_up_and_said(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    mail = mailbox(back_room, "adds-up")
    product = back_room.put_on_sale("Merging marrow seeds")
    at_home = visit(device).page
    enter(at_home, mail)
    put_in(at_home, product.path, 2)
    under_way = visit(device).page
    put_in(under_way, product.path, 3)

    enter(under_way, mail)

    expect(under_way.get_by_text("We put your carts together.")).to_be_visible()
    under_way.get_by_role("main").get_by_role("link", name="See the cart").click()
    expect(under_way.get_by_role("main").get_by_role("spinbutton")).to_have_value("5")
    under_way.get_by_role("button", name="I have read it").click()
    expect(under_way.get_by_text("We put your carts together.")).to_be_hidden()
    assert units_of(at_home, product.name) == "5"


def test_more_than_there_is_is_capped_and_told(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "capped")
    product = back_room.put_on_sale("Scarce scarifier", units=4)
    at_home = visit().page
    enter(at_home, mail)
    put_in(at_home, product.path, 3)
    under_way = visit().page
    put_in(under_way, product.path, 3)

    enter(under_way, mail)

    told = under_way.get_by_text(f"{product.name}: you had 6 in both; only 4 left")
    expect(told).to_be_visible()
    assert units_of(under_way, product.name) == "4"


def test_the_cart_follows_the_account_and_leaves_with_it(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "follows")
    product = back_room.put_on_sale("Following fork")
    at_home = visit().page
    enter(at_home, mail)
    put_in(at_home, product.path, 2)
    under_way = visit("phone").page

    enter(under_way, mail)

    expect(under_way.get_by_role("banner").get_by_role("link", name="Cart 2")).to_be_visible()
    signing_in.sign_out(under_way)
    cart = under_way.get_by_role("banner").get_by_role("link", name="Cart", exact=True)
    expect(cart).to_be_visible()
    under_way.goto("/cart/")
    expect(under_way.get_by_text("There is nothing in the cart yet.")).to_be_visible()


def test_somebody_else_on_the_same_device_gets_nothing_of_it(
    visit: Visit, back_room: BackRoom
) -> None:
    one, other = mailbox(back_room, "first"), mailbox(back_room, "second")
    product = back_room.put_on_sale("Shared-device shears")
    page = visit().page
    enter(page, one)
    put_in(page, product.path)
    page.goto("/account/")
    signing_in.sign_out(page)

    enter(page, other)

    page.goto("/cart/")
    expect(page.get_by_text("There is nothing in the cart yet.")).to_be_visible()


def test_a_cart_that_is_being_paid_stays_as_it_is(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "paying")
    earlier = back_room.put_on_sale("Earlier edger")
    now = back_room.put_on_sale("Paying pruner")
    at_home = visit().page
    enter(at_home, mail)
    put_in(at_home, earlier.path)
    visitor = visit()
    page = visitor.page
    shopping.buy(visitor, now.path)

    page.get_by_role("main").get_by_role("link", name="Sign in", exact=True).click()
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())

    expect(page.get_by_role("heading", level=1, name="Checkout")).to_be_visible()
    expect(page.get_by_role("main").get_by_text(now.name)).to_be_visible()
    expect(page.get_by_role("main").get_by_text(earlier.name)).to_be_hidden()
