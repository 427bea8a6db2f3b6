"""What may stand in a cart: pure rules over the cart as it was read, and the cart as it becomes.

A cart has one line a SKU, whose id follows from the SKU. A line carries the price that the shopper
was shown; `was` is the price that they last agreed to, kept from the moment it changed until they
edit the line or acknowledge the change. Stock is not looked at here: a cart reserves nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from shopkit import ids
from shopkit.carts import Cart, CartLine
from shopkit.errors import NotFound
from shopkit.money import MAX_AMOUNT, Money
from shopkit.offers import Offer

from cart.refusals import AmountLimit, CartFull, NotSold, QuantityLimit

MAX_LINES = 500

#: What an edit makes of a cart; it may be asked again, with the cart as another edit left it.
Decision = Callable[[Cart], Cart]


@dataclass(frozen=True)
class Wish:
    """`quantity` units more of one SKU."""

    sku: str
    quantity: int


def line_id(cart: Cart, sku: str) -> str:
    return ids.derived_id("lin", cart.created_at, f"{cart.id} {sku}")


def find(cart: Cart, wanted: str) -> CartLine:
    """The line with the id `wanted`; raises NotFound."""
    for line in cart.lines:
        if line.line_id == wanted:
            return line
    raise NotFound("The cart has no such line")


def merged(wishes: Sequence[Wish]) -> list[Wish]:
    """One wish a SKU, in the order they were first named."""
    units: dict[str, int] = {}
    for wish in wishes:
        units[wish.sku] = units.get(wish.sku, 0) + wish.quantity
    return [Wish(sku, quantity) for sku, quantity in units.items()]


def add(cart: Cart, wishes: Sequence[Wish], offers: Mapping[str, Offer]) -> Cart:
    """The cart with every wish in it; raises NotSold, QuantityLimit, CartFull or AmountLimit."""
    wishes = merged(wishes)
    _all_sold(cart, [wish.sku for wish in wishes], offers)
    held = {line.sku: line for line in cart.lines}
    for wish in wishes:
        before = held.get(wish.sku)
        quantity = wish.quantity + (before.quantity if before else 0)
        held[wish.sku] = _line(cart, offers[wish.sku], quantity, before)
    if len(held) > MAX_LINES:
        raise CartFull(f"A cart has at most {MAX_LINES} lines", MAX_LINES)
    return _payable(replace(cart, lines=tuple(held.values())))


def set_quantity(cart: Cart, wanted: str, quantity: int, offers: Mapping[str, Offer]) -> Cart:
    """The cart with that many units on one line; raises as `add`, and NotFound."""
    before = find(cart, wanted)
    _all_sold(cart, [before.sku], offers)
    after = _line(cart, offers[before.sku], quantity, before)
    return _payable(replace(cart, lines=_with(cart, after)))


def remove(cart: Cart, wanted: str) -> Cart:
    """The cart without the line; raises NotFound."""
    gone = find(cart, wanted)
    return replace(cart, lines=tuple(line for line in cart.lines if line is not gone))


def lower(cart: Cart, left: Mapping[str, int]) -> Cart:
    """The cart with at most `left` units of those SKUs; of what there is none, the line goes."""
    kept = [
        replace(line, quantity=min(line.quantity, left.get(line.sku, line.quantity)))
        for line in cart.lines
    ]
    return replace(cart, lines=tuple(line for line in kept if line.quantity > 0))


def acknowledge(cart: Cart, at_most: int) -> Cart:
    """The cart whose notices the shopper has seen and agreed to, of `at_most` lines with one."""
    changed = [line.line_id for line in cart.lines if has_notice(line)][:at_most]
    agreed = tuple(
        replace(line, was=None, wanted=None, capped_by=None) if line.line_id in changed else line
        for line in cart.lines
    )
    return replace(cart, lines=agreed)


def has_notice(line: CartLine) -> bool:
    """Whether it changed without the shopper's doing: its price, or what two carts held of it."""
    return line.was is not None or line.wanted is not None


def reprice(line: CartLine, currency: str, offer: Offer | None) -> CartLine:
    """The line as the offer now has it; a line that is no longer sold keeps its last price."""
    price = offer.price(currency) if offer else None
    if price is None:
        return replace(line, sold=False)
    agreed = line.unit_amount if line.was is None else line.was
    was = None if agreed == price else agreed
    return replace(line, sold=True, unit_amount=price, was=was)


def _all_sold(cart: Cart, skus: Sequence[str], offers: Mapping[str, Offer]) -> None:
    unsold = [sku for sku in skus if sku not in offers or offers[sku].price(cart.currency) is None]
    if unsold:
        raise NotSold(f"Not sold here in {cart.currency}: {', '.join(unsold)}", unsold)


def _line(cart: Cart, offer: Offer, quantity: int, before: CartLine | None) -> CartLine:
    """A line at the offer's price; what it cost when it was last seen stays visible as `was`."""
    price = offer.price(cart.currency)
    assert price is not None  # noqa: S101 — `_all_sold` has refused it
    if quantity > offer.max_quantity:
        detail = f"An order has at most {offer.max_quantity} of {offer.full_title}"
        raise QuantityLimit(detail, offer.sku, offer.max_quantity)
    was = before.unit_amount if before and before.unit_amount != price else None
    return replace(offered(cart, offer, price, quantity), was=was)


def offered(cart: Cart, offer: Offer, price: int, quantity: int) -> CartLine:
    """The line of the cart that holds this SKU, as the offer has it."""
    return CartLine(
        line_id=line_id(cart, offer.sku),
        sku=offer.sku,
        quantity=quantity,
        unit_amount=price,
        title=offer.title,
        choice=offer.choice,
        slug=offer.slug,
        picture=offer.picture,
        tax_class=offer.tax_class,
        weight_grams=offer.weight_grams,
        max_quantity=offer.max_quantity,
    )


def _with(cart: Cart, after: CartLine) -> tuple[CartLine, ...]:
    return tuple(after if line.line_id == after.line_id else line for line in cart.lines)


def _payable(cart: Cart) -> Cart:
    subtotal = sum(line.unit_amount * line.quantity for line in cart.lines if line.sold)
    if subtotal > MAX_AMOUNT:
        limit = Money(MAX_AMOUNT, cart.currency)
        raise AmountLimit(f"One order comes to at most {limit}", limit)
    return cart
