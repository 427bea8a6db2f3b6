"""A stand-in for Stripe on the local machine: hosted payment page, refunds, signed webhooks.

It answers as Stripe's test mode does wherever the shop depends on it: test cards, limits,
idempotency, expiry, refunds that never exceed the charge, and events that repeat, fail and come
late. It knows one account, one webhook endpoint, cards, and payments in full (no manual capture,
no customers, no coupons, no orders of nothing). What it does not know it refuses by name; it
never ignores a parameter.

    StripeStandIn   stand_in.py   what the host holds
      api.py        /v1/…: key, idempotency, routes       -> forms, parameters, listing, expansion
      pages.py      the payment page                      -> page (HTML), checkout
      checkout.py   a card is tried, a challenge answered -> payments, sessions, cards
      refunds.py, disputes.py, balance.py                 money back, money out, money there
      webhooks.py   the queue towards the shop            -> events
      webhook_endpoints.py   what an account registers, and nothing more
      store.py      rows by kind and id; the host may keep them
"""

from .stand_in import StripeStandIn, no_fee
from .store import MemoryStore, Row, Store
from .webhooks import Switches, post

__all__ = ["MemoryStore", "Row", "Store", "StripeStandIn", "Switches", "no_fee", "post"]
