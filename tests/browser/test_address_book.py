"""What somebody keeps in their account about themselves: profile and addresses."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import signing_in
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import mailbox
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]
ADDRESSES = "/account/addresses/"
PROFILE = "/account/profile/"


def begin_address(page: Page) -> Locator:
    """The form of a new address, open."""
    page.get_by_role("button", name="Add an address").click()
    heading = page.get_by_role("heading", name="A new address")
    expect(heading).to_be_focused()
    return page.get_by_role("main")


def fill_british(form: Locator, name: str = "Jo Marsh") -> None:
    form.get_by_label("Full name").fill(name)
    form.get_by_label("Street and number").fill("4 Orchard Row")
    form.get_by_label("Town or city").fill("Hexham")
    form.get_by_label("Postcode").fill("ne461xq")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save this address").click()


def kept(page: Page, text: str) -> Locator:
    """The card of an address that has `text`."""
    cards = page.get_by_role("main").get_by_role("listitem")
    return cards.filter(has_text=text)


@pytest.mark.parametrize("device", DEVICES)
def test_an_address_is_kept_as_its_country_writes_it(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    page = visit(device).page
    signing_in.sign_in(page, mailbox(back_room, "address"))
    page.goto(ADDRESSES)
    expect(page.get_by_text("There is no address here yet.")).to_be_visible()

    fill_british(begin_address(page))
    save(page)

    card = kept(page, "Hexham")
    expect(card).to_contain_text("NE46 1XQ")
    expect(card.get_by_text("Parcels go here")).to_be_visible()
    expect(card.get_by_text("Bills go here")).to_be_visible()
    expect(card.get_by_role("button", name="Change the address of Jo Marsh")).to_be_focused()


def test_the_form_asks_for_what_the_country_has(visit: Visit, back_room: BackRoom) -> None:
    page = visit().page
    signing_in.sign_in(page, mailbox(back_room, "countries"))
    page.goto(ADDRESSES)
    form = begin_address(page)
    form.get_by_label("Full name").fill("Sam Vimes")

    form.get_by_label("Country").select_option("US")

    expect(form.get_by_label("State")).to_be_visible()
    expect(form.get_by_label("ZIP code")).to_be_visible()
    expect(form.get_by_label("Full name")).to_have_value("Sam Vimes")
    form.get_by_label("State").select_option(label="New York")
    form.get_by_label("Country").select_option("HK")
    expect(form.get_by_label("ZIP code")).to_have_count(0)
    expect(form.get_by_label("Postcode")).to_have_count(0)
    form.get_by_label("Country").select_option("US")
    expect(form.get_by_label("State")).to_be_visible()


def test_everything_that_is_missing_is_told_at_once_with_a_way_to_it(
    visit: Visit, back_room: BackRoom
) -> None:
    page = visit().page
    signing_in.sign_in(page, mailbox(back_room, "missing"))
    page.goto(ADDRESSES)
    form = begin_address(page)
    form.get_by_label("Postcode").fill("nowhere")

    save(page)

    told = page.get_by_role("heading", name="Please look at these again").locator("..")
    expect(told.get_by_role("link")).to_have_count(4)
    told.get_by_role("link", name=re.compile("^This does not look like a postcode")).click()
    expect(form.get_by_label("Postcode")).to_be_focused()
    fill_british(form)
    save(page)
    expect(kept(page, "Hexham")).to_be_visible()


def test_what_the_shop_alone_can_tell_is_said_at_its_field(
    visit: Visit, back_room: BackRoom
) -> None:
    visitor = visit()
    page = visitor.page
    signing_in.sign_in(page, mailbox(back_room, "refused"))
    page.goto(ADDRESSES)
    form = begin_address(page)
    fill_british(form)
    form.get_by_label("Telephone").fill("not a number")

    with visitor.watch.expecting(": 422"):
        save(page)
        expect(form.get_by_label("Telephone")).to_have_attribute("aria-invalid", "true")

    expect(form.get_by_label("Full name")).to_have_value("Jo Marsh")


def test_what_was_typed_outlives_a_reload_and_cancelling_forgets_it(
    visit: Visit, back_room: BackRoom
) -> None:
    page = visit().page
    signing_in.sign_in(page, mailbox(back_room, "typed"))
    page.goto(ADDRESSES)
    form = begin_address(page)
    form.get_by_label("Country").select_option("IE")
    expect(form.get_by_label("Eircode")).to_be_visible()
    form.get_by_label("Street and number").fill("1 Half-typed Row")

    page.reload()

    expect(form.get_by_label("Street and number")).to_have_value("1 Half-typed Row")
    expect(form.get_by_label("Country")).to_have_value("IE")
    page.get_by_role("button", name="Cancel").click()
    begin_address(page)
    expect(form.get_by_label("Street and number")).to_have_value("")
    expect(form.get_by_label("Country")).to_have_value("GB")


def test_an_address_is_changed_and_taken_out_after_a_question(
    visit: Visit, back_room: BackRoom
) -> None:
    page = visit("phone").page
    signing_in.sign_in(page, mailbox(back_room, "edits"))
    page.goto(ADDRESSES)
    fill_british(begin_address(page))
    save(page)
    fill_british(begin_address(page), "Sam Vimes")
    save(page)
    expect(kept(page, "Sam Vimes")).to_be_visible()

    page.get_by_role("button", name="Change the address of Sam Vimes").click()
    page.get_by_role("checkbox", name=re.compile("^Bills go here")).check()
    save(page)

    expect(kept(page, "Sam Vimes").get_by_text("Bills go here")).to_be_visible()
    expect(kept(page, "Jo Marsh").get_by_text("Bills go here")).to_be_hidden()
    page.get_by_role("button", name="Take out the address of Jo Marsh").click()
    page.get_by_role("button", name="Keep it").click()
    expect(kept(page, "Jo Marsh")).to_be_visible()
    page.get_by_role("button", name="Take out the address of Jo Marsh").click()
    page.get_by_role("button", name="Yes, take it out").click()
    expect(kept(page, "Jo Marsh")).to_have_count(0)
    page.reload()
    expect(kept(page, "Sam Vimes")).to_be_visible()
    expect(kept(page, "Jo Marsh")).to_have_count(0)


def test_two_windows_that_edit_one_address_end_with_what_was_saved_last(
    visit: Visit, back_room: BackRoom
) -> None:
    visitor = visit()
    one, other = visitor.page, visitor.context.new_page()
    signing_in.sign_in(one, mailbox(back_room, "windows"))
    one.goto(ADDRESSES)
    fill_british(begin_address(one))
    save(one)
    expect(kept(one, "Hexham")).to_be_visible()
    other.goto(ADDRESSES)
    for page in (one, other):
        page.get_by_role("button", name="Change the address of Jo Marsh").click()
    one.get_by_label("Town or city").fill("Corbridge")
    save(one)
    expect(kept(one, "Corbridge")).to_be_visible()

    with visitor.watch.expecting(": 412"):
        other.get_by_label("Town or city").fill("Wylam")
        save(other)
        expect(kept(other, "Wylam")).to_be_visible()

    one.reload()
    expect(kept(one, "Wylam")).to_be_visible()


def test_a_profile_is_saved_and_greets_by_name(visit: Visit, back_room: BackRoom) -> None:
    visitor = visit()
    page = visitor.page
    mail = mailbox(back_room, "profile")
    signing_in.sign_in(page, mail)
    page.goto(PROFILE)
    expect(page.get_by_label("Your language")).to_have_value("en")
    page.get_by_label("Name").fill("Łucja d’Ærøskøbing 🌻")
    page.get_by_label("Telephone").fill("nonsense")

    with visitor.watch.expecting(": 422"):
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_label("Telephone")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Telephone").fill("01434 600 000")
    page.get_by_label("Your language").select_option("de")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Your profile is saved")).to_be_visible()
    expect(page.get_by_label("Telephone")).to_have_value("+441434600000")
    page.goto("/account/")
    expect(page.get_by_text(f"Łucja d’Ærøskøbing 🌻, signed in as {mail.address}")).to_be_visible()


def test_whoever_is_not_signed_in_signs_in_and_is_back(visit: Visit, back_room: BackRoom) -> None:
    page = visit().page
    mail = mailbox(back_room, "back-again")

    page.goto(ADDRESSES)
    expect(page).to_have_url(re.compile("/account/sign-in/"))
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())

    expect(page).to_have_url(re.compile(f"{ADDRESSES}$"))
    expect(page.get_by_role("heading", level=1, name="Addresses")).to_be_visible()


def test_a_session_that_ended_while_somebody_typed_loses_nothing(
    visit: Visit, back_room: BackRoom
) -> None:
    visitor = visit()
    page = visitor.page
    mail = mailbox(back_room, "ended")
    signing_in.sign_in(page, mail)
    page.goto(PROFILE)
    page.get_by_label("Name").fill("Typed in vain?")
    elsewhere = visit().page
    signing_in.sign_in(elsewhere, mail)
    signing_in.open_security(elsewhere)
    elsewhere.get_by_role("button", name=re.compile("^Sign out everywhere")).click()

    with visitor.watch.expecting(": 401"):
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    signing_in.ask_for_code(page, mail.address)
    signing_in.type_code(page, mail.code())

    expect(page).to_have_url(re.compile(f"{PROFILE}$"))
    expect(page.get_by_label("Name")).to_have_value("Typed in vain?")
