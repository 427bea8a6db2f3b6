"""Answers plain reads itself, after MiniStack has answered one of the same shape.

For each request MiniStack reads all of its texts anew: names against patterns, expressions word by
word, a projection path by path for every item. What can be wrong with them is known after the first
request with the same table, index and texts that it answered; from then on its like is answered
here, by key or as a stretch of a partition. MiniStack answers what is not plain: a filter, a start
key, a page that ends early, a key that is not a short text.
"""

import marshal
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any

from barrow.cloud.ministack_engine_parts import Patches
from barrow.cloud.ministack_engine_queries import PAGE_BYTES, Plan, Queries

_SHAPES = 4096  # distinct requests kept; a shop has some dozens
_KEYS_AT_ONCE = 100
_SHORT = 256  # characters, at most four bytes each: a sort key has at most 1,024 bytes
_PROJECTED = {"ProjectionExpression", "ExpressionAttributeNames"}
_GET = {"TableName", "Key", "ConsistentRead"} | _PROJECTED
_BATCH = {"Keys", "ConsistentRead"} | _PROJECTED
_QUERY_TEXTS = "TableName", "IndexName", "KeyConditionExpression", "ConsistentRead"
_QUERY = {"ExpressionAttributeValues", "ScanIndexForward", "Limit", *_QUERY_TEXTS} | _PROJECTED

Item = dict[str, Any]
_Key = tuple[str, str]
_Texts = tuple[str | None, tuple[tuple[str, str], ...] | None]
"""A projection's expression, and the request's names."""
_Fields = tuple[str, ...]


class Reads:
    """Not thread-safe: called under the engine's lock."""

    def __init__(self, dynamodb: Any, queries: Queries) -> None:
        self._dynamodb = dynamodb
        self._queries = queries
        self._answered: set[Hashable] = set()
        self._plans: dict[Hashable, Plan | None] = {}

    def shorten(self, patches: Patches) -> None:
        self._get_item = patches.put(self._dynamodb, "_get_item", self.get)
        self._batch_get_item = patches.put(self._dynamodb, "_batch_get_item", self.batch_get)
        self._query = patches.put(self._dynamodb, "_query", self.query)

    def forget(self) -> None:
        """Tables or indexes were defined anew."""
        self._answered.clear()
        self._plans.clear()

    def get(self, data: Any) -> Any:
        """Stand in for `_get_item`."""
        plain = _if_sound(self._plain_get, data)
        if plain is None:
            return self._get_item(data)
        shape, table, (pk, sk), fields = plain
        if shape in self._answered:
            item = table["items"].get(pk, {}).get(sk)
            found = {"Item": _projected([item], fields)[0]} if item else {}
            return self._dynamodb.json_response(found)
        answer = self._get_item(data)
        self._learn(answer, [shape])
        return answer

    def batch_get(self, data: Any) -> Any:
        """Stand in for `_batch_get_item`."""
        plain = _if_sound(self._plain_batch, data)
        if plain is None:
            return self._batch_get_item(data)
        shapes = [shape for shape, *_ in plain]
        if self._answered.issuperset(shapes):
            found = {shape[1]: _items(table, keys, fields) for shape, table, keys, fields in plain}
            return self._dynamodb.json_response({"Responses": found, "UnprocessedKeys": {}})
        answer = self._batch_get_item(data)
        self._learn(answer, shapes)
        return answer

    def query(self, data: Any) -> Any:
        """Stand in for `_query`."""
        plain = _if_sound(self._plain_query, data)
        if plain is None:
            return self._query(data)
        shape, table, fields = plain
        plan = self._plans.get(shape)
        items = self._queries.stretch_of(table, plan, data) if plan else None
        if items is not None and _is_whole_page(items, data.get("Limit")):
            found, count = _projected(items, fields), len(items)
            return self._dynamodb.json_response(
                {"Items": found, "Count": count, "ScannedCount": count}
            )
        answer = self._query(data)
        if answer[0] == 200 and shape not in self._plans and len(self._plans) < _SHAPES:
            self._plans[shape] = self._queries.plan(table, data)
        return answer

    def _learn(self, answer: Any, shapes: Sequence[Hashable]) -> None:
        if answer[0] == 200 and len(self._answered) < _SHAPES:
            self._answered.update(shapes)

    def _plain_get(self, data: Any) -> Any:
        """Shape, table, key and fields of a plain request; None for another."""
        table, texts = self._dynamodb._tables.get(data["TableName"]), _texts(data)
        key = _plain_key(table, data["Key"]) if table and data.keys() <= _GET else None
        fields = _fields(*texts)
        if key is None or fields is None:
            return None
        return ("get", data["TableName"], texts), table, key, fields

    def _plain_batch(self, data: Any) -> Any:
        """Shape, table, keys and fields for each table of a plain request; None for another."""
        if data.keys() != {"RequestItems"}:
            return None
        plain = []
        for name, part in data["RequestItems"].items():
            table, texts, asked = self._dynamodb._tables.get(name), _texts(part), part["Keys"]
            fields = _fields(*texts)
            if not table or fields is None or not part.keys() <= _BATCH:
                return None
            keys = [_plain_key(table, key) for key in asked]
            if None in keys or not 0 < len(set(keys)) == len(keys) <= _KEYS_AT_ONCE:
                return None
            plain.append((("batch", name, texts), table, keys, fields))
        return plain or None

    def _plain_query(self, data: Any) -> Any:
        """Shape, table and fields of a plain request; None for another."""
        table, texts = self._dynamodb._tables.get(data["TableName"]), _texts(data)
        fields, values = _fields(*texts), data["ExpressionAttributeValues"]
        if not table or fields is None or not data.keys() <= _QUERY:
            return None
        if not all(map(_is_text, values.values())):
            return None
        more = (data.get(name) for name in _QUERY_TEXTS)
        shape = *more, texts, tuple(values)
        hash(shape)
        return shape, table, fields


