"""A read that comes again is answered as MiniStack answered the first of its kind."""

from collections.abc import Iterator
from typing import Any

import pytest
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine
from botocore.exceptions import ClientError

INDEX = {
    "IndexName": "gsi1",
    "KeySchema": [
        {"AttributeName": "holder", "KeyType": "HASH"},
        {"AttributeName": "place", "KeyType": "RANGE"},
    ],
    "Projection": {"ProjectionType": "ALL"},
}


def create(projection: str = "ALL") -> None:
    client("dynamodb").create_table(
        TableName="things",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"}
            for name in ("pk", "sk", "holder", "place")
        ],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        GlobalSecondaryIndexes=[INDEX | {"Projection": {"ProjectionType": projection}}],
    )


def put(pk: str, sk: str, **more: Any) -> None:
    item: dict[str, Any] = {
        "pk": {"S": pk},
        "sk": {"S": sk},
        "holder": {"S": "ann"},
        "place": {"S": sk[-1]},
    }
    item |= {"state": {"S": "new"}, "parts": {"L": [{"M": {"n": {"N": "7"}}}]}} | more
    client("dynamodb").put_item(TableName="things", Item=item)


@pytest.fixture
def dynamodb() -> Iterator[Any]:
    """A table with three things of ann's on one shelf, and one on another."""
    with MiniStackEngine():
        create()
        for pk, sk in (("a", "x#2"), ("a", "x#1"), ("a", "y#3"), ("b", "x#1")):
            put(pk, sk)
        yield client("dynamodb")


def key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def of(condition: str, values: dict[str, str], **more: Any) -> dict[str, Any]:
    return more | {
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": {name: {"S": text} for name, text in values.items()},
    }


SOME = {"ProjectionExpression": "#f, sk, gone", "ExpressionAttributeNames": {"#f": "state"}}
DEEP = {"ProjectionExpression": "parts[0].n, sk"}
READS: list[tuple[str, dict[str, Any]]] = [
    ("get_item", {"Key": key("a", "x#1")}),
    ("get_item", {"Key": key("a", "x#1"), "ConsistentRead": True} | SOME),
    ("get_item", {"Key": key("a", "x#1")} | DEEP),
    ("get_item", {"Key": key("a", "nowhere")}),
    ("get_item", {"Key": key("a", "x#1"), "ReturnConsumedCapacity": "TOTAL"}),
    ("query", of("pk = :p", {":p": "a"})),
    ("query", of("pk = :p", {":p": "nobody"})),
    ("query", of("pk = :p", {":p": "a"}, ScanIndexForward=False)),
    ("query", of(":p = pk AND begins_with(sk, :s)", {":p": "a", ":s": "x#"})),
    ("query", of("begins_with(sk, :s) AND pk = :p", {":p": "a", ":s": "x#"})),
    ("query", of("pk = :p AND sk <= :s", {":p": "a", ":s": "x#2"}, ConsistentRead=True)),
    ("query", of("pk = :p AND sk BETWEEN :s AND :t", {":p": "a", ":s": "x#2", ":t": "z"})),
    ("query", of("pk = :p", {":p": "a"}, Limit=3)),
    ("query", of("pk = :p", {":p": "a"}, Limit=4)),
    ("query", of("pk = :p", {":p": "a"}, Limit=2, ExclusiveStartKey=key("a", "x#1"))),
    ("query", of("pk = :p", {":p": "a"}, **SOME)),
    ("query", of("pk = :p", {":p": "a"}, **DEEP)),
    ("query", of("pk = :p", {":p": "a", ":n": "old"}, FilterExpression="holder = :n")),
    ("query", of("pk = :p", {":p": "a"}, Select="COUNT")),
    ("query", of("holder = :o", {":o": "ann"}, IndexName="gsi1")),
    ("query", of("holder = :o AND place > :p", {":o": "ann", ":p": "1"}, IndexName="gsi1")),
]


@pytest.mark.parametrize(("operation", "request_"), READS)
def test_a_read_is_answered_alike_the_second_time(
    dynamodb: Any, operation: str, request_: dict[str, Any]
) -> None:
    first = getattr(dynamodb, operation)(TableName="things", **request_)
    second = getattr(dynamodb, operation)(TableName="things", **request_)

    assert without_metadata(second) == without_metadata(first)


