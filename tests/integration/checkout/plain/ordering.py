"""Checkout's pages without script, and the form filled in."""

from typing import Any

from tests.plain_browser import PageSeen, PlainBrowser
from tests.shop import Shop

PAGE = "/api/checkout/page"
ORDER_PAGE = "/api/checkout/order-page"
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


def order(browser: PlainBrowser, page: PageSeen | None = None, **changes: str) -> PageSeen:
    page = page or browser.get(PAGE)
    return browser.submit(page, ORDERS, PAY, **(TYPED | changes))


def orders(shop: Shop) -> list[Any]:
    """Every order that waits for its payment, newest first."""
    path = "/checkout/admin/orders?status=pending_payment"
    found: list[Any] = shop.get(path, staff=True).json["data"]
    return found


def session_of(paying: PageSeen) -> str:
    assert paying.status == 303, paying.text
    return paying.path.rsplit("/", 1)[1]
