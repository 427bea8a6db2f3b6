"""The short way to the stand-in Stripe gives the SDK what the long way gives."""

from typing import Any

import pytest
import stripe
from barrow.cloud.server import Server
from barrow.cloud.stripe_shortcut import short_way_to_stripe

from tests.stripe_in_process import API_KEY, Till, session_params


def sdk(address: str) -> Any:
    return stripe.StripeClient(
        API_KEY,
        base_addresses={"api": address},
        http_client=stripe.RequestsClient(timeout=5),
        max_network_retries=0,
    )


def test_a_session_is_made_without_a_socket() -> None:
    till = Till()
    address = "http://127.0.0.1:1"

    with short_way_to_stripe(lambda: address, till.stand_in.api):
        made = sdk(address).v1.checkout.sessions.create(session_params())
        read = sdk(address).v1.checkout.sessions.retrieve(made.id)

    assert made.last_response.request_id.startswith("req_")
    assert [row["id"] for row in till.store.list("checkout.session")] == [made.id]
    assert read.amount_total == made.amount_total == 2950


def test_a_refusal_is_the_sdks_own_error() -> None:
    till = Till()
    address = "http://127.0.0.1:1"

    with (
        short_way_to_stripe(lambda: address, till.stand_in.api),
        pytest.raises(stripe.InvalidRequestError) as refused,
    ):
        sdk(address).v1.checkout.sessions.retrieve("cs_nobodys")

    assert refused.value.http_status == 404
    assert refused.value.code == "resource_missing"


def test_other_addresses_are_reached_over_their_ports() -> None:
    here, there = Till(), Till()
    server = Server(there.stand_in.api)
    server.start()
    try:
        with short_way_to_stripe(lambda: "http://127.0.0.1:1", here.stand_in.api):
            made = sdk(server.url).v1.checkout.sessions.create(session_params())
    finally:
        server.stop()

    assert [row["id"] for row in there.store.list("checkout.session")] == [made.id]
    assert list(here.store.list("checkout.session")) == []
