"""Start a checkout: price, compare, hold, and only then ask for the payment (design, §4).

A cart is one order's alone: a new start ends the cart's unpaid order first, session and units, and
is refused by a paid one. What dies on the way is found again: the order, its units and the cart's
claim are one transaction, the payment session's idempotency key is the order's id, and an order
whose session was never opened is released like any unpaid one. The same Idempotency-Key finds the
order that it made.

Whom the order is for is sealed under their data key. The key is read with the records; who has none
yet gets one in the order's own transaction, which keeps a guest's standing (shopkit/leases.py).
"""

from dataclasses import replace
from datetime import datetime

from shopkit import buyers, carts, ids, outbox, people, stock
from shopkit.carts import Cart, Opener
from shopkit.errors import Conflict, Unavailable
from shopkit.events import CheckoutStarted
from shopkit.observability import count
from shopkit.table import Refused, Write

from checkout import ending, holding, numbers_table, orders, orders_table, releasing, ways_back
from checkout.baskets import (
    CartOrdered,
    Delivery,
    Records,
    chosen,
    deliveries,
    read_records,
    wanted,
)
from checkout.holding import OutOfStock
from checkout.orders import Order
from checkout.orders_table import Claim
from checkout.payments import Gateway, SessionRefused
from checkout.wishes import Wish, agree, order_of

#: A number that is taken is drawn anew; a cart that is bought twice at once is read anew.
TRIES = 5

#: Somebody else was faster with this cart, or with this buyer's first order: all is read anew.
_OVERTAKEN = {"cart_is_as_read", *people.OVERTAKEN}


class CheckoutLapsed(Conflict):
    code = "checkout_lapsed"
    title = "This checkout took too long; start it again"


class PaymentRefused(Conflict):
    code = "payment_refused"
    title = "The payment service does not take this order"


def options(cart_id: str, opener: Opener, country: str, now: datetime) -> list[Delivery]:
    """The ways the cart can go to `country`, with what the whole comes to."""
    cart = carts.read(cart_id, opener, now)
    records = read_records(cart)
    return deliveries(wanted(cart, records), records, country, cart.currency)


def start(wish: Wish, gateway: Gateway, now: datetime) -> Order:
    """Place an unpaid order that holds its units, with a session to pay it.

    Raises NotFound (cart), CartEmpty, CartOrdered, NotSold, Invalid (delivery), TotalChanged,
    OutOfStock, NotPayable, OrderTooLarge, PaymentRefused, Unavailable (nothing is lost: the same
    key goes on where it stopped).
    """
    for _ in range(TRIES):
        cart = carts.read(wish.cart_id, wish.opener, now)
        records = read_records(cart, [wish.subject])
        existing = _claimed(records.claim, wish, gateway, now)
        if existing is not None:
            keys = records.keys if existing.subject in records.keys else None
            asked_first = buyers.open_(existing.private, existing.id, keys)
            email = asked_first.email if asked_first else None
            return _with_session(existing, email, wish, gateway, now, whole=False)
        try:
            order, whole = _place(wish, cart, records, now)
        except Refused as refused:
            if not _OVERTAKEN & refused.failed.keys():
                raise
            continue
        count("CheckoutsStarted")
        return _with_session(order, wish.buyer.email, wish, gateway, now, whole=whole)
    raise Unavailable("This cart is being bought elsewhere; try again")


def _claimed(claim: Claim | None, wish: Wish, gateway: Gateway, now: datetime) -> Order | None:
    """The order that this very key has made already; any other unpaid one of the cart is ended.

    Raises CartOrdered when the cart is paid for.
    """
    order = orders_table.read(claim.order_id) if claim else None
    if claim is None or order is None:
        return None
    own = wish.key_hash is not None and wish.key_hash == claim.key
    if order.paid_at is not None:
        if own:
            return order
        raise CartOrdered(f"The order {order.number} is paid")
    if order.status != orders.PENDING:
        return None
    if own:
        return order
    ended = releasing.release(order, gateway, now, orders.CANCELLED, "replaced")
    if ended.paid_at is not None or ended.status == orders.PENDING:
        raise CartOrdered(f"The payment of the order {order.number} is on its way")
    return None


def _place(wish: Wish, cart: Cart, records: Records, now: datetime) -> tuple[Order, bool]:
    """The order, and whether all its units are held. Raises Refused when it was overtaken."""
    lines = wanted(cart, records)
    found = deliveries(lines, records, wish.buyer.shipping_address.country, cart.currency)
    delivery = chosen(found, wish.shipping_option)
    agree(delivery.totals, wish.expected_total)
    key, kept = people.standing(records.keys.get(wish.subject), wish.subject, now)
    order = order_of(wish, cart, delivery, key, now)
    takes = holding.plan(order.id, orders.units_by_sku(order), records.shards)
    for attempt in range(TRIES):
        order = replace(order, number=ids.order_number(f"{order.id}:{attempt}"))
        beside = [*_beside(wish, order, records.claim, now), *kept]
        try:
            chunks = holding.take_first(order.id, takes, now, beside)
        except Refused as refused:
            if "number_is_new" not in refused.failed:
                raise
            continue
        return order, len(chunks) == 1
    raise Unavailable("Try again in a moment")


def _beside(wish: Wish, order: Order, claim: Claim | None, now: datetime) -> list[Write]:
    fact = CheckoutStarted.of(
        now,
        order_id=order.id,
        number=order.number,
        cart_id=order.cart_id,
        total=order.total,
        currency=order.currency,
    )
    return [
        orders_table.put_new(order),
        numbers_table.put_new(order, wish.address_subject),
        orders_table.claim(order, wish.key_hash, claim, now),
        outbox.told(orders_table.name(), orders_table.pk(order.id), fact),
    ]


def _with_session(  # noqa: PLR0913
    order: Order, email: str | None, wish: Wish, gateway: Gateway, now: datetime, *, whole: bool
) -> Order:
    """The order with its payment session, opened now or before; all its units are held by then.

    `email` is the one that the order was made with: asked again, Stripe wants the very same.
    """
    if order.session_id or order.status != orders.PENDING:
        return order
    if email is None:
        raise CheckoutLapsed("Whom it was for is not known any more")
    if not whole:
        _hold_all(order, now)
    back = ways_back.of_order(order.id, without_script=wish.without_script)
    try:
        session = gateway.open(order, email, *back)
    except SessionRefused as refused:
        ending.end(order, orders.CANCELLED, "payment_refused", now)
        if str(refused) == "expires_at":
            raise CheckoutLapsed() from refused
        raise PaymentRefused(f"It objects to {refused}") from refused
    opened = replace(order, session_id=session.id, payment_url=session.url)
    try:
        orders_table.save(opened, order)
    except Refused:
        return _as_it_stands(order, opened, gateway)
    return opened


def _hold_all(order: Order, now: datetime) -> None:
    """The further chunks of a hold; an order that cannot have them all is called off."""
    try:
        hold = holding.take_rest(order.id)
    except OutOfStock:
        ending.end(order, orders.CANCELLED, "out_of_stock", now)
        raise
    if hold.state != stock.HELD:
        raise CheckoutLapsed()


def _as_it_stands(order: Order, opened: Order, gateway: Gateway) -> Order:
    """The order after somebody else has changed it: with the same session, or ended meanwhile."""
    stands = orders_table.read(order.id) or opened
    if stands.status == orders.PENDING or stands.paid_at is not None:
        return stands
    # it was called off while its session was being opened: nobody may pay for it
    gateway.expire(opened.session_id or "")
    raise CheckoutLapsed()
