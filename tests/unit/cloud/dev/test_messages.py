"""The developer settles the shop, and sees its facts, queues and dead letters."""

from tests.unit.cloud.dev.surroundings import Shop, assert_problem
from tests.unit.cloud.test_fact_log import change
from tests.unit.cloud.wsgi_calls import call


def test_settle_answers_what_was_done(shop: Shop) -> None:
    assert shop.post("/dev/settle", {}).json() == {"handled": 3, "dead_letters": 1}
    assert call(shop.dev, "POST", "/dev/settle").json() == {"handled": 3, "dead_letters": 1}
    assert shop.settles == [60.0, 60.0]


def test_settle_takes_a_time_to_wait(shop: Shop) -> None:
    shop.post("/dev/settle", {"timeout_seconds": 5})

    assert shop.settles == [5.0]


def test_a_shop_that_does_not_settle_is_a_problem_with_the_reason(shop: Shop) -> None:
    shop.unsettled = "stream orders is blocked"

    got = shop.post("/dev/settle", {})

    assert_problem(got, 409, "not_settled")
    assert got.json()["detail"] == "stream orders is blocked"


def test_facts_come_as_a_list_and_by_type(shop: Shop) -> None:
    shop.facts.observe([change("evt_1"), change("evt_2", "StockRanLow")])

    every = shop.get("/dev/facts").json()
    some = shop.get("/dev/facts?type=StockRanLow").json()

    assert [fact["id"] for fact in every] == ["evt_1", "evt_2"]
    assert [fact["id"] for fact in some] == ["evt_2"]
    assert shop.get("/dev/facts?type=Nothing").json() == []


def test_queues_and_their_dead_letters_are_shown(shop: Shop) -> None:
    shop.sqs.put("orders", "a")
    shop.sqs.put("orders-dead", '{"id": 7}')

    queues = shop.get("/dev/queues").json()
    letters = shop.get("/dev/queues/orders-dead").json()

    assert queues == [
        {
            "name": "orders",
            "visible": 1,
            "in_flight": 0,
            "dead_letter_queue": "orders-dead",
            "dead_letters": 1,
        }
    ]
    assert letters == [{"id": "m2", "body": {"id": 7}, "received": 1}]


def test_dead_letters_are_sent_back(shop: Shop) -> None:
    shop.sqs.put("orders-dead", "a", "b")

    got = shop.post("/dev/queues/orders-dead/redrive")

    assert got.json() == {"moved": 2}
    assert shop.sqs.bodies("orders") == ["a", "b"]
    assert shop.pulses == 1


def test_an_unknown_queue_is_not_found(shop: Shop) -> None:
    assert_problem(shop.get("/dev/queues/nothing"), 404, "not_found")
    assert_problem(shop.post("/dev/queues/orders/redrive"), 404, "not_found")
