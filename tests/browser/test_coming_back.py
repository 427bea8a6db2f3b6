"""Pages that were left alone for a while, and browsers in which something is missing."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import chrome, equipment, shopping
from tests.browser.back_room import BackRoom
from tests.browser.shopping import Buyer
from tests.browser.visitor import Visitor
from tests.integration.operator.running_shop import RunningShop

Visit = Callable[..., Visitor]


@pytest.fixture
def keeping(browser: Browser) -> Iterator[Browser]:
    """A browser that keeps pages as they were left, as people's do and playwright's does not."""
    launched = browser.browser_type.launch(
        executable_path=equipment.found().browser,
        args=list(chrome.FLAGS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield launched
    launched.close()


def test_an_empty_cart_page_fills_when_another_window_adds(
    visit: Visit, back_room: BackRoom
) -> None:
    product = back_room.put_on_sale("Second window seed tray")
    visitor = visit("desktop")
    cart, shelf = visitor.page, visitor.context.new_page()
    cart.goto("/cart/")
    expect(cart.get_by_text("There is nothing in the cart")).to_be_visible()

    shelf.goto(product.path)
    shopping.add_to_cart(shelf)

    expect(cart.get_by_role("link", name=product.name)).to_be_visible()


def test_the_checkout_shows_what_another_window_put_in_its_place(
    visit: Visit, back_room: BackRoom
) -> None:
    buyer = Buyer.called("same-price")
    shown = back_room.put_on_sale("Round riddle", price=1_000)
    other = back_room.put_on_sale("Square riddle", price=1_000)
    visitor = visit("desktop")
    shopping.buy(visitor, shown.path)
    shopping.fill_in(visitor.page, buyer)
    elsewhere = visitor.context.new_page()

    elsewhere.goto("/cart/")
    elsewhere.get_by_role("button", name=f"Remove {shown.name}").click()
    expect(elsewhere.get_by_text("is out of the cart")).to_have_count(2)
    elsewhere.goto(other.path)
    shopping.add_to_cart(elsewhere)

    expect(visitor.page.get_by_text(other.name)).to_be_visible()
    expect(visitor.page.get_by_text(shown.name)).to_be_hidden()


def test_a_drawer_that_was_left_open_shows_the_cart_as_it_is_on_the_way_back(
    running: RunningShop, keeping: Browser, back_room: BackRoom
) -> None:
    product = back_room.put_on_sale("Returning reel")
    visitor = Visitor.arriving(keeping, running.url, "desktop")
    page = visitor.page
    page.goto(product.path)
    drawer = shopping.add_to_cart(page)
    page.evaluate("addEventListener('pageshow', (event) => (window.kept = event.persisted))")
    drawer.get_by_role("link", name="See the whole cart").click()
    page.get_by_role("button", name=f"Remove {product.name}").click()
    expect(page.get_by_text("There is nothing in the cart")).to_be_visible()

    page.evaluate("history.back()")
    page.wait_for_function("window.kept === true")

    expect(drawer.get_by_text("There is nothing in the cart")).to_be_visible()
    expect(drawer.get_by_role("link", name=product.name)).to_be_hidden()
    assert visitor.leave() == []


def test_whoever_has_paid_leaves_with_an_empty_cart(visit: Visit, back_room: BackRoom) -> None:
    product = back_room.put_on_sale("Paid-for pruner")
    visitor = visit("phone")
    page = visitor.page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, Buyer.called("empty-cart"))
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)

    shopping.expect_paid(page)
    page.goto("/about/")

    expect(page.get_by_role("link", name="Cart", exact=True)).to_be_visible()


def test_an_offline_browser_keeps_the_page_when_something_is_added(
    visit: Visit, back_room: BackRoom
) -> None:
    product = back_room.put_on_sale("Tunnel twine")
    visitor = visit("phone")
    page = visitor.page
    page.goto(product.path)
    page.wait_for_load_state("networkidle")

    visitor.context.set_offline(True)
    with visitor.watch.expecting("net::ERR_INTERNET_DISCONNECTED"):
        page.get_by_role("button", name="Add to cart", exact=True).click()
        expect(page.get_by_text("You are offline. Nothing is lost")).to_be_visible()
    visitor.context.set_offline(False)
    drawer = shopping.add_to_cart(page)

    expect(drawer.get_by_role("spinbutton")).to_have_value("1")


def test_a_drawer_that_does_not_come_leaves_a_word(visit: Visit, back_room: BackRoom) -> None:
    product = back_room.put_on_sale("Absent awl")
    visitor = visit("desktop")
    page = visitor.page
    page.route("**/shop-cart-drawer.js", lambda route: route.abort())
    page.goto(product.path)

    with visitor.watch.expecting("shop-cart-drawer.js"):
        page.get_by_role("button", name="Add to cart", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="It is in the cart")).to_be_visible()

    expect(page.get_by_role("link", name="Cart 1", exact=True)).to_be_visible()


def test_the_question_about_counting_leaves_the_foot_of_the_page_in_reach(visit: Visit) -> None:
    page = visit("phone").page
    page.goto("/")
    question = page.get_by_role("region", name="May we count your visit?")

    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    last = page.get_by_role("contentinfo").get_by_text(re.compile("^Prices include tax"))

    above, below = question.bounding_box(), last.bounding_box()
    assert above is not None
    assert below is not None
    assert below["y"] + below["height"] <= above["y"]


def test_a_find_without_a_picture_has_the_shop_s_sign_in_its_place(
    visit: Visit, back_room: BackRoom
) -> None:
    product = back_room.put_on_sale("Faceless fork", pictures=[])
    page = visit("phone").page

    page.goto(f"/search/?q={product.name}")

    find = page.get_by_role("article").filter(has_text=product.name)
    expect(find.locator("svg")).to_be_visible()
    expect(find.get_by_role("img")).to_be_hidden()
