"""What somebody does to get into an account, step by step, and what the mail brings them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyotp
from barrow.shop_client import ShopClient
from playwright.sync_api import Locator, Page, expect

from tests.browser.back_room import BackRoom
from tests.browser.shopping import Buyer
from tests.browser.visitor import Visitor

SIGN_IN = "/account/sign-in/"
SECURITY = "/account/security/"
_CODE = re.compile(r"\b(\d{3}) ?(\d{3})\b")


@dataclass(frozen=True)
class Mailbox:
    """One person's mail, as the shop's people can look it up on this machine."""

    room: BackRoom
    address: str

    def letters(self) -> list[str]:
        """Their texts, the oldest first."""
        self.room.settle()
        mails = self.room.mails_to(self.address)
        return [mail["text"] for mail in sorted(mails, key=lambda one: str(one["at"]))]

    def code(self) -> str:
        """The six digits of the newest letter that has some."""
        found = [match for text in self.letters() if (match := _CODE.search(text))]
        return "".join(found[-1].groups())

    def link(self, path: str) -> str:
        """The newest link to that page, without the shop's own address."""
        links = [
            found for text in self.letters() for found in re.findall(rf"{path}\S*#[^\s)>]+", text)
        ]
        return str(links[-1])


def mailbox(room: BackRoom, label: str) -> Mailbox:
    """Of somebody who has never been here."""
    return Mailbox(room, Buyer.called(label).email)


def ask_for_code(page: Page, address: str) -> None:
    """By the page's script: what is sent before it has come goes the way without one."""
    expect(page.locator("shop-sign-in:defined")).to_be_attached()
    page.get_by_role("textbox", name="E-mail", exact=True).fill(address)
    page.get_by_role("button", name="Send me a code").click()
    expect(code_field(page)).to_be_visible()


def code_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="The code", exact=True)


def fill_in_mailed(field: Locator, mail: Mailbox) -> None:
    """The code that was sent before the field was shown."""
    expect(field).to_be_visible()
    field.fill(mail.code())


def type_code(page: Page, code: str) -> None:
    code_field(page).fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_in(page: Page, mail: Mailbox, path: str = SIGN_IN) -> None:
    """By a code from the mail, to the account's first page unless `path` leads elsewhere."""
    page.goto(path)
    ask_for_code(page, mail.address)
    type_code(page, mail.code())
    expect(page).not_to_have_url(re.compile(SIGN_IN))


def arrive(visitor: Visitor, label: str) -> None:
    """Somebody new, signed in; for who looks at pages and has no other business with the shop."""
    visitor.page.goto(SIGN_IN)
    parts = urlsplit(visitor.page.url)
    with ShopClient(f"{parts.scheme}://{parts.netloc}") as client:
        sign_in(visitor.page, mailbox(BackRoom(client), label))


def open_security(page: Page) -> None:
    page.goto(SECURITY)
    expect(heading(page, "Passkeys")).to_be_visible()


def entered(visit: Callable[..., Visitor], room: BackRoom, label: str) -> tuple[Visitor, Mailbox]:
    """Somebody new, signed in, and looking at what guards the account."""
    visitor, mail = visit(), mailbox(room, label)
    sign_in(visitor.page, mail)
    open_security(visitor.page)
    return visitor, mail


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, exact=True)


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def sign_out(page: Page) -> None:
    page.get_by_role("navigation", name="Your account").get_by_role(
        "button", name="Sign out"
    ).click()
    expect(page).to_have_url(re.compile(r"/$"))
    expect(header_entry(page)).to_have_accessible_name("Sign in")


def header_entry(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_role("link", name=re.compile("^(Sign in|Account)$"))


def expect_signed_in(page: Page) -> None:
    expect(header_entry(page)).to_have_accessible_name("Account")


def confirm_dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Is it you?")


def set_password(page: Page, password: str) -> None:
    place = section(page, "Password")
    place.get_by_label("New password").fill(password)
    place.get_by_role("button", name=re.compile("^(Set a|Change the) password$")).click()
    expect(page.get_by_text("The password is set.")).to_be_visible()


def add_passkey(page: Page, name: str) -> None:
    section(page, "Passkeys").get_by_role("button", name="Add a passkey").click()
    naming = page.get_by_role("dialog", name="What is it called?")
    naming.get_by_label("Name").fill(name)
    naming.get_by_role("button", name="Keep this name").click()
    row = section(page, "Passkeys").get_by_role("listitem").filter(has_text=name)
    expect(row).to_be_visible()


@dataclass(frozen=True)
class App:
    """An app for codes on somebody's phone, and what they wrote down beside it."""

    totp: pyotp.TOTP
    recovery_codes: list[str]


def set_up_app(page: Page, room: BackRoom) -> App:
    """Turn the second step on; the app's clock is the shop's own."""
    place = section(page, "A second step")
    place.get_by_role("button", name="Set up an app").click()
    digits = place.get_by_label("The six digits that it shows")
    expect(digits).to_be_visible()
    key = place.get_by_text(re.compile("^Or type the key:")).locator("code").inner_text()
    totp = pyotp.TOTP(key.replace(" ", ""))
    digits.fill(totp.at(room.now()))
    place.get_by_role("button", name="Turn it on").click()
    expect(place.get_by_text("Write these down")).to_be_visible()
    codes = place.get_by_role("list").get_by_role("listitem").all_inner_texts()
    place.get_by_role("button", name="I have kept them").click()
    expect(place.get_by_text("On", exact=True)).to_be_visible()
    return App(totp, codes)
