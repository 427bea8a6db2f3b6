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

from checkout import disputes, ending, orders, orders_table, paying, refunds, refunds_table
from checkout.payments import Gateway

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
    elif kind == "charge.dispute.created":
        disputes.opened(thing, gateway, now)
    return str(kind)


def _verified(payload: bytes, signature: str | None, now: datetime) -> dict[str, Any]:
    import stripe

    try:
        text = payload.decode()
        stripe.WebhookSignature.verify_header(
            text, signature or "", secret("STRIPE_WEBHOOK_SECRET"), tolerance=None
        )
        # the shop's clock, not the machine's: the local cloud moves it
        stamp = int(dict(part.split("=", 1) for part in (signature or "").split(","))["t"])
        event: dict[str, Any] = json.loads(text)
    except (stripe.SignatureVerificationError, UnicodeDecodeError, ValueError, KeyError) as error:
        count("WebhookRefused")
        raise Malformed("The signature is not Stripe's") from error
    if abs(now.timestamp() - stamp) > TOLERANCE_SECONDS:
        count("WebhookRefused")
        raise Malformed("The signature is too old")
    return event


def _session(session_id: str, gateway: Gateway, now: datetime) -> None:
    session = gateway.read(session_id)
    order = orders_table.read(session.order_id) if session and session.order_id else None
    if session is None or order is None:
        return
    if session.paid:
        paying.settle(order, session, gateway, now)
    elif not session.open and order.session_id in {None, session.id}:
        ending.end(order, orders.EXPIRED, "", now)


def _refund(stripe_refund_id: str, gateway: Gateway, now: datetime) -> None:
    found = gateway.read_refund(stripe_refund_id)
    if found is None or not found.order_id or not found.refund_id:
        return
    refund = refunds_table.read(found.order_id, found.refund_id)
    if refund is None:
        return
    if found.state == "failed":
        refunds.failed_later(refund, found.id, now)
    else:
        refunds.perform(refund, gateway, now)
