from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
import stripe
from barrow.stripe_stand_in import MemoryStore, Switches
from barrow.stripe_stand_in.webhooks import WAITS

from tests.stripe_in_process import SECRET, START, Till, call

PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
    "charge.updated",
]


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


def test_what_was_not_taken_comes_again_later_with_a_fresh_signature() -> None:
    till = Till(switches=Switches(events=("checkout.session.completed",)))
    till.paid()
    till.endpoint.statuses = [500, 302]

    attempts = [till.deliver(), till.deliver()]
    till.clock.forward(seconds=WAITS[0])
    attempts += [till.deliver(), till.deliver()]
    till.clock.forward(seconds=WAITS[1] - 1)
    attempts.append(till.deliver())
    till.clock.forward(seconds=1)
    attempts.append(till.deliver())

    assert attempts == [0, 0, 0, 0, 0, 1]
    assert till.stand_in.pending() == 0
    assert len({event["id"] for event in till.endpoint.got}) == 1
    stamps = [headers["Stripe-Signature"][2:12] for headers in till.endpoint.headers]
    assert [int(each) - int(stamps[0]) for each in stamps] == [0, 10, 70]


def test_an_endpoint_that_breaks_is_tried_again() -> None:
    broken = [ConnectionRefusedError("nobody there"), ValueError("a bug")]

    def deliver(_url: str, _body: bytes, _headers: dict[str, str]) -> int:
        if broken:
            raise broken.pop(0)
        return 204

    till = Till(deliver=deliver, switches=Switches(events=("charge.succeeded",)))
    till.paid()

    first = till.deliver()
    till.clock.forward(seconds=WAITS[0])
    second = till.deliver()
    till.clock.forward(seconds=WAITS[1])
    third = till.deliver()

    assert (first, second, third, till.stand_in.pending()) == (0, 0, 1, 0)


def test_waits_grow_and_end_after_three_days() -> None:
    till = Till(switches=Switches(events=("charge.succeeded",)))
    till.paid()
    till.endpoint.statuses = [500] * 100
    tried_at: list[float] = []

    while till.stand_in.pending():
        seen = len(till.endpoint.got)
        till.deliver()
        if len(till.endpoint.got) > seen:
            tried_at.append((till.clock() - START) / timedelta(seconds=1))
        till.clock.forward(seconds=10)

    waits = [later - earlier for earlier, later in pairwise(tried_at)]
    assert waits[:3] == [10, 60, 300]
    assert waits == sorted(waits)
    assert 2 * 86_400 < tried_at[-1] <= 3 * 86_400
    assert till.deliver() == 0
    assert till.client.v1.events.list({"type": "charge.succeeded"}).data[0].pending_webhooks == 1


def test_one_event_that_fails_does_not_hold_up_the_others() -> None:
    till = Till()
    till.paid()
    till.endpoint.statuses = [500]

    assert till.deliver() == 4
    assert till.stand_in.pending() == 1


def test_each_event_can_come_twice() -> None:
    till = Till(switches=Switches(duplicate=True))
    till.paid()

    till.deliver()

    assert Counter(event["id"] for event in till.endpoint.got).most_common()[-1][1] == 2
    assert len(till.endpoint.got) == 10


def test_events_can_come_late() -> None:
    till = Till()
    till.stand_in.switches.late = 90
    till.paid()

    early = till.deliver()
    till.clock.forward(seconds=89)
    still = till.deliver()
    till.clock.forward(seconds=1)

    assert (early, still, till.stand_in.pending()) == (0, 0, 5)
    assert till.deliver() == 5


def test_events_can_come_in_the_wrong_order() -> None:
    till = Till()
    till.stand_in.switches.reordered = True
    till.paid()

    till.deliver()

    assert till.endpoint.types() == PAID[::-1]


def test_switches_work_while_the_stand_in_runs() -> None:
    till = Till()
    till.stand_in.switches.duplicate = True
    till.paid()
    till.stand_in.switches.duplicate = False
    till.paid()

    assert till.stand_in.pending() == 15


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


def test_a_delivery_under_way_is_not_started_twice() -> None:
    nested: list[int] = []

    def deliver(_url: str, _body: bytes, _headers: dict[str, str]) -> int:
        nested.append(till.deliver())
        return 200

    till = Till(deliver=deliver)
    till.paid()

    assert till.deliver() == 5
    assert nested == [0] * 5


def test_what_was_not_delivered_is_delivered_after_a_restart() -> None:
    till = Till()
    till.paid()
    till.endpoint.statuses = [200, 500]
    till.deliver()
    till.paid()
    store = MemoryStore()
    store.restore(till.store.changed())

    again = Till(store=store)
    at_once = again.deliver()
    again.clock.forward(seconds=WAITS[0])
    later = again.deliver()

    assert (at_once, later, again.stand_in.pending()) == (5, 1, 0)
    assert again.endpoint.types() == [*PAID, "charge.succeeded"]


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
