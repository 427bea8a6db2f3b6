"""A new shop has no key of Stripe's for a while: its schedules have nothing to do, and say so."""

from collections.abc import Iterator
from typing import Any

import pytest
from chalice.app import ScheduledEventConfig
from checkout import payments
from shopkit import settings

from tests.shop import Shop, apps


@pytest.fixture
def unconnected(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.delenv("STRIPE_SECRET_KEY", raising=False)
    settings.secret.cache_clear()
    payments._stripe.cache_clear()
    payments.use(None)
    yield shop
    settings.secret.cache_clear()
    payments._stripe.cache_clear()


@pytest.mark.parametrize("name", ["release_expired", "reconcile"])
def test_a_schedule_of_a_shop_without_stripe_does_not_fail(unconnected: Shop, name: str) -> None:
    event: dict[str, Any] = {
        "version": "0", "id": "1", "detail-type": "Scheduled Event", "source": "aws.events",
        "account": "1", "time": "2026-01-01T00:00:00Z", "region": "eu-west-2", "resources": [],
        "detail": {},
    }  # fmt: skip
    (handler,) = [
        each for each in apps()["checkout"].handlers(ScheduledEventConfig) if each.name == name
    ]

    handler.invoke(event)

    assert not payments.connected()
