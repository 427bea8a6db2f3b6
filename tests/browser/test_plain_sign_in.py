"""The way into an account for a browser that runs no script."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import signing_in
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import Mailbox, mailbox
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
PLAIN = "/api/accounts/page"


def ask(page: Page, mail: Mailbox) -> None:
    page.get_by_role("textbox", name="E-mail").fill(mail.address)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="The code from the mail")).to_be_visible()


def answer(page: Page, code: str) -> None:
    page.get_by_label(re.compile("^The code")).fill(code)
    page.get_by_role("button", name="Sign in").click()


def test_a_code_from_the_mail_signs_in_and_out_without_script(
    visit: Visit, back_room: BackRoom
) -> None:
    page = visit("phone", script=False).page
    mail = mailbox(back_room, "plain")
    page.goto("/account/sign-in/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()

    ask(page, mail)
    answer(page, mail.code())
    expect(page.get_by_role("heading", name="You are signed in")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_wrong_code_is_told_beside_its_field(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit(script=False)
    mail = mailbox(back_room, "plain-wrong")
    visitor.page.goto(PLAIN)
    ask(visitor.page, mail)
    right = mail.code()

    with visitor.watch.expecting(": 422"):
        answer(visitor.page, f"{(int(right) + 1) % 1_000_000:06d}")
        expect(visitor.page.get_by_text("This is not the code. Tries left: 4")).to_be_visible()
    answer(visitor.page, right)

    expect(visitor.page.get_by_role("heading", name="You are signed in")).to_be_visible()


def test_it_goes_back_to_where_it_came_from_and_to_no_other_site(
    visit: Visit, back_room: BackRoom
) -> None:
    own, foreign = visit(script=False).page, visit(script=False).page
    mail = mailbox(back_room, "plain-back")
    own.goto(f"{PLAIN}?next=/cart/")
    foreign.goto(f"{PLAIN}?next=//evil.example/")

    for page in (own, foreign):
        ask(page, mail)
        answer(page, mail.code())

    expect(own).to_have_url(re.compile("/cart/$"))
    expect(foreign).to_have_url(re.compile(f"{PLAIN}$"))


def test_a_form_that_is_sent_before_its_script_has_come_leads_on_too(
    visit: Visit, back_room: BackRoom
) -> None:
    visitor = visit()
    mail = mailbox(back_room, "plain-early")
    visitor.page.route("**/shop-sign-in*.js", lambda route: route.abort())
    with visitor.watch.expecting("shop-sign-in"):
        visitor.page.goto("/account/sign-in/?next=/account/wishlists/%3Fa=1")
        ask(visitor.page, mail)
    answer(visitor.page, mail.code())

    expect(visitor.page).to_have_url(re.compile(r"/account/wishlists/\?a=1$"))


def test_the_second_step_is_asked_there_as_well(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "plain-app")
    first = visit().page
    signing_in.sign_in(first, mail)
    signing_in.open_security(first)
    recovery_code = signing_in.set_up_app(first, back_room).recovery_codes[0]
    page = visit(script=False).page
    page.goto(PLAIN)

    ask(page, mail)
    answer(page, mail.code())
    expect(page.get_by_role("heading", name="One step more")).to_be_visible()
    answer(page, recovery_code)

    expect(page.get_by_role("heading", name="You are signed in")).to_be_visible()
