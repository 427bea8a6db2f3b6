"""Checkout for a browser that runs no script: one form, from the cart to the payment page.

The page shows at once what delivery to the shop's own country comes to; another country is asked
about with the form as it is. Whatever the shop objects to is told on the page, with everything
typed kept and the figures as they are now, so that sending it again agrees to them.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from shopkit import ids
from shopkit.cart_tokens import Shopper
from shopkit.carts import Cart
from shopkit.errors import Invalid, ShopError
from shopkit.forms import Sent
from shopkit.html_answers import unlisted
from shopkit.models import MoneyOut
from shopkit.problems import status_of
from shopkit.routes import Html, Redirect
from shopkit.settings import settings

from checkout import orders, starting
from checkout.baskets import CartEmpty, CartOrdered, NotSold, deliveries, read_records, wanted
from checkout.countries import countries
from checkout.holding import OutOfStock
from checkout.payments import Gateway
from checkout.plain_forms import DeliveryForm, OrderForm
from checkout.plain_orders import ORDER_PAGE, remember
from checkout.shopper_answers import OptionView
from checkout.wishes import TotalChanged

PAGE = "/api/checkout/page"
INVALID = 422


@dataclass(frozen=True)
class Short:
    """A line that cannot be had as it is wanted; `left` units of it can."""

    sku: str
    title: str
    wanted: int
    left: int


@dataclass(frozen=True)
class Trouble:
    """Why the shop did not go on: `left` is what a button sends to lower the cart to it."""

    title: str
    short: list[Short] = field(default_factory=list)
    left: str = ""
    was: MoneyOut | None = None


def shown(
    shopper: Shopper,
    now: datetime,
    form: Sent[OrderForm] | Sent[DeliveryForm] | None = None,
    refusal: ShopError | None = None,
) -> Html:
    """The page with `form` as it was sent, and the `refusal` of what it asked for."""
    cart = shopper.cart(now)
    options: list[OptionView] = []
    if cart is not None:
        try:
            options = _options(cart, _country(form))
        except (CartEmpty, CartOrdered, NotSold) as found:
            refusal = refusal or found
    is_over = cart is None or isinstance(refusal, CartEmpty | CartOrdered)
    values = {
        "cart": None if is_over else cart,
        "ordered": isinstance(refusal, CartOrdered),
        "form": form,
        "key": (form.values.get("key") if form else "") or ids.token(),
        "country": _country(form),
        "countries": countries(),
        "options": options,
        "chosen": _chosen(form, options),
        "trouble": _trouble(refusal, form, cart) if refusal else None,
    }
    status = status_of(refusal) if refusal else INVALID if form and form.wrong else 200
    return Html("forms/checkout.html", unlisted("checkout", PAGE, "Checkout"), values, status)


def place_order(
    shopper: Shopper, form: Sent[OrderForm], gateway: Gateway, now: datetime
) -> Html | Redirect:
    """To the payment page, or to the order itself when it needs no paying any more."""
    cart = shopper.cart(now)
    if form.model is None or cart is None:
        return shown(shopper, now, form)
    try:
        order = starting.start(form.model.wish(cart, shopper.opener), gateway, now)
    except Invalid as refusal:
        wrong = {"shipping_option": "This way of delivery is not available; choose another"}
        return shown(shopper, now, replace(form, wrong=wrong), refusal)
    except ShopError as refusal:
        return shown(shopper, now, form, refusal)
    to = order.payment_url if order.status == orders.PENDING else None
    return Redirect(to or ORDER_PAGE, headers=remember(order.id))


def _country(form: Sent[OrderForm] | Sent[DeliveryForm] | None) -> str:
    asked = form.values.get("country", "") if form else ""
    return asked if asked in countries() else settings().country


def _options(cart: Cart, country: str) -> list[OptionView]:
    records = read_records(cart)
    found = deliveries(wanted(cart, records), records, country, cart.currency)
    return [OptionView.of(delivery) for delivery in found]


def _chosen(
    form: Sent[OrderForm] | Sent[DeliveryForm] | None, options: list[OptionView]
) -> OptionView | None:
    """What was chosen before, else the first."""
    asked = form.values.get("shipping_option", "").partition(" ")[2] if form else ""
    same = [option for option in options if option.id == asked]
    return next(iter(same + options), None)


def _trouble(
    refusal: ShopError, form: Sent[OrderForm] | Sent[DeliveryForm] | None, cart: Cart | None
) -> Trouble:
    lines = {line.sku: line for line in cart.lines} if cart else {}

    def short(sku: str, left: int) -> Short:
        line = lines.get(sku)
        title = ", ".join(part for part in (line.title, line.choice) if part) if line else sku
        return Short(sku, title, line.quantity if line else 0, left)

    told = refusal.detail or refusal.title
    match refusal:
        case OutOfStock(lines=found):
            shorts = [short(one.sku, one.available) for one in found]
            return Trouble("There is not enough in stock", shorts, _lowered(shorts))
        case NotSold(skus=skus):
            gone = [short(sku, 0) for sku in skus]
            return Trouble("Some of this cannot be bought any more", gone, _lowered(gone))
        case TotalChanged():
            return Trouble("The total has changed", was=_agreed(form, cart))
    return Trouble(told)


def _agreed(
    form: Sent[OrderForm] | Sent[DeliveryForm] | None, cart: Cart | None
) -> MoneyOut | None:
    """The total that stood on the page which was sent."""
    if form is None or cart is None or not isinstance(form.model, OrderForm):
        return None
    return MoneyOut(amount=form.model.shipping_option.total, currency=cart.currency)


def _lowered(short: list[Short]) -> str:
    return " ".join(f"{one.sku}:{one.left}" for one in short)
