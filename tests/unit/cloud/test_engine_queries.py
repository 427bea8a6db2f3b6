"""Queries on a large partition give what a small one would: the narrowing must not show."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine
from botocore.exceptions import ClientError

Items = list[dict[str, Any]]


def create(name: str, kind: str) -> None:
    """A table with one index on (owner, place); place is of the given type, as is sk."""
    client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": kind},
            {"AttributeName": "owner", "AttributeType": "S"},
            {"AttributeName": "place", "AttributeType": kind},
        ],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "gsi1",
                "KeySchema": [
                    {"AttributeName": "owner", "KeyType": "HASH"},
                    {"AttributeName": "place", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )


def entry(number: int, kind: str) -> dict[str, Any]:
    """One item; places repeat, so that the index has ties."""
    text = str(number) if kind == "N" else f"{number:04}"
    place = str(number // 3) if kind == "N" else f"{number // 3:04}"
    return {
        "pk": {"S": "all"},
        "sk": {kind: text},
        "owner": {"S": "ann"},
        "place": {kind: place},
        "even": {"BOOL": number % 2 == 0},
    }


@pytest.fixture(scope="module", params=["S", "N"])
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture(scope="module")
def numbers(kind: str) -> Iterator[list[int]]:
    """The numbers in the table, after a thousand writes, moves and deletions under way."""
    chance = random.Random(3)
    with MiniStackEngine():
        create("things", kind)
        dynamodb = client("dynamodb")
        for number in range(400):
            dynamodb.put_item(TableName="things", Item=entry(number, kind))
        read_all(index=None, condition="pk = :p", values={":p": {"S": "all"}})
        read_all(index="gsi1", condition="#o = :p", values={":p": {"S": "ann"}})
        gone = set(chance.sample(range(400), 60))
        for number in gone:
            key = {name: entry(number, kind)[name] for name in ("pk", "sk")}
            dynamodb.delete_item(TableName="things", Key=key)
        for number in range(400, 500):
            dynamodb.put_item(TableName="things", Item=entry(number, kind))
        yield sorted(set(range(500)) - gone)


def read_all(index: str | None, condition: str, values: Any, **more: Any) -> Items:
    """Follow every page."""
    request = {
        "TableName": "things",
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": values,
        **({"IndexName": index} if index else {}),
        **({"ExpressionAttributeNames": {"#o": "owner"}} if "#o" in condition else {}),
        **more,
    }
    found: Items = []
    while True:
        page = client("dynamodb").query(**request)
        found += page["Items"]
        if "LastEvaluatedKey" not in page:
            return found
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


Condition = tuple[str, Callable[[int, int, int], bool]]
"""What follows the partition key's condition, and whether a number holds to it, given a and b."""

CONDITIONS: list[Condition] = [
    ("", lambda *_: True),
    (" AND {k} = :a", lambda n, a, _: n == a),
    (" AND {k} < :a", lambda n, a, _: n < a),
    (" AND {k} <= :a", lambda n, a, _: n <= a),
    (" AND {k} > :a", lambda n, a, _: n > a),
    (" AND {k} >= :a", lambda n, a, _: n >= a),
    (" AND {k} BETWEEN :a AND :b", lambda n, a, b: a <= n <= b),
    (" AND :a <= {k}", lambda n, a, _: n >= a),
]


@pytest.mark.parametrize("more", [{}, {"Limit": 23}, {"ScanIndexForward": False, "Limit": 23}])
@pytest.mark.parametrize("index", [None, "gsi1"])
@pytest.mark.parametrize("condition", CONDITIONS, ids=[c[0] for c in CONDITIONS])
def test_a_large_partition_answers_like_a_list(
    numbers: list[int], kind: str, condition: Condition, index: str | None, more: dict[str, Any]
) -> None:
    extra, holds = condition
    low, high = (30, 33) if index else (90, 101)
    text = str if kind == "N" else "{:04}".format
    values = {":p": {"S": "ann" if index else "all"}}
    values |= {":a": {kind: text(low)}} if ":a" in extra else {}
    values |= {":b": {kind: text(high)}} if ":b" in extra else {}
    name, hash_condition = ("place", "#o = :p") if index else ("sk", "pk = :p")

    found = read_all(index, hash_condition + extra.format(k=name), values, **more)

    each = 3 if index else 1
    expected = [number for number in numbers if holds(number // each, low, high)]
    told = [int(item["sk"][kind]) for item in found]
    assert told == (expected if more.get("ScanIndexForward", True) else expected[::-1])


def test_a_prefix_finds_its_stretch_and_is_refused_for_numbers(
    numbers: list[int], kind: str
) -> None:
    condition, values = "begins_with(sk, :a) AND pk = :p", {":p": {"S": "all"}, ":a": {kind: "01"}}

    if kind == "N":
        with pytest.raises(ClientError, match="begins_with"):
            read_all(None, condition, values)
    else:
        found = read_all(None, condition, values, Limit=9)
        assert [int(item["sk"]["S"]) for item in found] == [n for n in numbers if 100 <= n < 200]


def test_a_filter_is_applied_after_the_limit_as_dynamodb_does(
    numbers: list[int], kind: str
) -> None:
    request = {
        "TableName": "things",
        "KeyConditionExpression": "pk = :p",
        "FilterExpression": "even = :t",
        "ExpressionAttributeValues": {":p": {"S": "all"}, ":t": {"BOOL": True}},
        "Limit": 10,
    }

    page = client("dynamodb").query(**request)

    assert page["ScannedCount"] == 10
    assert [int(i["sk"][kind]) for i in page["Items"]] == [n for n in numbers[:10] if n % 2 == 0]


def test_a_page_ends_at_a_megabyte(numbers: list[int], kind: str) -> None:
    dynamodb = client("dynamodb")
    for number in range(150):
        item = {**entry(number, kind), "pk": {"S": "big"}, "text": {"S": "x" * 10_000}}
        del item["owner"]
        dynamodb.put_item(TableName="things", Item=item)

    pages = []
    more: dict[str, Any] = {}
    while True:
        page = dynamodb.query(
            TableName="things",
            KeyConditionExpression="pk = :p",
            ExpressionAttributeValues={":p": {"S": "big"}},
            **more,
        )
        pages.append(page["Count"])
        if "LastEvaluatedKey" not in page:
            break
        more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    assert pages == [104, 46]
