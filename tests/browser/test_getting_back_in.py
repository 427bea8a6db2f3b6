"""Another address, a lost app: how the owner gets back in, and a thief does not."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import signing_in
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import SECURITY, SIGN_IN, Mailbox, entered, mailbox
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
REFUSED = ": 401", ": 403", ": 409", ": 422", ": 429"


def change_address(visitor: Visitor, old: Mailbox, new: Mailbox) -> None:
    place = signing_in.section(visitor.page, "E-mail address")
    place.get_by_label("Another address").fill(new.address)
    place.get_by_role("button", name="Change the address").click()
    signing_in.fill_in_mailed(place.get_by_label("The code sent to the new address"), new)
    signing_in.fill_in_mailed(place.get_by_label("The code sent to the old address"), old)
    place.get_by_role("button", name="Change it", exact=True).click()
    expect(place.locator("strong").get_by_text(new.address)).to_be_visible()


def test_an_address_changes_once_both_mailboxes_have_answered(
    visit: Visit, back_room: BackRoom
) -> None:
    visitor, old = entered(visit, back_room, "old-address")
    new = mailbox(back_room, "new-address")
    page = visitor.page

    change_address(visitor, old, new)

    signing_in.sign_out(page)
    # no second code goes to an address at once
    back_room.let_pass(minutes=1)
    signing_in.sign_in(page, new)
    signing_in.open_security(page)
    expect(page.get_by_text(new.address)).to_be_visible()


def test_the_old_address_takes_a_change_back(visit: Visit, back_room: BackRoom) -> None:
    thief, old = entered(visit, back_room, "robbed")
    new = mailbox(back_room, "robber")
    change_address(thief, old, new)
    owner = visit().page

    owner.goto(old.link("/account/confirm/"))
    assert "#" not in owner.url
    owner.get_by_role("button", name="Keep my address").click()

    expect(owner.get_by_text("The account keeps this address.")).to_be_visible()
    with thief.watch.expecting(*REFUSED):
        thief.page.goto(SECURITY)
        expect(thief.page).to_have_url(re.compile(SIGN_IN))
    signing_in.sign_in(owner, old)
    signing_in.open_security(owner)
    expect(owner.get_by_text(old.address)).to_be_visible()


def lose_second_step(visitor: Visitor, mail: Mailbox) -> None:
    """As far as the page that says how to get in without it."""
    page = visitor.page
    page.goto("/account/recover/")
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())


def test_whoever_lost_the_app_gets_back_in_after_a_time(visit: Visit, back_room: BackRoom) -> None:
    first, mail = entered(visit, back_room, "lost-app")
    signing_in.set_up_app(first.page, back_room)
    visitor = visit("phone")
    page = visitor.page
    lose_second_step(visitor, mail)

    page.get_by_role("button", name="I have lost both").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("It is under way.")).to_be_visible()
    lose_second_step(visitor, mail)
    expect(page.get_by_text("It is under way.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn it off, and sign in")).to_be_hidden()
    back_room.let_pass(days=8)
    lose_second_step(visitor, mail)
    page.get_by_role("button", name="Turn it off, and sign in").click()

    expect(page).to_have_url(re.compile("/account/$"))
    signing_in.open_security(page)
    expect(page.get_by_role("button", name="Set up an app")).to_be_visible()
    with first.watch.expecting(*REFUSED):
        first.page.goto(SECURITY)
        expect(first.page).to_have_url(re.compile(SIGN_IN))


def test_the_owner_stops_a_thief_who_reads_the_mail(visit: Visit, back_room: BackRoom) -> None:
    owner, mail = entered(visit, back_room, "read-mail")
    signing_in.set_up_app(owner.page, back_room)
    thief = visit()
    lose_second_step(thief, mail)
    thief.page.get_by_role("button", name="I have lost both").click()
    thief.page.get_by_role("button", name="Begin").click()
    expect(thief.page.get_by_text("It is under way.")).to_be_visible()

    owner.page.reload()
    owner.page.get_by_role("button", name="Stop it").click()
    expect(owner.page.get_by_text("It is stopped.")).to_be_visible()

    lose_second_step(thief, mail)
    thief.page.get_by_role("button", name="I have lost both").click()
    expect(thief.page.get_by_text("cannot be begun again before")).to_be_visible()
    expect(thief.page.get_by_role("button", name="Begin")).to_be_hidden()


def test_the_letter_stops_it_too(visit: Visit, back_room: BackRoom) -> None:
    owner, mail = entered(visit, back_room, "letter-stops")
    signing_in.set_up_app(owner.page, back_room)
    thief = visit()
    lose_second_step(thief, mail)
    thief.page.get_by_role("button", name="I have lost both").click()
    thief.page.get_by_role("button", name="Begin").click()
    expect(thief.page.get_by_text("It is under way.")).to_be_visible()
    page = visit().page

    page.goto(mail.link("/account/recover/"))
    page.get_by_role("button", name="Stop it").click()

    expect(page.get_by_text("Your second step stays as it is.")).to_be_visible()
