"""Events as webhooks: signed, heard by who listens, and kept for thirty days."""

from datetime import timedelta

import pytest
import stripe
from barrow.stripe_stand_in import Switches

from tests.stripe_in_process import SECRET, START, Till, call
from tests.unit.stripe_stand_in.paying import PAID


def test_events_arrive_signed_and_carry_the_object_as_it_was() -> None:
    till = Till()
    session = till.paid()

    delivered = till.deliver()

    assert (delivered, till.stand_in.pending(), till.endpoint.types()) == (5, 0, PAID)
    created, completed = till.endpoint.got[0], till.endpoint.got[3]
    assert created["data"]["object"]["status"] == "requires_payment_method"
    assert completed["data"]["object"]["id"] == session.id
    assert completed["data"]["object"]["payment_status"] == "paid"
    assert completed["api_version"] == stripe.api_version
    assert till.endpoint.headers[0]["Stripe-Signature"].startswith(
        f"t={int(START.timestamp())},v1="
    )


def test_a_signature_does_not_fit_another_body_or_secret() -> None:
    seen: list[tuple[bytes, str]] = []

    def deliver(_url: str, body: bytes, headers: dict[str, str]) -> int:
        seen.append((body, headers["Stripe-Signature"]))
        return 200

    till = Till(deliver=deliver)
    till.paid()
    till.deliver()
    body, header = seen[0]

    stripe.WebhookSignature.verify_header(body, header, SECRET, None)

    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header(body + b" ", header, SECRET, None)
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header(body, header, "whsec_other", None)


def test_an_event_tells_which_request_caused_it() -> None:
    till = Till()
    session = till.paid()
    till.client.v1.refunds.create(
        {"payment_intent": session.payment_intent.id}, {"idempotency_key": "refund-1"}
    )

    events = {each.type: each for each in till.client.v1.events.list({"limit": 100}).data}

    by_request, by_page = events["refund.created"].request, events["charge.succeeded"].request
    assert by_request is not None
    assert by_request.idempotency_key == "refund-1"
    assert str(by_request.id).startswith("req_")
    assert by_page is not None
    assert (by_page.id, by_page.idempotency_key) == (None, None)


def test_an_endpoint_hears_only_what_it_listens_to() -> None:
    till = Till(switches=Switches(events=("checkout.session.*", "refund.created")))
    till.paid()

    till.deliver()

    assert till.endpoint.types() == ["checkout.session.completed"]
    assert len(till.client.v1.events.list().data) == 5


def test_the_endpoint_may_ask_the_api_what_is_true() -> None:
    seen: list[str | None] = []

    def deliver(_url: str, _body: bytes, _headers: dict[str, str]) -> int:
        seen.append(till.client.v1.checkout.sessions.list().data[0].payment_status)
        return 200

    till = Till(deliver=deliver)
    till.paid()

    assert till.deliver() == 5
    assert seen == ["paid"] * 5


def test_events_are_there_for_thirty_days() -> None:
    till = Till()
    till.paid()
    till.deliver()
    till.clock.forward(days=29)
    till.paid()
    till.deliver()

    till.clock.forward(days=1)
    till.deliver()

    assert [event["created"] for event in till.store.list("event")] == [
        int((START + timedelta(days=29)).timestamp())
    ] * 5
    assert len(list(till.store.list("delivery"))) == 5


def test_an_event_that_waits_to_be_delivered_is_not_forgotten() -> None:
    till = Till()
    till.stand_in.switches.late = 40 * 86_400
    till.paid()

    till.clock.forward(days=40)

    assert till.deliver() == 5


def test_events_can_be_asked_for_by_type_and_time() -> None:
    till = Till()
    till.paid()
    till.clock.forward(seconds=10)
    till.paid("4000000000000259")
    after = int(START.timestamp()) + 1
    events = till.client.v1.events

    disputes = events.list({"type": "charge.dispute.*"}).data
    late = events.list({"types": ["charge.succeeded", "charge.updated"], "created": {"gte": after}})
    early = events.list({"type": "charge.succeeded", "created": {"lt": after}}).data
    nothing = events.list({"type": "customer.*"}).data

    assert [each.type for each in disputes] == [
        "charge.dispute.funds_withdrawn",
        "charge.dispute.created",
    ]
    assert [each.type for each in late.data] == [
        "charge.updated",
        "charge.updated",
        "charge.succeeded",
    ]
    assert len(early) == 1
    assert nothing == []


def test_the_page_does_not_wait_for_the_endpoint() -> None:
    till = Till()
    session = till.session()

    answer = call(till.stand_in.pages, "GET", f"/pay/{session.id}")

    assert (answer.status, till.endpoint.got) == (200, [])
