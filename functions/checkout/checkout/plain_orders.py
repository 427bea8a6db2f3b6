"""Orders as pages without script: for who placed one in this browser, holds the mail's link, or
is signed in.

The mail's link carries its token behind `#`, which only script can read. So the browser that placed
the order keeps the token in a cookie for a day, out of every address and log, and comes back from
the payment page with it; in another browser one pastes the link, and has the cookie then, too.
"""

import re
from http import HTTPStatus
from urllib.parse import urlencode

from shopkit import cursors
from shopkit.errors import NotFound
from shopkit.forms import Sent
from shopkit.html_answers import unlisted
from shopkit.order_links import opens, token_of
from shopkit.routes import Call, Headers, Html, Redirect
from shopkit.sessions import cookie, secure

from checkout import looking_up
from checkout.countries import countries
from checkout.order_answers import OrderView
from checkout.plain_forms import LinkForm, PageForm, PastedLink

ORDER_PAGE = "/api/checkout/order-page"
ORDERS_PAGE = "/api/checkout/orders-page"
SIGN_IN_PAGE = "/api/accounts/page"
#: Orders on one page.
AT_ONCE = 20
KEPT_SECONDS = 24 * 3600

_LINK = re.compile(r"(ord_[0-9A-HJKMNP-TV-Z]{26})\.([A-Za-z0-9_-]{43})")
# an address of this page may hold a token: no other site is told it. The form on it needs its
# Origin, which `no-referrer` would take away
_PRIVATE: Headers = {"Referrer-Policy": "same-origin"}


def remember(order_id: str) -> Headers:
    """The header that lets this browser see the order."""
    attributes = f"Max-Age={KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Lax"
    attributes += "; Secure" if secure() else ""
    return {"Set-Cookie": f"{_cookie_name()}={order_id}.{token_of(order_id)}; {attributes}"}


def shown(call: Call, form: Sent[LinkForm]) -> Html:
    """The order by the address's `order`, with its `token` or one's session; else by the cookie."""
    named = {name: form.values.get(name, "") for name in ("order", "token")}
    is_named = any(named.values())
    order_id, token = (named["order"], named["token"]) if is_named else _remembered(call)
    asked = bool(order_id)
    try:
        order = OrderView.of(looking_up.own(order_id, token, call.account)) if asked else None
    except NotFound:
        order = None
    status = HTTPStatus.NOT_FOUND if asked and order is None else HTTPStatus.OK
    wrong = "This link opens no order" if asked and order is None else ""
    return _page(
        order, status, wrong, f"{ORDER_PAGE}?{urlencode(named)}" if is_named else ORDER_PAGE
    )


def listed(call: Call, form: Sent[PageForm]) -> Html | Redirect:
    """The orders of who is signed in, a page of them; others are sent to sign in."""
    if call.account is None:
        return Redirect(f"{SIGN_IN_PAGE}?{urlencode({'next': ORDERS_PAGE})}")
    scope = f"checkout.own.{call.account.account_id}"
    start = cursors.open_(scope, form.values.get("cursor")) or {"before": ""}
    found, after = looking_up.list_own(call.account, AT_ONCE, start["before"])
    values = {
        "orders": [OrderView.of(one) for one in found],
        "here": ORDERS_PAGE,
        "order_page": ORDER_PAGE,
        "next": cursors.seal(scope, {"before": after} if after else None),
    }
    return Html("forms/orders.html", unlisted("order", ORDERS_PAGE, "Your orders"), values)


def follow_link(form: Sent[PastedLink]) -> Html | Redirect:
    """To the order whose link was pasted."""
    found = _LINK.search(form.values.get("link", ""))
    if found is None or not opens(found[1], found[2]):
        told = "Paste the whole link, as it stands in the mail"
        return _page(None, HTTPStatus.UNPROCESSABLE_ENTITY, told)
    return Redirect(ORDER_PAGE, headers=remember(found[1]))


def _page(order: OrderView | None, status: HTTPStatus, wrong: str, here: str = ORDER_PAGE) -> Html:
    """`here` is where the same is shown again."""
    title = f"Order {order.number}" if order else "Your order"
    page = unlisted("order", ORDER_PAGE, title)
    values = {"order": order, "wrong": wrong, "here": here, "countries": countries()}
    return Html("forms/order.html", page, values, status, _PRIVATE)


def _cookie_name() -> str:
    return "__Host-order" if secure() else "order"


def _remembered(call: Call) -> tuple[str, str]:
    found = _LINK.fullmatch(cookie(call.headers, _cookie_name()) or "")
    return (found[1], found[2]) if found else ("", "")
