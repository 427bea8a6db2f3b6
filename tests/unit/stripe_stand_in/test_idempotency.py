import threading
from contextlib import AbstractContextManager
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import stripe
from barrow.stripe_stand_in import MemoryStore

from tests.stripe_in_process import START, Answer, Till

SESSION = urlencode(
    {
        "mode": "payment",
        "success_url": "https://shop.example/",
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "gbp",
        "line_items[0][price_data][unit_amount]": "1000",
        "line_items[0][price_data][product_data][name]": "Spade",
    }
)


def create(till: Till, key: str, form: str = SESSION) -> Answer:
    return till.request("POST", "/v1/checkout/sessions", form, {"Idempotency-Key": key})


def sessions(till: Till) -> int:
    return len(till.client.v1.checkout.sessions.list().data)


def test_the_same_key_and_request_get_the_same_answer_again() -> None:
    till = Till()
    first = create(till, "ord_1")
    till.clock.forward(hours=23)

    again = create(till, "ord_1")

    assert (again.status, again.body) == (200, first.body)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Original-Request"] == first.headers["Request-Id"]
    assert again.headers["Request-Id"] != first.headers["Request-Id"]
    assert sessions(till) == 1


def test_the_order_of_parameters_does_not_matter() -> None:
    till = Till()
    create(till, "ord_1")

    again = create(till, "ord_1", "&".join(reversed(SESSION.split("&"))))

    assert again.headers["Idempotent-Replayed"] == "true"


def test_the_same_key_for_another_request_is_refused() -> None:
    till = Till()
    create(till, "ord_1")

    with pytest.raises(stripe.IdempotencyError) as refused:
        till.session("ord_1")
    other = till.request("POST", "/v1/refunds", SESSION, {"Idempotency-Key": "ord_1"})

    assert refused.value.http_status == 400
    assert (other.status, '"idempotency_error"' in other.text) == (400, True)
    assert sessions(till) == 1


def test_a_key_is_forgotten_after_a_day() -> None:
    till = Till()
    create(till, "ord_1")
    till.clock.forward(hours=24)

    later = create(till, "ord_1")

    assert "Idempotent-Replayed" not in later.headers
    assert sessions(till) == 2
    assert [row["created"] for row in till.store.list("idempotency")] == [
        int((START + timedelta(hours=24)).timestamp())
    ]


@pytest.mark.parametrize("amount", ["ten", "10"])
def test_a_request_refused_while_it_was_read_leaves_its_key_free(amount: str) -> None:
    till = Till()
    refused = create(till, "ord_1", SESSION.replace("1000", amount))

    mended = create(till, "ord_1")

    assert (refused.status, mended.status) == (400, 200)
    assert "Idempotent-Replayed" not in mended.headers


def test_a_refusal_that_came_of_carrying_it_out_is_the_answer_from_then_on() -> None:
    till = Till()
    intent = till.session()
    till.stand_in.pay(intent.id, "4000000000000002")
    wanted = urlencode({"payment_intent": str(till.client.v1.payment_intents.list().data[0].id)})
    first = till.request("POST", "/v1/refunds", wanted, {"Idempotency-Key": "r"})
    till.stand_in.pay(intent.id, "4242424242424242")

    again = till.request("POST", "/v1/refunds", wanted, {"Idempotency-Key": "r"})

    assert (first.status, again.status, again.body) == (400, 400, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert till.stand_in.refunds_total("gbp") == 0


def test_a_refund_retried_by_key_goes_back_once() -> None:
    till = Till()
    intent = till.paid().payment_intent.id
    options = {"idempotency_key": "refund-1"}

    given = [
        till.client.v1.refunds.create({"payment_intent": intent, "amount": 700}, options)
        for _ in range(3)
    ]

    assert len({each.id for each in given}) == 1
    assert till.stand_in.refunds_total("gbp") == 700


def test_keys_outlive_a_restart() -> None:
    till = Till()
    first = create(till, "ord_1")
    store = MemoryStore()
    store.restore(till.store.changed())

    again = create(Till(store=store), "ord_1")

    assert again.body == first.body


def test_keys_are_forgotten_after_a_day_also_by_a_restarted_stand_in() -> None:
    till = Till()
    create(till, "ord_1")
    store = MemoryStore()
    store.restore(till.store.changed())
    restarted = Till(store=store)
    restarted.clock.forward(hours=24)

    later = create(restarted, "ord_1")

    assert "Idempotent-Replayed" not in later.headers
    assert sessions(restarted) == 2


def test_reading_takes_no_notice_of_keys() -> None:
    till = Till()
    create(till, "ord_1")

    answer = till.request("GET", "/v1/balance", "", {"Idempotency-Key": "ord_1"})

    assert answer.status == 200


def test_a_key_can_be_too_long() -> None:
    till = Till()

    assert create(till, "k" * 256).status == 400
    assert create(till, "k" * 255).status == 200


class Announcing(MemoryStore):
    """Tells when somebody waits for the store."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()

    def atomic(self) -> AbstractContextManager[object]:
        self.asked.set()
        return super().atomic()


def test_a_key_whose_first_request_is_still_under_way_is_refused() -> None:
    store = Announcing()
    till = Till(store=store)
    first: list[Answer] = []
    with store.atomic():
        store.asked.clear()
        working = threading.Thread(target=lambda: first.append(create(till, "ord_1")))
        working.start()
        assert store.asked.wait(10)  # the thread has the key, and waits for the store

        second = create(till, "ord_1")
    working.join(10)

    third = create(till, "ord_1")

    assert (second.status, '"idempotency_key_in_use"' in second.text) == (409, True)
    assert first[0].status == 200
    assert third.body == first[0].body
    assert sessions(till) == 1
