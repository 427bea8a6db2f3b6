"""Checkout without script: from the cart to the payment page, and the order after it."""

from typing import Any
from urllib.parse import quote

import pytest
from shopkit import offers, table

from tests import factories
from tests.factories import counts, make_offer
from tests.plain_browser import PageSeen, PlainBrowser
from tests.shop import Shop

PAGE, ORDER_PAGE = "/api/checkout/page", "/api/checkout/order-page"
DELIVERY, ORDERS = "/api/checkout/forms/delivery", "/api/checkout/forms/orders"
PAY, LEFT = "Order and pay", "Take what is left"
TYPED = {
    "email": "ada@example.com",
    "name": "Ada Byron",
    "line1": "12 Cross Street",
    "city": "Whitby",
    "postcode": "YO21 1AA",
    "terms": "yes",
}


@pytest.fixture
def browser(shop: Shop) -> PlainBrowser:
    """With two teas in its cart."""
    factories.sell(shop, make_offer("TEA-1"), make_offer("POT-1", 1_200), units=5)
    opened = PlainBrowser(shop)
    opened.post("/api/cart/forms/lines", {"sku": "TEA-1", "quantity": "2"})
    return opened


def order(browser: PlainBrowser, page: PageSeen | None = None, **changes: str) -> PageSeen:
    page = page or browser.get(PAGE)
    return browser.submit(page, ORDERS, PAY, **(TYPED | changes))


def orders(shop: Shop) -> list[Any]:
    """Every order that waits for its payment, newest first."""
    path = "/checkout/admin/orders?status=pending_payment"
    found: list[Any] = shop.get(path, staff=True).json["data"]
    return found


def reprice(price: int) -> None:
    changed = offers.to_item(make_offer("TEA-1", price))
    table.write(table.put("barrow-local-catalog", changed))


def session_of(paying: PageSeen) -> str:
    assert paying.status == 303, paying.text
    return paying.path.rsplit("/", 1)[1]


def test_the_page_shows_what_delivery_at_home_comes_to(browser: PlainBrowser) -> None:
    page = browser.get(PAGE)

    assert (
        "Standard delivery 2 to 4 working days; the whole order then comes to £12.95" in page.text
    )
    assert page.form(ORDERS).values["shipping_option"] == "1295 standard"
    assert page.form(ORDERS).values["country"] == "GB"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_form_that_is_filled_in_holds_the_units_and_goes_to_the_payment_page(
    shop: Shop, browser: PlainBrowser
) -> None:
    paying = order(browser, marketing="yes")

    (made,) = orders(shop)
    assert paying.path == made["payment"]["url"]
    assert counts("TEA-1") == (3, 2)
    assert (made["email"], made["totals"]["total"]["amount"]) == ("ada@example.com", 1295)
    assert made["shipping_address"] == made["billing_address"]
    assert made["shipping_address"] == {
        "name": "Ada Byron", "line1": "12 Cross Street", "line2": "", "city": "Whitby",
        "region": "", "postcode": "YO21 1AA", "country": "GB", "phone": "",
    }  # fmt: skip


def test_who_has_paid_comes_back_to_the_order_and_no_address_told_its_key(
    shop: Shop, browser: PlainBrowser
) -> None:
    paying = order(browser)
    session = shop.stripe_client.v1.checkout.sessions.retrieve(session_of(paying))

    before = browser.get(ORDER_PAGE)
    shop.pay(session.id)
    shop.settle()
    after = browser.get(ORDER_PAGE)

    assert session.success_url == f"http://127.0.0.1:8000{ORDER_PAGE}"
    assert session.cancel_url == "http://127.0.0.1:8000/api/cart/page"
    assert "Waiting for its payment" in before.text
    assert before.links["Pay £12.95"] == paying.path
    assert "Paid, thank you" in after.text
    assert "2 × " not in after.text
    assert "Tea TEA-1 2 £9.00" in after.text
    assert "Ada Byron 12 Cross Street Whitby YO21 1AA United Kingdom" in after.text
    assert not any(link.startswith("Pay") for link in after.links)


