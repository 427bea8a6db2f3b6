"""Somebody is asked to work in the shop: from the letter to the back office's door."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import signing_in
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import SIGN_IN, mailbox
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
INVITATION = "/account/invitation/"
REFUSED = ": 401", ": 403", ": 404", ": 409", ": 422"


def invite(room: BackRoom, address: str) -> None:
    body = {"email": address, "roles": ["merchandiser"]}
    room.client.post("/api/accounts/admin/invitations", body, staff=True)


def may_enter(page: Page) -> bool:
    """Whether the back office answers this browser."""
    return page.request.get("/api/catalog/admin/products").status == 200


def test_whoever_is_invited_signs_in_accepts_and_sets_up_a_second_step(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "invited")
    invite(back_room, mail.address)
    page = visit("phone").page

    page.goto(mail.link(INVITATION))
    expect(page.get_by_text("Merchandiser")).to_be_visible()
    assert "#" not in page.url
    page.get_by_role("link", name="Sign in to accept").click()
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())
    page.get_by_role("button", name="Accept").click()

    expect(page.get_by_text("You work in this shop, so one step more")).to_be_visible()
    signing_in.set_up_app(page, back_room)
    assert may_enter(page)


def test_the_back_office_opens_with_the_second_step_alone(
    visit: Visit, back_room: BackRoom
) -> None:
    mail = mailbox(back_room, "second-step")
    invite(back_room, mail.address)
    page = visit().page
    signing_in.sign_in(page, mail)
    page.goto(mail.link(INVITATION))
    page.get_by_role("button", name="Accept").click()
    expect(signing_in.heading(page, "Passkeys")).to_be_visible()
    assert not may_enter(page)

    app = signing_in.set_up_app(page, back_room)
    signing_in.sign_out(page)
    back_room.let_pass(minutes=1)
    page.goto(SIGN_IN)
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())
    expect(signing_in.heading(page, "One step more")).to_be_visible()
    page.get_by_label("The code from your app").fill(app.totp.at(back_room.now()))
    page.get_by_role("button", name="Sign in", exact=True).click()
    signing_in.expect_signed_in(page)

    assert may_enter(page)


def test_an_invitation_is_for_the_invited_address_alone(visit: Visit, back_room: BackRoom) -> None:
    mail, other = mailbox(back_room, "meant"), mailbox(back_room, "not-meant")
    invite(back_room, mail.address)
    visitor = visit()
    page = visitor.page
    signing_in.sign_in(page, other)

    page.goto(mail.link(INVITATION))
    with visitor.watch.expecting(*REFUSED):
        page.get_by_role("button", name="Accept").click()

        expect(page.get_by_role("alert").filter(visible=True)).not_to_be_empty()
    expect(page).to_have_url(re.compile(f"{INVITATION}$"))
    assert not may_enter(page)


def test_a_link_that_is_not_whole_says_so(visit: Visit) -> None:
    visitor = visit()

    with visitor.watch.expecting(*REFUSED):
        visitor.page.goto(f"{INVITATION}#nonsense")

        expect(visitor.page.get_by_text("This invitation is not open")).to_be_visible()
