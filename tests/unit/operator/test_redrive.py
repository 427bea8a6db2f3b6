"""Dead letters on their way back."""

from typing import Any, cast

import pytest
from barrow.deploying.account import Account
from barrow.operating import redrive
from barrow.operating.redrive import CannotRedrive

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client

NAMES = ("barrow-one-cart", "barrow-one-cart-dead", "barrow-one-site", "barrow-one-site-dead")


def shop(waiting: int, start: Any = None) -> tuple[Account, Client]:
    def attributes(QueueUrl: str, **_: Any) -> Any:  # noqa: N803
        name = QueueUrl.rpartition("/")[2]
        told = {"ApproximateNumberOfMessages": str(waiting), "QueueArn": f"arn:{name}"}
        return {"Attributes": told}

    sqs = Client(get_queue_attributes=attributes, start_message_move_task=start or {})
    queues = [f"https://sqs/1/{name}" for name in NAMES]
    resources = Client(list_stack_resources=aws_fakes.resources(SQS_Queue=queues))
    account = aws_fakes.Account({"sqs": sqs, "cloudformation": resources})
    return cast(Account, account), sqs


@pytest.mark.parametrize("name", ["cart", "barrow-one-cart"])
def test_the_dead_letters_of_a_queue_are_moved_back(name: str) -> None:
    account, sqs = shop(3)

    moved = redrive.start(account, aws_fakes.stage(), name)

    assert moved == 3
    assert sqs.asked[-1] == ("start_message_move_task", {"SourceArn": "arn:barrow-one-cart-dead"})


def test_nothing_is_started_when_there_are_none() -> None:
    account, sqs = shop(0)

    moved = redrive.start(account, aws_fakes.stage(), "cart")

    assert moved == 0
    assert [name for name, _ in sqs.asked] == ["get_queue_attributes"]


@pytest.mark.parametrize("name", ["basket", "cart-dead", "barrow-two-cart"])
def test_a_queue_that_is_not_there_is_refused_with_those_that_are(name: str) -> None:
    account, sqs = shop(3)

    with pytest.raises(CannotRedrive, match="there are: barrow-one-cart, barrow-one-site"):
        redrive.start(account, aws_fakes.stage(), name)

    assert sqs.asked == []


def test_a_move_that_is_under_way_is_said() -> None:
    under_way = aws_fakes.refused("UnsupportedOperation", "Start", "There is already a task.")
    account, _ = shop(3, under_way)

    with pytest.raises(CannotRedrive, match="There is already a task"):
        redrive.start(account, aws_fakes.stage(), "cart")
