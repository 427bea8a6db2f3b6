"""What both engines do alike: everything the shop asks of AWS."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.engine import DeployFailed, Engine, EngineError
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from botocore.exceptions import ClientError

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TABLE = "barrow-test-cart"
TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: {Type: String}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub barrow-${Stage}-cart
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: sk, AttributeType: S}
        - {AttributeName: gsi1pk, AttributeType: S}
        - {AttributeName: gsi1sk, AttributeType: S}
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
        - {AttributeName: sk, KeyType: RANGE}
      GlobalSecondaryIndexes:
        - IndexName: gsi1
          KeySchema:
            - {AttributeName: gsi1pk, KeyType: HASH}
            - {AttributeName: gsi1sk, KeyType: RANGE}
          Projection: {ProjectionType: ALL}
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
  DeadLetters:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !Sub "barrow-${Stage}-dead"}
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub barrow-${Stage}-orders
      VisibilityTimeout: 0
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt DeadLetters.Arn
        maxReceiveCount: 2
  Bus:
    Type: AWS::Events::EventBus
    Properties: {Name: !Sub "barrow-${Stage}"}
  OrdersPlaced:
    Type: AWS::Events::Rule
    DependsOn: Bus
    Properties:
      Name: !Sub barrow-${Stage}-orders
      EventBusName: !Sub barrow-${Stage}
      EventPattern: {source: [barrow.checkout], detail-type: [OrderPlaced]}
      Targets:
        - {Id: orders, Arn: !GetAtt Orders.Arn}
  Site:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Sub "barrow-${Stage}-site"}
Outputs:
  TableName: {Value: !Ref Table}
"""


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def engine(request: pytest.FixtureRequest, template: Path) -> Iterator[Engine]:
    with request.param(now=lambda: NOON) as running:
        running.deploy(template, {"Stage": "test"}, "barrow-test")
        yield running


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "foundation.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


@pytest.fixture
def dynamodb(engine: Engine) -> Any:
    return client("dynamodb")


def key(pk: str, sk: str = "A") -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def add(pk: str, units: int = 1, **more: str) -> dict[str, Any]:
    """One stock item; `more` are string attributes."""
    strings = {name: {"S": value} for name, value in more.items()}
    return {**key(pk), "units": {"N": str(units)}, **strings}


def take(pk: str, units: int) -> dict[str, Any]:
    """A transaction's action that takes units unless there are too few."""
    return {
        "Update": {
            "TableName": TABLE,
            "Key": key(pk),
            "UpdateExpression": "SET units = units - :n",
            "ConditionExpression": "units >= :n",
            "ExpressionAttributeValues": {":n": {"N": str(units)}},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def units_of(dynamodb: Any, pk: str) -> int:
    item = dynamodb.get_item(TableName=TABLE, Key=key(pk), ConsistentRead=True)["Item"]
    return int(item["units"]["N"])


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


def queue_url(name: str) -> str:
    url: str = client("sqs").get_queue_url(QueueName=f"barrow-test-{name}")["QueueUrl"]
    return url


def test_a_message_received_too_often_goes_to_the_dead_letter_queue(engine: Engine) -> None:
    sqs = client("sqs")
    sqs.send_message(QueueUrl=queue_url("orders"), MessageBody="poison")

    received = [
        sqs.receive_message(QueueUrl=queue_url("orders")).get("Messages", []) for _ in range(3)
    ]
    dead = sqs.receive_message(QueueUrl=queue_url("dead"))["Messages"]

    assert [len(messages) for messages in received] == [1, 1, 0]
    assert [message["Body"] for message in dead] == ["poison"]


def test_a_deleted_message_is_gone_and_depths_count_visible_and_in_flight(engine: Engine) -> None:
    sqs, url = client("sqs"), queue_url("orders")
    for body in ("a", "b", "c"):
        sqs.send_message(QueueUrl=url, MessageBody=body)

    taken = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=2, VisibilityTimeout=60)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=taken["Messages"][0]["ReceiptHandle"])

    assert engine.queue_depths() == {"barrow-test-orders": (1, 1), "barrow-test-dead": (0, 0)}


def test_waiting_for_a_message_lets_the_sender_in(engine: Engine) -> None:
    from threading import Thread

    url, received = queue_url("orders"), []
    waiting = Thread(
        target=lambda: received.append(
            client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=20)
        )
    )

    waiting.start()
    client("sqs").send_message(QueueUrl=url, MessageBody="here")
    waiting.join(timeout=10)

    assert [message["Body"] for message in received[0]["Messages"]] == ["here"]


