"""What checkout asks of a payment provider, and Stripe's answer to it.

A webhook is only a reason to look: whatever is decided is decided by what `read` says. Every call
that makes something carries an idempotency key derived from what it is for, so that asking again
after a crash makes nothing twice (Stripe keeps keys for 24 hours at least).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from shopkit.money import MAX_AMOUNT
from shopkit.settings import secret, settings

from checkout.orders import Order

#: Stripe's smallest charge in minor units
#: (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
MINIMUM = {"GBP": 30, "EUR": 50, "USD": 50, "CHF": 50, "CAD": 50, "AUD": 50, "NZD": 50, "JPY": 50}


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

    from checkout.stripe_gateway import StripeGateway

    base = settings().stripe_api_base
    addresses: dict[str, Any] = {"base_addresses": {"api": base}} if base else {}
    # a shopper waits: two quick repeats, under the same idempotency key, and then the caller
    # decides
    client = stripe.StripeClient(secret("STRIPE_SECRET_KEY"), max_network_retries=2, **addresses)
    return StripeGateway(client)


def payable(amount: int, currency: str) -> bool:
    return MINIMUM.get(currency, 50) <= amount <= MAX_AMOUNT
