"""Payments are taken at the address that the settings name now, not at the one before."""

from collections.abc import Iterator

import pytest
from barrow.cloud.stripe_shortcut import short_way_to_stripe
from checkout import payments
from shopkit import settings

from tests.stripe_in_process import API_KEY, Till, session_params


@pytest.fixture
def _stripe_itself(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("STRIPE_SECRET_KEY", API_KEY)
    settings.secret.cache_clear()
    payments.use(None)
    yield
    settings.secret.cache_clear()
    settings.forget()


@pytest.mark.usefixtures("_stripe_itself")
def test_a_new_address_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[bool] = []
    for address in ("http://127.0.0.1:1", "http://127.0.0.1:2"):
        till = Till()
        made = till.client.v1.checkout.sessions.create(session_params())
        monkeypatch.setenv("STRIPE_API_BASE", address)
        settings.forget()
        with short_way_to_stripe(lambda here=address: here, till.stand_in.api):  # type: ignore[misc]
            found.append(payments.gateway().read(made.id) is not None)

    assert found == [True, True]
