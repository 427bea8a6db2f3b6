"""The short way to the engine gives the same answers and errors as botocore's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import botocore.session
import pytest
from barrow.cloud.engine_shortcut import short_way
from barrow.cloud.ministack_engine import MiniStackEngine
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ParamValidationError

Make = Callable[[str], Any]


@pytest.fixture(params=["long", "short"])
def client(request: pytest.FixtureRequest) -> Iterator[Make]:
    """`client(service)` in front of an engine with a table `barrow-things`, by either way."""
    with ExitStack() as stack:
        engine = stack.enter_context(MiniStackEngine())
        if request.param == "short":
            stack.enter_context(short_way(engine.answer))
        session = botocore.session.get_session()
        dynamodb: Any = session.create_client("dynamodb")
        dynamodb.create_table(
            TableName="barrow-things",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        yield session.create_client


THING = {"pk": {"S": "1"}, "n": {"N": "7"}, "parts": {"L": [{"M": {"à": {"S": "é"}}}]}}


def put(dynamodb: Any, item: Any = THING, **more: Any) -> Any:
    return dynamodb.put_item(TableName="barrow-things", Item=item, **more)


def test_what_is_put_is_got(client: Make) -> None:
    dynamodb = client("dynamodb")

    put(dynamodb)

    answer = dynamodb.get_item(TableName="barrow-things", Key={"pk": {"S": "1"}})
    assert answer["Item"] == THING
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_a_mail_is_sent_as_it_is_and_refused_without_a_sender_that_is_known(client: Make) -> None:
    sesv2 = client("sesv2")
    raw = b"From: shop@example.com\r\nTo: ada@example.com\r\nSubject: Hej\r\n\r\nBody"
    mail = {
        "FromEmailAddress": "shop@example.com",
        "Destination": {"ToAddresses": ["ada@example.com"]},
        "Content": {"Raw": {"Data": raw}},
    }

    with pytest.raises(ClientError) as refused:
        sesv2.send_email(**mail)
    sesv2.create_email_identity(EmailIdentity="shop@example.com")
    sent = sesv2.send_email(**mail)

    assert refused.value.response["Error"]["Code"] == "MessageRejected"
    assert sent["MessageId"]
    assert sent["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_neither_side_holds_what_the_other_one_has(client: Make) -> None:
    dynamodb = client("dynamodb")
    mine: dict[str, Any] = {"pk": {"S": "1"}, "parts": {"L": []}}
    put(dynamodb, mine)

    mine["parts"]["L"].append({"S": "later"})
    key = {"TableName": "barrow-things", "Key": {"pk": {"S": "1"}}}
    dynamodb.get_item(**key)["Item"]["parts"]["L"].append({"S": "later"})

    assert dynamodb.get_item(**key)["Item"]["parts"] == {"L": []}


def test_a_condition_that_fails_is_the_clients_own_error(client: Make) -> None:
    dynamodb = client("dynamodb")
    put(dynamodb)

    with pytest.raises(dynamodb.exceptions.ConditionalCheckFailedException) as failed:
        put(
            dynamodb,
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )

    assert failed.value.response["Error"]["Code"] == "ConditionalCheckFailedException"
    assert failed.value.response["Item"] == THING


def test_a_cancelled_transaction_tells_its_reasons(client: Make) -> None:
    dynamodb = client("dynamodb")
    put(dynamodb)
    actions = [
        {"Put": {"TableName": "barrow-things", "Item": {"pk": {"S": "2"}}}},
        {
            "Put": {
                "TableName": "barrow-things",
                "Item": THING,
                "ConditionExpression": "attribute_not_exists(pk)",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        },
    ]

    with pytest.raises(dynamodb.exceptions.TransactionCanceledException) as cancelled:
        dynamodb.transact_write_items(TransactItems=actions)

    reasons = cancelled.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["None", "ConditionalCheckFailed"]
    assert reasons[1]["Item"] == THING


def test_a_missing_table_is_told(client: Make) -> None:
    dynamodb = client("dynamodb")

    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.get_item(TableName="barrow-none", Key={"pk": {"S": "1"}})


def test_bytes_come_back_as_bytes(client: Make) -> None:
    dynamodb = client("dynamodb")
    item = {"pk": {"S": "1"}, "key": {"B": b"\x00\xff"}}

    put(dynamodb, item)

    answer = dynamodb.get_item(TableName="barrow-things", Key={"pk": {"S": "1"}})
    assert answer["Item"] == item


def test_somebody_called_b_is_no_blob(client: Make) -> None:
    dynamodb = client("dynamodb")
    item = {"pk": {"S": "1"}, "B": {"S": "B"}}

    put(dynamodb, item)

    answer = dynamodb.get_item(TableName="barrow-things", Key={"pk": {"S": "1"}})
    assert answer["Item"] == item


def test_values_that_nobody_can_send_are_refused(client: Make) -> None:
    with pytest.raises(ParamValidationError):
        put(client("dynamodb"), {"pk": {"S": object()}})


def test_messages_go_and_come(client: Make) -> None:
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="barrow-local-cart")["QueueUrl"]

    sqs.send_message(QueueUrl=url, MessageBody="héllo")

    messages = sqs.receive_message(QueueUrl=url)["Messages"]
    assert [message["Body"] for message in messages] == ["héllo"]


def test_a_missing_queue_has_the_name_that_clients_know(client: Make) -> None:
    sqs = client("sqs")

    with pytest.raises(ClientError) as missing:
        sqs.get_queue_url(QueueName="none")

    assert missing.value.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue"
    assert isinstance(missing.value, sqs.exceptions.QueueDoesNotExist)


def test_facts_reach_the_bus(client: Make) -> None:
    events = client("events")
    entry = {"Source": "barrow.cart", "DetailType": "CartOrdered", "Detail": "{}"}

    answer = events.put_events(Entries=[entry])

    assert answer["FailedEntryCount"] == 0


def test_botocore_is_itself_again_afterwards() -> None:
    before = BaseClient.__dict__["_make_api_call"]
    with MiniStackEngine() as engine:
        with short_way(engine.answer):
            during = BaseClient.__dict__["_make_api_call"]
        after = BaseClient.__dict__["_make_api_call"]

    assert during is not before
    assert after is before
