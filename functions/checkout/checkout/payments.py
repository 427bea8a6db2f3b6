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

#: Stripe's smallest charge in minor units (docs.stripe.com/currencies, "Minimum and maximum charge
#: amounts"); what is not here, the shop does not take money in.
MINIMUM = {
    "AED": 200, "AUD": 50, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50,
    "GBP": 30, "HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "MXN": 1000, "MYR": 200, "NOK": 300,
    "NZD": 50, "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000, "USD": 50,
}  # fmt: skip

#: Seconds that a call to Stripe may take, once repeated: less than a function has.
TIMEOUT = 8


@dataclass(frozen=True)
class Session:
    """A payment session as the provider knows it; `order_id` None when it is not the shop's.

    `processing`: the buyer is done and the money is on its way, as with a bank debit.
    """

    id: str
    url: str | None
    order_id: str | None
    open: bool
    paid: bool
    processing: bool
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
    amount: int
    payment_intent: str | None


@dataclass(frozen=True)
class Dispute:
    """A payment that a bank draws back: `drawn` minor units have left the balance for it by now."""

    id: str
    amount: int
    drawn: int
    payment_intent: str | None


class SessionRefused(Exception):
    """The provider will not open this session, now or later; it was never opened before."""


class NotRefundable(Exception):
    """The provider will not refund this, now or later."""


class Gateway(Protocol):
    def open(self, order: Order, email: str, order_url: str, cancel_url: str) -> Session: ...

    def find(self, order: Order) -> Session | None: ...

    def read(self, session_id: str) -> Session | None: ...

    def expire(self, session_id: str) -> Session: ...

    def refund(
        self, order_id: str, payment_intent: str, amount: int, refund_id: str, *, look_first: bool
    ) -> Refunded: ...

    def read_refund(self, stripe_refund_id: str) -> Refunded | None: ...

    def read_dispute(self, dispute_id: str) -> Dispute | None: ...

    def order_of_payment(self, payment_intent: str) -> str | None: ...

    def sessions_since(self, since: datetime) -> Iterator[Session]: ...

    def refunds_since(self, since: datetime) -> Iterator[Refunded]: ...


_brought: Gateway | None = None


def use(gateway: Gateway | None) -> None:
    """Take payments through `gateway` from now on; None means Stripe again."""
    global _brought  # noqa: PLW0603 — the one provider of a process
    _brought = gateway


def gateway() -> Gateway:
    return _brought or _stripe(secret("STRIPE_SECRET_KEY"), settings().stripe_api_base)


def connected() -> bool:
    """Whether the shop has a key of Stripe's; a new one sells nothing before."""
    if _brought is None:
        try:
            secret("STRIPE_SECRET_KEY")
        except KeyError:
            return False
    return True


@lru_cache(maxsize=1)
def _stripe(key: str, base: str | None) -> Gateway:
    import stripe

    from checkout.stripe_gateway import StripeGateway

    addresses: dict[str, Any] = {"base_addresses": {"api": base}} if base else {}
    client = stripe.StripeClient(
        key,
        # a shopper waits: one quick repeat, under the same idempotency key; then the caller decides
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
        **addresses,
    )
    return StripeGateway(client)


def payable(amount: int, currency: str) -> bool:
    return currency in MINIMUM and MINIMUM[currency] <= amount <= MAX_AMOUNT