@pytest.mark.parametrize("fields", [{}, SOME, DEEP])
def test_a_batch_is_answered_alike_the_second_time(dynamodb: Any, fields: dict[str, Any]) -> None:
    keys = [key("a", "y#3"), key("b", "x#1"), key("b", "gone")]

    first, second = (
        dynamodb.batch_get_item(RequestItems={"things": {"Keys": keys} | fields}) for _ in range(2)
    )

    assert without_metadata(second) == without_metadata(first)
    assert len(second["Responses"]["things"]) == 2


def without_metadata(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def test_a_read_that_came_before_sees_what_was_written_since(dynamodb: Any) -> None:
    whole = of("pk = :p", {":p": "b"})
    for _ in range(2):
        dynamodb.query(TableName="things", **whole)
        dynamodb.get_item(TableName="things", Key=key("b", "x#1"))

    put("b", "x#1", state={"S": "sold"})
    put("b", "x#0")

    there = dynamodb.query(TableName="things", **whole)["Items"]
    one = dynamodb.get_item(TableName="things", Key=key("b", "x#1"))["Item"]
    assert [item["sk"]["S"] for item in there] == ["x#0", "x#1"]
    assert one["state"] == there[1]["state"] == {"S": "sold"}


BAD: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("get_item", {"Key": key("a", "x#1")}, {"Key": key("a", "")}),
    ("get_item", {"Key": key("a", "x#1")}, {"Key": {"pk": {"S": "a"}, "sk": {"N": "1"}}}),
    ("get_item", {"Key": key("a", "x#1")}, {"Key": {"pk": {"S": "a"}}}),
    ("get_item", {"Key": key("a", "x#1")}, {"Key": key("a", "x" * 1025)}),
    ("get_item", {"Key": key("a", "x#1")} | SOME,
     {"Key": key("a", "x#1"), "ProjectionExpression": "state, sk, gone"}),
    ("get_item", {"Key": key("a", "x#1")},
     {"Key": key("a", "x#1"), "ExpressionAttributeNames": {"#f": "state"}}),
    ("query", of("pk = :p", {":p": "a"}), of("pk = :p", {":p": "a"},
     ExpressionAttributeNames={"#f": "state"})),
    ("query", of("pk = :p", {":p": "a"}), of("pk = :p", {":p": ""})),
    ("query", of("pk = :p", {":p": "a"}), of("pk = :p", {":p": "a", ":q": "b"})),
    ("query", of("pk = :p", {":p": "a"}), of("pk = :p", {":p": "a"}, ConsistentRead=True,
     IndexName="gsi1")),
    ("query", of("pk = :p AND sk BETWEEN :s AND :t", {":p": "a", ":s": "a", ":t": "b"}),
     of("pk = :p AND sk BETWEEN :s AND :t", {":p": "a", ":s": "b", ":t": "a"})),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "good", "bad"), BAD)
def test_what_is_wrong_is_refused_after_its_like_was_answered(
    dynamodb: Any, operation: str, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    for _ in range(2):
        getattr(dynamodb, operation)(TableName="things", **good)

    with pytest.raises(ClientError, match="ValidationException"):
        getattr(dynamodb, operation)(TableName="things", **bad)


def test_a_key_that_comes_twice_is_refused_after_a_batch_was_answered(dynamodb: Any) -> None:
    once = {"things": {"Keys": [key("a", "x#1")]}}
    for _ in range(2):
        dynamodb.batch_get_item(RequestItems=once)

    with pytest.raises(ClientError, match="duplicates"):
        dynamodb.batch_get_item(RequestItems={"things": {"Keys": [key("a", "x#1")] * 2}})


def test_a_partition_larger_than_a_page_is_paged_each_time(dynamodb: Any) -> None:
    for number in range(4):
        put("large", f"x#{number}", text={"S": "é" * 175_000})

    pages = [dynamodb.query(TableName="things", **of("pk = :p", {":p": "large"})) for _ in (1, 2)]

    assert [page["Count"] for page in pages] == [2, 2]
    assert all(page["LastEvaluatedKey"] == key("large", "x#1") for page in pages)


def test_a_table_that_is_made_anew_answers_by_what_it_is_now(dynamodb: Any) -> None:
    by_holder = of("holder = :o", {":o": "ann"}, IndexName="gsi1")
    for _ in range(2):
        dynamodb.query(TableName="things", **by_holder)

    dynamodb.delete_table(TableName="things")
    create("KEYS_ONLY")
    put("a", "x#1")

    answers = [dynamodb.query(TableName="things", **by_holder)["Items"] for _ in range(2)]
    assert [item.keys() for items in answers for item in items] == [
        {"pk", "sk", "holder", "place"}
    ] * 2
