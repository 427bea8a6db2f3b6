"""The stand-in Stripe, driven by Stripe's SDK and judged by Stripe's OpenAPI description."""

import os
from typing import Any

import pytest
import stripe
from barrow.stripe_stand_in.cards import CARDS
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stripe_in_process import Till, line
from tests.stripe_money import MoneyConserves
from tests.stripe_spec import DescriptionUnavailableError, StripeSpec, description


@pytest.fixture(scope="session")
def spec() -> StripeSpec:
    try:
        return StripeSpec(description())
    except DescriptionUnavailableError as error:
        if os.environ.get("CI"):
            pytest.fail(f"Stripe's description must be there in CI. {error}")
        pytest.skip(f"Stripe's description is not there. {error}")


@pytest.fixture
def till(spec: StripeSpec) -> Till:
    return Till(told=spec.check)


def test_every_route_answers_as_stripe_describes_it(spec: StripeSpec) -> None:
    spec.seen.clear()
    till = Till(told=spec.check)
    v1 = till.client.v1

    paid = till.paid("4000000000000259", expires_at=int(till.clock().timestamp()) + 3600)
    refunded = till.paid("4000000000005126")
    refund = v1.refunds.create(
        {"payment_intent": str(refunded.payment_intent.id), "amount": 50, "reason": "duplicate"}
    )
    till.clock.forward(minutes=2)
    v1.checkout.sessions.expire(till.session().id, {"expand": ["line_items"]})
    v1.checkout.sessions.list({"status": "complete", "expand": ["data.payment_intent"]})
    v1.checkout.sessions.line_items.list(paid.id, {"limit": 1})
    v1.payment_intents.list({"limit": 1, "expand": ["data.payment_method"]})
    v1.payment_intents.retrieve(paid.payment_intent.id, {"expand": ["latest_charge.refunds"]})
    v1.charges.list({"payment_intent": refunded.payment_intent.id})
    charge = v1.charges.retrieve(
        refunded.payment_intent.latest_charge.id, {"expand": ["balance_transaction.source"]}
    )
    v1.refunds.list({"charge": charge.id, "created": {"gte": refund.created}})
    v1.refunds.retrieve(refund.id, {"expand": ["charge.payment_intent", "balance_transaction"]})
    v1.disputes.retrieve(v1.disputes.list().data[0].id, {"expand": ["charge"]})
    v1.balance.retrieve()
    v1.balance_transactions.list({"type": "refund"})
    v1.balance_transactions.retrieve(charge.balance_transaction.id)
    v1.events.retrieve(v1.events.list({"types": ["refund.failed"]}).data[0].id)
    v1.payment_methods.retrieve(charge.payment_method)
    endpoint = v1.webhook_endpoints.create(
        {
            "url": "https://shop.example.com/api/checkout/webhooks/stripe",
            "enabled_events": ["refund.created"],
            "api_version": "2024-06-20",
            "metadata": {"stage": "trial"},
        }
    )
    v1.webhook_endpoints.update(endpoint.id, {"disabled": True, "metadata": {"seen": "yes"}})
    v1.webhook_endpoints.list({"limit": 100})
    v1.webhook_endpoints.retrieve(endpoint.id)
    v1.webhook_endpoints.delete(endpoint.id)

    assert spec.seen == {
        "POST /v1/checkout/sessions",
        "GET /v1/checkout/sessions",
        "GET /v1/checkout/sessions/{session}",
        "POST /v1/checkout/sessions/{session}/expire",
        "GET /v1/checkout/sessions/{session}/line_items",
        "GET /v1/payment_intents",
        "GET /v1/payment_intents/{intent}",
        "GET /v1/charges",
        "GET /v1/charges/{charge}",
        "POST /v1/refunds",
        "GET /v1/refunds",
        "GET /v1/refunds/{refund}",
        "GET /v1/disputes",
        "GET /v1/disputes/{dispute}",
        "GET /v1/balance",
        "GET /v1/balance_transactions",
        "GET /v1/balance_transactions/{id}",
        "GET /v1/events",
        "GET /v1/events/{id}",
        "GET /v1/payment_methods/{payment_method}",
        "POST /v1/webhook_endpoints",
        "GET /v1/webhook_endpoints",
        "GET /v1/webhook_endpoints/{webhook_endpoint}",
        "POST /v1/webhook_endpoints/{webhook_endpoint}",
        "DELETE /v1/webhook_endpoints/{webhook_endpoint}",
    }


