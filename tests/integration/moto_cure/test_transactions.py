"""Transactions of two at once, repeated and cancelled, with the cure and without it."""

import threading
from collections.abc import Callable
from typing import Any

import botocore.session
import moto.dynamodb.models as backend_module
import pytest
from barrow.cloud.moto_cure import cured
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.dynamodb.models.dynamo_type import Item

from tests.integration.moto_cure.stock_in_moto import TABLE, count, key, put, records, units_of

# how long a scene waits for a thread that the cure makes wait; in plain moto it ends at once
PATIENCE = 0.3


def taking(pk: str, units: int = 1) -> dict[str, Any]:
    return {
        "TableName": TABLE,
        "Key": key(pk),
        "UpdateExpression": "SET units = units - :n",
        "ConditionExpression": "units >= :n",
        "ExpressionAttributeValues": {":n": {"N": str(units)}},
    }


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
