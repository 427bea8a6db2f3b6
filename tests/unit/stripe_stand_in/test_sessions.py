from typing import Any

import pytest
import stripe
from barrow.stripe_stand_in import MemoryStore

from tests.stripe_in_process import START, Till, line

NOW = int(START.timestamp())


def test_a_new_session_can_be_paid_at_its_page_for_a_day() -> None:
    till = Till()

    session = till.session()

    assert session.url == f"http://127.0.0.1/pay/{session.id}"
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert (session.amount_total, session.currency) == (2950, "gbp")
    assert session.expires_at == NOW + 24 * 3600
    assert session.payment_intent is None
    assert session.metadata is not None
    assert session.metadata.to_dict() == {"order_id": "ord_01"}
    assert session.client_reference_id == "ord_01"
    assert session.customer_details is not None
    assert session.customer_details.email == "ada@example.com"


def test_a_stand_in_that_lost_its_rows_gives_nobody_their_ids() -> None:
    lost, fresh = Till(), Till()
    fresh.clock.forward(seconds=1)

    assert lost.session().id != fresh.session().id


def test_its_lines_are_listed_in_their_order() -> None:
    till = Till()
    session = till.session(expand=["line_items"])

    first = till.client.v1.checkout.sessions.line_items.list(session.id, {"limit": 1})
    rest = till.client.v1.checkout.sessions.line_items.list(
        session.id, {"starting_after": first.data[0].id}
    )

    assert [(each.description, each.quantity, each.amount_total) for each in first.data] == [
        ("Trowel", 3, 2550)
    ]
    assert first.has_more
    assert [each.description for each in rest.data] == ["Twine"]
    assert not rest.has_more
    assert session.line_items is not None
    assert [each.id for each in session.line_items.data] == [first.data[0].id, rest.data[0].id]


@pytest.mark.parametrize("seconds", [30 * 60, 24 * 3600])
def test_it_may_expire_from_half_an_hour_to_a_day_on(seconds: int) -> None:
    assert Till().session(expires_at=NOW + seconds).expires_at == NOW + seconds


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [(30 * 60 - 1, "at least 30 minutes"), (24 * 3600 + 1, "less than 24 hours")],
)
def test_it_may_not_expire_sooner_or_later(seconds: int, sentence: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=sentence) as refused:
        Till().session(expires_at=NOW + seconds)

    assert refused.value.param == "expires_at"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([line(0)], "at least £0.30 gbp"),
        ([line(49, currency="eur")], "at least €0.50 eur"),
        ([line(49, currency="usd")], r"at least \$0.50 usd"),
        ([line(50_000_000, 2)], "no more than £999,999.99 gbp"),
        ([line(500), line(500, currency="eur")], "one currency"),
        ([line(500, currency="xyz")], "Invalid currency"),
        ([line(500, 0)], "greater than or equal to 1"),
        ([line(-500)], "greater than or equal to 0"),
        ([line(500, name="")], "empty string"),
        ([{"quantity": 1}], r"Missing required param: line_items\[0\]\[price_data\]"),
        ([{**line(500), "quantity": None}], r"Missing required param: line_items\[0\]"),
        ([{"price": "price_1", "quantity": 1}], "No such price: 'price_1'"),
        ([line(500)] * 101, "at most 100"),
    ],
)
def test_lines_that_can_not_be_charged_are_refused(lines: list[Any], message: str) -> None:
    cleaned = [{name: part for name, part in each.items() if part is not None} for each in lines]

    with pytest.raises(stripe.InvalidRequestError, match=message):
        Till().session(line_items=cleaned)


@pytest.mark.parametrize(
    ("amount", "currency"), [(30, "gbp"), (50, "eur"), (99_999_999, "gbp"), (50, "jpy")]
)
def test_the_limits_themselves_can_be_charged(amount: int, currency: str) -> None:
    assert Till().session(line_items=[line(amount, currency=currency)]).amount_total == amount


@pytest.mark.parametrize(
    "changes",
    [
        {"allow_promotion_codes": True},
        {"customer": "cus_1"},
        {"mode": "subscription"},
        {"payment_method_types": ["paypal"]},
        {"payment_intent_data": {"capture_method": "manual"}},
        {"ui_mode": "embedded_page"},
    ],
)
def test_what_the_stand_in_can_not_do_it_refuses(changes: dict[str, Any]) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        Till().session(**changes)


def test_expiring_ends_an_open_session_and_its_attempts() -> None:
    till = Till()
    session = till.session()
    till.stand_in.pay(session.id, "4000000000000002")

    expired = till.client.v1.checkout.sessions.expire(session.id, {"expand": ["payment_intent"]})

    assert (expired.status, expired.payment_status, expired.url) == ("expired", "unpaid", None)
    assert isinstance(expired.payment_intent, stripe.PaymentIntent)
    assert expired.payment_intent.status == "canceled"
    assert till.stand_in.pay(session.id, "4242424242424242") == {
        "status": "expired",
        "error": None,
        "redirect": None,
    }
    assert till.stand_in.charges_total("gbp") == 0


@pytest.mark.parametrize("end", ["paid", "expired"])
def test_only_an_open_session_can_be_expired(end: str) -> None:
    till = Till()
    session = till.paid() if end == "paid" else till.session()
    if end == "expired":
        till.client.v1.checkout.sessions.expire(session.id)

    with pytest.raises(stripe.InvalidRequestError, match="can be expired") as refused:
        till.client.v1.checkout.sessions.expire(session.id)

    assert refused.value.http_status == 400


def test_a_session_expires_by_itself_when_its_time_comes() -> None:
    till = Till()
    session = till.session(expires_at=NOW + 1800)

    too_early = till.stand_in.tick(till.clock.forward(seconds=1799))
    in_time = till.stand_in.tick(till.clock.forward(seconds=1))
    again = till.stand_in.tick(till.clock())

    assert (too_early, in_time, again) == (0, 1, 0)
    assert till.client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    till.deliver()
    assert till.endpoint.types() == ["checkout.session.expired"]


def test_an_expired_session_takes_no_card_even_before_anyone_ticked() -> None:
    till = Till()
    session = till.session(expires_at=NOW + 1800)
    till.clock.forward(seconds=1800)

    answer = till.stand_in.pay(session.id, "4242424242424242")

    assert answer["status"] == "expired"


def test_it_expires_also_after_a_restart() -> None:
    till = Till()
    session = till.session(expires_at=NOW + 1800)
    store = MemoryStore()
    store.restore(till.store.changed())
    restarted = Till(store=store)

    happened = restarted.stand_in.tick(restarted.clock.forward(seconds=1800))

    assert happened == 1
    assert restarted.client.v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_a_paid_session_does_not_expire() -> None:
    till = Till()
    session = till.paid(expires_at=NOW + 1800)

    till.stand_in.tick(till.clock.forward(hours=2))

    assert till.client.v1.checkout.sessions.retrieve(session.id).status == "complete"
