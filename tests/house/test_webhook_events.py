"""What Stripe is asked to tell of is what checkout acts on, and nothing that it would pass over."""

import re

import stripe
from barrow.deploying.stripe_webhook import EVENTS

from tests.shop import ROOT


def test_each_event_of_the_kinds_that_checkout_acts_on_is_asked_for() -> None:
    source = ROOT / "functions" / "checkout" / "checkout" / "webhooks.py"
    told_apart = re.findall(r'startswith\("([a-z._]+)"\)', source.read_text(encoding="utf-8"))
    # the SDK lists Stripe's events in a type that is not made before somebody asks for it
    listed = str(stripe.params.WebhookEndpointCreateParams.__annotations__["enabled_events"])
    known = re.findall(r"[a-z_]+(?:\.[a-z_]+)+", listed)

    assert len(told_apart) == 3
    assert set(EVENTS) == {name for name in known if name.startswith(tuple(told_apart))}
