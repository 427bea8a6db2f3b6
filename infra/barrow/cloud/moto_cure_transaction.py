"""Transactions in moto: only the touched items are saved, and a token is taken once.

moto copies every table a transaction names, once per action, and on failure puts those copies in
place of tables others may have written since. Here the copy is a no-op and the few touched items
are put back instead.
"""

import copy
import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.dynamodb.models.table import Table

_TOKEN_SECONDS = 600  # "valid for 10 minutes", TransactWriteItems, API reference


def _copy_all_but_tables(value: Any, memo: Any = None) -> Any:
    return value if isinstance(value, Table) else copy.deepcopy(value, memo)


COPYING = SimpleNamespace(copy=copy.copy, deepcopy=_copy_all_but_tables)
"""Stands in for the `copy` module where moto's backend copies tables."""


class IdempotentParameterMismatch(JsonRESTError):
    """The ClientRequestToken came with another body within ten minutes."""

    def __init__(self) -> None:
        super().__init__(
            "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
            "The provided client token is not the one that was used with these parameters",
        )


class RequestTokens:
    """Answers a repeated token from memory; refuses it with another body."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._taken: dict[str, tuple[float, str]] = {}

    def once(self, body: dict[str, Any], transact: Callable[[], Any]) -> Any:
        """Run `transact` unless the token was taken; a failure leaves the token free."""
        token = body.get("ClientRequestToken")
        if not token:
            return transact()
        now = self._monotonic()
        while self._taken and next(iter(self._taken.values()))[0] <= now - _TOKEN_SECONDS:
            del self._taken[next(iter(self._taken))]
        request = json.dumps(body["TransactItems"], sort_keys=True, default=repr)
        if token in self._taken:
            if self._taken[token][1] != request:
                raise IdempotentParameterMismatch
            return ActionResult({})
        answer = transact()
        self._taken[token] = (now, request)
        return answer


class Undo:
    """The items a transaction names, as they were before it."""

    def __init__(self, backend: Any, items: list[dict[str, Any]]) -> None:
        self._items: dict[tuple[str, Any, Any], tuple[Table, Any]] = {}
        self._streams: dict[str, tuple[Any, int]] = {}
        for operation in (next(iter(item.values())) for item in items if item):
            table = backend.tables.get(operation.get("TableName"))
            if table is None:
                continue
            if table.stream_shard is not None:
                shard = table.stream_shard
                self._streams[table.name] = (shard, len(shard.items))
            key = operation.get("Key") or operation.get("Item") or {}
            if any(name not in key for name in table.table_key_attrs):
                continue
            hash_key, range_key = backend.get_keys_value(table, key)
            place = (table.name, hash_key, range_key)
            if place not in self._items:
                old = table.get_item(hash_key, range_key)
                self._items[place] = (table, copy.deepcopy(old))

    def restore(self) -> Iterator[tuple[Table, Any, Any]]:
        """Put everything back; yield each (table, hash key, range key) after it is as before."""
        for (_, hash_key, range_key), (table, old) in self._items.items():
            rows = table.items[hash_key] if table.has_range_key else table.items
            place = range_key if table.has_range_key else hash_key
            if old is None:
                rows.pop(place, None)
            else:
                rows[place] = old
            if table.has_range_key and not rows:
                table.items.pop(hash_key, None)
            yield table, hash_key, range_key
        for shard, length in self._streams.values():
            del shard.items[length:]
