"""Batches, reads and streams, with the cure and without it; and moto is left as it was."""

from typing import Any

import moto.dynamodb.models as backend_module
import pytest
from barrow.cloud.moto_cure import cured
from botocore.exceptions import ClientError
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodb.responses import DynamoHandler

from tests.integration.moto_cure.stock_in_moto import TABLE, count, key, put, records, units_of


def test_a_batch_of_26_writes(dynamodb: Any, treatment: str) -> None:
    requests = [{"PutRequest": {"Item": {**key(str(n)), "units": {"N": "1"}}}} for n in range(26)]
    refused = None

    try:
        dynamodb.batch_write_item(RequestItems={TABLE: requests})
    except ClientError as error:
        refused = error.response["Error"]["Code"]

    assert (units_of(dynamodb, "0"), refused) == {
        "plain": (1, None),
        "cured": (None, "ValidationException"),
    }[treatment]


@pytest.mark.parametrize(
    "request_",
    [
        {"KeyConditionExpression": "pk = :v", "ExpressionAttributeValues": {":v": {"S": "7"}}},
        {
            "IndexName": "by-owner",
            "KeyConditionExpression": "#o = :v",
            "ExpressionAttributeNames": {"#o": "owner"},
            "ExpressionAttributeValues": {":v": {"S": "ann 7"}},
        },
    ],
    ids=["partition", "index"],
)
def test_a_query_looks_at_its_partition_alone(
    dynamodb: Any, treatment: str, monkeypatch: pytest.MonkeyPatch, request_: dict[str, Any]
) -> None:
    for number in range(200):
        put(dynamodb, str(number), number, owner={"S": f"ann {number}"})
    dynamodb.query(TableName=TABLE, **request_)
    looked = count(monkeypatch, DynamoType, "__lt__")

    found = dynamodb.query(TableName=TABLE, **request_)["Items"]

    assert [item["units"]["N"] for item in found] == ["7"]
    assert (len(looked) >= 199) == (treatment == "plain")


def test_a_read_of_some_attributes(
    dynamodb: Any, treatment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dynamodb, "TEA", 5, size={"M": {"g": {"N": "100"}}}, notes={"L": [{"S": "a"}]})
    turned = count(monkeypatch, Item, "to_regular_json")

    def read(expression: str, **names: str) -> Any:
        names = {f"#{short}": name for short, name in names.items()}
        asked = {"ProjectionExpression": expression, "ExpressionAttributeNames": names}
        return dynamodb.get_item(TableName=TABLE, Key=key("TEA"), **asked)["Item"]

    some = read("#u, #s, #o", u="units", s="size", o="other")
    turned_for_names = len(turned)
    within = read("#s.g, notes[0]", s="size")

    assert some == {"units": {"N": "5"}, "size": {"M": {"g": {"N": "100"}}}}
    assert within == {"size": {"M": {"g": {"N": "100"}}}, "notes": {"L": [{"S": "a"}]}}
    assert turned_for_names == (3 if treatment == "plain" else 0)


def test_an_update_that_creates_an_item_in_the_stream(dynamodb: Any, treatment: str) -> None:
    dynamodb.update_item(
        TableName=TABLE,
        Key=key("mug"),
        UpdateExpression="SET units = :n",
        ExpressionAttributeValues={":n": {"N": "1"}},
    )

    names = [record["eventName"] for record in records()]
    assert names == {"plain": ["INSERT", "INSERT"], "cured": ["INSERT"]}[treatment]


def test_an_update_that_changes_nothing_in_the_stream(dynamodb: Any, treatment: str) -> None:
    put(dynamodb, "mug", 1)

    dynamodb.update_item(
        TableName=TABLE,
        Key=key("mug"),
        UpdateExpression="SET units = :n",
        ExpressionAttributeValues={":n": {"N": "1"}},
    )

    names = [record["eventName"] for record in records()]
    assert names == {"plain": ["INSERT", "MODIFY"], "cured": ["INSERT"]}[treatment]


def test_the_cure_leaves_moto_as_it_was() -> None:
    owners = (DynamoHandler, DynamoDBBackend, Table, StreamShard, backend_module)
    before = [dict(vars(owner)) for owner in owners]

    with cured():
        assert [dict(vars(owner)) for owner in owners] != before

    assert [dict(vars(owner)) for owner in owners] == before
