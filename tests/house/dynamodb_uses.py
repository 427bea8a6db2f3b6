"""A request to DynamoDB as IAM is asked about it (DynamoDB guide, "Using IAM policy conditions").

A transaction has no action of its own: each of its parts is asked for by itself. The attributes of
a request are those that it names, at the top level, in an item or any expression, and the keys'
always. What the guide leaves open is taken at its worst: that IAM is told as a return value what
a failed condition of a transaction gives back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tests.house.iam import Use

_TRANSACTED = {
    "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}  # fmt: skip
_EXPRESSIONS = (
    "ConditionExpression", "FilterExpression", "KeyConditionExpression", "ProjectionExpression",
    "UpdateExpression",
)  # fmt: skip
_WORDS = {"ADD", "AND", "BETWEEN", "DELETE", "IN", "NOT", "OR", "REMOVE", "SET"}
#: A name that starts a path: no part of one (.x), no value (:x), no function (x(…)).
_NAME = re.compile(r"(?<![\w.:#])(#\w+|[A-Za-z_]\w*)\b(?!\s*\()")

Request = Mapping[str, Any]


def uses(operation: str, request: Request, place: str) -> Iterator[Use]:
    """The uses of one request; `place` is `region:account`."""
    for use in _uses(operation, request):
        yield replace(use, resource=f"arn:aws:dynamodb:{place}:{use.resource}")


def _uses(operation: str, request: Request) -> Iterator[Use]:
    if operation == "TransactWriteItems":
        for part in request["TransactItems"]:
            ((kind, asked),) = part.items()
            yield _one(_TRANSACTED[kind], asked, within=operation)
    elif operation == "BatchGetItem":
        for table, asked in request["RequestItems"].items():
            yield _read(operation, table, asked, asked["Keys"])
    elif operation == "Query":
        yield _query(request)
    elif operation == "GetItem":
        yield _read(operation, request["TableName"], request, [request["Key"]])
    else:
        yield _one(operation, request)


def named(request: Request) -> frozenset[str]:
    """The top-level attributes in the expressions of a request."""
    aliases = request.get("ExpressionAttributeNames", {})
    found = {
        name
        for expression in _EXPRESSIONS
        for name in _NAME.findall(request.get(expression, ""))
        if name not in _WORDS
    }
    return frozenset(aliases[name] if name.startswith("#") else name for name in found)


def _one(action: str, request: Request, within: str = "") -> Use:
    item = request.get("Key") or request["Item"]
    told = request.get("ReturnValuesOnConditionCheckFailure") if within else None
    return Use(
        f"dynamodb:{action}",
        f"table/{request['TableName']}",
        leading=_leading([item]),
        attributes=named(request) | set(item),
        returns=told or request.get("ReturnValues", "NONE"),
        within=within,
    )


def _read(action: str, table: str, request: Request, keys: Iterable[Mapping[str, Any]]) -> Use:
    keys = list(keys)
    return Use(
        f"dynamodb:{action}",
        f"table/{table}",
        leading=_leading(keys),
        attributes=named(request).union(*keys),
        select=_select(request),
    )


def _query(request: Request) -> Use:
    index = request.get("IndexName", "")
    keys = {"pk", "sk"} | ({f"{index}pk", f"{index}sk"} if index else set())
    return Use(
        "dynamodb:Query",
        f"table/{request['TableName']}" + (f"/index/{index}" if index else ""),
        leading=frozenset({request["ExpressionAttributeValues"][":pk"]["S"]}),
        attributes=named(request) | keys,
        select=_select(request),
    )


def _leading(keys: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(key["pk"]["S"] for key in keys)


def _select(request: Request) -> str:
    return "SPECIFIC_ATTRIBUTES" if request.get("ProjectionExpression") else "ALL_ATTRIBUTES"
