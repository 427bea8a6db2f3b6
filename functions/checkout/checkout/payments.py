"""What checkout asks of a payment provider, and Stripe's answer to it.

A webhook is only a reason to look: whatever is decided is decided by what `read` says. Every call
that makes something carries an idempotency key derived from what it is for, so that asking again
after a crash makes nothing twice (Stripe keeps keys for 24 hours at least).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol

from shopkit.errors import Unavailable
from shopkit.money import MAX_AMOUNT
from shopkit.observability import logger
from shopkit.settings import secret, settings

from checkout.orders import Order

#: Stripe's smallest charge in minor units
#: (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
MINIMUM = {"GBP": 30, "EUR": 50, "USD": 50, "CHF": 50, "CAD": 50, "AUD": 50, "NZD": 50, "JPY": 50}

#: Stripe shows at most a hundred lines on its page; a larger order is shown as one.
MAX_LINES = 90


@dataclass(frozen=True)
class Session:
    """A payment session as the provider knows it; `order_id` None when it is not the shop's."""

    id: str
    url: str | None
    order_id: str | None
    open: bool
    paid: bool
    amount: int
    currency: str
    payment_intent: str | None
    created_at: datetime


@dataclass(frozen=True)
class Refunded:
    """A refund at the provider: succeeded, pending or failed; the ids None for another's."""

    id: str
    state: str
    refund_id: str | None
    order_id: str | None


class SessionTooLate(Exception):
    """The session would expire too soon to be opened: it was never opened before."""


class NotRefundable(Exception):
    """The provider will not refund this, now or later."""


class Gateway(Protocol):
    def open(self, order: Order, order_url: str, cancel_url: str) -> Session: ...

    def read(self, session_id: str) -> Session | None: ...

    def expire(self, session_id: str) -> Session: ...

    def refund(
        self, order_id: str, payment_intent: str, amount: int, refund_id: str, *, look_first: bool
    ) -> Refunded: ...

    def read_refund(self, stripe_refund_id: str) -> Refunded | None: ...

    def order_of_payment(self, payment_intent: str) -> str | None: ...

    def sessions_since(self, since: datetime) -> Iterator[Session]: ...


class StripeGateway:
    """Stripe by its own SDK; imported on first use, as it takes longer than all the rest."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def open(self, order: Order, order_url: str, cancel_url: str) -> Session:
        import stripe

        params = {
            "mode": "payment",
            "client_reference_id": order.id,
            "customer_email": order.email,
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
            if error.param == "expires_at":
                raise SessionTooLate(order.id) from error
            raise
        except stripe.StripeError as error:
            raise _unavailable(error) from error
        return _session(made)

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

    def sessions_since(self, since: datetime) -> Iterator[Session]:
        import stripe

        params = {"created": {"gte": int(since.timestamp())}, "limit": 100}
        try:
            for found in self._client.v1.checkout.sessions.list(params=params).auto_paging_iter():
                yield _session(found)
        except stripe.StripeError as error:
            raise _unavailable(error) from error


_brought: Gateway | None = None


def use(gateway: Gateway | None) -> None:
    """Take payments through `gateway` from now on; None means Stripe again."""
    global _brought  # noqa: PLW0603 — the one provider of a process
    _brought = gateway


def gateway() -> Gateway:
    return _brought or _stripe()


@lru_cache(maxsize=1)
def _stripe() -> Gateway:
    import stripe

    base = settings().stripe_api_base
    addresses: dict[str, Any] = {"base_addresses": {"api": base}} if base else {}
    # a shopper waits: two quick repeats, under the same idempotency key, and then the caller
    # decides
    client = stripe.StripeClient(secret("STRIPE_SECRET_KEY"), max_network_retries=2, **addresses)
    return StripeGateway(client)


def payable(amount: int, currency: str) -> bool:
    return MINIMUM.get(currency, 50) <= amount <= MAX_AMOUNT


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


def _session(found: Any) -> Session:
    metadata = _metadata(found)
    ours = metadata.get("stage") == settings().stage
    intent = found.payment_intent
    return Session(
        id=found.id,
        url=found.url,
        order_id=found.client_reference_id if ours else None,
        open=found.status == "open",
        paid=found.status == "complete" and found.payment_status == "paid",
        amount=found.amount_total,
        currency=found.currency.upper(),
        payment_intent=getattr(intent, "id", intent),
        created_at=datetime.fromtimestamp(found.created, tz=UTC),
    )


def _refunded(made: Any) -> Refunded:
    state = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}
    metadata = _metadata(made)
    ours = metadata if metadata.get("stage") == settings().stage else {}
    return Refunded(
        made.id, state.get(made.status, "pending"), ours.get("refund_id"), ours.get("order_id")
    )


def _unavailable(error: Exception) -> Unavailable:
    # the type and Stripe's request id, never the message: it may quote what was sent
    request_id = getattr(error, "request_id", None)
    logger().warning("stripe", extra={"error": type(error).__name__, "request_id": request_id})
    return Unavailable("The payment service does not answer; nothing was charged, try again")