def _if_sound(read: Callable[[Any], Any], data: Any) -> Any:
    """What `read` makes of a request; None for a malformed one, of which MiniStack says how."""
    try:
        return read(data)
    except (AttributeError, KeyError, TypeError):
        return None


def _items(table: Any, keys: Sequence[_Key], fields: _Fields) -> list[Item]:
    rows = table["items"]
    found = [rows.get(pk, {}).get(sk) for pk, sk in keys]
    return _projected([item for item in found if item], fields)


def _is_text(value: Any) -> bool:
    if type(value) is not dict or len(value) != 1:
        return False
    text = value.get("S")
    return type(text) is str and 0 < len(text) <= _SHORT


def _plain_key(table: Any, key: Any) -> _Key | None:
    pk, sk = key.get(table["pk_name"]), key.get(table["sk_name"])
    return (pk["S"], sk["S"]) if len(key) == 2 and _is_text(pk) and _is_text(sk) else None


def _is_whole_page(items: list[Item], limit: Any) -> bool:
    """Whether all of it is one page, whose end MiniStack need not look for."""
    if limit is not None and not (type(limit) is int and len(items) < limit):
        return False
    # without references marshal writes at least as many bytes as DynamoDB counts
    return len(items) < 3 or len(marshal.dumps(items, 2)) <= PAGE_BYTES


def _texts(data: Any) -> _Texts:
    names = data.get("ExpressionAttributeNames")
    return data.get("ProjectionExpression"), tuple(names.items()) if names is not None else None


@lru_cache(_SHAPES)
def _fields(expression: str | None, names: Any) -> _Fields | None:
    """The attributes that are asked for, empty for all; None where one is a path into a value."""
    if expression is None:
        return ()
    paths = [path.strip() for path in expression.split(",")]
    if any(not path or "." in path or "[" in path for path in paths):
        return None
    known = dict(names or ())
    return tuple(known.get(path, path) for path in paths)


def _projected(items: list[Item], fields: _Fields) -> list[Item]:
    if not fields:
        return items
    return [{name: item[name] for name in fields if name in item} for item in items]
