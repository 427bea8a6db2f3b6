"""Start a checkout: price, compare, hold, and only then ask for the payment (design, §4).

A cart is one order's alone: a new start ends the cart's unpaid order first, session and units, and
is refused by a paid one. What dies on the way is found again: the order, its units and the cart's
claim are one transaction, the payment session's idempotency key is the order's id, and an order
whose session was never opened is released like any unpaid one. The same Idempotency-Key finds the
order that it made.
"""

from dataclasses import replace
from datetime import datetime

from shopkit import carts, ids, outbox, stock
from shopkit.carts import Cart
from shopkit.errors import Conflict, Unavailable
from shopkit.events import CheckoutStarted
from shopkit.observability import count
from shopkit.table import Refused, Write

from checkout import ending, holding, orders, orders_table, releasing
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
from checkout.order_links import cancel_url, order_url, plain_cancel_url, plain_order_url
from checkout.orders import Order
from checkout.orders_table import Claim
from checkout.payments import Gateway, SessionRefused
from checkout.wishes import Wish, agree, order_of

#: A number that is taken is drawn anew; a cart that is bought twice at once is read anew.
TRIES = 5


class CheckoutLapsed(Conflict):
    code = "checkout_lapsed"
    title = "This checkout took too long; start it again"


class PaymentRefused(Conflict):
    code = "payment_refused"
    title = "The payment service does not take this order"


def options(cart_id: str, token: str | None, country: str, now: datetime) -> list[Delivery]:
    """The ways the cart can go to `country`, with what the whole comes to."""
    cart = carts.read(cart_id, token, now)
    records = read_records(cart)
    return deliveries(wanted(cart, records), records, country, cart.currency)


def start(wish: Wish, gateway: Gateway, now: datetime) -> Order:
    """Place an unpaid order that holds its units, with a session to pay it.

    Raises NotFound (cart), CartEmpty, CartOrdered, NotSold, Invalid (delivery), TotalChanged,
    OutOfStock, NotPayable, OrderTooLarge, PaymentRefused, Unavailable (nothing is lost: the same
    key goes on where it stopped).
    """
    for _ in range(TRIES):
        cart = carts.read(wish.cart_id, wish.cart_token, now)
        records = read_records(cart)
        existing = _claimed(records.claim, wish, gateway, now)
        if existing is not None:
            return _with_session(existing, wish, gateway, now, whole=False)
        try:
            order, whole = _place(wish, cart, records, now)
        except Refused as refused:
            if "cart_is_as_read" not in refused.failed:
                raise
            continue
        count("CheckoutsStarted")
        return _with_session(order, wish, gateway, now, whole=whole)
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
    """The order, and whether all its units are held. Raises Refused when the cart has another."""
    lines = wanted(cart, records)
    found = deliveries(lines, records, wish.shipping_address.country, cart.currency)
    delivery = chosen(found, wish.shipping_option)
    agree(delivery.totals, wish.expected_total)
    order = order_of(wish, cart, delivery, now)
    takes = holding.plan(order.id, orders.units_by_sku(order), records.shards)
    for attempt in range(TRIES):
        order = replace(order, number=ids.order_number(f"{order.id}:{attempt}"))
        beside = _beside(wish, order, records.claim, now)
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
        *orders_table.put_new(order),
        orders_table.claim(order, wish.key_hash, claim, now),
        outbox.told(orders_table.name(), orders_table.pk(order.id), fact),
    ]


def _with_session(
    order: Order, wish: Wish, gateway: Gateway, now: datetime, *, whole: bool
) -> Order:
    """The order with its payment session, opened now or before; all its units are held by then."""
    if order.session_id or order.status != orders.PENDING:
        return order
    if not whole:
        _hold_all(order, now)
    try:
        session = gateway.open(order, *_ways_back(order, wish))
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


def _ways_back(order: Order, wish: Wish) -> tuple[str, str]:
    """Where the payment page sends the buyer who has paid, and the one who has not."""
    if wish.without_script:
        return plain_order_url(), plain_cancel_url()
    return order_url(order.id), cancel_url()


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
