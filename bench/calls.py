"""Counts the calls of a shop to AWS and Stripe, and reckons the units of those to DynamoDB.

What a write found and left is read before and after it, by a client that is not counted; so
whatever counts here is not timed at the same time.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import botocore.session
from shopkit import aws

from bench.units import Change, Index, Item, Units, of_call
from tests.shop import Shop

_SERVICES = ("dynamodb", "events", "sqs", "sesv2", "ssm")
_SHORT = {"TransactWriteItems": "Transact", "BatchGetItem": "BatchGet"}
Place = tuple[str, Item]


@dataclass(frozen=True)
class Called:
    """`name` as a table shows it; units only where DynamoDB was called."""

    name: str
    units: Units


class Calls:
    """Every call while `counting` lasts, in order."""

    def __init__(self, shop: Shop) -> None:
        self.made: list[Called] = []
        self._shop = shop
        self._reader: Any = botocore.session.get_session().create_client("dynamodb")
        self._indexes: dict[str, list[Index]] = {}
        self._request: dict[str, Any] = {}
        self._before: list[Item | None] = []

    @contextmanager
    def counting(self) -> Iterator[None]:
        clients = [aws.client(service) for service in _SERVICES]
        request = self._shop.stripe_http.request

        def stripe_request(method: str, url: str, *rest: Any, **options: Any) -> Any:
            path = urlsplit(url).path.removeprefix("/v1/")
            kind = "/".join(part for part in path.split("/") if "_" not in part)
            self.made.append(Called(f"Stripe {method.upper()} {kind}", Units()))
            return request(method, url, *rest, **options)

        for client in clients:
            client.meta.events.register("before-parameter-build", self._leaving)
            client.meta.events.register("after-call", self._answered)
        self._shop.stripe_http.request = stripe_request  # type: ignore[method-assign]
        try:
            yield
        finally:
            self._shop.stripe_http.request = request  # type: ignore[method-assign]
            for client in clients:
                client.meta.events.unregister("before-parameter-build", self._leaving)
                client.meta.events.unregister("after-call", self._answered)

    def _leaving(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self._request = params
        if model.service_model.service_name == "dynamodb":
            self._before = [self._item(place) for place in _written(model.name, params)]

    def _answered(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        if model.service_model.service_name != "dynamodb":
            self.made.append(Called(model.name, Units()))
            return
        places = _written(model.name, self._request)
        changes: list[Change] = [
            (before, self._item(place)) for before, place in zip(self._before, places, strict=True)
        ]
        indexes = {table: self._of_table(table) for table, _ in places}
        units = of_call(model.name, self._request, parsed, changes, indexes)
        self.made.append(Called(_SHORT.get(model.name, model.name.removesuffix("Item")), units))

    def _item(self, place: Place) -> Item | None:
        table, key = place
        found = self._reader.get_item(TableName=table, Key=key, ConsistentRead=True)
        item: Item | None = found.get("Item")
        return item

    def _of_table(self, table: str) -> list[Index]:
        if table not in self._indexes:
            described = self._reader.describe_table(TableName=table)["Table"]
            self._indexes[table] = [
                Index(one["IndexName"], tuple(k["AttributeName"] for k in one["KeySchema"]))
                for one in described.get("GlobalSecondaryIndexes", [])
            ]
        return self._indexes[table]


def _written(operation: str, request: Mapping[str, Any]) -> list[Place]:
    """Table and key of each item that the call may write."""
    if operation == "TransactWriteItems":
        return [_place(next(iter(action.values()))) for action in request["TransactItems"]]
    if operation in {"PutItem", "UpdateItem", "DeleteItem"}:
        return [_place(request)]
    return []


def _place(action: Mapping[str, Any]) -> Place:
    named = action.get("Key") or action["Item"]
    return action["TableName"], {"pk": named["pk"], "sk": named["sk"]}
