"""Python values to DynamoDB's typed ones and back: only the types that the shop stores.

str, int, bool, None, list, dict and bytes; a float has no business in a shop of integers and is
refused. Numbers come back as int. (boto3's serialiser does the same through Decimal, at a third
of a cold start.)

Typed values are those of the wire, bytes as base64 text: botocore hands items on as they are
(aws.py), and a stream's records have them so, too.
"""

from base64 import b64decode, b64encode
from typing import Any

Item = dict[str, Any]


def _dump(value: Any) -> dict[str, Any]:  # noqa: PLR0911 — one a type
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if value is None:
        return {"NULL": True}
    if isinstance(value, dict):
        return {"M": {key: _dump(inner) for key, inner in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"L": [_dump(inner) for inner in value]}
    if isinstance(value, bytes):
        return {"B": b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} is not stored")


def _load(typed: dict[str, Any]) -> Any:
    ((kind, value),) = typed.items()
    match kind:
        case "S" | "BOOL":
            return value
        case "N":
            return int(value)
        case "M":
            return load(value)
        case "L":
            return [_load(inner) for inner in value]
        case "NULL":
            return None
        case "B":
            return b64decode(value)
    raise TypeError(f"DynamoDB type {kind} is not stored by the shop")


# most values are texts and numbers, and a call for each is most of the time it takes


def dump(item: Item) -> dict[str, Any]:
    return {
        key: {"S": v} if type(v) is str else {"N": str(v)} if type(v) is int else _dump(v)
        for key, v in item.items()
    }


def load(item: dict[str, Any]) -> Item:
    return {
        key: v["S"] if "S" in v else int(v["N"]) if "N" in v else _load(v)
        for key, v in item.items()
    }


def load_if_any(item: dict[str, Any] | None) -> Item | None:
    """None where an answer has no item."""
    return load(item) if item else None
