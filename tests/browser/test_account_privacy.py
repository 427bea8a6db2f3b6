"""What somebody decides about their data: consents, a copy, erasure; and that the shop goes on."""

import json
import re
import zipfile
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import shopping, signing_in
from tests.browser.back_room import BackRoom
from tests.browser.shopping import Buyer
from tests.browser.signing_in import Mailbox, mailbox
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
PRIVACY = "/account/privacy/"


def enter_privacy(page: Page, mail: Mailbox) -> None:
    signing_in.sign_in(page, mail)
    page.goto(PRIVACY)
    expect(page.get_by_role("heading", level=1, name="Privacy")).to_be_visible()


def saved_file(page: Page) -> zipfile.ZipFile:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file").click()
    assert download.value.suggested_filename.endswith(".zip")
    return zipfile.ZipFile(download.value.path())


def test_consents_are_given_and_taken_back_with_their_day(
    visit: Visit, back_room: BackRoom
) -> None:
    page = visit("phone").page
    enter_privacy(page, mailbox(back_room, "consents"))
    news = page.get_by_role("checkbox", name="News by e-mail")
    expect(news).not_to_be_checked()
    expect(news).to_have_accessible_description(re.compile("take this back at any time"))

    news.check()
    page.get_by_role("checkbox", name="Do not sell or share my data").check()
    page.get_by_role("button", name="Save my choices").click()

    expect(page.get_by_text(re.compile("^Yes since .*, on this page.$"))).to_have_count(2)
    page.reload()
    expect(news).to_be_checked()
    news.uncheck()
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_text("Your choices are saved")).to_be_visible()
    page.reload()
    expect(news).not_to_be_checked()


def test_a_copy_is_fetched_here_and_by_the_link_of_the_mail(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "copy")
    page = visit().page
    enter_privacy(page, mail)

    page.get_by_role("button", name="Ask for a copy").click()
    expect(page.get_by_text("Your copy is being gathered.").first).to_be_visible()
    back_room.settle()
    back_room.let_pass(minutes=6)

    archive = saved_file(page)
    texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert any(mail.address in text for text in texts.values())
    assert [json.loads(text) for name, text in texts.items() if name.endswith(".json")]
    elsewhere = visit("phone").page
    elsewhere.goto(mail.link(PRIVACY))
    expect(elsewhere.get_by_role("heading", name="A copy of your data")).to_be_visible()
    assert elsewhere.url.endswith(PRIVACY)
    assert saved_file(elsewhere).namelist() == archive.namelist()


def test_a_link_that_is_none_opens_nothing(visit: Visit) -> None:
    visitor = visit()

    with visitor.watch.expecting(": 404", ": 401"):
        visitor.page.goto(f"{PRIVACY}#export=nobody-has-ever-sent-this")
        expect(
            visitor.page.get_by_role("heading", name="This link no longer works")
        ).to_be_visible()


def test_whoever_is_erased_is_signed_out_and_the_shop_still_sells(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "erased")
    product = back_room.put_on_sale("Farewell fork")
    buyer = Buyer(mail.address, name="Ottoline Morrell-Featherstone")
    visitor = visit()
    page = visitor.page
    signing_in.sign_in(page, mail)
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)
    number = shopping.expect_paid(page)
    back_room.settle()
    page.goto(PRIVACY)

    page.get_by_role("button", name="Delete my account").click()
    dialog = page.get_by_role("dialog", name="Delete your account and your data?")
    expect(dialog).to_contain_text("called off, and what you paid for them is sent back")
    dialog.get_by_role("button", name="Yes, delete everything").click()

    expect(page.get_by_role("heading", name="Your data are being deleted")).to_be_focused()
    expect(page.get_by_role("navigation", name="Your account")).to_be_hidden()
    back_room.settle()
    assert "erased" in mail.letters()[-1].lower() or "deleted" in mail.letters()[-1].lower()
    for _ in range(3):
        back_room.let_pass(hours=1)
    assert back_room.orders_of(mail.address) == []
    (order,) = back_room.orders_numbered(number)
    assert (order["status"], order["payment_status"]) == ("cancelled", "refunded")
    assert (order["email"], order["shipping_address"]) == (None, None)
    # the browser is a stranger's, and buys as one
    with visitor.watch.expecting(": 401", ": 404"):
        page.goto("/account/")
        expect(page).to_have_url(re.compile("/account/sign-in/"))
        shopping.buy(visitor, product.path)
    shopping.fill_in(page, Buyer.called("afterwards"))
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)
    shopping.expect_paid(page)


def test_a_guest_s_data_are_erased_by_a_code_to_the_address(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "guest-erased")
    product = back_room.put_on_sale("Guest goodbye glove")
    visitor = visit("phone")
    page = visitor.page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, Buyer(mail.address))
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)
    number = shopping.expect_paid(page)
    back_room.settle()

    page.goto(PRIVACY)
    page.get_by_role("textbox", name="E-mail", exact=True).fill(mail.address)
    page.get_by_role("button", name="Send me a code").click()
    code = page.get_by_role("textbox", name="The code from the mail")
    expect(code).to_be_visible()
    with visitor.watch.expecting(": 422"):
        code.fill("000000" if mail.code() != "000000" else "111111")
        page.get_by_role("button", name="Send me a copy").click()
        expect(page.get_by_text(re.compile("^That is not the code"))).to_be_visible()
    code.fill(mail.code())
    page.get_by_role("button", name="Delete my data").click()
    page.get_by_role("button", name="Yes, delete it").click()

    expect(page.get_by_role("heading", name="Your data are being deleted")).to_be_visible()
    back_room.settle()
    for _ in range(3):
        back_room.let_pass(hours=1)
    (order,) = back_room.orders_numbered(number)
    assert order["email"] is None
