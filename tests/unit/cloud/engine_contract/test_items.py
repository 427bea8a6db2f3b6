"""Both engines keep items alike: conditions, transactions, batches, indexes."""

from typing import Any

import pytest
from barrow.cloud.engine import Engine
from botocore.exceptions import ClientError

from tests.unit.cloud.engine_contract.cart_table import TABLE, add, key, take, units_of


def test_a_conditional_put_refuses_a_second_item_under_the_key(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 1))

    with pytest.raises(ClientError) as refused:
        dynamodb.put_item(
            TableName=TABLE, Item=add("A", 2), ConditionExpression="attribute_not_exists(pk)"
        )

    assert refused.value.response["Error"]["Code"] == "ConditionalCheckFailedException"
    assert units_of(dynamodb, "A") == 1


def test_a_cancelled_transaction_names_each_reason_in_order_and_changes_nothing(
    engine: Engine, dynamodb: Any
) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    dynamodb.put_item(TableName=TABLE, Item=add("B", 1))
    before = len(engine.take_stream(TABLE))

    with pytest.raises(ClientError) as cancelled:
        dynamodb.transact_write_items(TransactItems=[take("A", 2), take("B", 2), take("A2", 1)])

    reasons = cancelled.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == [
        "None",
        "ConditionalCheckFailed",
        "ConditionalCheckFailed",
    ]
    assert reasons[1]["Item"] == add("B", 1)
    assert "Item" not in reasons[2]
    assert (units_of(dynamodb, "A"), units_of(dynamodb, "B")) == (5, 1)
    assert "Item" not in dynamodb.get_item(TableName=TABLE, Key=key("A2"))
    assert len(engine.take_stream(TABLE)) == before


def test_a_transaction_writes_all_its_items(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    dynamodb.put_item(TableName=TABLE, Item=add("gone", 5))

    dynamodb.transact_write_items(
        TransactItems=[
            take("A", 2),
            {"Put": {"TableName": TABLE, "Item": add("B", 7)}},
            {"Delete": {"TableName": TABLE, "Key": key("gone")}},
        ]
    )

    assert (units_of(dynamodb, "A"), units_of(dynamodb, "B")) == (3, 7)
    assert "Item" not in dynamodb.get_item(TableName=TABLE, Key=key("gone"))


def test_a_repeated_request_token_does_not_take_twice(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))

    for _ in range(2):
        dynamodb.transact_write_items(TransactItems=[take("A", 2)], ClientRequestToken="t-1")

    assert units_of(dynamodb, "A") == 3


def test_a_request_token_with_another_body_is_refused(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    dynamodb.transact_write_items(TransactItems=[take("A", 2)], ClientRequestToken="t-1")

    with pytest.raises(ClientError) as refused:
        dynamodb.transact_write_items(TransactItems=[take("A", 1)], ClientRequestToken="t-1")

    assert refused.value.response["Error"]["Code"] == "IdempotentParameterMismatchException"
    assert units_of(dynamodb, "A") == 3


def test_a_batch_of_more_than_25_writes_is_refused(dynamodb: Any) -> None:
    requests = [{"PutRequest": {"Item": add(str(number))}} for number in range(26)]

    with pytest.raises(ClientError) as refused:
        dynamodb.batch_write_item(RequestItems={TABLE: requests})

    assert refused.value.response["Error"]["Code"] == "ValidationException"
    assert "Item" not in dynamodb.get_item(TableName=TABLE, Key=key("0"))


def test_a_batch_get_returns_the_items_that_are_there(dynamodb: Any) -> None:
    for pk in ("A", "B"):
        dynamodb.put_item(TableName=TABLE, Item=add(pk))

    keys = [key("A"), key("B"), key("C")]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys}})["Responses"][TABLE]

    assert sorted(item["pk"]["S"] for item in found) == ["A", "B"]


def pages_of(dynamodb: Any, limit: int, forward: bool = True) -> list[list[str]]:
    """Every page of the open orders in the index, as lists of partition keys."""
    pages = []
    more: dict[str, Any] = {}
    while True:
        page = dynamodb.query(
            TableName=TABLE,
            IndexName="gsi1",
            KeyConditionExpression="gsi1pk = :p",
            ExpressionAttributeValues={":p": {"S": "open"}},
            ScanIndexForward=forward,
            Limit=limit,
            **more,
        )
        pages.append([item["pk"]["S"] for item in page["Items"]])
        if "LastEvaluatedKey" not in page:
            return [found for found in pages if found]
        more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def test_an_index_query_pages_in_order_and_leaves_out_items_without_its_keys(
    dynamodb: Any,
) -> None:
    for number in (4, 1, 3, 0, 2):
        order = add(f"O{number}", gsi1pk="open", gsi1sk=f"2026-0{number}")
        dynamodb.put_item(TableName=TABLE, Item=order)
    dynamodb.put_item(TableName=TABLE, Item=add("elsewhere", gsi1pk="paid", gsi1sk="2026-01"))
    dynamodb.put_item(TableName=TABLE, Item=add("no-index"))

    assert pages_of(dynamodb, 2) == [["O0", "O1"], ["O2", "O3"], ["O4"]]
    assert pages_of(dynamodb, 2, forward=False) == [["O4", "O3"], ["O2", "O1"], ["O0"]]


def test_an_item_moves_in_the_index_when_its_key_attribute_changes(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("O1", gsi1pk="open", gsi1sk="1"))
    dynamodb.put_item(TableName=TABLE, Item=add("O2", gsi1pk="open", gsi1sk="2"))
    assert pages_of(dynamodb, 10) == [["O1", "O2"]]

    dynamodb.update_item(
        TableName=TABLE,
        Key=key("O1"),
        UpdateExpression="SET gsi1pk = :p",
        ExpressionAttributeValues={":p": {"S": "paid"}},
    )
    dynamodb.delete_item(TableName=TABLE, Key=key("O2"))
    dynamodb.put_item(TableName=TABLE, Item=add("O3", gsi1pk="open", gsi1sk="3"))

    assert pages_of(dynamodb, 10) == [["O3"]]


def test_a_partition_query_reads_its_sort_keys_in_order(dynamodb: Any) -> None:
    for sk in ("EVENT#3", "EVENT#1", "META", "EVENT#2"):
        dynamodb.put_item(TableName=TABLE, Item=key("A", sk))
    dynamodb.put_item(TableName=TABLE, Item=key("B", "EVENT#9"))

    found = dynamodb.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :p AND begins_with(sk, :s)",
        ExpressionAttributeValues={":p": {"S": "A"}, ":s": {"S": "EVENT#"}},
    )["Items"]

    assert [item["sk"]["S"] for item in found] == ["EVENT#1", "EVENT#2", "EVENT#3"]
