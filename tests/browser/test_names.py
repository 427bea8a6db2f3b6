"""Names that people really give, or that somebody tries: shown as they are, whatever is in them."""

import json
from collections.abc import Callable

import pytest
from barrow.shop_client import ShopClient
from playwright.sync_api import Page, expect

from tests.browser import account_pages, json_ld, published, shopping, signing_in
from tests.browser.back_room import BENCH, BackRoom, OnSale
from tests.browser.published import Parsed
from tests.browser.visitor import Visitor
from tests.integration.operator.running_shop import RunningShop

Visit = Callable[..., Visitor]
NAMES = {
    "script": "Rake <script>window.harmed = true</script>",
    "end-of-script": "Hoe </script><img src=x onerror='window.harmed = true'>",
    "quotes": """Spade "The Duke" & 'Duchess' `&amp;` {{ 7 * 7 }}""",
    "rtl": "מגרפה ארוכה 40 ס״מ",
    "emoji": "Sun hat 🌻👩🏽‍🌾 for two",
    "long": ("Extraordinarily long-handled " * 7)[:199].rstrip() + "!",
    "one-word": "Donaudampfschifffahrtsgesellschaftsgartengeräteschuppenschlüssel" * 3,
}


@pytest.fixture(scope="module")
def named(running: RunningShop) -> dict[str, OnSale]:
    """A product of each name, all on sale."""
    with ShopClient(running.url, running.staff_key) as client:
        room = BackRoom(client)
        return {label: room.put_on_sale(name) for label, name in NAMES.items()}


def expect_unharmed(page: Page) -> None:
    assert page.evaluate("() => window.harmed") is None
    seen, whole = page.evaluate(
        "() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert whole == seen


@pytest.mark.parametrize("label", NAMES)
def test_a_name_is_shown_as_it_was_given(
    visit: Visit, named: dict[str, OnSale], label: str
) -> None:
    product = named[label]
    page = visit("phone").page

    page.goto(product.path)

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(product.name)
    assert product.name in page.title()
    expect_unharmed(page)
    blocks = Parsed(page.content()).json_ld
    assert [fault for block in blocks for fault in json_ld.faults(block)] == []
    assert product.name in [json.loads(block).get("name") for block in blocks]


@pytest.mark.parametrize("label", NAMES)
def test_a_name_travels_through_the_cart_to_the_checkout(
    visit: Visit, named: dict[str, OnSale], label: str
) -> None:
    product = named[label]
    visitor = visit("phone")
    page = visitor.page
    page.goto(product.path)

    drawer = shopping.add_to_cart(page)

    expect(drawer.get_by_role("link", name=product.name, exact=True)).to_be_visible()
    shopping.go_to_checkout(drawer)
    expect(page.get_by_role("main").get_by_text(product.name, exact=True)).to_be_visible()
    expect_unharmed(page)
    page.goto("/cart/")
    link = page.get_by_role("main").get_by_role("link", name=product.name, exact=True)
    expect(link).to_be_visible()
    expect_unharmed(page)
    page.goto("/api/cart/page")
    expect(page.get_by_role("main").get_by_role("link", name=product.name)).to_be_visible()
    expect_unharmed(page)


@pytest.mark.parametrize("label", NAMES)
def test_a_name_stands_in_lists_as_it_was_given(
    visit: Visit, named: dict[str, OnSale], label: str
) -> None:
    product = named[label]
    page = visit("phone").page

    page.goto(f"/categories/{BENCH}/")
    expect(page.get_by_role("link", name=product.name, exact=True).first).to_be_visible()
    expect_unharmed(page)
    page.goto("/search/?q=testery")
    expect(page.get_by_role("link", name=product.name, exact=True).first).to_be_visible()
    expect_unharmed(page)


def test_a_name_that_holds_markup_is_text_in_the_file_itself(
    running: RunningShop, named: dict[str, OnSale]
) -> None:
    pages = [published.fetch(f"{running.url}{named[label].path}") for label in ("script", "quotes")]

    script, quotes = (page.text for page in pages)

    assert "<script>window.harmed" not in script
    assert "49" not in quotes.split("<h1", 1)[1].split("</h1>", 1)[0]


def test_names_stand_in_a_wishlist_as_they_were_given(
    visit: Visit, named: dict[str, OnSale], back_room: BackRoom
) -> None:
    page = visit("phone").page
    signing_in.sign_in(page, signing_in.mailbox(back_room, "names"))
    for product in named.values():
        account_pages.save_for_later(page, product.path)

    page.goto(account_pages.WISHLISTS)

    for product in named.values():
        link = page.get_by_role("main").get_by_role("link", name=product.name, exact=True)
        expect(link).to_be_visible()
    expect_unharmed(page)
