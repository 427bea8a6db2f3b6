"""What clients are shown of a cart: lines, totals, and why each is what it is."""

from datetime import UTC, datetime
from typing import Literal

from shopkit import pricing
from shopkit.carts import OPEN, ORDERED, Cart, CartLine
from shopkit.models import Answer, MoneyOut
from shopkit.money import Money
from shopkit.pricing import PricedLine, Totals, Wanted
from shopkit.settings import settings
from shopkit.tax import TaxRules

from cart.merging import AMOUNT, LIMIT, STOCK

_WHY = {
    STOCK: "there are no more in stock",
    LIMIT: "one order may have no more",
    AMOUNT: "one payment cannot be more",
}


class Notice(Answer):
    """What changed on a line since the shopper put it there; `was` and `now` with a price alone."""

    code: Literal["price_changed", "no_longer_sold", "quantity_capped"]
    text: str
    was: MoneyOut | None = None
    now: MoneyOut | None = None


class LineView(Answer):
    object: Literal["cart_line"] = "cart_line"
    id: str
    sku: str
    title: str
    choice: str
    slug: str
    picture: str | None
    quantity: int
    max_quantity: int
    unit_price: MoneyOut
    total: MoneyOut
    why: list[str]
    notices: list[Notice]


class TotalsView(Answer):
    """`shipping` is null until checkout knows the address; `why` explains each by its name."""

    subtotal: MoneyOut
    discounts: list[MoneyOut]
    shipping: MoneyOut | None
    tax: MoneyOut
    tax_included: bool
    total: MoneyOut
    why: dict[str, str]


class Obstacle(Answer):
    """What keeps the cart from being ordered; `line_id` where it is one line."""

    code: Literal["cart_empty", "cart_ordered", "no_longer_sold"]
    text: str
    line_id: str | None = None


class CheckoutView(Answer):
    ready: bool
    obstacles: list[Obstacle]


class CartView(Answer):
    """`owner`: a guest's cart opens with its token, an account's to whoever is signed in to it."""

    object: Literal["cart"] = "cart"
    id: str
    owner: Literal["guest", "account"]
    state: Literal["open", "ordered"]
    currency: str
    lines: list[LineView]
    totals: TotalsView
    checkout: CheckoutView
    version: int
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, cart: Cart) -> "CartView":
        return cls(**_shown(cart))


class OpenedCart(CartView):
    """The one answer that tells the token; the shop itself keeps only its hash.

    An account's cart has none.
    """

    token: str | None

    @classmethod
    def opened(cls, cart: Cart, token: str | None) -> "OpenedCart":
        return cls(**_shown(cart), token=token)


def totals_of(cart: Cart) -> Totals:
    """What the lines that are sold come to at home; delivery is not known yet."""
    home = settings().country
    wanted = [
        Wanted(
            line_id=line.line_id,
            sku=line.sku,
            title=line.title,
            quantity=line.quantity,
            unit_amount=line.unit_amount,
            tax_class=line.tax_class,
            weight_grams=line.weight_grams,
        )
        for line in cart.lines
        if line.sold
    ]
    return pricing.price(wanted, TaxRules(home, home), cart.currency)


def _shown(cart: Cart) -> dict[str, object]:
    totals = totals_of(cart)
    priced = {line.line_id: line for line in totals.lines}
    obstacles = _obstacles(cart)
    return {
        "id": cart.id,
        "owner": "account" if cart.account_id else "guest",
        "state": ORDERED if cart.state == ORDERED else OPEN,
        "currency": cart.currency,
        "lines": [_line(line, priced.get(line.line_id), cart.currency) for line in cart.lines],
        "totals": _totals(totals),
        "checkout": CheckoutView(ready=not obstacles, obstacles=obstacles),
        "version": cart.version,
        "created_at": cart.created_at,
        "expires_at": datetime.fromtimestamp(cart.expires_at, UTC),
    }


def _line(line: CartLine, priced: PricedLine | None, currency: str) -> LineView:
    return LineView(
        id=line.line_id,
        sku=line.sku,
        title=line.title,
        choice=line.choice,
        slug=line.slug,
        picture=line.picture,
        quantity=line.quantity,
        max_quantity=line.max_quantity,
        unit_price=_money(line.unit_amount, currency),
        total=_money(priced.total if priced else 0, currency),
        why=list(priced.why) if priced else ["not counted: it is no longer sold"],
        notices=_notices(line, currency),
    )


def _notices(line: CartLine, currency: str) -> list[Notice]:
    if not line.sold:
        return [Notice(code="no_longer_sold", text=f"{line.title} is no longer sold")]
    notices = []
    if line.was is not None:
        was, now = Money(line.was, currency), Money(line.unit_amount, currency)
        text = f"The price of {line.title} changed from {was} to {now}"
        changed = Notice(
            code="price_changed", text=text, was=MoneyOut.of(was), now=MoneyOut.of(now)
        )
        notices.append(changed)
    if line.wanted is not None:
        why = _WHY[line.capped_by or STOCK]
        text = f"{line.quantity} of {line.title} and not {line.wanted}: {why}"
        notices.append(Notice(code="quantity_capped", text=text))
    return notices


def _totals(totals: Totals) -> TotalsView:
    return TotalsView(
        subtotal=_money(totals.subtotal, totals.currency),
        discounts=[],
        shipping=None,
        tax=_money(totals.tax, totals.currency),
        tax_included=totals.tax_included,
        total=_money(totals.total, totals.currency),
        why=totals.why,
    )


def _obstacles(cart: Cart) -> list[Obstacle]:
    if cart.state == ORDERED:
        return [Obstacle(code="cart_ordered", text="This cart was ordered")]
    if not cart.lines:
        return [Obstacle(code="cart_empty", text="There is nothing in the cart")]
    return [
        Obstacle(
            code="no_longer_sold",
            text=f"Take {line.title} out of the cart: it is no longer sold",
            line_id=line.line_id,
        )
        for line in cart.lines
        if not line.sold
    ]


def _money(amount: int, currency: str) -> MoneyOut:
    return MoneyOut(amount=amount, currency=currency)
