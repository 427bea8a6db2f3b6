"""Orders of somebody with an account, and the checkout that knows them."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import shopping, signing_in
from tests.browser.account_pages import keep_address
from tests.browser.back_room import BackRoom
from tests.browser.shopping import Buyer
from tests.browser.signing_in import mailbox
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
ORDERS = "/account/orders/"


def order_here(visitor: Visitor, path: str, buyer: Buyer) -> str:
    """Buy what is sold at `path`, as somebody who types everything; the order's number."""
    shopping.buy(visitor, path)
    shopping.fill_in(visitor.page, buyer)
    shopping.place_order(visitor.page)
    shopping.pay(visitor.page, shopping.ACCEPTED)
    return shopping.expect_paid(visitor.page)


def test_somebody_without_orders_is_led_to_the_shelves(visit: Visit, back_room: BackRoom) -> None:
    page = visit("phone").page
    signing_in.sign_in(page, mailbox(back_room, "no-orders"))

    expect(page.get_by_text("You have not ordered anything yet")).to_be_visible()
    page.goto(ORDERS)

    expect(page.get_by_text("There is no order yet.")).to_be_visible()


def test_what_was_bought_as_a_guest_is_there_once_the_address_is_confirmed(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "adopts")
    product = back_room.put_on_sale("Guest garden glove")
    guest = visit("desktop")
    number = order_here(guest, product.path, Buyer(mail.address))
    back_room.settle()
    page = visit("phone").page

    signing_in.sign_in(page, mail)
    page.get_by_role("link", name=f"Order {number}").click()

    expect(page.get_by_role("heading", level=1, name=f"Order {number}")).to_be_visible()
    expect(page.get_by_text("4 Orchard Row")).to_be_visible()
    page.get_by_role("link", name="All your orders").click()
    expect(page.get_by_role("link", name=f"Order {number}")).to_be_visible()


def test_the_checkout_knows_the_address_book_and_the_order_is_the_account_s(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "knows")
    product = back_room.put_on_sale("Known nozzle")
    buyer = Buyer(mail.address)
    visitor = visit("desktop")
    page = visitor.page
    signing_in.sign_in(page, mail)
    keep_address(page, buyer)

    shopping.buy(visitor, product.path)

    for name, value in buyer.fields.items():
        expect(page.get_by_role("textbox", name=name, exact=True)).to_have_value(value)
    page.get_by_role("checkbox", name=re.compile("^I agree")).check()
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)
    number = shopping.expect_paid(page)
    page.goto(ORDERS)
    row = page.get_by_role("main").get_by_role("listitem").filter(has_text=number)
    expect(row).to_contain_text(product.name)


def test_another_address_can_be_typed_and_is_kept_when_that_is_wanted(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "another")
    product = back_room.put_on_sale("Other-way hose")
    visitor = visit("phone")
    page = visitor.page
    signing_in.sign_in(page, mail)
    keep_address(page, Buyer(mail.address))
    shopping.buy(visitor, product.path)
    book = page.get_by_label("From your address book").first
    expect(book).not_to_have_value("")

    book.select_option(label="Another address")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    shopping.fill_in(page, Buyer(mail.address, name="Sam Vimes", street="1 Treacle Mine Road"))
    page.get_by_role("checkbox", name="Keep this address in my address book").check()
    shopping.place_order(page)

    page.goto("/account/addresses/")
    cards = page.get_by_role("main").get_by_role("listitem")
    expect(cards.filter(has_text="1 Treacle Mine Road")).to_be_visible()
    expect(cards.filter(has_text="4 Orchard Row")).to_be_visible()


def test_signing_in_at_the_checkout_leads_back_to_it_with_the_same_cart(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "midway")
    product = back_room.put_on_sale("Midway mulch")
    visitor = visit("desktop")
    page = visitor.page
    shopping.buy(visitor, product.path)

    page.get_by_role("main").get_by_role("link", name="Sign in", exact=True).click()
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())

    expect(page.get_by_role("heading", level=1, name="Checkout")).to_be_visible()
    expect(page.get_by_role("textbox", name="E-mail", exact=True)).to_have_value(mail.address)
    expect(page.get_by_role("main").get_by_text(product.name)).to_be_visible()


def test_an_order_s_page_of_somebody_else_stays_closed(visit: Visit, back_room: BackRoom) -> None:
    product = back_room.put_on_sale("Private propagator")
    buyer = visit("desktop")
    number = order_here(buyer, product.path, Buyer.called("private"))
    stranger = visit("desktop")
    signing_in.sign_in(stranger.page, mailbox(back_room, "stranger"))
    (order,) = back_room.orders_numbered(number)

    with stranger.watch.expecting(": 404", ": 401"):
        stranger.page.goto(f"/order/#{order['id']}")
        expect(stranger.page.get_by_role("heading", name="No such order")).to_be_visible()


def test_whoever_is_signed_out_signs_in_to_see_the_order(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "sees")
    product = back_room.put_on_sale("Seen seed sower")
    number = order_here(visit("desktop"), product.path, Buyer(mail.address))
    back_room.settle()
    page = visit("phone").page
    signing_in.sign_in(page, mail)
    address = page.get_by_role("link", name=f"Order {number}").get_attribute("href")
    newcomer = visit("phone")

    newcomer.page.goto(str(address))
    expect(newcomer.page).to_have_url(re.compile("/account/sign-in/"))
    signing_in.ask_for_code(newcomer.page, mail.address)
    signing_in.type_code(newcomer.page, mail.code())

    expect(newcomer.page.get_by_role("heading", level=1, name=f"Order {number}")).to_be_visible()
