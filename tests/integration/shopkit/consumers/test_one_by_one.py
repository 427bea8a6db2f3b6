"""Facts are applied one by one, each once; what fails comes again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from shopkit import aws, consumers, table
from shopkit.consumers import NotApplied, UnknownFact, consume, once
from shopkit.events import OrderExpired, OrderPlaced
from shopkit.table import EXISTS, Refused

from tests import factories
from tests.integration.shopkit.consumers.messages import STARTED, body, deliver, expired, left
from tests.integration.shopkit.corner import TABLE, Corner
from tests.shop import START, Shop


class Till:
    """Handles expired orders, and fails for the numbers that it is told to fail for."""

    def __init__(self, *poison: str) -> None:
        self.poison = poison
        self.seen: list[str] = []

    def __call__(self, fact: OrderExpired) -> None:
        if fact.number in self.poison:
            raise RuntimeError(fact.number)
        self.seen.append(fact.number)


def test_a_whole_batch_that_succeeds_is_left_for_lambda_to_delete(corner: Corner) -> None:
    till = Till()
    records = deliver([body(expired(number)) for number in "ABC"])

    assert consume(records, {OrderExpired: till}) == 3
    assert till.seen == ["A", "B", "C"]
    assert left(corner) == 3


def test_beside_a_poisoned_message_the_others_are_applied_and_deleted(corner: Corner) -> None:
    till = Till("B")
    records = deliver([body(expired(number)) for number in "ABC"])

    with pytest.raises(NotApplied, match="RuntimeError"):
        consume(records, {OrderExpired: till})

    assert till.seen == ["A", "C"]
    assert left(corner) == 1


@pytest.mark.parametrize(("received", "seconds"), [(1, 30), (2, 120), (4, 900), (5, 900)])
def test_what_failed_comes_again_soon_and_then_ever_later(
    corner: Corner, received: int, seconds: int
) -> None:
    records = deliver([body(expired(number)) for number in "AB"])
    for record in records:
        record["attributes"]["ApproximateReceiveCount"] = str(received)
    asked: list[dict[str, Any]] = []
    aws.client("sqs").meta.events.register(
        "provide-client-params.sqs.ChangeMessageVisibilityBatch",
        lambda params, **_: asked.append(params),
    )

    with pytest.raises(NotApplied):
        consume(records, {OrderExpired: Till("B")})

    assert [one["VisibilityTimeout"] for params in asked for one in params["Entries"]] == [seconds]
    assert left(corner) == 1


UNREADABLE = {
    "unknown type": body(expired("A"), name="OrderEaten"),
    "newer version": body(expired("A"), version=2),
    "no handler": body(STARTED),
    "no json": "not json",
    "no object": "[]",
    "no detail": '{"detail-type": "OrderExpired"}',
    "no fact": '{"detail-type": "OrderExpired", "detail": {"version": 1, "data": {"number": 5}}}',
}


@pytest.mark.parametrize("message", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_neither_applied_nor_lost(corner: Corner, message: str) -> None:
    till = Till()
    records = deliver([message, body(expired("B"))])

    with pytest.raises(NotApplied):
        consume(records, {OrderExpired: till})

    assert till.seen == ["B"]
    assert left(corner) == 1


def test_a_fact_with_a_field_more_than_is_known_is_read() -> None:
    envelope = json.loads(body(expired("A")))
    envelope["detail"]["data"]["since"] = "version 1 of a later deployment"

    fact = consumers.read(json.dumps(envelope))

    assert isinstance(fact, OrderExpired)
    assert fact.number == "A"


def test_a_fact_of_the_version_before_is_read() -> None:
    fact = consumers.read(body(expired("A"), version=0))

    assert fact.id.startswith("evt_")


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(UnknownFact, match="OrderEaten"):
        consumers.read(body(expired("A"), name="OrderEaten"))


def test_a_duplicate_is_applied_once(corner: Corner) -> None:
    fact = expired("A")
    count = table.update(TABLE, {"pk": "N", "sk": "N"}, "ADD n :one", {":one": 1})

    applied = [once(TABLE, "till", fact, [count]) for _ in range(3)]
    by_another = once(TABLE, "cellar", fact, [count])

    assert applied == [True, False, False]
    assert by_another
    assert table.get(TABLE, {"pk": "N", "sk": "N"}) == {"pk": "N", "sk": "N", "n": 2}
    assert corner.now


@pytest.mark.usefixtures("corner")
def test_an_effect_that_is_refused_leaves_the_fact_to_come_again() -> None:
    fact = expired("A")
    impossible = table.check(TABLE, {"pk": "N", "sk": "N"}, EXISTS, "is_there")

    with pytest.raises(Refused):
        once(TABLE, "till", fact, [impossible])

    assert once(TABLE, "till", fact, [])


@pytest.mark.usefixtures("corner")
def test_the_mark_outlives_every_queue() -> None:
    fact = expired("A")
    once(TABLE, "till", fact, [])

    mark = table.get(TABLE, {"pk": f"APPLIED#till#{fact.id}", "sk": "APPLIED"})

    assert mark is not None
    assert mark["expires_at"] - START.timestamp() > 28 * 24 * 3600


@pytest.fixture
def post(shop: Shop) -> Callable[[str, str], None]:
    sqs = aws.client("sqs")

    def send(queue: str, text: str) -> None:
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody=text)

    return send


@pytest.mark.parametrize("message", ["not json", body(expired("A"), name="OrderEaten")])
def test_poison_ends_in_the_dead_letter_queue_and_an_order_beside_it_goes_through(
    shop: Shop, post: Callable[[str, str], None], message: str
) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    made = factories.order(shop, ("TEA-1", 2))
    shop.pay(made.session_id)
    post("barrow-local-inventory", message)

    settled = shop.settle()

    assert settled["dead_letters"] == 1
    (dead,) = shop.queues.peek("barrow-local-inventory-dead")
    assert message in (dead["body"], json.dumps(dead["body"]))
    assert factories.counts("TEA-1") == (8, 0)
    assert factories.read_order(shop, made)["status"] == "paid"


def test_a_fact_that_comes_twice_is_entered_once(
    shop: Shop, post: Callable[[str, str], None]
) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    made = factories.order(shop, ("TEA-1", 2))
    factories.pay(shop, made)
    mails = len(shop.engine.mails())
    history = shop.facts.latest("OrderPlaced")

    for fact in history:
        placed = OrderPlaced.model_validate(fact["data"])
        post("barrow-local-inventory", body(placed))
        post("barrow-local-marketing", body(placed))
    settled = shop.settle()

    assert history
    assert settled["dead_letters"] == 0
    assert factories.counts("TEA-1") == (8, 0)
    check = shop.get("/inventory/admin/stock/TEA-1/check", staff=True).json
    assert (check["agrees"], check["on_hand"]) == (True, 8)
    assert len(shop.engine.mails()) == mails