@pytest.mark.parametrize("card", sorted(CARDS))
def test_every_card_leaves_objects_and_events_that_fit(
    card: str, till: Till, spec: StripeSpec
) -> None:
    session = till.session()

    status = till.stand_in.pay(session.id, card)["status"]
    intent_id = till.client.v1.checkout.sessions.retrieve(session.id).payment_intent
    intent = till.client.v1.payment_intents.retrieve(
        str(intent_id), {"expand": ["latest_charge.balance_transaction"]}
    )
    till.deliver()

    assert (intent.status == "succeeded") is (status == "paid")
    assert intent.latest_charge.paid is (status == "paid")
    assert till.stand_in.balance("gbp") in ((2950, 0) if status == "paid" else (0,))
    assert len(till.endpoint.got) >= 3
    for event in till.endpoint.got:
        spec.check_event(event)


def test_a_full_session_fits(till: Till) -> None:
    address = {"line1": "1 Mill Lane", "city": "York", "postal_code": "YO1 1AA", "country": "GB"}

    session = till.paid(
        "4000000000003055",
        line_items=[line(1, 99, "Zinnia ☀ “tall”"), line(99999, 1, "Shed")],
        locale="en-GB",
        payment_method_types=["card"],
        payment_method_options={"card": {"request_three_d_secure": "any"}},
        payment_intent_data={
            "capture_method": "automatic_async",
            "description": "Order 4711",
            "metadata": {"order_id": "ord_01", "7": "seven"},
            "receipt_email": "ada@example.com",
            "shipping": {"name": "Ada Byron", "address": address},
            "statement_descriptor_suffix": "ORDER 4711",
            "transfer_group": "ord_01",
        },
        submit_type="pay",
        ui_mode="hosted_page",
    )

    charge = session.payment_intent.latest_charge
    assert (charge.amount, charge.shipping.address.city) == (100098, "York")
    assert charge.payment_method_details.card.three_d_secure.result == "authenticated"
    assert charge.metadata.to_dict() == {"order_id": "ord_01", "7": "seven"}


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"mode": None}, "parameter_missing", "mode"),
        ({"line_items": None}, "parameter_missing", "line_items"),
        ({"expires_at": "soon"}, "parameter_invalid_integer", "expires_at"),
        ({"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
        ({"success_url": "shop"}, "url_invalid", "success_url"),
        ({"customer_email": "ada"}, "email_invalid", "customer_email"),
        ({"line_items": [line(29)]}, "amount_too_small", None),
        ({"line_items": [line(99_999_999), line(1)]}, "amount_too_large", None),
    ],
)
def test_refusals_fit_too(
    till: Till, changes: dict[str, Any], code: str, param: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.session(**changes)

    assert (refused.value.http_status, refused.value.code, refused.value.param) == (
        400,
        code,
        param,
    )
    assert till.client.v1.checkout.sessions.list().data == []


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("limit=1&colour=red", {"object": "list", "data": [], "has_more": False, "url": "/x"}),
        ("limit=ten", {"object": "list", "data": [], "has_more": False, "url": "/x"}),
        ("limit=1", {"object": "list", "data": [], "has_more": False}),
        ("limit=1", {"object": "list", "data": [], "has_more": "no", "url": "/x"}),
        ("limit=1", {"object": "list", "data": [{"id": "ch_1"}], "has_more": False, "url": "/x"}),
    ],
)
def test_the_judge_sees_what_does_not_fit(
    spec: StripeSpec, form: str, answer: dict[str, Any]
) -> None:
    fitting = {"object": "list", "data": [], "has_more": False, "url": "/v1/charges"}

    spec.check("GET", "/v1/charges", "limit=1", 200, fitting)

    with pytest.raises(AssertionError, match="does not fit"):
        spec.check("GET", "/v1/charges", form, 200, answer)


def test_the_judge_sees_an_invented_property(till: Till, spec: StripeSpec) -> None:
    answer = till.client.v1.charges.retrieve(
        str(till.paid().payment_intent.latest_charge.id)
    ).to_dict()
    path = f"/v1/charges/{answer['id']}"

    spec.check("GET", path, "", 200, answer)

    with pytest.raises(AssertionError, match="colour"):
        spec.check("GET", path, "", 200, {**answer, "colour": "red"})


def test_money_conserves(spec: StripeSpec) -> None:
    machine = type("MoneyConservesHere", (MoneyConserves,), {"spec": spec})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
