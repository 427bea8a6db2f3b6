"""One order, whatever happens between the click and the answer."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import shopping
from tests.browser.back_room import BackRoom, OnSale
from tests.browser.shopping import Buyer
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
CHECKOUTS = "**/api/checkout/checkouts"


def at_checkout(visitor: Visitor, product: OnSale, buyer: Buyer) -> Page:
    """In front of the button, with everything filled in."""
    shopping.buy(visitor, product.path)
    shopping.fill_in(visitor.page, buyer)
    return visitor.page


def expect_one_paid_order(back_room: BackRoom, buyer: Buyer, product: OnSale) -> None:
    """One order, one unit sold, one payment in the books, and the books agree."""
    back_room.settle()
    (order,) = back_room.orders_of(buyer.email)
    assert order["status"] == "paid"
    stock = back_room.stock(product)
    assert (stock["on_hand"], stock["held"]) == (49, 0)
    assert back_room.stock_ledger_agrees(product)
    (posting,) = back_room.postings_of(order["id"])
    assert posting["kind"] == "payment"
    assert posting["entries"]["stripe"] == order["totals"]["total"]["amount"]
    assert sum(posting["entries"].values()) == 0


def test_a_double_click_places_one_order(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("double-click")
    product = back_room.put_on_sale("Double digging fork")
    page = at_checkout(visit("desktop"), product, buyer)

    shopping.order_button(page).dblclick()
    shopping.expect_payment_page(page)
    shopping.pay(page, shopping.ACCEPTED)
    shopping.expect_paid(page)

    expect_one_paid_order(back_room, buyer, product)


def test_whoever_goes_back_and_orders_again_finds_the_same_order(
    visit: Visit, back_room: BackRoom
) -> None:
    buyer = Buyer.called("back-button")
    product = back_room.put_on_sale("Boomerang bulb planter")
    page = at_checkout(visit("phone"), product, buyer)
    shopping.place_order(page)
    first = page.url

    page.go_back()
    shopping.expect_filled_in(page, buyer)
    expect(page.get_by_role("link", name="Pay it now")).to_be_visible()
    shopping.place_order(page)

    assert page.url == first
    shopping.pay(page, shopping.ACCEPTED)
    shopping.expect_paid(page)
    expect_one_paid_order(back_room, buyer, product)


def test_going_back_after_paying_orders_nothing(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("back-after")
    product = back_room.put_on_sale("Finished fruit press")
    page = at_checkout(visit("desktop"), product, buyer)
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)
    shopping.expect_paid(page)
    back_room.settle()

    page.goto("/checkout/")

    expect(page.get_by_text("There is nothing in the cart")).to_be_visible()
    expect(shopping.order_button(page)).to_be_hidden()
    expect_one_paid_order(back_room, buyer, product)


def test_two_tabs_are_one_cart_and_one_order(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("two-tabs")
    product = back_room.put_on_sale("Twin handled trug")
    visitor = visit("desktop")
    first = at_checkout(visitor, product, buyer)
    second = visitor.context.new_page()
    second.goto("/checkout/")
    shopping.fill_in(second, buyer)

    shopping.place_order(first)
    shopping.place_order(second)

    assert second.url == first.url
    shopping.pay(first, shopping.ACCEPTED)
    shopping.expect_paid(first)
    expect_one_paid_order(back_room, buyer, product)


def test_what_one_tab_adds_the_other_shows(visit: Visit, back_room: BackRoom) -> None:
    product = back_room.put_on_sale("Shared sieve")
    visitor = visit("desktop")
    first, second = visitor.page, visitor.context.new_page()
    first.goto("/about/")
    second.goto(product.path)

    shopping.add_to_cart(second)

    expect(first.get_by_role("link", name="Cart 1", exact=True)).to_be_visible()


def lost_on_the_way(route: Route) -> None:
    """The shop never hears of it."""
    route.abort("connectionfailed")


def lost_on_the_way_back(route: Route) -> None:
    """The shop does what was asked, and its answer never arrives."""
    route.fetch()
    route.abort("connectionreset")


@pytest.mark.parametrize("loss", [lost_on_the_way, lost_on_the_way_back])
def test_an_order_lost_in_the_network_is_placed_once(
    visit: Visit, back_room: BackRoom, loss: Callable[[Route], Any]
) -> None:
    buyer = Buyer.called(f"{loss.__name__.replace('_', '-')}")
    product = back_room.put_on_sale("Weatherproof widger")
    visitor = visit("phone")
    page = at_checkout(visitor, product, buyer)

    page.route(CHECKOUTS, loss, times=1)
    with visitor.watch.expecting("/api/checkout/checkouts: net::"):
        shopping.order_button(page).click()
        trouble = page.get_by_role("alert").filter(has_text="The shop does not answer")
        expect(trouble).to_contain_text("What you typed is kept")
    shopping.expect_filled_in(page, buyer)
    trouble.get_by_role("button", name="Try again").click()
    shopping.expect_payment_page(page)
    shopping.pay(page, shopping.ACCEPTED)

    shopping.expect_paid(page)
    expect_one_paid_order(back_room, buyer, product)


def test_an_order_whose_answer_was_lost_survives_a_reload(
    visit: Visit, back_room: BackRoom
) -> None:
    buyer = Buyer.called("reload")
    product = back_room.put_on_sale("Reloaded riddle")
    visitor = visit("desktop")
    page = at_checkout(visitor, product, buyer)
    page.route(CHECKOUTS, lost_on_the_way_back, times=1)
    with visitor.watch.expecting("/api/checkout/checkouts: net::"):
        shopping.order_button(page).click()
        expect(page.get_by_role("alert").filter(has_text="does not answer")).to_be_visible()

    page.reload()
    expect(page.get_by_role("radio").first).to_be_checked()
    shopping.expect_filled_in(page, buyer)
    shopping.place_order(page)
    shopping.pay(page, shopping.ACCEPTED)

    shopping.expect_paid(page)
    expect_one_paid_order(back_room, buyer, product)


@pytest.mark.parametrize("loss", [lost_on_the_way, lost_on_the_way_back])
def test_a_unit_whose_adding_was_lost_is_added_once(
    visit: Visit, back_room: BackRoom, loss: Callable[[Route], Any]
) -> None:
    product = back_room.put_on_sale("Slippery soap")
    visitor = visit("phone")
    page = visitor.page
    page.goto(product.path)
    add = page.get_by_role("button", name="Add to cart", exact=True)

    page.route("**/api/cart/carts**", loss, times=1)
    with visitor.watch.expecting("/api/cart/carts"):
        add.click()
        expect(page.get_by_role("alert").filter(has_text="does not answer")).to_be_visible()
    drawer = shopping.add_to_cart(page)

    expect(drawer.get_by_role("spinbutton")).to_have_value("1")
    expect(page.get_by_role("alert").filter(has_text="does not answer")).to_be_hidden()


def test_delivery_that_cannot_be_asked_for_is_asked_again(
    visit: Visit, back_room: BackRoom
) -> None:
    buyer = Buyer.called("delivery")
    product = back_room.put_on_sale("Patient parcel twine")
    visitor = visit("desktop")
    page = visitor.page
    page.route("**/api/checkout/shipping-options", lost_on_the_way, times=1)
    with visitor.watch.expecting("/api/checkout/shipping-options: net::"):
        shopping.buy(visitor, product.path)
        trouble = page.get_by_role("alert").filter(has_text="The shop does not answer")
        expect(trouble).to_be_visible()
    page.get_by_role("textbox", name="E-mail", exact=True).fill(buyer.email)

    trouble.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("radio").first).to_be_checked()
    expect(trouble).to_be_hidden()
    expect(page.get_by_role("textbox", name="E-mail", exact=True)).to_have_value(buyer.email)


def test_nothing_is_ordered_before_it_is_known_how_it_goes_to_another_country(
    visit: Visit, back_room: BackRoom
) -> None:
    buyer = Buyer.called("abroad")
    product = back_room.put_on_sale("Travelling trowel")
    page = at_checkout(visit("desktop"), product, buyer)
    page.get_by_role("textbox", name="Postcode", exact=True).fill("75001")
    on_its_way: list[Route] = []

    def hold(route: Route) -> None:
        on_its_way.append(route)

    page.route("**/api/checkout/shipping-options", hold, times=1)

    with page.expect_request("**/api/checkout/shipping-options"):
        page.get_by_role("combobox", name="Country").select_option("FR")
    page.get_by_role("button", name="Order and pay", exact=True).click()
    unknown = page.get_by_text("How it can be delivered is not known yet")
    expect(unknown).to_be_visible()
    on_its_way[0].continue_()
    expect(shopping.order_button(page)).to_be_visible()
    expect(unknown).to_be_hidden()
    shopping.place_order(page)

    (order,) = back_room.orders_of(buyer.email)
    assert order["shipping_address"]["country"] == "FR"


def test_a_slow_network_is_no_hindrance(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("slow")
    product = back_room.put_on_sale("Slow worm compost")
    visitor = visit("phone")
    page = visitor.page
    # Chrome's own figures for slow 3G: 400 kbit/s each way, 400 ms to and fro
    wire = visitor.context.new_cdp_session(page)
    slow = {"downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 400}
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {"offline": False, **slow})

    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)
    # the answer takes its time, and people press again
    shopping.order_button(page).dblclick()
    shopping.expect_payment_page(page)
    shopping.pay(page, shopping.ACCEPTED)

    shopping.expect_paid(page)
    expect_one_paid_order(back_room, buyer, product)
