"""Stripe's webhook: a reason to look, never the truth.

The signature shows that Stripe sent it (docs.stripe.com/webhooks, "Verify manually"); then the
object that it names is read again at Stripe, and that decides. What is not the shop's is received
and left alone, as the account may serve others too.
"""

import json
from datetime import datetime
from typing import Any

from shopkit.errors import Malformed
from shopkit.observability import count
from shopkit.settings import secret

from checkout import (
    disputes,
    ending,
    orders,
    orders_table,
    paying,
    refunds,
    refunds_table,
    releasing,
)
from checkout.orders import Order
from checkout.payments import Gateway, Refunded, Session

#: Stripe's own tolerance: what was signed longer ago may be somebody's copy.
TOLERANCE_SECONDS = 300


def receive(payload: bytes, signature: str | None, gateway: Gateway, now: datetime) -> str:
    """Act on one event; answers its type. Raises Malformed for what Stripe did not send.

    Raises Unavailable when Stripe does not answer: it then sends the event again.
    """
    event = _verified(payload, signature, now)
    kind = event["type"]
    thing = event["data"]["object"]
    if kind.startswith("checkout.session."):
        _session(thing["id"], gateway, now)
    elif kind.startswith("refund."):
        _refund(thing["id"], gateway, now)
    elif kind.startswith("charge.dispute."):
        disputes.follow(thing["id"], gateway, now)
    return str(kind)


def _verified(payload: bytes, signature: str | None, now: datetime) -> dict[str, Any]:
    import stripe

    header = signature or ""
    try:
        text = payload.decode()
        stamp = _stamp(header)
        stripe.WebhookSignature.verify_header(
            text, header, secret("STRIPE_WEBHOOK_SECRET"), tolerance=None
        )
        event: dict[str, Any] = json.loads(text)
    except (stripe.SignatureVerificationError, UnicodeDecodeError, ValueError) as error:
        count("WebhookRefused")
        raise Malformed("The signature is not Stripe's") from error
    # the shop's clock, not the machine's: the local cloud moves it
    if abs(now.timestamp() - stamp) > TOLERANCE_SECONDS:
        count("WebhookRefused")
        raise Malformed("The signature is too old")
    return event


def _stamp(header: str) -> int:
    """The one time that a signature header names. Raises ValueError for none, or for several."""
    if not header.isascii():
        raise ValueError("a signature is ASCII")
    stamps = [
        value for name, _, value in (p.partition("=") for p in header.split(",")) if name == "t"
    ]
    (stamp,) = stamps
    return int(stamp)


def _session(session_id: str, gateway: Gateway, now: datetime) -> None:
    session = gateway.read(session_id)
    order = orders_table.read(session.order_id) if session and session.order_id else None
    if session is not None and order is not None:
        look_at(order, session, gateway, now)


def look_at(order: Order, session: Session, gateway: Gateway, now: datetime) -> Order:
    """What a session, as it is at Stripe, makes of its order; answers the order as it stands."""
    if session.paid:
        return paying.settle(order, session, gateway, now)
    if session.open or order.status != orders.PENDING or order.session_id not in {None, session.id}:
        return order
    if session.processing:
        return releasing.wait_for(order, now)
    return ending.end(order, orders.EXPIRED, "", now)


def _refund(stripe_refund_id: str, gateway: Gateway, now: datetime) -> None:
    found = gateway.read_refund(stripe_refund_id)
    if found is not None:
        follow_refund(found, gateway, now)


def follow_refund(found: Refunded, gateway: Gateway, now: datetime) -> bool:
    """Bring a refund at Stripe into the books; answers whether it was news.

    Raises NothingToRefund for one made elsewhere that the books have no room for.
    """
    if found.order_id and found.refund_id:
        refund = refunds_table.read(found.order_id, found.refund_id)
        if refund is None:
            return False
        before = refund.state
        if found.state == "failed":
            return refunds.fail(refund, found.id, now).state != before
        return refunds.perform(refund, gateway, now).state != before
    order_id = gateway.order_of_payment(found.payment_intent or "")
    order = orders_table.read(order_id) if order_id else None
    if order is None or order.paid_at is None or found.state == "failed":
        return False
    return refunds.adopt(order, found.id, found.amount, now) is not None