def test_a_rule_sends_only_the_events_it_names_to_its_queue(engine: Engine) -> None:
    def entry(source: str, detail_type: str) -> dict[str, str]:
        detail = json.dumps({"order_id": "ord_1"})
        return {
            "EventBusName": "barrow-test",
            "Source": source,
            "DetailType": detail_type,
            "Detail": detail,
        }

    client("events").put_events(
        Entries=[
            entry("barrow.checkout", "OrderPlaced"),
            entry("barrow.checkout", "OrderShipped"),
            entry("barrow.cart", "OrderPlaced"),
        ]
    )

    sqs, url = client("sqs"), queue_url("orders")
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    event = json.loads(messages[0]["Body"])
    assert len(messages) == 1
    assert event["detail-type"] == "OrderPlaced"
    assert event["source"] == "barrow.checkout"
    assert event["detail"] == {"order_id": "ord_1"}


def test_an_object_keeps_its_bytes_type_and_metadata(engine: Engine) -> None:
    s3, place = client("s3"), {"Bucket": "barrow-test-site", "Key": "mugs/blue mug.html"}
    s3.put_object(
        **place,
        Body="<h1>£5</h1>".encode(),
        ContentType="text/html; charset=utf-8",
        CacheControl="max-age=60",
        Metadata={"digest": "abc"},
    )

    found = s3.get_object(**place)
    listed = s3.list_objects_v2(Bucket=place["Bucket"], Prefix="mugs/")["Contents"]
    s3.delete_object(**place)

    assert found["Body"].read() == "<h1>£5</h1>".encode()
    assert found["ContentType"] == "text/html; charset=utf-8"
    assert found["CacheControl"] == "max-age=60"
    assert found["Metadata"] == {"digest": "abc"}
    assert [entry["Key"] for entry in listed] == ["mugs/blue mug.html"]
    with pytest.raises(ClientError):
        s3.get_object(**place)


MIME = b"From: shop@example.com\r\nTo: ann@example.com\r\nSubject: Hi\r\n\r\nThank you.\r\n"


def test_raw_mail_is_kept_whole_through_both_apis(engine: Engine) -> None:
    engine.verify_sender("shop@example.com")

    client("sesv2").send_email(
        FromEmailAddress="shop@example.com",
        Destination={"ToAddresses": ["ann@example.com"]},
        Content={"Raw": {"Data": MIME}},
    )
    client("ses").send_raw_email(RawMessage={"Data": MIME})

    mails = engine.mails()
    assert [mail.raw for mail in mails] == [MIME, MIME]
    assert [mail.sender for mail in mails] == ["shop@example.com"] * 2
    assert [mail.recipients for mail in mails] == [("ann@example.com",)] * 2
    assert [mail.at for mail in mails] == [NOON, NOON]
    assert len({mail.id for mail in mails}) == 2


def test_mail_from_a_sender_nobody_verified_is_refused_and_not_kept(engine: Engine) -> None:
    with pytest.raises(ClientError) as refused:
        client("sesv2").send_email(
            FromEmailAddress="stranger@example.com",
            Destination={"ToAddresses": ["ann@example.com"]},
            Content={"Raw": {"Data": MIME}},
        )

    assert refused.value.response["Error"]["Code"] == "MessageRejected"
    assert engine.mails() == ()


def test_the_stack_has_its_tables_queues_and_outputs(engine: Engine, dynamodb: Any) -> None:
    table = dynamodb.describe_table(TableName=TABLE)["Table"]
    expiry = dynamodb.describe_time_to_live(TableName=TABLE)["TimeToLiveDescription"]

    assert engine.outputs("barrow-test") == {"TableName": TABLE}
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["gsi1"]
    assert table["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}


def test_deploying_the_same_template_again_changes_nothing(
    engine: Engine, dynamodb: Any, template: Path
) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    before = client("cloudformation").describe_stacks(StackName="barrow-test")["Stacks"][0]

    engine.deploy(template, {"Stage": "test"}, "barrow-test")

    after = client("cloudformation").describe_stacks(StackName="barrow-test")["Stacks"][0]
    assert after == before
    assert units_of(dynamodb, "A") == 5


def test_deploying_a_changed_template_adds_to_the_stack_and_keeps_the_items(
    engine: Engine, dynamodb: Any, template: Path
) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    more = "  Letters:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: letters}\nOutputs:"
    template.write_text(TEMPLATE.replace("Outputs:", more), encoding="utf-8")

    engine.deploy(template, {"Stage": "test"}, "barrow-test")

    assert "letters" in engine.queue_depths()
    assert units_of(dynamodb, "A") == 5


def test_a_template_that_cannot_be_deployed_says_why(engine: Engine, template: Path) -> None:
    with pytest.raises(DeployFailed, match="Stage"):
        engine.deploy(template, {}, "barrow-other")

    assert "barrow-other-orders" not in engine.queue_depths()


def test_only_one_engine_runs_at_a_time(engine: Engine) -> None:
    with pytest.raises(EngineError, match="already runs"):
        MotoEngine().start()


def test_clearing_forgets_everything(engine: Engine, dynamodb: Any) -> None:
    engine.clear()

    assert dynamodb.list_tables()["TableNames"] == []
    assert engine.queue_depths() == {}
    assert engine.stream_tables() == []
    assert client("s3").list_buckets()["Buckets"] == []
