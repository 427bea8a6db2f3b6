"""What the doctor asks outside AWS: Stripe, here its stand-in, and a name server."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from barrow.cloud.server import Server
from barrow.deploying.stripe_webhook import StripeRefused
from barrow.operating import outside
from barrow.stripe_stand_in import MemoryStore, StripeStandIn

from tests.unit.operator import aws_fakes

KEY = "sk_test_of_this_test"
URL = "https://shop.example.com/api/checkout/webhooks/stripe"


@pytest.fixture
def stripe_url() -> Iterator[str]:
    stand_in = StripeStandIn(
        store=MemoryStore(),
        clock=lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        api_key=KEY,
        webhook_secret="whsec_of_this_test",
        webhook_url=URL,
        payment_page_base="http://127.0.0.1:1/pay",
    )
    server = Server(stand_in.api, threads=1)
    server.start()
    yield server.url
    server.stop()


def test_a_test_key_is_told_from_a_live_one(stripe_url: str) -> None:
    assert outside.Stripe(KEY, aws_fakes.stage(stripe_api_base=stripe_url)).is_live() is False


def test_an_accounts_webhooks_are_listed(stripe_url: str) -> None:
    import stripe

    client = stripe.StripeClient(KEY, base_addresses={"api": stripe_url})
    wanted = {"url": URL, "enabled_events": ["checkout.session.completed"]}
    client.v1.webhook_endpoints.create(wanted)  # type: ignore[arg-type]

    (found,) = outside.Stripe(KEY, aws_fakes.stage(stripe_api_base=stripe_url)).webhooks()

    assert found["url"] == URL
    assert found["enabled_events"] == ["checkout.session.completed"]
    assert found["status"] == "enabled"


def test_a_key_that_stripe_does_not_know_is_refused(stripe_url: str) -> None:
    stranger = outside.Stripe(
        "sk_test_of_somebody_else", aws_fakes.stage(stripe_api_base=stripe_url)
    )

    with pytest.raises(StripeRefused, match="Invalid API Key"):
        stranger.is_live()
    with pytest.raises(StripeRefused, match="Invalid API Key"):
        stranger.webhooks()


def test_a_name_is_resolved_to_its_addresses() -> None:
    found = outside.resolve("localhost")

    assert found is not None
    assert "127.0.0.1" in found.addresses
    assert "localhost" in found.names


def test_what_can_be_no_name_is_nobodys() -> None:
    assert outside.resolve("..") is None
