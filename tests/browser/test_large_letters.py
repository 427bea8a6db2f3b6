"""Letters twice as large on a phone (WCAG 2.2 §1.4.4): nothing is out of reach at the side."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import account_pages, chrome, equipment, shopping, signing_in
from tests.browser.back_room import BackRoom
from tests.integration.operator.running_shop import RunningShop

PAGES = ("/", "/categories/garden/", "/cart/", "/checkout/",
         "/api/cart/page", "/api/checkout/page",
         "/account/sign-in/", "/account/sign-up/", "/account/recover/",
         "/account/confirm/#stop.key", "/account/invitation/",
         "/account/privacy/", "/wishlist/", "/api/accounts/page")  # fmt: skip
ACCOUNT = ("/account/", "/account/orders/", "/account/wishlists/", "/account/addresses/",
           "/account/profile/", "/account/security/", "/account/privacy/")  # fmt: skip


@pytest.fixture
def phone(running: RunningShop, browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """Of somebody who has set 32 pixels instead of 16 in the browser's own settings."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    large = {"webkit": {"webprefs": {"default_font_size": 32}}}
    settings.write_text(json.dumps(large), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=equipment.found().browser,
        args=list(chrome.FLAGS),
        viewport={"width": 390, "height": 844},
        base_url=running.url,
        reduced_motion="reduce",
    )
    yield context
    context.close()


def test_no_page_is_wider_than_the_phone(phone: BrowserContext, back_room: BackRoom) -> None:
    page = phone.new_page()
    product = back_room.put_on_sale("Large-lettered lavender label")
    page.goto(product.path)
    widths = {product.path: page.evaluate("document.documentElement.scrollWidth")}
    shopping.add_to_cart(page).get_by_role("link", name=product.name).wait_for()

    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert {path: width for path, width in widths.items() if width > 390} == {}


def test_no_page_of_an_account_is_wider_than_the_phone(
    phone: BrowserContext, back_room: BackRoom
) -> None:
    page = phone.new_page()
    product = back_room.put_on_sale("Large-lettered lawn rake")
    signing_in.sign_in(page, signing_in.mailbox(back_room, "large-letters"))
    account_pages.keep_address(page, shopping.Buyer.called("large"))
    account_pages.save_for_later(page, product.path)
    widths = {}

    for path in ACCOUNT:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert {path: width for path, width in widths.items() if width > 390} == {}
