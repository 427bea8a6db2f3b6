"""Stripe as the payment provider, by its own SDK.

The SDK is imported in the functions that use it: it takes longer than all the rest of a cold start.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from shopkit.errors import Unavailable
from shopkit.observability import logger
from shopkit.settings import settings

from checkout.orders import Order
from checkout.payments import Dispute, NotRefundable, Refunded, Session, SessionRefused

#: Stripe shows at most a hundred lines on its page; a larger order is shown as one.
MAX_LINES = 90

#: How far Stripe's clock may be from the shop's when its sessions are looked through.
SKEW = timedelta(minutes=2)


class StripeGateway:
    """`client` is a stripe.StripeClient."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def open(self, order: Order, email: str, order_url: str, cancel_url: str) -> Session:
        """The order's session, made now or before. Raises SessionRefused or Unavailable."""
        import stripe

        params = {
            "mode": "payment",
            "client_reference_id": order.id,
            "customer_email": email,
            "line_items": _line_items(order),
            "metadata": {"order_id": order.id, "stage": settings().stage},
            "payment_intent_data": {
                "description": f"Order {order.number}",
                "metadata": {"order_id": order.id, "stage": settings().stage},
            },
            "success_url": order_url,
            "cancel_url": cancel_url,
            "expires_at": int(order.pay_by.timestamp()),
        }
        try:
            made = self._client.v1.checkout.sessions.create(
                params=params, options={"idempotency_key": order.id}
            )
        except stripe.InvalidRequestError as error:
            # Stripe checks before it makes: what it refuses so, it has not made before
            raise SessionRefused(error.param or error.code or "refused") from error
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        return _session(made)

    def find(self, order: Order) -> Session | None:
        """The order's session by looking through those of its time, for one that nobody noted."""
        created = {
            "gte": int((order.created_at - SKEW).timestamp()),
            "lte": int((order.pay_by + SKEW).timestamp()),
        }
        for session in self._sessions({"created": created, "limit": 100}):
            if session.order_id == order.id:
                return session
        return None

    def read(self, session_id: str) -> Session | None:
        import stripe

        try:
            return _session(self._client.v1.checkout.sessions.retrieve(session_id))
        except stripe.InvalidRequestError as error:
            if error.code == "resource_missing":
                return None
            raise
        except stripe.StripeError as error:
            raise _unavailable(error) from error

    def expire(self, session_id: str) -> Session:
        """End the session, unless it has ended already; answers how it stands."""
        import stripe

        try:
            return _session(self._client.v1.checkout.sessions.expire(session_id))
        except stripe.InvalidRequestError:
            # paid or expired meanwhile: Stripe refuses, and what it says of the session counts
            found = self.read(session_id)
            if found is None:
                raise
            return found
        except stripe.StripeError as error:
            raise _unavailable(error) from error

    def refund(
        self, order_id: str, payment_intent: str, amount: int, refund_id: str, *, look_first: bool
    ) -> Refunded:
        """Refund once. `look_first` when the idempotency key may be forgotten by now."""
        import stripe

        if look_first:
            for made in self._client.v1.refunds.list(
                params={"payment_intent": payment_intent, "limit": 100}
            ).auto_paging_iter():
                if _metadata(made).get("refund_id") == refund_id:
                    return _refunded(made)
        try:
            made = self._client.v1.refunds.create(
                params={
                    "payment_intent": payment_intent,
                    "amount": amount,
                    "metadata": {
                        "refund_id": refund_id,
                        "order_id": order_id,
                        "stage": settings().stage,
                    },
                },
                options={"idempotency_key": refund_id},
            )
        except stripe.InvalidRequestError as error:
            raise NotRefundable(error.code or "refused") from error
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        return _refunded(made)

    def read_refund(self, stripe_refund_id: str) -> Refunded | None:
        import stripe

        try:
            return _refunded(self._client.v1.refunds.retrieve(stripe_refund_id))
        except stripe.InvalidRequestError:
            return None
        except stripe.StripeError as error:
            raise _unavailable(error) from error

    def order_of_payment(self, payment_intent: str) -> str | None:
        """The order that a payment was for; None when it is not the shop's."""
        import stripe

        try:
            found = self._client.v1.payment_intents.retrieve(payment_intent)
        except stripe.InvalidRequestError:
            return None
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        metadata = _metadata(found)
        return metadata.get("order_id") if metadata.get("stage") == settings().stage else None

    def read_dispute(self, dispute_id: str) -> Dispute | None:
        import stripe

        try:
            found = self._client.v1.disputes.retrieve(dispute_id)
        except stripe.InvalidRequestError:
            return None
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        drawn = -sum(entry.amount for entry in found.balance_transactions or [])
        return Dispute(found.id, found.amount, drawn, _id(found.payment_intent))

    def sessions_since(self, since: datetime) -> Iterator[Session]:
        return self._sessions({"created": {"gte": int(since.timestamp())}, "limit": 100})

    def refunds_since(self, since: datetime) -> Iterator[Refunded]:
        import stripe

        params = {"created": {"gte": int(since.timestamp())}, "limit": 100}
        try:
            for made in self._client.v1.refunds.list(params=params).auto_paging_iter():
                yield _refunded(made)
        except stripe.StripeError as error:
            raise _unavailable(error) from error

    def _sessions(self, params: dict[str, Any]) -> Iterator[Session]:
        import stripe

        try:
            for found in self._client.v1.checkout.sessions.list(params=params).auto_paging_iter():
                yield _session(found)
        except stripe.StripeError as error:
            raise _unavailable(error) from error


