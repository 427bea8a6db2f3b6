"""The cart without script: a browser that only follows links and sends forms."""

from typing import Any

import pytest
from shopkit import offers, table

from tests import factories
from tests.factories import make_offer
from tests.plain_browser import PlainBrowser
from tests.shop import SITE, Shop

PAGE, LINES = "/api/cart/page", "/api/cart/forms/lines"
QUANTITY, REMOVAL = "/api/cart/forms/quantity", "/api/cart/forms/removal"


@pytest.fixture
def browser(shop: Shop) -> PlainBrowser:
    factories.sell(shop, make_offer("TEA-1", choice="100 g"), make_offer("POT-1", 1_299))
    return PlainBrowser(shop)


def put_in(browser: PlainBrowser, sku: str = "TEA-1", quantity: str = "1") -> None:
    page = browser.post(LINES, {"sku": sku, "quantity": quantity})
    assert page.status == 200, page.text


def publish(**changes: Any) -> None:
    changed = make_offer("TEA-1", **changes)
    table.write(table.put("barrow-local-catalog", offers.to_item(changed)))


def test_a_product_pages_form_opens_a_cart_and_shows_it(browser: PlainBrowser) -> None:
    page = browser.post(LINES, {"sku": "TEA-1", "quantity": "2"})

    assert [answer.status for answer in browser.seen] == [303, 200]
    assert (page.path, page.status) == (PAGE, 200)
    assert "Tea TEA-1 100 g £4.50 each" in page.text
    assert page.form(QUANTITY).values["quantity"] == "2"
    assert page.links["Checkout"] == "/api/checkout/page"


def test_the_next_thing_goes_into_the_same_cart(browser: PlainBrowser) -> None:
    put_in(browser)
    cart_id = browser.cookies["cart_id"]

    page = browser.post(LINES, {"sku": "POT-1", "quantity": "1"})

    assert browser.cookies["cart_id"] == cart_id
    assert len([form for form in page.forms if form.action == QUANTITY]) == 2


def test_the_cart_is_the_one_that_scripts_use(shop: Shop, browser: PlainBrowser) -> None:
    put_in(browser, quantity="3")

    cart = shop.get(
        f"/cart/carts/{browser.cookies['cart_id']}",
        headers={"X-Cart-Token": browser.cookies["cart_token"]},
    ).json

    assert [(line["sku"], line["quantity"]) for line in cart["lines"]] == [("TEA-1", 3)]


def test_a_script_may_read_which_cart_it_is_and_not_what_opens_it(browser: PlainBrowser) -> None:
    put_in(browser)

    cookies = dict(
        value.split("=", 1) for name, value in browser.seen[0].headers if name == "Set-Cookie"
    )

    assert "HttpOnly" in cookies["cart_token"]
    assert "HttpOnly" not in cookies["cart_id"]


def test_pages_are_of_their_moment_and_of_one_shopper(browser: PlainBrowser) -> None:
    page = browser.get(PAGE)

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in page.html
    assert browser.seen[0].status == 200


def test_a_quantity_is_changed_and_0_takes_the_line_out(browser: PlainBrowser) -> None:
    put_in(browser)

    more = browser.submit(browser.get(PAGE), QUANTITY, quantity="7")
    none = browser.submit(more, QUANTITY, quantity="0")

    assert more.form(QUANTITY).values["quantity"] == "7"
    assert "£31.50" in more.text
    assert "There is nothing in the cart yet" in none.text


def test_a_line_is_taken_out_and_taken_out_again_by_an_old_page(browser: PlainBrowser) -> None:
    put_in(browser)
    page = browser.get(PAGE)

    first = browser.submit(page, REMOVAL)
    again = browser.submit(page, REMOVAL)

    for shown in (first, again):
        assert (shown.path, shown.status) == (PAGE, 200)
        assert "There is nothing in the cart yet" in shown.text


@pytest.mark.parametrize(("typed", "status", "told", "kept"), [
    ("1001", 409, "An order has at most 1000 of Tea TEA-1, 100 g", "1001"),
    ("-1", 422, "Say how many, in figures; 0 takes it out", "-1"),
    # a field for numbers could not hold it
    ("two", 422, "Say how many, in figures; 0 takes it out", ""),
])  # fmt: skip
def test_a_quantity_that_cannot_be_is_told_beside_it_and_stays_as_typed(
    browser: PlainBrowser, typed: str, status: int, told: str, kept: str
) -> None:
    put_in(browser)

    page = browser.submit(browser.get(PAGE), QUANTITY, quantity=typed)

    assert page.status == status
    assert told in page.text
    assert page.form(QUANTITY).values["quantity"] == kept
    assert browser.get(PAGE).form(QUANTITY).values["quantity"] == "1"


def test_more_than_an_order_may_have_is_asked_about_again(browser: PlainBrowser) -> None:
    page = browser.post(LINES, {"sku": "TEA-1", "quantity": "1001"})

    fewer = browser.submit(page, LINES, "Add to cart", quantity="2")

    assert page.status == 409
    assert "An order has at most 1000 of Tea TEA-1, 100 g" in page.text
    assert page.form(LINES).values == {"sku": "TEA-1", "quantity": "1001"}
    assert fewer.form(QUANTITY).values["quantity"] == "2"


