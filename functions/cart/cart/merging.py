"""Two carts of one person become one: pure rules.

Units of a SKU add up, as far as they can be bought: by what is in stock, by how many one order may
have, by what one payment can be. What cannot is said on the line (`wanted`, `capped_by`) until the
shopper has seen it. A line is never taken away for want of stock: one unit stays, so that it is
seen. Only what fits nowhere is left out, and named. Line by line, so that a merge of some lines and
then the others comes to the same as one of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shopkit.carts import Cart, CartLine
from shopkit.money import MAX_AMOUNT
from shopkit.offers import Offer

from cart import lines

STOCK, LIMIT, AMOUNT = "stock", "limit", "amount"
FULL, UNSOLD = "cart_full", "not_sold"


@dataclass(frozen=True)
class LeftOut:
    """A line for which there is no place; `why` is cart_full, not_sold or amount."""

    line: CartLine
    why: str


@dataclass(frozen=True)
class Merge:
    """The cart as it becomes, and what did not come along."""

    cart: Cart
    left_out: tuple[LeftOut, ...]


def add_up(
    into: Cart,
    source: Cart,
    moved: Sequence[CartLine],
    offers: Mapping[str, Offer],
    left: Mapping[str, int],
) -> Merge:
    """`into` with the lines that `moved` from `source`; `left` are units in stock by SKU."""
    held = {line.sku: line for line in into.lines}
    left_out = []
    for line in moved:
        before = held.get(line.sku)
        offer = offers.get(line.sku)
        price = offer.price(into.currency) if offer else None
        if before is None and len(held) >= lines.MAX_LINES:
            left_out.append(LeftOut(line, FULL))
        elif offer is None or price is None:
            unsold = _unsold(into, source, line, before)
            if unsold is None:
                left_out.append(LeftOut(line, UNSOLD))
            else:
                held[line.sku] = unsold
        else:
            seen = before or (line if source.currency == into.currency else None)
            whole = replace(
                lines.offered(into, offer, price, line.quantity + _units(before)),
                was=lines.reprice(seen, into.currency, offer).was if seen else None,
            )
            others = sum(one.unit_amount * one.quantity for one in held.values() if one.sold)
            payable = (MAX_AMOUNT - others + _cost(before)) // price if price else whole.quantity
            fitting = _fitting(whole, left.get(line.sku, 0), max(payable, _units(before)), before)
            if fitting.quantity:
                held[line.sku] = fitting
            else:
                left_out.append(LeftOut(line, AMOUNT))
    return Merge(replace(into, lines=tuple(held.values())), tuple(left_out))


def _fitting(whole: CartLine, left: int, payable: int, before: CartLine | None) -> CartLine:
    """The line with as many units as can be bought, and why they are fewer."""
    bounds = {LIMIT: whole.max_quantity, STOCK: max(1, left), AMOUNT: payable}
    by = min(bounds, key=lambda name: bounds[name])
    wanted = max(whole.quantity, (before.wanted if before else None) or 0)
    if bounds[by] >= whole.quantity:
        return whole
    return replace(whole, quantity=bounds[by], wanted=wanted, capped_by=by)


def _unsold(into: Cart, source: Cart, line: CartLine, before: CartLine | None) -> CartLine | None:
    """What is no longer sold stays to be seen; None where its price is in another currency."""
    if before is not None:
        units = min(before.quantity + line.quantity, before.max_quantity)
        return replace(before, quantity=units, sold=False)
    if source.currency != into.currency:
        return None
    return replace(line, line_id=lines.line_id(into, line.sku), sold=False)


def _units(line: CartLine | None) -> int:
    return line.quantity if line else 0


def _cost(line: CartLine | None) -> int:
    return line.unit_amount * line.quantity if line and line.sold else 0