def _line_items(order: Order) -> list[dict[str, Any]]:
    if len(order.lines) > MAX_LINES:
        return [_item(order, f"Order {order.number}, {len(order.lines)} lines", order.total)]
    items = [_item(order, f"{line.quantity} × {line.title}", line.total) for line in order.lines]
    if order.shipping:
        items.append(_item(order, order.shipping_name, order.shipping))
    if order.tax and not order.tax_included:
        items.append(_item(order, "Tax", order.tax))
    return items


def _item(order: Order, name: str, amount: int) -> dict[str, Any]:
    data = {"currency": order.currency.lower(), "unit_amount": amount}
    return {"quantity": 1, "price_data": data | {"product_data": {"name": name[:250]}}}


def _metadata(thing: Any) -> dict[str, str]:
    return thing.metadata.to_dict() if thing.metadata else {}


def _id(thing: Any) -> str | None:
    """The id of what Stripe gives as an id or, expanded, as an object."""
    found: str | None = getattr(thing, "id", thing)
    return found


def _session(found: Any) -> Session:
    ours = _metadata(found).get("stage") == settings().stage
    complete = found.status == "complete"
    return Session(
        id=found.id,
        url=found.url,
        order_id=found.client_reference_id if ours else None,
        open=found.status == "open",
        paid=complete and found.payment_status == "paid",
        processing=complete and found.payment_status == "unpaid",
        # a session of another kind, which another shop of the account may have, has neither
        amount=found.amount_total or 0,
        currency=(found.currency or "").upper(),
        payment_intent=_id(found.payment_intent),
        created_at=datetime.fromtimestamp(found.created, tz=UTC),
    )


def _refunded(made: Any) -> Refunded:
    state = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}
    metadata = _metadata(made)
    ours = metadata if metadata.get("stage") == settings().stage else {}
    return Refunded(
        id=made.id,
        state=state.get(made.status, "pending"),
        refund_id=ours.get("refund_id"),
        order_id=ours.get("order_id"),
        amount=made.amount,
        payment_intent=_id(made.payment_intent),
    )


def _unavailable(error: Exception) -> Unavailable:
    # the type and Stripe's request id, never the message: it may quote what was sent
    request_id = getattr(error, "request_id", None)
    logger().warning("stripe", extra={"error": type(error).__name__, "request_id": request_id})
    return Unavailable("The payment service does not answer; nothing was charged, try again")
