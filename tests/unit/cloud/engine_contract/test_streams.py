"""Both engines tell of changes alike: streams, and what time deletes."""

from typing import Any

from barrow.cloud.engine import Engine

from tests.unit.cloud.engine_contract.cart_table import NOON, TABLE, add, key, take


def test_the_stream_tells_each_change_in_order_in_lambdas_shape(
    engine: Engine, dynamodb: Any
) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    dynamodb.transact_write_items(TransactItems=[take("A", 2)])
    dynamodb.delete_item(TableName=TABLE, Key=key("A"))

    records = engine.take_stream(TABLE)

    assert engine.stream_tables() == [TABLE]
    assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
    change = records[1]
    assert change["eventSource"] == "aws:dynamodb"
    assert change["eventVersion"] == "1.1"
    assert change["awsRegion"] == "eu-west-2"
    assert change["eventSourceARN"].startswith(
        f"arn:aws:dynamodb:eu-west-2:123456789012:table/{TABLE}/stream/"
    )
    assert change["dynamodb"]["Keys"] == key("A")
    assert change["dynamodb"]["OldImage"] == add("A", 5)
    assert change["dynamodb"]["NewImage"] == add("A", 3)
    assert change["dynamodb"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert isinstance(change["dynamodb"]["ApproximateCreationDateTime"], int)
    assert "OldImage" not in records[0]["dynamodb"]
    assert "NewImage" not in records[2]["dynamodb"]
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    assert numbers == sorted(set(numbers))
    assert len({record["eventID"] for record in records}) == 3


def test_a_stream_keeps_its_records_until_they_are_done(engine: Engine, dynamodb: Any) -> None:
    for pk in ("A", "B", "C"):
        dynamodb.put_item(TableName=TABLE, Item=key(pk))

    first = engine.take_stream(TABLE, limit=2)
    again = engine.take_stream(TABLE, limit=2)
    engine.done_stream(TABLE, 2)
    dynamodb.put_item(TableName=TABLE, Item=key("D"))
    rest = engine.take_stream(TABLE)

    assert first == again
    assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in rest] == ["C", "D"]
    numbers = [record["dynamodb"]["SequenceNumber"] for record in first + rest]
    assert numbers == sorted(set(numbers))


def test_an_update_that_creates_an_item_is_one_insert_and_one_that_changes_nothing_is_none(
    engine: Engine, dynamodb: Any
) -> None:
    for _ in range(2):
        dynamodb.update_item(
            TableName=TABLE,
            Key=key("A"),
            UpdateExpression="SET units = :n",
            ExpressionAttributeValues={":n": {"N": "1"}},
        )

    records = engine.take_stream(TABLE)

    assert [record["eventName"] for record in records] == ["INSERT"]
    assert records[0]["dynamodb"]["NewImage"] == add("A", 1)


def test_a_later_change_does_not_reach_an_earlier_record(engine: Engine, dynamodb: Any) -> None:
    lines = {"L": [{"M": {"sku": {"S": "mug"}, "quantity": {"N": "1"}}}]}
    dynamodb.put_item(TableName=TABLE, Item={**key("A"), "lines": lines})

    dynamodb.update_item(
        TableName=TABLE,
        Key=key("A"),
        UpdateExpression="SET #l[0].quantity = :n",
        ExpressionAttributeNames={"#l": "lines"},
        ExpressionAttributeValues={":n": {"N": "2"}},
    )

    inserted = engine.take_stream(TABLE)[0]["dynamodb"]["NewImage"]
    assert inserted["lines"] == lines


def test_a_sweep_deletes_what_expired_by_the_given_time_and_says_so_in_the_stream(
    engine: Engine, dynamodb: Any
) -> None:
    expiry = int(NOON.timestamp())
    for pk, at in (("past", expiry), ("future", expiry + 1), ("prolonged", expiry)):
        dynamodb.put_item(TableName=TABLE, Item={**key(pk), "expires_at": {"N": str(at)}})
    dynamodb.put_item(TableName=TABLE, Item={**key("text"), "expires_at": {"S": "1"}})
    dynamodb.put_item(TableName=TABLE, Item=key("none"))
    dynamodb.update_item(
        TableName=TABLE,
        Key=key("prolonged"),
        UpdateExpression="SET expires_at = :n",
        ExpressionAttributeValues={":n": {"N": str(expiry + 60)}},
    )
    engine.done_stream(TABLE, 100)

    swept = [engine.sweep_ttl(NOON), engine.sweep_ttl(NOON)]

    left = {item["pk"]["S"] for item in dynamodb.scan(TableName=TABLE)["Items"]}
    (record,) = engine.take_stream(TABLE)
    assert swept == [1, 0]
    assert left == {"future", "prolonged", "text", "none"}
    assert record["eventName"] == "REMOVE"
    assert record["dynamodb"]["Keys"] == key("past")
    assert record["userIdentity"] == {
        "type": "Service",
        "principalId": "dynamodb.amazonaws.com",
    }
