"""Between the page and the button things change: each is told, and agreed to anew."""

from shopkit import offers, table

from tests import factories
from tests.factories import counts, make_offer
from tests.integration.checkout.plain.ordering import (
    DELIVERY,
    LEFT,
    ORDER_PAGE,
    ORDERS,
    PAGE,
    PAY,
    TYPED,
    order,
    orders,
    session_of,
)
from tests.plain_browser import PlainBrowser
from tests.shop import Shop


def reprice(price: int) -> None:
    changed = offers.to_item(make_offer("TEA-1", price))
    table.write(table.put("barrow-local-catalog", changed))


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
