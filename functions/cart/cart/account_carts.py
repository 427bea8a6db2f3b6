"""The cart of whoever is signed in: the same one on every device, and what a guest had joins it.

Signing in brings a guest's cart to the account's. Where the account has none, the guest's becomes
it. While browsing both are added up (merging.py); a cart that is being paid for is not touched:
then the guest's is the account's cart from now on, and the other waits aside until that one is
ordered. Nobody brings a cart whose token they do not have.

Each step is one transaction under the versions that it was decided on: lines leave one cart as they
enter the other, so that whoever dies, comes twice or comes from two windows loses no unit and
doubles none, and a call again goes on with what is left. A checkout that begins while lines move
orders them from the cart where it read them; they then stand in the other cart still, unpaid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopkit import carts, offers, stock, table
from shopkit.carts import LAPSED, OPEN, PENDING, Cart, CartLine, Opener
from shopkit.errors import NotFound, Unavailable
from shopkit.observability import count
from shopkit.stock import Shard
from shopkit.table import Refused, Write

from cart import account_carts_table, carts_table, editing, merging
from cart.account_carts_table import Pointer
from cart.lines import Wish
from cart.merging import LeftOut
from cart.refusals import CartOrdered

#: How far the payment of a cart is.
NOT_BEGUN, UNDER_WAY, BOUGHT = "not_begun", "under_way", "bought"
MERGED, ADOPTED, GUEST_KEPT, NOTHING = "merged", "adopted", "guest_kept", "nothing"
#: Steps of one merge: a full cart takes twelve, the rest is for rivals.
TRIES = 64
#: Lines of one step: two actions each, beside both headers.
CHUNK = 45


@dataclass(frozen=True)
class Own:
    """What points at the account's cart, the cart, and whether an unpaid order is made of it."""

    pointer: Pointer
    cart: Cart | None
    is_paid_for: bool = False


@dataclass(frozen=True)
class Merged:
    """What became of a guest's cart: `cart` is the account's now, if it has one."""

    outcome: str
    cart: Cart | None
    left_out: tuple[LeftOut, ...] = ()


def current(account_id: str, now: datetime) -> Own:
    """The first of the account's carts that is still open; one that was just bought is not."""
    pointer = account_carts_table.read(account_id)
    for cart_id in pointer.cart_ids:
        cart = _open(cart_id, account_id, now)
        state = _payment(cart) if cart else BOUGHT
        if state != BOUGHT:
            return Own(pointer, cart, state == UNDER_WAY)
    return Own(pointer, None)


def open_cart(
    account_id: str,
    currency: str,
    wishes: Sequence[Wish],
    now: datetime,
    beside: Sequence[Write] = (),
) -> Cart:
    """The account's cart with `wishes` in it, opened in `currency` where there is none, in one step
    with what stands `beside` it.

    Raises what `lines.add` raises, and Refused for a condition of the caller's own.
    """
    for _ in range(editing.TRIES):
        own = current(account_id, now)
        try:
            if own.cart is not None:
                opener = Opener(account_id=account_id)
                if not wishes:
                    return own.cart
                return editing.add_lines(own.cart.id, opener, wishes, now, beside)
            cart = editing.new_cart(currency, wishes, now, account_id=account_id)
            pointing = account_carts_table.pointing(own.pointer, cart.id)
            carts_table.insert(cart, now, [pointing, *beside])
        except (NotFound, CartOrdered):
            # it was ordered, or lapsed, since it was looked at
            continue
        except Refused as refused:
            if "pointer_is_as_read" not in refused.failed:
                raise
            # another window opened one
            continue
        count("CartsOpened")
        return cart
    raise Unavailable("This cart is being edited from many places; try again in a moment")


def merge(
    account_id: str, cart_id: str, token: str | None, now: datetime, *, at_checkout: bool = False
) -> Merged:
    """Bring the guest's cart that `token` opens to the account's; any number of times.

    `at_checkout`: the shopper is about to pay for the guest's cart, as it is.
    """
    outcome, left_out = NOTHING, list[LeftOut]()
    for step in range(TRIES):
        own = current(account_id, now)
        guest = _guests(cart_id, token, now)
        source = guest or (None if at_checkout else _waiting(own, now))
        payment = _payment(source) if source else BOUGHT
        if source is None or payment == BOUGHT:
            return Merged(outcome, own.cart, tuple(left_out))
        is_paid_for = own.is_paid_for or payment == UNDER_WAY
        if source is not guest and is_paid_for:
            return Merged(outcome, own.cart, tuple(left_out))
        try:
            if own.cart is None:
                _give(source, own.pointer, now)
                outcome = ADOPTED
            elif source.lines and (is_paid_for or at_checkout):
                _give(source, own.pointer, now)
                outcome = GUEST_KEPT
            else:
                # each step a moment later than the one before, so that lines keep their order
                left_out += _move(source, own.cart, now + timedelta(milliseconds=step))
                outcome = MERGED if source.lines else outcome
        except Refused:
            continue
    raise Unavailable("This cart is being edited from many places; try again in a moment")


def _open(cart_id: str, account_id: str, now: datetime) -> Cart | None:
    cart = carts.live(cart_id, now)
    return cart if cart and cart.account_id == account_id and cart.state == OPEN else None


def _guests(cart_id: str, token: str | None, now: datetime) -> Cart | None:
    """The open cart of a guest's that the token opens; an account's needs its session."""
    if not cart_id or not token:
        return None
    try:
        cart = carts.read(cart_id, token, now)
    except NotFound:
        return None
    return cart if cart.state == OPEN else None


def _waiting(own: Own, now: datetime) -> Cart | None:
    """A cart that made way for the one in use, and was not ordered itself."""
    for cart_id in own.pointer.cart_ids if own.cart else ():
        if own.cart and cart_id != own.cart.id:
            cart = _open(cart_id, own.pointer.account_id, now)
            if cart is not None:
                return cart
    return None


def _payment(cart: Cart) -> str:
    """BOUGHT is known from the order, before the fact that tells it comes and ends the cart."""
    status = carts.order_statuses([cart.id]).get(cart.id)
    if status is None or status in LAPSED:
        return NOT_BEGUN
    return UNDER_WAY if status == PENDING else BOUGHT


def _give(guest: Cart, pointer: Pointer, now: datetime) -> None:
    table.transact(
        [
            carts_table.giving(guest, pointer.account_id, editing.expiry(now)),
            account_carts_table.pointing(pointer, guest.id, pointer.cart_ids),
        ]
    )


def _move(source: Cart, own: Cart, now: datetime) -> Sequence[LeftOut]:
    """Some lines of `source` into the account's cart, in one step; answers those with no place."""
    moved = source.lines[:CHUNK]
    if not moved:
        table.transact(carts_table.emptying(source, moved))
        return ()
    found, left = _records(moved)
    merge = merging.add_up(own, source, moved, found, left)
    after = carts_table.edited(own, merge.cart, editing.expiry(now))
    table.transact([*carts_table.saving(own, after, now), *carts_table.emptying(source, moved)])
    return merge.left_out


def _records(moved: Sequence[CartLine]) -> tuple[dict[str, offers.Offer], dict[str, int]]:
    """Offers and units in stock, by SKU."""
    skus = [line.sku for line in moved]
    shards: dict[str, list[Shard]] = stock.read_shards(skus)
    left = {sku: sum(max(0, one.available) for one in found) for sku, found in shards.items()}
    return offers.read(skus), left
