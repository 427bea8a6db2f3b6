"""The ways into an account and out of it, as somebody with a browser and a mailbox goes them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import signing_in
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import SECURITY, SIGN_IN, mailbox
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]
PASSWORD = "orchard kettle umbrella tuesday"
WRONG = "challenge_over", "code_wrong", ": 422", ": 409", ": 429", ": 401", ": 403"


@pytest.mark.parametrize("device", DEVICES)
def test_a_code_from_the_mail_opens_an_account_and_signs_in(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    page = visit(device).page
    mail = mailbox(back_room, "opens")
    page.goto("/account/sign-up/")
    page.get_by_label("Name").fill("Jo Marsh")

    signing_in.ask_for_code(page, mail.address)
    signing_in.code_field(page).fill(mail.code())
    page.get_by_role("button", name="Open the account").click()

    expect(page).to_have_url(re.compile("/account/$"))
    signing_in.expect_signed_in(page)


def test_somebody_with_an_account_signs_in_by_the_keyboard_alone(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "keyboard")
    signing_in.sign_in(visit().page, mail)
    page = visit().page
    page.goto(SIGN_IN)

    page.get_by_role("textbox", name="E-mail", exact=True).focus()
    page.keyboard.type(mail.address)
    page.keyboard.press("Enter")
    expect(signing_in.code_field(page)).to_be_focused()
    page.keyboard.type(mail.code())
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/account/$"))
    signing_in.expect_signed_in(page)


def test_the_link_of_the_letter_fills_the_code_in(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit()
    mail = mailbox(back_room, "link")
    visitor.page.goto(f"{SIGN_IN}?next=/about/")
    signing_in.ask_for_code(visitor.page, mail.address)
    other_window = visitor.context.new_page()

    other_window.goto(mail.link(SIGN_IN))

    expect(signing_in.code_field(other_window)).to_have_value(mail.code())
    assert "#" not in other_window.url
    other_window.get_by_role("button", name="Sign in", exact=True).click()
    expect(other_window).to_have_url(re.compile("/about/$"))
    signing_in.expect_signed_in(other_window)


def test_the_link_of_the_letter_lets_nobody_in_elsewhere(visit: Visit, back_room: BackRoom) -> None:
    mail = mailbox(back_room, "elsewhere")
    asker = visit().page
    asker.goto(SIGN_IN)
    signing_in.ask_for_code(asker, mail.address)
    thief = visit().page

    thief.goto(mail.link(SIGN_IN))

    expect(thief.get_by_text("works in the browser that asked for the code")).to_be_visible()
    expect(signing_in.code_field(thief)).to_be_hidden()


def test_a_wrong_code_is_told_and_five_are_the_end_of_it(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit("phone")
    page = visitor.page
    mail = mailbox(back_room, "wrong")
    # what others mistyped from this machine has been forgotten
    back_room.let_pass(hours=1)
    page.goto(SIGN_IN)
    signing_in.ask_for_code(page, mail.address)
    right = mail.code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    with visitor.watch.expecting(*WRONG):
        for left in ("4 tries left", "3 tries left", "2 tries left", "1 try left"):
            signing_in.type_code(page, wrong)
            expect(page.get_by_text(f"You have {left}")).to_be_visible()
            # guessing is slowed down; that has a test of its own
            back_room.let_pass(seconds=30)
            expect(signing_in.code_field(page)).to_be_focused()
        signing_in.type_code(page, wrong)
        expect(page.get_by_text("You have 1 try left")).to_be_hidden()
        back_room.let_pass(minutes=2)
        signing_in.type_code(page, right)

        expect(page.get_by_text("This code no longer works")).to_be_visible()
    assert not [one for one in visitor.context.cookies() if one["name"] == "session"]


def test_guessing_is_slowed_down_and_says_for_how_long(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit()
    page = visitor.page
    mail = mailbox(back_room, "slow")
    back_room.let_pass(hours=1)
    page.goto(SIGN_IN)
    signing_in.ask_for_code(page, mail.address)
    right = mail.code()

    with visitor.watch.expecting(*WRONG):
        for left in ("4 tries left", "3 tries left", "2 tries left"):
            signing_in.type_code(page, f"{(int(right) + 1) % 1_000_000:06d}")
            expect(page.get_by_text(f"You have {left}")).to_be_visible()
        signing_in.type_code(page, right)
        expect(page.get_by_text(re.compile(r"Wait \d seconds?, and try again"))).to_be_visible()
    back_room.let_pass(seconds=5)
    signing_in.type_code(page, right)

    signing_in.expect_signed_in(page)


def test_a_code_that_is_too_old_lets_nobody_in(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit()
    page = visitor.page
    mail = mailbox(back_room, "old")
    page.goto(SIGN_IN)
    signing_in.ask_for_code(page, mail.address)
    code = mail.code()

    back_room.let_pass(minutes=10, seconds=1)

    with visitor.watch.expecting(*WRONG):
        signing_in.type_code(page, code)
        expect(page.get_by_text("This code no longer works")).to_be_visible()
    page.get_by_role("button", name="Send another").click()
    expect(page.get_by_text("Another code is on its way")).to_be_visible()
    signing_in.type_code(page, mail.code())
    signing_in.expect_signed_in(page)


def test_what_is_no_address_and_no_code_is_told_before_anything_is_sent(visit: Visit) -> None:
    page = visit().page
    page.goto(SIGN_IN)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/api/" in request.url else None)
    address = page.get_by_role("textbox", name="E-mail", exact=True)

    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("Type your e-mail address.")).to_be_visible()
    expect(address).to_be_focused()
    address.fill("jo@example")
    page.get_by_role("button", name="Send me a code").click()

    expect(page.get_by_text("not a whole e-mail address")).to_be_visible()
    expect(address).to_have_value("jo@example")
    assert sent == []


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "/%09/evil.example/"],
)
def test_nobody_is_sent_to_another_site_after_signing_in(
    visit: Visit, back_room: BackRoom, elsewhere: str
) -> None:
    visitor = visit()
    mail = mailbox(back_room, "redirect")

    signing_in.sign_in(visitor.page, mail, f"{SIGN_IN}?next={elsewhere}")

    expect(visitor.page).to_have_url(re.compile(r"^http://localhost:\d+/account/$"))


def test_whoever_signs_in_on_the_way_comes_back_to_where_they_were(
    visit: Visit, back_room: BackRoom
) -> None:
    page = visit().page

    signing_in.sign_in(page, mailbox(back_room, "back"), f"{SIGN_IN}?next=/cart/")

    expect(page).to_have_url(re.compile("/cart/$"))


def test_signing_out_leaves_nothing_to_go_back_to(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit()
    page = visitor.page
    mail = mailbox(back_room, "leaves")
    signing_in.sign_in(page, mail)
    signing_in.open_security(page)
    page.goto("/about/")
    page.go_back()
    expect(page.get_by_text(mail.address)).to_be_visible()

    signing_in.sign_out(page)
    page.go_back()
    page.go_back()

    expect(page.get_by_text(mail.address)).to_be_hidden()
    names = {one["name"] for one in visitor.context.cookies()}
    assert not names & {"session", "account"}


def test_pages_of_the_account_send_strangers_to_the_way_in_and_back(
    visit: Visit, back_room: BackRoom
) -> None:
    page = visit().page

    page.goto(SECURITY)

    expect(page).to_have_url(re.compile(rf"{SIGN_IN}\?next="))
    signing_in.ask_for_code(page, (mail := mailbox(back_room, "stranger")).address)
    signing_in.type_code(page, mail.code())
    expect(page).to_have_url(re.compile(f"{SECURITY}$"))
    expect(signing_in.heading(page, "Passkeys")).to_be_visible()


def test_no_ordinary_page_asks_who_is_there(visit: Visit, back_room: BackRoom) -> None:
    page = visit().page
    signing_in.sign_in(page, mailbox(back_room, "quiet"))
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    page.goto("/about/")
    signing_in.expect_signed_in(page)
    page.wait_for_load_state("networkidle")

    assert [url for url in sent if "/api/" in url] == []
