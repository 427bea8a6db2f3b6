"""Start a checkout: price, compare, hold, and only then ask for the payment (design, §4).

What dies on the way is found again: the order and its units are one transaction, the payment
session's idempotency key is the order's id, and an order whose session was never opened is released
like any unpaid one. The same Idempotency-Key finds the order that it made.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from shopkit import carts, ids, outbox, stock
from shopkit.carts import Cart
from shopkit.errors import Conflict
from shopkit.events import CheckoutStarted
from shopkit.money import Money
from shopkit.pricing import Totals
from shopkit.table import Refused, Write

from checkout import ending, holding, orders, orders_table
from checkout.baskets import Delivery, Records, chosen, deliveries, read_records, wanted
from checkout.holding import OutOfStock
from checkout.order_links import cancel_url, order_url
from checkout.orders import HOLD_FOR, PAY_WITHIN, Address, Order, OrderLine, TaxPart
from checkout.payments import Gateway, SessionTooLate

#: A number that is taken is drawn anew; eight letters make even the second draw unlikely.
NUMBER_TRIES = 5

#: An item takes 400 KB, a fact on the bus 256 KB; OrderPlaced is a good four fifths of its order.
MAX_BYTES = 260_000


@dataclass
class TotalChanged(Conflict):
    code = "total_changed"
    title = "The total is another now"
    totals: dict[str, Any] = field(default_factory=dict)

    @property
    def extra(self) -> dict[str, Any]:
        return {"totals": self.totals}


class OrderTooLarge(Conflict):
    code = "order_too_large"
    title = "This is more than one order can hold"


class CheckoutLapsed(Conflict):
    code = "checkout_lapsed"
    title = "This checkout took too long; start it again"


@dataclass(frozen=True)
class Wish:
    """What the buyer asked for: whose cart, where to, which delivery, for how much."""

    cart_id: str
    cart_token: str | None
    email: str
    shipping_address: Address
    billing_address: Address
    shipping_option: str
    expected_total: Money
    marketing_consent: bool
    claim_key: str | None


def options(cart_id: str, token: str | None, country: str, now: datetime) -> list[Delivery]:
    """The ways the cart can go to `country`, with what the whole comes to."""
    cart = carts.read(cart_id, token, now)
    records = read_records(cart)
    return deliveries(wanted(cart, records), records, country, cart.currency)


def start(wish: Wish, gateway: Gateway, now: datetime) -> Order:
    """Place an unpaid order that holds its units, with a session to pay it.

    Raises NotFound (cart), CartEmpty, CartOrdered, NotSold, Invalid (delivery), TotalChanged,
    OutOfStock, NotPayable, Unavailable (nothing is lost: the same key goes on where it stopped).
    """
    cart = carts.read(wish.cart_id, wish.cart_token, now)
    records = read_records(cart)
    try:
        order = _place(wish, cart, records, now)
    except (OutOfStock, Conflict) as refusal:
        # the same request may have been half done before: its own hold must not refuse it
        found = _found(wish)
        if found is None:
            raise refusal
        order = found
    return _with_session(order, gateway, now)


def _place(wish: Wish, cart: Cart, records: Records, now: datetime) -> Order:
    lines = wanted(cart, records)
    found = deliveries(lines, records, wish.shipping_address.country, cart.currency)
    delivery = chosen(found, wish.shipping_option)
    _compare(delivery.totals, wish.expected_total)
    order = _order(wish, cart, delivery, now)
    takes = holding.plan(order.id, orders.units_by_sku(order), records.shards)
    for attempt in range(NUMBER_TRIES):
        order = replace(order, number=ids.order_number(f"{order.id}:{attempt}"))
        try:
            holding.take_first(order.id, takes, now, lambda: _beside(wish, order, now))  # noqa: B023
        except Refused as refused:
            if "checkout_is_new" in refused.failed:
                existing = _found(wish)
                if existing is not None:
                    return existing
            if "number_is_new" not in refused.failed:
                raise
            continue
        return order
    raise CheckoutLapsed()


def _take_rest(order: Order, now: datetime) -> None:
    """The further chunks of a large hold; an order that cannot have them all is called off."""
    try:
        holding.take_rest(order.id)
    except OutOfStock:
        ending.end(order, orders.CANCELLED, "out_of_stock", now)
        raise


def _beside(wish: Wish, order: Order, now: datetime) -> list[Write]:
    fact = CheckoutStarted.of(
        now,
        order_id=order.id,
        number=order.number,
        cart_id=order.cart_id,
        total=order.total,
        currency=order.currency,
    )
    writes = orders_table.put_new(order)
    writes.append(outbox.told(orders_table.name(), orders_table.pk(order.id), fact))
    if wish.claim_key:
        writes.append(orders_table.claim(wish.claim_key, order.id, now))
    return writes


def _found(wish: Wish) -> Order | None:
    order_id = orders_table.claimed(wish.claim_key) if wish.claim_key else None
    return orders_table.read(order_id) if order_id else None


def _compare(totals: Totals, expected: Money) -> None:
    if Money(totals.total, totals.currency) != expected:
        detail = f"It is {Money(totals.total, totals.currency)}, not {expected}"
        raise TotalChanged(detail, totals_shown(totals))


def totals_shown(totals: Totals) -> dict[str, Any]:
    """The totals as a problem or an answer shows them: Money objects, and why."""

    def money(amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": totals.currency}

    return {
        "subtotal": money(totals.subtotal),
        "discounts": [],
        "shipping": money(totals.shipping),
        "tax": money(totals.tax),
        "tax_included": totals.tax_included,
        "total": money(totals.total),
        "why": totals.why,
    }


def _order(wish: Wish, cart: Cart, delivery: Delivery, now: datetime) -> Order:
    totals = delivery.totals
    lines = tuple(
        OrderLine(
            line_id=line.line_id,
            sku=line.sku,
            title=line.title,
            quantity=line.quantity,
            unit_amount=line.unit_amount,
            tax_class=line.tax_class,
            rate=line.rate,
            total=line.total + (0 if totals.tax_included else line.tax),
            tax=line.tax,
            why=line.why,
        )
        for line in totals.lines
    )
    order = Order(
        id=ids.new_id("ord", now),
        number="",
        status=orders.PENDING,
        payment_status=orders.UNPAID,
        fulfilment_status="unfulfilled",
        cart_id=cart.id,
        email=wish.email,
        currency=totals.currency,
        lines=lines,
        subtotal=totals.subtotal,
        shipping=totals.shipping,
        shipping_id=delivery.option.id,
        shipping_name=delivery.option.name,
        tax=totals.tax,
        tax_included=totals.tax_included,
        total=totals.total,
        taxes=tuple(TaxPart(**asdict(part)) for part in totals.taxes),
        why=totals.why,
        shipping_address=wish.shipping_address,
        billing_address=wish.billing_address,
        created_at=now,
        pay_by=now + PAY_WITHIN,
        hold_until=now + HOLD_FOR,
        marketing_consent=wish.marketing_consent,
    )
    if len(orders_table.written(order)) > MAX_BYTES:
        raise OrderTooLarge("Take some of it out of the cart, and order that apart")
    return order


def _with_session(order: Order, gateway: Gateway, now: datetime) -> Order:
    """The order with its payment session, opened now or before."""
    if order.session_id or order.status != orders.PENDING:
        return order
    if len(order.lines) > stock.CHUNK:
        _take_rest(order, now)
    try:
        session = gateway.open(order, order_url(order.id), cancel_url())
    except SessionTooLate as error:
        ending.end(order, orders.EXPIRED, "", now)
        raise CheckoutLapsed() from error
    opened = replace(order, session_id=session.id, payment_url=session.url)
    try:
        orders_table.save(opened, order)
    except Refused:
        # somebody was faster with the same session; what stands is what counts
        return orders_table.read(order.id) or opened
    return opened
