"""The shop's webhook is registered at Stripe and its secret kept, whatever a run before it left."""

from collections.abc import Mapping
from copy import copy
from typing import Any

import pytest
import stripe
from barrow.deploying import secrets, stripe_webhook
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.deploying.stripe_webhook import EVENTS, StripeRefused

from tests.deploy import moto_shop
from tests.stripe_in_process import API_KEY, InProcess, Till

SITE, ELSEWHERE = "https://tea.example", "https://d1.cloudfront.net"
URL = f"{SITE}/api/checkout/webhooks/stripe"
STAGE, OTHER = moto_shop.stage("one"), moto_shop.stage("two")


@pytest.fixture
def till(account: Account) -> Till:
    """A Stripe account whose key both stages have."""
    for stage in (STAGE, OTHER):
        secrets.put(account, stage, "STRIPE_SECRET_KEY", API_KEY)
    return Till()


def registered(account: Account, till: Till, site: str | None = SITE, stage: Stage = STAGE) -> str:
    return stripe_webhook.register(account, stage, site, lambda _key, _stage: till.client)


def endpoints(till: Till) -> dict[str, str]:
    """Id by address."""
    return {one.url: one.id for one in till.client.v1.webhook_endpoints.list().data}


def test_without_a_key_or_an_address_it_waits(account: Account) -> None:
    till = Till()

    without_key = registered(account, till)
    secrets.put(account, STAGE, "STRIPE_SECRET_KEY", API_KEY)
    without_address = registered(account, till, None)

    assert without_key == "waits for STRIPE_SECRET_KEY"
    assert without_address == "waits for the shop's address"
    assert endpoints(till) == {}


def test_it_is_registered_once_for_what_checkout_acts_on(account: Account, till: Till) -> None:
    first = registered(account, till)
    kept = secrets.read(account, STAGE, "STRIPE_WEBHOOK_SECRET")

    again = registered(account, till)

    (endpoint,) = till.client.v1.webhook_endpoints.list().data
    assert (first, again) == ("webhook registered", "unchanged")
    assert (endpoint.url, endpoint.api_version) == (URL, stripe.api_version)
    assert tuple(endpoint.enabled_events) == EVENTS
    assert kept is not None
    assert secrets.read(account, STAGE, "STRIPE_WEBHOOK_SECRET") == kept


def test_an_endpoint_whose_secret_was_lost_gives_way_to_a_new_one(
    account: Account, till: Till
) -> None:
    registered(account, till)
    before = endpoints(till)[URL]
    account.client("ssm").delete_parameter(Name=STAGE.parameter("STRIPE_WEBHOOK_SECRET"))

    outcome = registered(account, till)

    assert outcome == "webhook registered"
    assert list(endpoints(till)) == [URL]
    assert endpoints(till)[URL] != before
    assert secrets.read(account, STAGE, "STRIPE_WEBHOOK_SECRET")


def test_a_secret_that_is_another_endpoints_is_not_taken_for_this_ones(
    account: Account, till: Till
) -> None:
    registered(account, till)
    before = endpoints(till)[URL]
    secrets.put(account, STAGE, "STRIPE_WEBHOOK_SECRET", "whsec_of_another")

    registered(account, till)

    assert endpoints(till)[URL] != before
    assert secrets.read(account, STAGE, "STRIPE_WEBHOOK_SECRET") != "whsec_of_another"


def test_another_address_of_the_shop_takes_the_place_of_the_old_one(
    account: Account, till: Till
) -> None:
    registered(account, till, ELSEWHERE)

    registered(account, till)

    assert list(endpoints(till)) == [URL]


def test_an_endpoint_that_was_switched_off_is_switched_on_again(
    account: Account, till: Till
) -> None:
    registered(account, till)
    till.client.v1.webhook_endpoints.update(endpoints(till)[URL], {"disabled": True})

    outcome = registered(account, till)

    (endpoint,) = till.client.v1.webhook_endpoints.list().data
    assert (outcome, endpoint.status) == ("webhook brought up to date", "enabled")


def test_an_endpoint_made_by_hand_is_left_alone(account: Account, till: Till) -> None:
    till.client.v1.webhook_endpoints.create({"url": URL, "enabled_events": ["*"]})

    without_secret = registered(account, till)
    secrets.put(account, STAGE, "STRIPE_WEBHOOK_SECRET", "whsec_by_hand")
    with_secret = registered(account, till)

    (endpoint,) = till.client.v1.webhook_endpoints.list().data
    assert without_secret == "waits for its signing secret"
    assert with_secret == "an endpoint made by hand is kept"
    assert list(endpoint.enabled_events) == ["*"]
    assert secrets.read(account, STAGE, "STRIPE_WEBHOOK_SECRET") == "whsec_by_hand"


def test_a_stage_takes_only_its_own_endpoint_with_it(account: Account, till: Till) -> None:
    registered(account, till)
    registered(account, till, ELSEWHERE, OTHER)

    gone = stripe_webhook.remove(account, OTHER, lambda _key, _stage: till.client)

    assert gone == 1
    assert list(endpoints(till)) == [URL]


def test_a_stage_of_that_name_in_another_aws_account_keeps_its_endpoint(
    account: Account, till: Till
) -> None:
    # two people, each with a trial of their own, and one test mode of Stripe
    elsewhere = copy(account)
    elsewhere.id = "210987654321"
    registered(account, till)

    registered(elsewhere, till, ELSEWHERE)
    gone = stripe_webhook.remove(elsewhere, STAGE, lambda _key, _stage: till.client)

    assert gone == 1
    assert list(endpoints(till)) == [URL]


def test_a_key_that_stripe_does_not_know_is_told_with_what_to_do(
    account: Account, till: Till
) -> None:
    wrong = stripe.StripeClient(
        "sk_test_unknown", http_client=InProcess(till.stand_in.api, None), max_network_retries=0
    )

    with pytest.raises(StripeRefused, match="barrow secrets set STRIPE_SECRET_KEY --stage one"):
        stripe_webhook.register(account, STAGE, SITE, lambda _key, _stage: wrong)


class Unreachable(InProcess):
    def request(self, *_: Any, **__: Any) -> tuple[str, int, Mapping[str, str]]:
        kind: Any = stripe.APIConnectionError
        raise kind("no route to Stripe")


def test_where_stripe_cannot_be_reached_a_registered_shop_is_deployed_all_the_same(
    account: Account, till: Till
) -> None:
    away = stripe.StripeClient(
        API_KEY, http_client=Unreachable(till.stand_in.api, None), max_network_retries=0
    )

    with pytest.raises(StripeRefused, match="no route to Stripe"):
        stripe_webhook.register(account, STAGE, SITE, lambda _key, _stage: away)
    registered(account, till)
    outcome = stripe_webhook.register(account, STAGE, SITE, lambda _key, _stage: away)

    assert outcome == "Stripe cannot be reached; left as it is"
    assert list(endpoints(till)) == [URL]
