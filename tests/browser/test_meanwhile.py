"""What changes in the shop while somebody stands at the checkout."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import shopping
from tests.browser.back_room import BackRoom
from tests.browser.shopping import Buyer
from tests.browser.visitor import DEVICES, Device, Visitor

Visit = Callable[..., Visitor]
REFUSED = "/api/checkout/checkouts: 409"


@pytest.mark.parametrize("device", DEVICES)
def test_what_is_left_can_be_taken_when_some_is_gone(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    buyer = Buyer.called(f"some-left-{device}")
    product = back_room.put_on_sale("Vanishing vine ties", units=5)
    visitor = visit(device)
    page = visitor.page
    page.goto(product.path)
    page.get_by_role("spinbutton", name="Quantity").fill("3")
    shopping.go_to_checkout(shopping.add_to_cart(page))
    shopping.fill_in(page, buyer)
    back_room.lose(product, 4)

    with visitor.watch.expecting(REFUSED):
        shopping.order_button(page).click()
        expect(page.get_by_role("heading", name="There is not enough left")).to_be_visible()
    expect(page.get_by_text("you want 3, and 1 is left")).to_be_visible()
    shopping.expect_filled_in(page, buyer)
    assert back_room.orders_of(buyer.email) == []
    page.get_by_role("button", name="Take what is left").click()
    expect(page.get_by_role("heading", name="There is not enough left")).to_be_hidden()
    shopping.place_order(page)

    (order,) = back_room.orders_of(buyer.email)
    assert [line["quantity"] for line in order["lines"]] == [1]
    assert back_room.stock(product)["available"] == 0


def test_whoever_is_too_late_is_told_and_pays_nothing(visit: Visit, back_room: BackRoom) -> None:
    buyer = Buyer.called("too-late")
    product = back_room.put_on_sale("Last lantern", units=1)
    visitor = visit("phone")
    page = visitor.page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)
    back_room.lose(product, 1)

    with visitor.watch.expecting(REFUSED):
        shopping.order_button(page).click()
        expect(page.get_by_text("you want 1, and none is left")).to_be_visible()
    page.get_by_role("button", name="Take it out of the cart").click()

    expect(page.get_by_text("There is nothing in the cart")).to_be_visible()
    assert back_room.orders_of(buyer.email) == []


@pytest.mark.parametrize("device", DEVICES)
def test_a_new_price_is_shown_and_agreed_to_before_anything_is_ordered(
    visit: Visit, back_room: BackRoom, device: Device
) -> None:
    buyer = Buyer.called(f"dearer-{device}")
    product = back_room.put_on_sale("Dearer dahlia", price=1_000)
    visitor = visit(device)
    page = visitor.page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)
    before = _amount(shopping.order_button(page).inner_text())
    back_room.set_price(product, 1_150)

    with visitor.watch.expecting(REFUSED):
        shopping.order_button(page).click()
        expect(page.get_by_role("heading", name="The total has changed")).to_be_visible()
    agree = page.get_by_role("button", name=re.compile("^Agree, and pay"))
    expect(page.get_by_text("£10.00 before, £11.50 now")).to_be_visible()
    assert _amount(agree.inner_text()) == before + 150
    assert back_room.orders_of(buyer.email) == []
    shopping.expect_filled_in(page, buyer)
    agree.click()
    shopping.expect_payment_page(page)

    (order,) = back_room.orders_of(buyer.email)
    assert order["totals"]["total"]["amount"] == before + 150


def test_a_sold_out_product_says_so_before_anybody_orders_it(
    visit: Visit, back_room: BackRoom
) -> None:
    product = back_room.put_on_sale("Sold out sundial", units=2)
    page = visit("desktop").page
    page.goto(product.path)
    expect(page.get_by_role("button", name="Add to cart", exact=True)).to_be_enabled()

    back_room.lose(product, 2)
    page.reload()

    expect(page.get_by_role("button", name="Out of stock")).to_be_disabled()


def test_what_was_typed_wrong_is_said_at_its_field_and_kept(
    visit: Visit, back_room: BackRoom
) -> None:
    buyer = Buyer("not-an-address", postcode="no such code")
    product = back_room.put_on_sale("Forgiving form frame")
    visitor = visit("phone")
    page = visitor.page
    shopping.buy(visitor, product.path)
    shopping.fill_in(page, buyer)

    shopping.order_button(page).click()

    expect(page.get_by_role("heading", name="Please look at these again")).to_be_visible()
    for name in ("E-mail", "Postcode"):
        field = page.get_by_role("textbox", name=name, exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(r"\S"))
    shopping.expect_filled_in(page, buyer)


def _amount(text: str) -> int:
    """Pence of `Order and pay £1,234.50`."""
    found = re.search(r"£([\d,]+)\.(\d\d)", text)
    assert found, text
    return int(found[1].replace(",", "")) * 100 + int(found[2])
