"""Writes as MiniStack charges for them, and as they are reckoned here: the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.operating.costs.units import Index, of_call
from botocore.session import get_session

TABLE = "orders"
KEY = {"pk": {"S": "ORDER#1"}, "sk": {"S": "ORDER"}}
STATUS = Index("gsi1", ("gsi1pk", "gsi1sk"))
DUE = Index("gsi2", ("gsi2pk", "gsi2sk"))


def order(size: int, **index_keys: str) -> dict[str, Any]:
    lines = {"L": [{"M": {"sku": {"S": "TEA-1"}, "units": {"N": "120"}}}, {"N": "-7"}]}
    note = {"S": "é" * (size // 2)}
    keys = {name: {"S": value} for name, value in index_keys.items()}
    return KEY | {"lines": lines, "note": note, "paid": {"BOOL": False}, **keys}


PENDING = {"gsi1pk": "STATUS#pending", "gsi1sk": "1", "gsi2pk": "DUE", "gsi2sk": "2"}
PAID = {"gsi1pk": "STATUS#paid", "gsi1sk": "1"}


@pytest.fixture
def dynamodb() -> Iterator[Any]:
    with MiniStackEngine():
        client: Any = get_session().create_client("dynamodb", region_name="eu-west-2")
        names = ["pk", "sk", *STATUS.key, *DUE.key]
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in names],
            KeySchema=_key("pk", "sk"),
            GlobalSecondaryIndexes=[
                {
                    "IndexName": index.name,
                    "KeySchema": _key(*index.key),
                    "Projection": {"ProjectionType": "ALL"},
                }
                for index in (STATUS, DUE)
            ],
        )
        yield client


def _key(hash_name: str, range_name: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_name, "KeyType": "HASH"},
        {"AttributeName": range_name, "KeyType": "RANGE"},
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, order(300), id="a small one put"),
        pytest.param(None, order(4000, **PENDING), id="put into both indexes"),
        pytest.param(order(4000, **PENDING), order(300, **PENDING), id="made smaller in place"),
        pytest.param(order(1500, **PENDING), order(2500, **PAID), id="moved and out of one"),
        pytest.param(order(1500, **PAID), order(1500, **PAID), id="written as it was"),
        pytest.param(order(1500, **PENDING), None, id="deleted"),
    ],
)
def test_a_write_is_charged_as_the_engine_charges_it(
    dynamodb: Any, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    if before:
        dynamodb.put_item(TableName=TABLE, Item=before)
    request: dict[str, Any] = {"TableName": TABLE, "ReturnConsumedCapacity": "INDEXES"}

    if after:
        answer = dynamodb.put_item(**request, Item=after)
    else:
        answer = dynamodb.delete_item(**request, Key=KEY)

    charged = answer["ConsumedCapacity"]
    units = of_call("PutItem", request, answer, [(before, after)], {TABLE: [STATUS, DUE]})
    assert units.written == charged["Table"]["CapacityUnits"]
    assert units.written + units.indexed == charged["CapacityUnits"]
