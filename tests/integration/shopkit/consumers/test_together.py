"""Facts that share an effect are applied together."""

from collections.abc import Sequence

import pytest
from shopkit import aws
from shopkit.consumers import NotApplied, consume_together
from shopkit.events import Fact, OrderExpired

from tests.integration.shopkit.consumers.messages import (
    QUEUE,
    STARTED,
    body,
    deliver,
    expired,
    left,
    receive,
)
from tests.integration.shopkit.corner import Corner


class Ledger:
    """Applies facts together, and fails where one of them is among `poison`."""

    def __init__(self, *poison: str) -> None:
        self.poison = poison
        self.asked = 0
        self.batches: list[list[str]] = []
        self.again: list[bool] = []

    def __call__(self, facts: Sequence[Fact], again: bool) -> None:
        self.asked += 1
        numbers = [fact.number for fact in facts if isinstance(fact, OrderExpired)]
        if set(numbers) & set(self.poison):
            raise RuntimeError
        self.batches.append(numbers)
        self.again.append(again)

    @property
    def applied(self) -> str:
        return "".join(sorted(number for batch in self.batches for number in batch))


def test_facts_that_share_an_effect_are_applied_together(corner: Corner) -> None:
    ledger = Ledger()
    records = deliver([body(expired(number)) for number in "ABC"])

    assert consume_together(records, {OrderExpired}, ledger) == 3
    assert [sorted(batch) for batch in ledger.batches] == [["A", "B", "C"]]
    assert ledger.again == [False]
    assert left(corner) == 3


def test_a_poisoned_message_among_many_holds_none_of_the_others_back(corner: Corner) -> None:
    ledger = Ledger("B")
    records = deliver([body(expired(number)) for number in "ABC"])

    with pytest.raises(NotApplied, match="RuntimeError"):
        consume_together(records, {OrderExpired}, ledger)

    assert ledger.applied == "AC"
    assert set(ledger.again) == {True}
    assert left(corner) == 1


def test_one_poisoned_message_costs_two_hundred_others_a_few_tries_and_not_one_each(
    corner: Corner,
) -> None:
    ledger = Ledger("77")
    records = [
        record
        for tens in range(20)
        for record in deliver([body(expired(f"{tens}{ones}")) for ones in range(10)])
    ]

    with pytest.raises(NotApplied, match="RuntimeError"):
        consume_together(records, {OrderExpired}, ledger)

    assert sum(len(batch) for batch in ledger.batches) == 199
    assert ledger.asked < 20
    assert left(corner) == 1


def test_whoever_applies_together_is_told_that_an_earlier_try_may_have_stopped_half_way(
    corner: Corner,
) -> None:
    ledger = Ledger()
    first = deliver([body(expired("A"))])
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    sqs.change_message_visibility(
        QueueUrl=url, ReceiptHandle=first[0]["receiptHandle"], VisibilityTimeout=0
    )

    consume_together(receive(), {OrderExpired}, ledger)

    assert ledger.again == [True]
    assert left(corner) == 1


def test_a_fact_that_is_not_for_this_queue_is_not_applied_with_the_others(corner: Corner) -> None:
    ledger = Ledger()
    records = deliver([body(expired("A")), body(STARTED)])

    with pytest.raises(NotApplied, match="UnknownFact"):
        consume_together(records, {OrderExpired}, ledger)

    assert ledger.batches == [["A"]]
    assert ledger.again == [False]
    assert left(corner) == 1
