"""Opening and editing carts: read, decide by the rules, write if the cart is still as it was read.

Three calls to AWS at most while nobody else edits: the cart, the offers, the transaction. An edit
that met another one is decided again on the cart as the other left it, so that two windows of one
shopper both count; an edit that named its version with If-Match is refused instead.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shopkit import carts, ids, offers
from shopkit.carts import OPEN, ORDERED, Cart, Opener
from shopkit.errors import Stale, Unavailable
from shopkit.observability import count
from shopkit.table import Refused, Write

from cart import carts_table, lines
from cart.lines import Decision, Wish
from cart.refusals import CartOrdered

#: A cart is forgotten thirty days after it was last edited.
KEPT_SECONDS = 30 * 24 * 3600
#: One of several rivals wins each round, so this many can edit one cart at the same moment.
TRIES = 32
#: Lines of one transaction, beside the header.
CHUNK = 90

#: What opens a cart, as carts.read takes it: a token may come by itself.
Shown = Opener | str | None


def open_cart(currency: str, wishes: Sequence[Wish], now: datetime) -> tuple[Cart, str]:
    """A guest's new cart with `wishes` in it, and the token that opens it."""
    token = ids.token()
    cart = new_cart(currency, wishes, now, token_hash=ids.fingerprint(token))
    carts_table.insert(cart, now)
    count("CartsOpened")
    return cart, token


def new_cart(
    currency: str,
    wishes: Sequence[Wish],
    now: datetime,
    *,
    token_hash: str = "",
    account_id: str | None = None,
) -> Cart:
    """A cart that is not stored yet, with `wishes` in it; raises what `lines.add` raises."""
    cart = Cart(
        id=ids.new_id("crt", now),
        token_hash=token_hash,
        currency=currency,
        version=1,
        state=OPEN,
        created_at=now,
        expires_at=expiry(now),
        lines=(),
        account_id=account_id,
    )
    return lines.add(cart, wishes, offers.read(wish.sku for wish in wishes)) if wishes else cart


def add_lines(
    cart_id: str,
    opener: Shown,
    wishes: Sequence[Wish],
    now: datetime,
    beside: Sequence[Write] = (),
) -> Cart:
    """The cart with `wishes` in it, all or none, in one step with what stands `beside`.

    Raises what `lines.add` raises, and Refused for a condition of the caller's own.
    """

    def decide(cart: Cart) -> Cart:
        return lines.add(cart, wishes, offers.read(wish.sku for wish in wishes))

    return _edit(cart_id, opener, now, decide, beside=beside)


def set_quantity(  # noqa: PLR0913 — which line of which cart, and who says so when
    cart_id: str,
    opener: Shown,
    line_id: str,
    quantity: int,
    *,
    version: int | None,
    now: datetime,
) -> Cart:
    def decide(cart: Cart) -> Cart:
        sku = lines.find(cart, line_id).sku
        return lines.set_quantity(cart, line_id, quantity, offers.read([sku]))

    return _edit(cart_id, opener, now, decide, version)


def remove_line(
    cart_id: str, opener: Shown, line_id: str, version: int | None, now: datetime
) -> Cart:
    return _edit(cart_id, opener, now, lambda cart: lines.remove(cart, line_id), version)


def lower(cart_id: str, opener: Shown, left: Mapping[str, int], now: datetime) -> Cart:
    """The cart with no more than is `left` of each SKU, said of any version of it."""
    return _edit(cart_id, opener, now, lambda cart: lines.lower(cart, left))


def acknowledge(cart_id: str, opener: Shown, now: datetime) -> Cart:
    """The cart without notices of what changed: the shopper has seen them."""
    cart = open_for_edits(cart_id, opener, now)
    while any(lines.has_notice(line) for line in cart.lines):
        cart = _edit(cart_id, opener, now, lambda cart: lines.acknowledge(cart, CHUNK))
    return cart


def open_for_edits(cart_id: str, opener: Shown, now: datetime) -> Cart:
    """The cart that `opener` opens; raises NotFound, or CartOrdered when it is past editing."""
    cart = carts.read(cart_id, opener, now)
    if cart.state == ORDERED:
        raise CartOrdered("Open a new cart for another order")
    return cart


def _edit(  # noqa: PLR0913
    cart_id: str,
    opener: Shown,
    now: datetime,
    decide: Decision,
    version: int | None = None,
    beside: Sequence[Write] = (),
) -> Cart:
    """The cart after `decide`; raises Stale, CartOrdered, NotFound, and what `decide` raises."""
    for _ in range(TRIES):
        before = open_for_edits(cart_id, opener, now)
        if version is not None and version != before.version:
            raise Stale(f"The cart is at version {before.version}")
        after = carts_table.edited(before, decide(before), expiry(now))
        try:
            carts_table.save(before, after, now, beside)
        except Refused as refused:
            if "cart_is_as_read" not in refused.failed:
                raise
            continue
        return after
    raise Unavailable("This cart is being edited from many places; try again in a moment")


def expiry(now: datetime) -> int:
    return int(now.timestamp()) + KEPT_SECONDS