def test_every_field_that_is_wrong_is_told_beside_it_and_all_that_was_typed_stays(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = order(browser, email="ada", name="", city="x" * 201, terms="no", line2="<b>Flat 2</b>")

    assert page.status == 422
    for sentence in ("Write an e-mail address, such as name@example.com",
                     "Write the name that goes on the label", "Write the town or city",
                     "Agree to the terms to go on"):  # fmt: skip
        assert page.text.count(sentence) == 2, sentence
    kept = page.form(ORDERS).values
    assert {name: kept[name] for name in ("email", "name", "line1", "line2", "city")} == {
        "email": "ada", "name": "", "line1": "12 Cross Street", "line2": "<b>Flat 2</b>",
        "city": "x" * 201,
    }  # fmt: skip
    assert "<b>Flat 2" not in page.html
    assert orders(shop) == []


def test_another_country_is_asked_about_with_the_form_half_filled(browser: PlainBrowser) -> None:
    page = browser.submit(
        browser.get(PAGE), ORDERS, "Show delivery to the country above",
        country="FR", name="Ada Byron", email="ada@",
    )  # fmt: skip

    assert (page.path, page.status) == (DELIVERY, 200)
    assert "Europe, tracked" in page.text
    assert page.form(ORDERS).values["shipping_option"].endswith(" europe")
    kept = page.form(ORDERS).values
    assert (kept["country"], kept["name"], kept["email"]) == ("FR", "Ada Byron", "ada@")
    assert "Write an e-mail address" not in page.text


def test_a_country_that_the_chosen_delivery_does_not_serve_is_told_and_asked_anew(
    shop: Shop, browser: PlainBrowser
) -> None:
    refused = order(browser, country="FR")
    paying = browser.submit(refused, ORDERS, PAY)

    assert refused.status == 422
    assert "This way of delivery is not available; choose another" in refused.text
    assert refused.form(ORDERS).values["email"] == "ada@example.com"
    assert session_of(paying)
    assert [made["shipping_option"] for made in orders(shop)] == ["europe"]


def test_a_delivery_that_was_not_chosen_is_asked_for(browser: PlainBrowser) -> None:
    page = order(browser, shipping_option="")

    assert page.status == 422
    assert "Choose how it is to come" in page.text


def test_what_is_short_is_told_and_one_button_takes_what_is_left(
    shop: Shop, browser: PlainBrowser
) -> None:
    browser.post("/api/cart/forms/lines", {"sku": "POT-1", "quantity": "1"})
    browser.post("/api/cart/forms/lines", {"sku": "TEA-1", "quantity": "6"})

    short = order(browser)
    lowered = browser.submit(short, ORDERS, LEFT)
    paying = browser.submit(lowered, ORDERS, PAY)

    assert short.status == 409
    assert "Tea TEA-1 : you want 8, 5 are left" in short.text
    assert (lowered.path, lowered.status) == (DELIVERY, 200)
    assert lowered.form(ORDERS).values["email"] == "ada@example.com"
    assert session_of(paying)
    (made,) = orders(shop)
    assert {line["sku"]: line["quantity"] for line in made["lines"]} == {"TEA-1": 5, "POT-1": 1}


def test_of_what_none_is_left_the_line_goes(shop: Shop, browser: PlainBrowser) -> None:
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 5))
    assert factories.start_checkout(shop, cart_id, token).status == 201

    short = order(browser)
    lowered = browser.submit(short, ORDERS, LEFT)

    assert "Tea TEA-1 : you want 2, none can be had" in short.text
    assert "There is nothing in the cart" in lowered.text


