"""Writes that are yet to be done: one action each, with the name of its condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shopkit import marshal
from shopkit.marshal import Item

IS_NEW = "attribute_not_exists(pk)"
EXISTS = "attribute_exists(pk)"


@dataclass(frozen=True)
class Write:
    """One action of a transaction: `kind` is Put, Update, Delete or ConditionCheck."""

    kind: str
    request: dict[str, Any]
    condition: str = ""


def put(  # noqa: PLR0913 — the parts of one DynamoDB action
    table: str,
    item: Item,
    *,
    only_if: str | None = None,
    condition: str = "",
    values: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    tells: bool = True,
) -> Write:
    """`tells`: where the condition fails, what stands there comes back with its name."""
    request = {"TableName": table, "Item": marshal.dump(item)} | _names_and_values(names, values)
    return Write("Put", _conditioned(request, only_if, tells=tells), condition)


def update(  # noqa: PLR0913
    table: str,
    key: Item,
    expression: str,
    values: Mapping[str, Any] | None = None,
    *,
    only_if: str | None = None,
    condition: str = "",
    names: Mapping[str, str] | None = None,
    tells: bool = True,
) -> Write:
    """`tells`: where the condition fails, what stands there comes back with its name."""
    request = {"TableName": table, "Key": marshal.dump(key), "UpdateExpression": expression}
    request |= _names_and_values(names, values)
    return Write("Update", _conditioned(request, only_if, tells=tells), condition)


def delete(  # noqa: PLR0913
    table: str,
    key: Item,
    *,
    only_if: str | None = None,
    condition: str = "",
    values: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    tells: bool = True,
) -> Write:
    """`tells`: where the condition fails, what stands there comes back with its name."""
    request = {"TableName": table, "Key": marshal.dump(key)} | _names_and_values(names, values)
    return Write("Delete", _conditioned(request, only_if, tells=tells), condition)


def check(  # noqa: PLR0913
    table: str,
    key: Item,
    only_if: str,
    condition: str,
    values: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    *,
    tells: bool = True,
) -> Write:
    request = {"TableName": table, "Key": marshal.dump(key)} | _names_and_values(names, values)
    return Write("ConditionCheck", _conditioned(request, only_if, tells=tells), condition)


def _names_and_values(
    names: Mapping[str, str] | None, values: Mapping[str, Any] | None
) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if names:
        extra["ExpressionAttributeNames"] = dict(names)
    if values:
        extra["ExpressionAttributeValues"] = marshal.dump(dict(values))
    return extra


def _conditioned(
    request: dict[str, Any], only_if: str | None, *, tells: bool = True
) -> dict[str, Any]:
    if only_if:
        request["ConditionExpression"] = only_if
        if tells:
            request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return request
