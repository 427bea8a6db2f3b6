"""A table of stock in moto, and actions on it."""

from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

TABLE = "stock"


def key(pk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": "META"}}


def put(dynamodb: Any, pk: str, units: int = 1, **more: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item={**key(pk), "units": {"N": str(units)}, **more})


def units_of(dynamodb: Any, pk: str) -> int | None:
    item = dynamodb.get_item(TableName=TABLE, Key=key(pk)).get("Item")
    return int(item["units"]["N"]) if item else None


def records() -> list[dict[str, Any]]:
    table: Any = dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-west-2"].tables[TABLE]
    return [entry.to_json() for entry in table.stream_shard.items]


def count(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[int]:
    """Return a list that grows by one at each call of `owner.name`."""
    original, calls = getattr(owner, name), list[int]()

    def counted(*args: Any) -> Any:
        calls.append(1)
        return original(*args)

    monkeypatch.setattr(owner, name, counted)
    return calls
