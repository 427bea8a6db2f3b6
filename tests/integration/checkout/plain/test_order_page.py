"""An order's page without script: whoever has its link sees it."""

from urllib.parse import quote

import pytest

from tests import factories
from tests.factories import make_offer
from tests.integration.checkout.plain.ordering import ORDER_PAGE
from tests.plain_browser import PlainBrowser
from tests.shop import Shop


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
