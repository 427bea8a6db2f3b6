"""Each defect of moto's DynamoDB, shown in plain moto, and its absence with the cure."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import botocore.session
import moto.dynamodb.models as backend_module
import pytest
from barrow.cloud.moto_cure import cured
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodb.responses import DynamoHandler

TABLE = "stock"
# how long a scene waits for a thread that the cure makes wait; in plain moto it ends at once
PATIENCE = 0.3


@pytest.fixture(params=["plain", "cured"])
def treatment(request: pytest.FixtureRequest) -> str:
    treatment: str = request.param
    return treatment


@pytest.fixture
def dynamodb(treatment: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    cure: AbstractContextManager[None] = cured() if treatment == "cured" else nullcontext()
    with mock_aws(), cure:
        client: Any = botocore.session.Session().create_client("dynamodb")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "owner")
            ],
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "by-owner",
                    "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        yield client


def key(pk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": "META"}}


def put(dynamodb: Any, pk: str, units: int = 1, **more: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item={**key(pk), "units": {"N": str(units)}, **more})


def units_of(dynamodb: Any, pk: str) -> int | None:
    item = dynamodb.get_item(TableName=TABLE, Key=key(pk)).get("Item")
    return int(item["units"]["N"]) if item else None


def taking(pk: str, units: int = 1) -> dict[str, Any]:
    return {
        "TableName": TABLE,
        "Key": key(pk),
        "UpdateExpression": "SET units = units - :n",
        "ConditionExpression": "units >= :n",
        "ExpressionAttributeValues": {":n": {"N": str(units)}},
    }


def records() -> list[dict[str, Any]]:
    table: Any = dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-west-2"].tables[TABLE]
    return [entry.to_json() for entry in table.stream_shard.items]


def interrupt(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, other: Callable[[], None]
) -> list[threading.Thread]:
    """Let `other` run in a thread of its own when `owner.name` is first called, if it can."""
    original, threads = getattr(owner, name), list[threading.Thread]()

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        if not threads:
            threads.append(threading.Thread(target=other))
            threads[0].start()
            threads[0].join(timeout=PATIENCE)
        return original(*args, **kwargs)

    monkeypatch.setattr(owner, name, interrupted)
    return threads


def count(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[int]:
    """Return a list that grows by one at each call of `owner.name`."""
    original, calls = getattr(owner, name), list[int]()

    def counted(*args: Any) -> Any:
        calls.append(1)
        return original(*args)

    monkeypatch.setattr(owner, name, counted)
    return calls


def test_two_buyers_of_the_last_unit(
    dynamodb: Any, treatment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dynamodb, "mug", 1)
    sold = []

    def buy() -> None:
        try:
            dynamodb.update_item(**taking("mug"))
            sold.append(1)
        except dynamodb.exceptions.ConditionalCheckFailedException:
            sold.append(0)

    # the second buyer comes between the first one's condition and its update
    threads = interrupt(monkeypatch, backend_module, "UpdateExpressionExecutor", buy)
    buy()
    threads[0].join()

    assert sum(sold) == {"plain": 2, "cured": 1}[treatment]


def test_a_cancelled_transaction_and_a_write_beside_it(
    dynamodb: Any, treatment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dynamodb, "mug", 0)

    # another customer's order is put while the transaction is under way
    threads = interrupt(
        monkeypatch, backend_module, "get_filter_expression", lambda: put(dynamodb, "order", 7)
    )
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        dynamodb.transact_write_items(TransactItems=[{"Update": taking("mug")}])
    threads[0].join()

    assert units_of(dynamodb, "order") == {"plain": None, "cured": 7}[treatment]


def test_a_transaction_on_one_item_of_many_copies_little(
    dynamodb: Any, treatment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        put(dynamodb, str(number), 5)
    copied = count(monkeypatch, Item, "__deepcopy__")

    dynamodb.transact_write_items(TransactItems=[{"Update": taking("0")}])

    assert (len(copied) >= 200) == (treatment == "plain")
    assert units_of(dynamodb, "0") == 4


def test_a_repeated_request_token(dynamodb: Any, treatment: str) -> None:
    put(dynamodb, "mug", 5)

    for _ in range(2):
        dynamodb.transact_write_items(
            TransactItems=[{"Update": taking("mug")}], ClientRequestToken="t"
        )

    assert units_of(dynamodb, "mug") == {"plain": 3, "cured": 4}[treatment]


def test_a_request_token_with_another_body(dynamodb: Any, treatment: str) -> None:
    put(dynamodb, "mug", 5)
    refused = None

    for units in (1, 2):
        try:
            dynamodb.transact_write_items(
                TransactItems=[{"Update": taking("mug", units)}], ClientRequestToken="t"
            )
        except ClientError as error:
            refused = error.response["Error"]["Code"]

    assert (units_of(dynamodb, "mug"), refused) == {
        "plain": (2, None),
        "cured": (4, "IdempotentParameterMismatchException"),
    }[treatment]


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


def test_a_cancelled_transaction_takes_its_records_and_items_back(dynamodb: Any) -> None:
    put(dynamodb, "mug", 5)
    put(dynamodb, "cup", 0)
    before = len(records())

    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        dynamodb.transact_write_items(
            TransactItems=[
                {"Update": taking("mug")},
                {"Put": {"TableName": TABLE, "Item": {**key("new"), "units": {"N": "1"}}}},
                {"Update": taking("cup")},
            ]
        )

    assert [units_of(dynamodb, pk) for pk in ("mug", "new", "cup")] == [5, None, 0]
    assert len(records()) == before


def race(buy: Callable[[], bool]) -> int:
    """Sixteen buyers who go on until they are refused; return how much they bought."""
    bought = []

    def shop() -> None:
        while buy():
            bought.append(1)

    buyers = [threading.Thread(target=shop) for _ in range(16)]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    return len(bought)


@pytest.mark.parametrize("treatment", ["cured"], indirect=True)
@pytest.mark.parametrize("round_", range(3))
def test_sixteen_threads_sell_a_hundred_units_exactly_by_updates(
    dynamodb: Any, round_: int
) -> None:
    put(dynamodb, "mug", 100)

    def buy() -> bool:
        try:
            dynamodb.update_item(**taking("mug"))
        except dynamodb.exceptions.ConditionalCheckFailedException:
            return False
        return True

    assert race(buy) == 100
    assert units_of(dynamodb, "mug") == 0


@pytest.mark.parametrize("treatment", ["cured"], indirect=True)
@pytest.mark.parametrize("round_", range(3))
def test_sixteen_threads_sell_a_hundred_units_exactly_by_transactions(
    dynamodb: Any, round_: int
) -> None:
    put(dynamodb, "mug", 100)
    numbers = iter(range(10_000))

    def buy() -> bool:
        sale = {**key(f"sale {next(numbers)}"), "units": {"N": "1"}}
        try:
            dynamodb.transact_write_items(
                TransactItems=[
                    {"Update": taking("mug")},
                    {"Put": {"TableName": TABLE, "Item": sale}},
                ]
            )
        except dynamodb.exceptions.TransactionCanceledException:
            return False
        return True

    assert race(buy) == 100
    assert units_of(dynamodb, "mug") == 0
    items = dynamodb.scan(TableName=TABLE)["Items"]
    assert sum(item["pk"]["S"].startswith("sale ") for item in items) == 100
    assert len(records()) == 1 + 200


def test_a_token_is_free_again_after_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    moments = iter([0.0, 599.0, 1200.0])
    with mock_aws(), cured(monotonic=lambda: next(moments)):
        client: Any = botocore.session.Session().create_client("dynamodb")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")
            ],
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
        )
        put(client, "mug", 5)

        for _ in range(3):
            client.transact_write_items(
                TransactItems=[{"Update": taking("mug")}], ClientRequestToken="t"
            )

        assert units_of(client, "mug") == 3


def test_the_cure_leaves_moto_as_it_was() -> None:
    owners = (DynamoHandler, DynamoDBBackend, Table, StreamShard, backend_module)
    before = [dict(vars(owner)) for owner in owners]

    with cured():
        assert [dict(vars(owner)) for owner in owners] != before

    assert [dict(vars(owner)) for owner in owners] == before