def test_a_total_that_changed_is_told_and_sending_again_agrees_to_it(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = browser.get(PAGE)
    reprice(500)

    changed = order(browser, page)
    paying = browser.submit(changed, ORDERS, PAY)

    assert changed.status == 409
    assert "It was £12.95 and is £13.95 now." in changed.text
    assert session_of(paying)
    assert [made["totals"]["total"]["amount"] for made in orders(shop)] == [1395]


def test_what_is_not_sold_any_more_is_taken_out_by_one_button(
    shop: Shop, browser: PlainBrowser
) -> None:
    browser.post("/api/cart/forms/lines", {"sku": "POT-1", "quantity": "1"})
    gone = offers.to_item(make_offer("TEA-1", active=False))
    table.write(table.put("barrow-local-catalog", gone))

    page = browser.get(PAGE)
    without = browser.submit(page, ORDERS, LEFT)

    assert page.status == 409
    assert "Some of this cannot be bought any more" in page.text
    assert without.status == 200
    assert "1 × Tea POT-1" in without.text
    assert "TEA-1" not in without.text


def test_a_page_that_is_sent_twice_is_one_order(shop: Shop, browser: PlainBrowser) -> None:
    page = browser.get(PAGE)

    first, second = order(browser, page), order(browser, page)

    assert first.path == second.path
    assert len(orders(shop)) == 1
    assert counts("TEA-1") == (3, 2)


def test_going_back_and_changing_the_address_is_a_new_order_instead_of_the_old_one(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = browser.get(PAGE)
    old = order(browser, page)

    new = order(browser, page, line1="13 Cross Street")

    assert new.path != old.path
    assert [made["shipping_address"]["line1"] for made in orders(shop)] == ["13 Cross Street"]
    assert counts("TEA-1") == (3, 2)


def test_an_old_page_of_a_cart_that_has_grown_is_no_agreement(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = browser.get(PAGE)
    order(browser, page)
    browser.post("/api/cart/forms/lines", {"sku": "POT-1", "quantity": "1"})

    answer = order(browser, page)

    assert answer.status == 409
    assert "The total has changed" in answer.text


def test_a_page_that_is_sent_again_after_it_was_paid_charges_nothing(
    shop: Shop, browser: PlainBrowser
) -> None:
    page = browser.get(PAGE)
    shop.pay(session_of(order(browser, page)))

    # the payment is known, and the cart has not heard of it yet
    shop.post("/checkout/admin/reconcile", staff=True)
    again = order(browser, page)
    shop.settle()
    later = order(browser, page)

    assert (again.path, again.status) == (ORDER_PAGE, 200)
    assert "Paid, thank you" in again.text
    assert later.status == 409
    assert later.links["See the order"] == ORDER_PAGE
    assert counts("TEA-1") == (3, 0)


def test_without_a_cart_there_is_nothing_to_order(shop: Shop) -> None:
    stranger = PlainBrowser(shop)

    page = stranger.get(PAGE)
    sent = stranger.post(ORDERS, TYPED | {"country": "GB", "shipping_option": "1295 standard"})

    for shown in (page, sent):
        assert shown.status == 200
        assert "There is nothing in the cart" in shown.text


def test_a_total_that_no_card_pays_is_told(shop: Shop) -> None:
    factories.sell(shop, make_offer("PIN-1", 1, tax_class="zero"))
    shop.put(
        "/checkout/admin/shipping-options", staff=True, headers={"If-Match": "*"},
        json={"options": [{"id": "free", "name": "Free", "estimate": "soon", "countries": ["*"],
                           "price": {"GBP": 0}}]},
    )  # fmt: skip
    browser = PlainBrowser(shop)
    browser.post("/api/cart/forms/lines", {"sku": "PIN-1", "quantity": "1"})

    page = order(browser)

    assert page.status == 409
    assert page.form(ORDERS).values["email"] == "ada@example.com"


# ── the order's page ─────────────────────────────────────────────────────────────────────────
def test_the_mails_link_opens_the_order_in_another_browser(shop: Shop) -> None:
    factories.sell(shop, make_offer("TEA-1"))
    made = factories.order(shop, ("TEA-1", 1))
    factories.pay(shop, made)
    (mail,) = shop.mailbox.all()
    link = next(word for word in mail.text.split() if "/order/#" in word)
    stranger = PlainBrowser(shop)

    asked = stranger.get(ORDER_PAGE)
    shown = stranger.submit(asked, "/api/checkout/forms/order-link", "Show the order", link=link)
    again = stranger.get(ORDER_PAGE)

    assert "This browser does not know of an order" in asked.text
    for page in (shown, again):
        assert (page.path, page.status) == (ORDER_PAGE, 200)
        assert f"Order {made.number}" in page.text


def test_a_links_two_parts_open_the_order_as_often_as_one_looks(shop: Shop) -> None:
    factories.sell(shop, make_offer("TEA-1"))
    made = factories.order(shop, ("TEA-1", 1))
    browser = PlainBrowser(shop)

    page = browser.get(f"{ORDER_PAGE}?order={made.order_id}&token={made.order_token}")
    looked_again = browser.get(page.links["look again"])

    assert page.status == 200
    assert f"Order {made.number}" in page.text
    assert f"Order {made.number}" in looked_again.text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["", "wrong", "%00", "ü", "x" * 5_000])
def test_another_token_opens_nothing(shop: Shop, token: str) -> None:
    factories.sell(shop, make_offer("TEA-1"))
    made = factories.order(shop, ("TEA-1", 1))

    page = PlainBrowser(shop).get(f"{ORDER_PAGE}?order={made.order_id}&token={quote(token)}")

    assert page.status == 404
    assert made.number not in page.html
    assert "This link opens no order" in page.text


@pytest.mark.parametrize(
    "link", ["", "https://shop.example/order/", "ord_1.x", "\x00", "x" * 3_000]
)
def test_what_is_no_link_is_asked_for_again(shop: Shop, link: str) -> None:
    page = PlainBrowser(shop).post("/api/checkout/forms/order-link", {"link": link})

    assert page.status == 422
    assert "Paste the whole link" in page.text
    assert page.cookies_set == []


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example"])
def test_a_page_of_another_site_orders_nothing(
    shop: Shop, browser: PlainBrowser, origin: str | None
) -> None:
    page = browser.get(PAGE)
    browser.origin = origin

    refused = order(browser, page)

    assert refused.status == 403
    assert orders(shop) == []
    assert counts("TEA-1") == (5, 0)
