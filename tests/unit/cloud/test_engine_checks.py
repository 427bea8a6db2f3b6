"""What is checked once instead of each time still refuses what MiniStack refuses."""

from collections.abc import Iterator
from typing import Any

import pytest
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine
from botocore.exceptions import ClientError

KEY = {"pk": {"S": "1"}}


@pytest.fixture
def dynamodb() -> Iterator[Any]:
    """A table with one item, and an index on a text."""
    with MiniStackEngine():
        made = client("dynamodb")
        made.create_table(
            TableName="things",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "holder")
            ],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "gsi1",
                    "KeySchema": [{"AttributeName": "holder", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )
        made.put_item(TableName="things", Item=KEY | {"n": {"N": "5"}, "holder": {"S": "ann"}})
        yield made


def holds(dynamodb: Any, condition: str, value: Any = None, pk: str = "1") -> bool:
    """Whether the condition lets a transaction pass; it changes nothing."""
    check = {
        "TableName": "things",
        "Key": {"pk": {"S": pk}},
        "ConditionExpression": condition,
    }
    if value is not None:
        check["ExpressionAttributeValues"] = {":v": value}
    try:
        dynamodb.transact_write_items(TransactItems=[{"ConditionCheck": check}])
    except dynamodb.exceptions.TransactionCanceledException:
        return False
    return True


@pytest.mark.parametrize(
    ("condition", "there", "not_there"),
    [
        ("attribute_exists(pk)", True, False),
        ("attribute_not_exists(pk)", False, True),
        ("attribute_exists(gone)", False, False),
        ("attribute_not_exists(pk) OR attribute_exists(holder)", True, True),
    ],
)
def test_existence_is_looked_at_each_time(
    dynamodb: Any, condition: str, there: bool, not_there: bool
) -> None:
    answers = [(holds(dynamodb, condition), holds(dynamodb, condition, pk="2")) for _ in range(3)]

    assert answers == [(there, not_there)] * 3


def test_a_comparison_is_made_with_the_value_of_each_request(dynamodb: Any) -> None:
    answers = [holds(dynamodb, "n >= :v", {"N": n}) for n in ("5", "6", "4", "10")]

    assert answers == [True, False, True, False]


def test_an_operand_of_the_wrong_type_is_refused_after_a_right_one(dynamodb: Any) -> None:
    assert holds(dynamodb, "begins_with(holder, :v)", {"S": "a"})

    with pytest.raises(ClientError, match="ValidationException"):
        holds(dynamodb, "begins_with(holder, :v)", {"N": "1"})


@pytest.mark.parametrize("holder", [{"N": "1"}, {"S": ""}, {"M": {}}])
def test_a_key_of_an_index_is_of_its_type_and_not_empty(dynamodb: Any, holder: Any) -> None:
    item = {"pk": {"S": "2"}, "holder": holder}

    with pytest.raises(ClientError):
        dynamodb.put_item(TableName="things", Item=item)
    with pytest.raises(ClientError):
        dynamodb.transact_write_items(
            TransactItems=[{"Put": {"TableName": "things", "Item": item}}]
        )
    with pytest.raises(ClientError):
        dynamodb.update_item(
            TableName="things",
            Key=KEY,
            UpdateExpression="SET holder = :o",
            ExpressionAttributeValues={":o": holder},
        )

    assert "Item" not in dynamodb.get_item(TableName="things", Key={"pk": {"S": "2"}})


def test_an_item_that_is_too_large_is_refused_in_a_transaction(dynamodb: Any) -> None:
    def put(size: int) -> None:
        item = {"pk": {"S": "2"}, "text": {"S": "x" * size}}
        dynamodb.transact_write_items(
            TransactItems=[{"Put": {"TableName": "things", "Item": item}}]
        )

    put(400 * 1024 - len("pk2text"))
    with pytest.raises(ClientError, match="ValidationException"):
        put(400 * 1024 - len("pk2text") + 1)
