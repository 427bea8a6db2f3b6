"""Stripe's stand-in in the local cloud: kept before it answers, calling back by the gateway."""

import threading
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.stripe_desk import API_KEY, StripeDesk

from tests.unit.cloud.wsgi_calls import call

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FORM = {
    "mode": "payment",
    "success_url": "http://127.0.0.1:8000/thanks",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "gbp",
    "line_items[0][price_data][unit_amount]": "1250",
    "line_items[0][price_data][product_data][name]": "Sencha",
}
HEADERS = {
    "Authorization": f"Bearer {API_KEY}",
    "Content-Type": "application/x-www-form-urlencoded",
}


class KeptRows:
    def __init__(self) -> None:
        self.rows: dict[str, dict[str, str]] = {}

    def put(self, kind: str, id_: str, body: str) -> None:
        self.rows.setdefault(kind, {})[id_] = body

    def delete(self, kind: str, id_: str) -> None:
        self.rows.get(kind, {}).pop(id_, None)

    def of(self, kind: str) -> dict[str, str]:
        return dict(self.rows.get(kind, {}))


class Counter:
    """The shop's own side: it takes webhooks with the status it is told."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.requests: list[Request] = []
        self.pulses = 0
        self.dues = 0

    def answer(self, request: Request) -> Answer:
        self.requests.append(request)
        return Answer(self.status, [])

    def pulse(self) -> None:
        self.pulses += 1

    def due(self) -> None:
        self.dues += 1


def desk_of(rows: KeptRows, counter: Counter) -> StripeDesk:
    return StripeDesk(
        site_url="http://127.0.0.1:8000",
        clock=lambda: NOON,
        rows=rows,
        lock=threading.RLock(),
        answer_webhook=counter.answer,
        pulse=counter.pulse,
        due=counter.due,
    )


def open_session(desk: StripeDesk) -> dict[str, Any]:
    got = call(desk.api, "POST", "/v1/checkout/sessions", urlencode(FORM).encode(), HEADERS)
    assert got.status == 200, got.body
    session: dict[str, Any] = got.json()
    return session


def test_a_session_is_kept_when_its_answer_is_there() -> None:
    rows = KeptRows()

    session = open_session(desk_of(rows, Counter()))

    assert f"checkout.session {session['id']}" in rows.of("stripe")


def test_a_payment_is_kept_before_anyone_is_told() -> None:
    rows, counter = KeptRows(), Counter()
    desk = desk_of(rows, counter)
    session = open_session(desk)

    desk.pay(session["id"], "4242424242424242")

    assert counter.requests == []
    assert counter.dues == 1
    assert any(name.startswith("charge ") for name in rows.of("stripe"))


def test_webhooks_come_signed_to_the_shops_own_route() -> None:
    counter = Counter()
    desk = desk_of(KeptRows(), counter)
    desk.pay(open_session(desk)["id"], "4242424242424242")

    delivered = desk.deliver_due(NOON)

    assert delivered == len(counter.requests) == counter.pulses > 0
    assert desk.pending() == 0
    assert {request.path for request in counter.requests} == {"/api/checkout/webhooks/stripe"}
    assert all("v1=" in request.headers["Stripe-Signature"] for request in counter.requests)


def test_a_webhook_that_is_not_taken_waits() -> None:
    counter = Counter(status=500)
    desk = desk_of(KeptRows(), counter)
    desk.pay(open_session(desk)["id"], "4242424242424242")

    delivered = desk.deliver_due(NOON)

    assert delivered == 0
    assert desk.pending() == len(counter.requests)


def test_it_goes_on_where_it_was_with_its_sessions_in_order() -> None:
    rows = KeptRows()
    before = desk_of(rows, Counter())
    opened = [open_session(before)["id"] for _ in range(12)]
    before.pay(opened[3], "4242424242424242")
    shuffled = sorted(rows.rows["stripe"].items(), key=lambda row: hash(row[0]))
    rows.rows["stripe"] = dict(shuffled)

    after = desk_of(rows, Counter())

    assert [session["id"] for session in after.sessions(20)] == opened[::-1]
    assert after.pending() == before.pending() > 0
    assert after.sessions(20)[8]["payment_status"] == "paid"


def test_the_newest_sessions_are_as_many_as_asked_for() -> None:
    desk = desk_of(KeptRows(), Counter())
    opened = [open_session(desk)["id"] for _ in range(3)]

    assert [session["id"] for session in desk.sessions(2)] == [opened[2], opened[1]]
