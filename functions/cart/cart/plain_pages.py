"""The cart for a browser that runs no script: one page, forms on it, each answered by that page.

What was done is answered by a redirect to the page (303), so that reloading does nothing twice;
what was not is told on the page itself, beside its field, with what was typed. A cart that lapsed
or was ordered is no error to somebody who adds: there is a new one then. Whoever is signed in has
the account's cart here, and what they had as a guest joins it first.
"""

from collections.abc import Callable
from datetime import datetime

from shopkit import cart_tokens
from shopkit.cart_tokens import Shopper
from shopkit.carts import Cart
from shopkit.errors import Conflict, NotFound
from shopkit.forms import Sent
from shopkit.html_answers import unlisted
from shopkit.problems import status_of
from shopkit.routes import Call, Headers, Html, Redirect
from shopkit.settings import settings

from cart import account_carts, codes, editing, tokens
from cart.answers import CartView
from cart.lines import Wish
from cart.plain_forms import CodeForm, EditForm, LeftForm, LineForm, RemovalForm
from cart.refusals import CartOrdered, CodeUnknown, QuantityLimit

PAGE = "/api/cart/page"
DELIVERY_FORM = "/api/checkout/forms/delivery"
DONE = Redirect(PAGE)
INVALID = 422


def shopper(call: Call) -> Shopper:
    """Whose browser asks; who is signed in has one cart by now, if any."""
    seen = cart_tokens.shopper(call)
    if seen.account_id is None:
        return seen
    if seen.cart_id and seen.token:
        own = account_carts.merge(seen.account_id, seen.cart_id, seen.token, call.now).cart
    else:
        own = account_carts.current(seen.account_id, call.now).cart
    return Shopper(own.id if own else "", None, seen.account_id)


def shown(  # noqa: PLR0913 — what can be wrong on the page, each where it belongs
    shopper: Shopper,
    now: datetime,
    *,
    status: int = 200,
    refused: str = "",
    again: Sent[LineForm] | None = None,
    line: Sent[EditForm] | None = None,
    line_wrong: str = "",
    code: Sent[CodeForm] | None = None,
    code_wrong: str = "",
) -> Html:
    """The page: `again`, `line` and `code` are forms that were not taken, `…_wrong` why not."""
    cart = shopper.cart(now)
    values = {
        "cart": CartView.of(cart) if cart else None,
        "refused": refused,
        "again": again,
        "line": line,
        "line_wrong": line_wrong or (next(iter(line.wrong.values()), "") if line else ""),
        "code": code,
        "code_wrong": code_wrong or (code.wrong.get("code", "") if code else ""),
    }
    headers = tokens.account_cookies(cart) if shopper.account_id else {}
    return Html("forms/cart.html", unlisted("cart", PAGE, "Your cart"), values, status, headers)


def add_line(shopper: Shopper, form: Sent[LineForm], now: datetime) -> Html | Redirect:
    if form.model is None:
        told = form.wrong.get("sku") or next(iter(form.wrong.values()))
        again = None if "sku" in form.wrong else form
        return shown(shopper, now, status=INVALID, refused=told, again=again)
    try:
        cart, token = _with(Wish(form.model.sku, form.model.quantity), shopper, now)
    except QuantityLimit as refusal:
        return _refused(shopper, refusal, now, again=form)
    except Conflict as refusal:
        return _refused(shopper, refusal, now)
    return Redirect(PAGE, headers=_cookies(cart, token))


def edit_line(shopper: Shopper, form: Sent[EditForm], now: datetime) -> Html | Redirect:
    if form.model is None:
        told = "Choose the line to change" if "line_id" in form.wrong else ""
        return shown(shopper, now, status=INVALID, refused=told, line=form)
    line_id, quantity = form.model.line_id, form.model.quantity

    def edit() -> Cart:
        own = (shopper.cart_id, shopper.opener)
        if quantity == 0:
            return editing.remove_line(*own, line_id, None, now)
        return editing.set_quantity(*own, line_id, quantity, version=None, now=now)

    try:
        return _done(shopper, edit)
    except CartOrdered as refusal:
        return _refused(shopper, refusal, now)
    except Conflict as refusal:
        return shown(shopper, now, status=status_of(refusal), line=form, line_wrong=refusal.detail)


def remove_line(shopper: Shopper, form: Sent[RemovalForm], now: datetime) -> Html | Redirect:
    if form.model is None:
        return shown(shopper, now, status=INVALID, refused="Choose the line to take out")
    line_id = form.model.line_id
    try:
        return _done(
            shopper,
            lambda: editing.remove_line(shopper.cart_id, shopper.opener, line_id, None, now),
        )
    except CartOrdered as refusal:
        return _refused(shopper, refusal, now)


def acknowledge(shopper: Shopper, now: datetime) -> Html | Redirect:
    try:
        return _done(shopper, lambda: editing.acknowledge(shopper.cart_id, shopper.opener, now))
    except CartOrdered as refusal:
        return _refused(shopper, refusal, now)


def enter_code(shopper: Shopper, form: Sent[CodeForm], now: datetime) -> Html | Redirect:
    if form.model is None:
        return shown(shopper, now, status=INVALID, code=form)
    try:
        codes.refuse_code(shopper.cart_id, shopper.opener, form.model.code, now)
    except NotFound:
        return DONE
    except CodeUnknown as refusal:
        return shown(shopper, now, status=status_of(refusal), code=form, code_wrong=refusal.detail)
    except CartOrdered as refusal:
        return _refused(shopper, refusal, now)


def take_what_is_left(shopper: Shopper, form: Sent[LeftForm], now: datetime) -> Html | Redirect:
    """Lower the cart to it, and send the whole form on to checkout, which asked (307)."""
    if form.model is None:
        return shown(shopper, now, status=INVALID, refused="Choose how many to take")
    left = form.model.left
    try:
        _done(shopper, lambda: editing.lower(shopper.cart_id, shopper.opener, left, now))
    except CartOrdered as refusal:
        return _refused(shopper, refusal, now)
    return Redirect(DELIVERY_FORM, 307)


def _with(wish: Wish, shopper: Shopper, now: datetime) -> tuple[Cart, str | None]:
    """The shopper's cart with the wish in it, or a new one, and a guest's token."""
    if shopper.account_id:
        return account_carts.open_cart(shopper.account_id, settings().currency, [wish], now), None
    if shopper.cart_id and shopper.token:
        try:
            cart = editing.add_lines(shopper.cart_id, shopper.token, [wish], now)
        except (NotFound, CartOrdered):
            pass
        else:
            return cart, shopper.token
    return editing.open_cart(settings().currency, [wish], now)


def _done(shopper: Shopper, edit: Callable[[], Cart]) -> Redirect:
    """After the edit; a cart or line that is not there any more is what the page shows anyway."""
    try:
        cart = edit()
    except NotFound:
        return DONE
    return Redirect(PAGE, headers=_cookies(cart, shopper.token))


def _cookies(cart: Cart, token: str | None) -> Headers:
    if cart.account_id:
        return tokens.account_cookies(cart)
    return tokens.set_cookies(cart.id, token or "")


def _refused(
    shopper: Shopper, refusal: Conflict, now: datetime, again: Sent[LineForm] | None = None
) -> Html:
    told = refusal.detail or refusal.title
    return shown(shopper, now, status=status_of(refusal), refused=told, again=again)
