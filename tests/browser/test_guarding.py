"""What guards an account: passkeys, the second step, devices, the address, and the way back in."""

import re
from collections.abc import Callable

from playwright.sync_api import Cookie, Page, expect

from tests.browser import signing_in
from tests.browser.authenticator import Authenticator
from tests.browser.back_room import BackRoom
from tests.browser.signing_in import SECURITY, SIGN_IN, Mailbox, entered
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
PASSWORD = "orchard kettle umbrella tuesday"
REFUSED = ": 401", ": 403", ": 409", ": 422", ": 429"


def enter_again(visit: Visit, mail: Mailbox) -> Visitor:
    """The same person on another device."""
    visitor = visit()
    signing_in.sign_in(visitor.page, mail)
    return visitor


def give(thief: Visitor, stolen: list[Cookie]) -> None:
    """Everything that the other browser held, the session's token with it."""
    thief.context.add_cookies(
        [
            {
                "name": one["name"],
                "value": one["value"],
                "domain": one["domain"],
                "path": one["path"],
            }
            for one in stolen
        ]
    )


def rows(page: Page, name: str) -> list[str]:
    items = signing_in.section(page, name).get_by_role("listitem")
    return [text.split("\n")[0] for text in items.all_inner_texts()]


def test_a_stolen_session_is_dead_once_its_owner_signs_out_everywhere(
    visit: Visit, back_room: BackRoom
) -> None:
    owner, mail = entered(visit, back_room, "theft")
    victim = enter_again(visit, mail)
    thief = visit()
    give(thief, victim.context.cookies())
    signing_in.open_security(thief.page)
    expect(thief.page.get_by_text(mail.address)).to_be_visible()

    owner.page.reload()
    owner.page.get_by_role("button", name="Sign out everywhere else").click()
    expect(owner.page.get_by_text("Signed out everywhere else.")).to_be_visible()

    with thief.watch.expecting(*REFUSED), victim.watch.expecting(*REFUSED):
        for page in (thief.page, victim.page):
            page.goto(SECURITY)
            expect(page).to_have_url(re.compile(SIGN_IN))
            expect(page.get_by_text(mail.address)).to_be_hidden()
    signing_in.open_security(owner.page)


def test_a_stolen_session_is_dead_once_its_owner_signs_out(
    visit: Visit, back_room: BackRoom
) -> None:
    owner, _ = entered(visit, back_room, "leaver")
    stolen = owner.context.cookies()

    signing_in.sign_out(owner.page)

    thief = visit()
    give(thief, stolen)
    with thief.watch.expecting(*REFUSED):
        thief.page.goto(SECURITY)
        expect(thief.page).to_have_url(re.compile(SIGN_IN))


def test_one_device_is_signed_out_from_another(visit: Visit, back_room: BackRoom) -> None:
    owner, mail = entered(visit, back_room, "devices")
    other = enter_again(visit, mail)
    owner.page.reload()
    place = signing_in.section(owner.page, "Where you are signed in")
    expect(place.get_by_role("listitem")).to_have_count(2)

    place.get_by_role("button", name=re.compile("^Sign out (?!every)")).click()

    expect(place.get_by_role("listitem")).to_have_count(1)
    expect(place.get_by_text("This one")).to_be_visible()
    with other.watch.expecting(*REFUSED):
        other.page.goto(SECURITY)
        expect(other.page).to_have_url(re.compile(SIGN_IN))


def test_passkeys_are_named_and_removed(visit: Visit, back_room: BackRoom) -> None:
    visitor, _ = entered(visit, back_room, "passkeys")
    page = visitor.page
    Authenticator.of(page)
    signing_in.add_passkey(page, "Phone <b>& co</b>")
    place = signing_in.section(page, "Passkeys")

    place.get_by_role("button", name=re.compile("^Rename")).click()
    naming = page.get_by_role("dialog", name="What is it called?")
    naming.get_by_label("Name").fill("Desk")
    naming.get_by_role("button", name="Keep this name").click()
    expect(place.get_by_role("listitem").filter(has_text="Desk")).to_be_visible()
    assert rows(page, "Passkeys") == ["Desk"]
    place.get_by_role("button", name=re.compile("^Remove")).click()
    page.get_by_role("dialog", name="Remove this passkey?").get_by_role(
        "button", name="Remove it"
    ).click()

    expect(place.get_by_role("listitem")).to_have_count(0)


def test_an_hour_later_who_one_is_is_asked_before_anything_changes(
    visit: Visit, back_room: BackRoom
) -> None:
    visitor, mail = entered(visit, back_room, "asked-again")
    page = visitor.page
    signing_in.set_password(page, PASSWORD)
    back_room.let_pass(hours=1)
    place = signing_in.section(page, "Password")
    place.get_by_label("New password").fill("four other words altogether")

    with visitor.watch.expecting(*REFUSED):
        place.get_by_role("button", name="Change the password").click()
        dialog = signing_in.confirm_dialog(page)
        expect(dialog).to_be_visible()
        dialog.get_by_role("button", name="Leave it").click()
        expect(dialog).to_be_hidden()
        expect(place.get_by_label("New password")).to_have_value("four other words altogether")
        place.get_by_role("button", name="Change the password").click()
        dialog.get_by_label("Your password").fill("not the password at all")
        dialog.get_by_role("button", name="Confirm").click()
        expect(dialog.get_by_text("This is not the password")).to_be_visible()
        dialog.get_by_label("Your password").fill(PASSWORD)
        dialog.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text("The password is set.")).to_be_visible()
    assert any("password" in text for text in mail.letters())


def test_who_one_is_can_be_shown_by_a_code_from_the_mail(visit: Visit, back_room: BackRoom) -> None:
    visitor, mail = entered(visit, back_room, "asked-by-mail")
    page = visitor.page
    back_room.let_pass(hours=1)

    with visitor.watch.expecting(*REFUSED):
        signing_in.section(page, "A second step").get_by_role(
            "button", name="Set up an app"
        ).click()
        dialog = signing_in.confirm_dialog(page)
        dialog.get_by_role("button", name="Send me a code").click()
        signing_in.fill_in_mailed(dialog.get_by_label("The code from the mail"), mail)
        dialog.get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()


def test_a_password_that_many_people_have_is_refused_at_its_field(
    visit: Visit, back_room: BackRoom
) -> None:
    visitor, _ = entered(visit, back_room, "common")
    place = signing_in.section(visitor.page, "Password")
    field = place.get_by_label("New password")

    field.fill("too short")
    place.get_by_role("button", name="Set a password").click()
    expect(place.get_by_text("12 characters or more")).to_be_visible()
    field.fill("password1234")
    with visitor.watch.expecting(*REFUSED):
        place.get_by_role("button", name="Set a password").click()

        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()


def test_the_second_step_is_turned_off_again(visit: Visit, back_room: BackRoom) -> None:
    visitor, mail = entered(visit, back_room, "off")
    page = visitor.page
    signing_in.set_up_app(page, back_room)
    place = signing_in.section(page, "A second step")

    place.get_by_role("button", name="Turn it off").click()
    page.get_by_role("dialog", name="Turn the second step off?").get_by_role(
        "button", name="Turn it off"
    ).click()

    expect(place.get_by_role("button", name="Set up an app")).to_be_visible()
    signing_in.sign_out(page)
    signing_in.sign_in(page, mail)
    signing_in.expect_signed_in(page)
