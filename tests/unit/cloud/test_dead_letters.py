"""Queues as people see them; dead letters are read in place and sent back whole."""

import pytest
from barrow.cloud.dead_letters import Queues, QueueView, UnknownQueue

from tests.unit.cloud.fake_sqs import FakeSqs

REDRIVE = {"orders": ("orders-dead", 3), "mails": ("mails-dead", 3)}


def test_each_queue_stands_beside_its_dead_letters() -> None:
    sqs = FakeSqs(REDRIVE)
    sqs.put("orders", "a", "b")
    sqs.put("mails-dead", "x")

    listed = Queues(sqs, sqs.depths).all()

    assert listed == [
        QueueView("mails", 0, 0, "mails-dead", 1),
        QueueView("orders", 2, 0, "orders-dead", 0),
    ]


def test_dead_letters_of_all_queues_are_counted() -> None:
    sqs = FakeSqs(REDRIVE)
    sqs.put("orders", "alive")
    sqs.put("orders-dead", "a", "b")
    sqs.put("mails-dead", "x")

    assert Queues(sqs, sqs.depths).dead_letter_count() == 3


def test_peeking_shows_the_letters_and_leaves_them() -> None:
    sqs = FakeSqs(REDRIVE)
    sqs.put("orders-dead", '{"id": 1}', "no json")

    letters = Queues(sqs, sqs.depths).peek("orders-dead")

    assert [letter["body"] for letter in letters] == [{"id": 1}, "no json"]
    assert sqs.depths()["orders-dead"] == (2, 0)


def test_redriving_sends_every_letter_back_with_its_attributes() -> None:
    sqs = FakeSqs(REDRIVE)
    sqs.put("orders-dead", *(str(n) for n in range(25)))
    trace = {"trace": {"DataType": "String", "StringValue": "t1"}}
    sqs.queues["orders-dead"][0].attributes = trace

    moved = Queues(sqs, sqs.depths).redrive("orders-dead")

    assert moved == 25
    assert sorted(sqs.bodies("orders"), key=int) == [str(n) for n in range(25)]
    assert sqs.queues["orders"][0].attributes == trace
    assert sqs.bodies("orders-dead") == []


def test_a_queue_that_is_no_dead_letter_queue_is_not_redriven() -> None:
    sqs = FakeSqs(REDRIVE)
    sqs.put("orders", "a")

    with pytest.raises(UnknownQueue):
        Queues(sqs, sqs.depths).redrive("orders")

    assert sqs.bodies("orders") == ["a"]


def test_an_unknown_queue_cannot_be_peeked_into() -> None:
    sqs = FakeSqs(REDRIVE)

    with pytest.raises(UnknownQueue):
        Queues(sqs, sqs.depths).peek("nothing")