@pytest.mark.parametrize(("sent", "status", "told"), [
    ({"sku": "GONE-1", "quantity": "1"}, 409, "Not sold here in GBP: GONE-1"),
    ({"sku": "", "quantity": "1"}, 422, "Choose what to buy"),
    ({}, 422, "Choose what to buy"),
    ({"sku": "TEA-1", "quantity": ""}, 422, "Say how many, in figures: 1 or more"),
    ({"sku": "<script>alert(1)</script>"}, 422, "Choose what to buy"),
])  # fmt: skip
def test_what_cannot_be_added_is_told_and_opens_no_cart(
    browser: PlainBrowser, sent: dict[str, str], status: int, told: str
) -> None:
    page = browser.post(LINES, sent)

    assert page.status == status
    assert told in page.text
    assert "<script>alert" not in page.html
    assert browser.cookies == {}


def test_a_price_that_changed_is_told_until_it_was_seen(shop: Shop, browser: PlainBrowser) -> None:
    put_in(browser)
    publish(price=500)
    browser.post(LINES, {"sku": "TEA-1", "quantity": "1"})

    told = browser.get(PAGE)
    seen = browser.submit(told, "/api/cart/forms/acknowledgement")

    assert "Tea TEA-1 : £5.00 now, £4.50 before" in told.text
    assert "before" not in seen.text
    assert "£5.00 each" in seen.text


def test_what_is_no_longer_sold_stands_in_the_way_of_the_checkout(
    shop: Shop, browser: PlainBrowser
) -> None:
    answer = shop.post(
        "/catalog/admin/products", staff=True,
        json={"name": "Mug", "status": "active",
              "variants": [{"sku": "MUG-1", "prices": {"GBP": 800}}]},
    ).json  # fmt: skip
    put_in(browser, "MUG-1")
    shop.delete(f"/catalog/admin/products/{answer['id']}", staff=True, headers={"If-Match": "*"})
    shop.settle()

    page = browser.get(PAGE)

    assert "Take Mug out of the cart: it is no longer sold" in page.text
    assert "Checkout" not in page.links


def test_a_code_that_is_not_known_is_told_beside_it(browser: PlainBrowser) -> None:
    put_in(browser)

    page = browser.submit(browser.get(PAGE), "/api/cart/forms/codes", code="SPRING")

    assert page.status == 409
    assert "There is no code SPRING" in page.text
    assert page.form("/api/cart/forms/codes").values["code"] == "SPRING"


def test_a_cart_that_lapsed_is_an_empty_one_and_the_next_thing_opens_another(
    shop: Shop, browser: PlainBrowser
) -> None:
    put_in(browser)
    old = browser.cookies["cart_id"]
    shop.advance(31 * 24 * 3600)

    lapsed = browser.get(PAGE)
    put_in(browser, "POT-1")

    assert "There is nothing in the cart yet" in lapsed.text
    assert browser.cookies["cart_id"] != old


def test_a_cart_that_was_ordered_says_so_and_the_next_thing_opens_another(
    shop: Shop, browser: PlainBrowser
) -> None:
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 1))
    made = factories.start_checkout(shop, cart_id, token)
    browser.cookies = {"cart_id": cart_id, "cart_token": token}
    page = browser.get(PAGE)
    factories.pay(shop, factories.bought(cart_id, token, made))

    ordered = browser.get(PAGE)
    edited = browser.submit(page, QUANTITY, quantity="2")
    put_in(browser, "POT-1")

    assert "This cart was ordered, thank you" in ordered.text
    assert edited.status == 409
    assert "This cart was ordered" in edited.text
    assert browser.cookies["cart_id"] != cart_id


def test_anothers_cart_is_an_empty_one(shop: Shop, browser: PlainBrowser) -> None:
    cart_id, _ = factories.fill_cart(shop, ("TEA-1", 1))
    browser.cookies = {"cart_id": cart_id, "cart_token": "guessed"}

    page = browser.get(PAGE)

    assert "There is nothing in the cart yet" in page.text


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", f"{SITE}.evil.example"])
@pytest.mark.parametrize(("action", "values"), [
    (LINES, {"sku": "TEA-1", "quantity": "1"}),
    (QUANTITY, {"quantity": "9"}),
    (REMOVAL, {}),
    ("/api/cart/forms/what-is-left", {"left": "TEA-1:0"}),
])  # fmt: skip
def test_a_page_of_another_site_changes_nothing(
    browser: PlainBrowser, origin: str | None, action: str, values: dict[str, str]
) -> None:
    put_in(browser)
    line_id = browser.get(PAGE).form(QUANTITY).values["line_id"]
    browser.origin = origin

    refused = browser.post(action, values | {"line_id": line_id})

    assert refused.status == 403
    assert refused.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "You may not do this" in refused.text
    assert refused.cookies_set == []
    assert browser.get(PAGE).form(QUANTITY).values["quantity"] == "1"
