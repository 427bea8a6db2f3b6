"""Ways into an account besides the mail: a password, a passkey, the app of the second step."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import signing_in
from tests.browser.authenticator import Authenticator
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import SIGN_IN, mailbox
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
PASSWORD = "orchard kettle umbrella tuesday"
WRONG = "challenge_over", "code_wrong", ": 422", ": 409", ": 429", ": 401", ": 403"


def test_a_password_signs_in_and_a_wrong_one_does_not(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "password")
    first = visit().page
    signing_in.sign_in(first, mail)
    signing_in.open_security(first)
    signing_in.set_password(first, PASSWORD)
    visitor = visit()
    page = visitor.page
    page.goto(SIGN_IN)
    page.get_by_role("textbox", name="E-mail", exact=True).fill(mail.address)

    page.get_by_role("button", name="Use a password").click()
    expect(page.get_by_role("textbox", name="E-mail", exact=True)).to_have_value(mail.address)
    with visitor.watch.expecting(*WRONG):
        page.get_by_label("Password").fill("not the password at all")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_text("The address or the password is not right.")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url(re.compile("/account/$"))
    signing_in.expect_signed_in(page)


def test_a_passkey_signs_in_without_a_word(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "passkey")
    page = visit("phone").page
    device = Authenticator.of(page)
    signing_in.sign_in(page, mail)
    signing_in.open_security(page)
    signing_in.add_passkey(page, "Jo’s phone")
    signing_in.sign_out(page)
    page.goto(SIGN_IN)

    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(re.compile("/account/$"))
    signing_in.expect_signed_in(page)
    assert len(device.passkeys) == 1


def test_a_passkey_whose_owner_is_not_recognised_does_not_sign_in(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "finger")
    visitor = visit()
    page = visitor.page
    device = Authenticator.of(page)
    signing_in.sign_in(page, mail)
    signing_in.open_security(page)
    signing_in.add_passkey(page, "Jo’s phone")
    signing_in.sign_out(page)
    page.goto(SIGN_IN)

    device.refuse()
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("No passkey was used.")).to_be_visible()
    expect(page).to_have_url(re.compile(SIGN_IN))


def test_the_app_is_asked_after_the_code_and_its_digits_work_once(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "app")
    first = visit().page
    signing_in.sign_in(first, mail)
    signing_in.open_security(first)
    app = signing_in.set_up_app(first, back_room)
    back_room.let_pass(minutes=1)
    visitor = visit()
    page = visitor.page
    page.goto(SIGN_IN)
    signing_in.ask_for_code(page, mail.address)

    signing_in.type_code(page, mail.code())
    expect(signing_in.heading(page, "One step more")).to_be_focused()
    page.get_by_label("The code from your app").fill(app.totp.at(back_room.now()))
    page.get_by_role("button", name="Sign in", exact=True).click()

    signing_in.expect_signed_in(page)


def test_a_recovery_code_stands_in_for_the_app_and_works_once(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "recovery")
    first = visit().page
    signing_in.sign_in(first, mail)
    signing_in.open_security(first)
    code = signing_in.set_up_app(first, back_room).recovery_codes[0]
    visitor = visit()
    page = visitor.page

    def with_code() -> None:
        page.goto(SIGN_IN)
        signing_in.ask_for_code(page, mail.address)
        signing_in.type_code(page, mail.code())
        page.get_by_role("button", name="Use a recovery code").click()
        page.get_by_label("A recovery code").fill(code)
        page.get_by_role("button", name="Sign in", exact=True).click()

    with_code()
    expect(page).to_have_url(re.compile("/account/$"))
    signing_in.open_security(page)
    expect(page.get_by_text("9 recovery codes are left.")).to_be_visible()
    signing_in.sign_out(page)
    with visitor.watch.expecting(*WRONG):
        with_code()

        expect(page.get_by_text("That is not the code.")).to_be_visible()
    expect(page).to_have_url(re.compile(SIGN_IN))
