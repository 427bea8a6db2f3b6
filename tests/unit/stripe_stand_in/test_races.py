"""Several threads at one account, as the shop's functions and its visitors are."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import stripe

from tests.stripe_in_process import Till, filled_in

THREADS = 16
T = TypeVar("T")


def at_once(work: Callable[[int], T]) -> list[T]:
    start = Barrier(THREADS)

    def started(number: int) -> T:
        start.wait(10)
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(started, range(THREADS)))


def test_a_form_sent_by_many_pays_once() -> None:
    till = Till()
    session = till.session()

    answers = at_once(lambda _: till.submit(session.id, **filled_in()).status)

    assert answers == [303] * THREADS
    assert till.stand_in.charges_total("gbp") == 2950
    assert len(till.client.v1.charges.list().data) == 1


def test_many_refunds_give_back_what_was_paid_and_no_more() -> None:
    till = Till()
    intent = till.paid().payment_intent.id

    def refund(_: int) -> str:
        try:
            till.client.v1.refunds.create({"payment_intent": intent, "amount": 1000})
        except stripe.InvalidRequestError:
            return "refused"
        return "given"

    outcomes = Counter(at_once(refund))

    assert outcomes == {"given": 2, "refused": THREADS - 2}
    assert till.stand_in.balance("gbp") == 950


def test_one_key_by_many_makes_one_session() -> None:
    till = Till()

    def create(_: int) -> Any:
        try:
            return till.session("ord_1").id
        except stripe.APIError as error:
            assert error.http_status == 409
            return None

    made = at_once(create)

    assert len(set(made) - {None}) == 1
    assert len(till.client.v1.checkout.sessions.list().data) == 1


def test_a_session_is_paid_or_expired_but_never_both() -> None:
    till = Till()

    def settle(number: int) -> Any:
        if number % 2:
            return till.stand_in.pay(session.id, "4242424242424242")["status"]
        try:
            return till.client.v1.checkout.sessions.expire(session.id).status
        except stripe.InvalidRequestError:
            return "refused"

    for _ in range(10):
        session = till.session()
        before = till.stand_in.charges_total("gbp")
        outcomes = Counter(at_once(settle))
        paid = till.stand_in.charges_total("gbp") - before

        assert outcomes["paid"] == paid // 2950 <= 1
        if paid:
            assert outcomes == {"paid": 1, "already_paid": 7, "refused": 8}
        else:
            assert outcomes == {"expired": 9, "refused": 7}


def test_each_event_is_delivered_once_by_many_deliverers() -> None:
    till = Till()
    for _ in range(20):
        till.paid()

    delivered = at_once(lambda _: till.deliver())

    assert sum(delivered) == 100
    assert set(Counter(event["id"] for event in till.endpoint.got).values()) == {1}
