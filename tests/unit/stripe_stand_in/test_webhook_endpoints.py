"""Webhook endpoints, as an account registers, changes and deletes them."""

import pytest
import stripe

from tests.stripe_in_process import Till

URL = "https://shop.example.com/api/checkout/webhooks/stripe"


def test_the_secret_is_told_once() -> None:
    till = Till()

    made = till.client.v1.webhook_endpoints.create(
        {"url": URL, "enabled_events": ["refund.created"]}
    )

    (listed,) = till.client.v1.webhook_endpoints.list().data
    assert made.secret.startswith("whsec_")
    assert (listed.id, listed.url, listed.status) == (made.id, URL, "enabled")
    assert "secret" not in listed


def test_metadata_grows_and_the_rest_is_replaced() -> None:
    till = Till()
    made = till.client.v1.webhook_endpoints.create(
        {"url": URL, "enabled_events": ["refund.created"], "metadata": {"stage": "trial"}}
    )

    changed = till.client.v1.webhook_endpoints.update(
        made.id,
        {"enabled_events": ["refund.failed"], "metadata": {"seen": "yes"}, "disabled": True},
    )

    assert changed.metadata.to_dict() == {"stage": "trial", "seen": "yes"}
    assert (changed.enabled_events, changed.status) == (["refund.failed"], "disabled")


def test_what_was_deleted_is_no_more() -> None:
    till = Till()
    made = till.client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})

    till.client.v1.webhook_endpoints.delete(made.id)

    assert till.client.v1.webhook_endpoints.list().data == []
    with pytest.raises(stripe.InvalidRequestError, match="No such webhook_endpoint"):
        till.client.v1.webhook_endpoints.delete(made.id)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/hook", "shop.example.com", "ftp://a.b"])
def test_an_address_that_the_internet_cannot_reach_is_refused(url: str) -> None:
    till = Till()

    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.client.v1.webhook_endpoints.create({"url": url, "enabled_events": ["*"]})

    assert refused.value.code == "url_invalid"
    assert till.client.v1.webhook_endpoints.list().data == []


def test_an_account_in_test_mode_has_sixteen_at_most() -> None:
    till = Till()
    for _ in range(16):
        till.client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})

    with pytest.raises(stripe.InvalidRequestError, match="maximum of 16"):
        till.client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})
