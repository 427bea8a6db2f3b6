"""Keeps queries on large partitions at the cost of a page.

MiniStack sorts and tests every item of a partition for each query. Here a partition that was
queried once while large is kept sorted, and a query is given a view of its table that holds only
the stretch its key condition, start key and limit can reach. MiniStack still checks, filters and
pages; a condition that is not understood here gets the whole table.
"""

from bisect import bisect_left, bisect_right, insort
from typing import Any, NamedTuple

from barrow.cloud.ministack_engine_parts import Patches

_LARGE = 100  # items; below, MiniStack's own way is quick enough
_PAGE_BYTES = 1_048_576  # a query reads up to 1 MB, DynamoDB developer guide

_Order = tuple[Any, ...]
_Partition = tuple[str, str | None, str]
"""Table, index or None for the table itself, partition key value."""


class _Entry(NamedTuple):
    order: _Order
    pk: str
    sk: str


class Queries:
    """Not thread-safe: called under the engine's lock."""

    def __init__(self, dynamodb: Any) -> None:
        self._dynamodb = dynamodb
        self._sorted: dict[_Partition, list[_Entry]] = {}

    def narrow(self, patches: Patches) -> None:
        query = self._dynamodb._query
        tables = self._dynamodb._tables

        def narrowed(data: Any) -> Any:
            name = data.get("TableName")
            whole = tables.get(name) if isinstance(name, str) else None
            view = self._view(name, whole, data) if whole else None
            if view is None:
                return query(data)
            tables[name] = view
            try:
                return query(data)
            finally:
                tables[name] = whole

        patches.put(self._dynamodb, "_query", narrowed)

    def changed(self, table: Any, pk: str, sk: str, old: Any, new: Any) -> None:
        """Move the item in the partitions that are kept sorted."""
        if not self._sorted:
            return
        for index in (None, *(index["IndexName"] for index in _indexes(table))):
            for item, move in ((old, _take_out), (new, _put_in)):
                value = self._partition_value(table, index, item)
                entries = self._sorted.get((table["TableName"], index, value)) if value else None
                if entries is not None:
                    move(entries, _Entry(self._order(table, index, item), pk, sk))

    def forget(self) -> None:
        """Drop all order: tables or indexes were defined anew."""
        self._sorted.clear()

    def _view(self, name: str, table: Any, data: Any) -> Any:
        """Return the table with the reachable stretch of the partition alone, or None."""
        index = data.get("IndexName")
        condition = data.get("KeyConditionExpression")
        if not condition or (index and self._schema(table, index) is None):
            return None
        values = data.get("ExpressionAttributeValues") or {}
        names = data.get("ExpressionAttributeNames") or {}
        hash_name, range_name, _ = self._dynamodb._resolve_index_keys(table, index)
        value = self._dynamodb._extract_pk_from_condition(condition, values, names, hash_name)
        entries = self._entries(name, table, index, value) if value is not None else None
        if entries is None:
            return None
        bounds = self._bounds(entries, table, range_name, condition, names, values)
        if bounds is None:
            return None
        low, high = bounds
        forward = data.get("ScanIndexForward", True)
        start = data.get("ExclusiveStartKey")
        if start:
            order = self._order(table, index, start)
            if forward:
                low = max(low, bisect_left(entries, order, key=lambda entry: entry.order))
            else:
                high = min(high, bisect_right(entries, order, key=lambda entry: entry.order))
        items: dict[str, dict[str, Any]] = {}
        for entry in self._page(table, entries, low, high, forward, data.get("Limit")):
            items.setdefault(entry.pk, {})[entry.sk] = table["items"][entry.pk][entry.sk]
        members = {(pk, sk): None for pk, rows in items.items() for sk in rows}
        return {**table, "items": items, "_index_members": {index: {value: members}}}

    def _page(
        self, table: Any, entries: list[_Entry], low: int, high: int, forward: bool, limit: Any
    ) -> list[_Entry]:
        """Return at least what one page can hold, and one more to pass the start key."""
        if limit is not None:
            reach = int(limit) + 2
            return entries[low : min(high, low + reach)] if forward else (
                entries[max(low, high - reach) : high]
            )
        size, page = 0, []
        for position in range(low, high) if forward else range(high - 1, low - 1, -1):
            page.append(entries[position])
            size += self._dynamodb._item_size_bytes(
                table["items"][page[-1].pk][page[-1].sk]
            )
            if size > 2 * _PAGE_BYTES:
                break
        return page

    def _entries(self, name: str, table: Any, index: str | None, value: str) -> Any:
        """Return the sorted partition, sorting it the first time; None while it is small."""
        partition = (name, index, value)
        if partition in self._sorted:
            return self._sorted[partition]
        if index:
            places = self._dynamodb._index_members(table).get(index, {}).get(value, ())
        else:
            places = [(value, sk) for sk in table["items"].get(value, ())]
        if len(places) < _LARGE:
            return None
        entries = sorted(
            _Entry(self._order(table, index, table["items"][pk][sk]), pk, sk) for pk, sk in places
        )
        self._sorted[partition] = entries
        return entries

    def _bounds(
        self, entries: list[_Entry], table: Any, range_name: str, condition: str, names: Any,
        values: Any,
    ) -> tuple[int, int] | None:
        """Return the stretch the sort key's condition allows; None when it is not understood."""
        clauses = self._dynamodb._key_condition_clauses(self._dynamodb._tokenize(condition))
        mine = [
            clause
            for clause in clauses
            if any(names.get(text, text) == range_name for _, text in clause)
        ]
        if not mine:
            return (0, len(entries)) if len(clauses) == 1 else None
        kind = self._dynamodb._get_attr_type(table, range_name)
        operands = [
            self._dynamodb._sort_key_value(values[text], kind)
            for token, text in mine[0]
            if token == "VALUE_REF" and text in values
        ]
        shape = " ".join(
            "NAME" if names.get(text, text) == range_name else text.lower() if word else token
            for token, text in mine[0]
            for word in (token == "IDENT",)
        )
        return _stretch(entries, shape, operands)

    def _schema(self, table: Any, index: str) -> Any:
        """Return (hash name, range name) of an index with one of each, or None."""
        definition = self._dynamodb._index_def(table, index)
        hashes, ranges = self._dynamodb._index_key_lists(definition) if definition else ([], [])
        return (hashes[0], ranges[0]) if len(hashes) == len(ranges) == 1 else None

    def _partition_value(self, table: Any, index: str | None, item: Any) -> Any:
        if item is None:
            return None
        if index is None:
            return self._dynamodb._extract_key_val(item[table["pk_name"]])
        keys = self._schema(table, index)
        return self._dynamodb._index_partition(item, [keys[0]], [keys[1]]) if keys else None

    def _order(self, table: Any, index: str | None, item: Any) -> _Order:
        first = self._schema(table, index)[1] if index else table["sk_name"]
        attributes = self._dynamodb._index_order_keys(table, first)
        if index is None:
            attributes = attributes[:1]
        return tuple(
            self._dynamodb._index_order_value(item, name, kind) for name, kind in attributes
        )


def _stretch(entries: list[_Entry], shape: str, operands: list[Any]) -> tuple[int, int] | None:
    """Return the bounds for one shape of condition, e.g. `NAME LE VALUE_REF`."""

    def at_least(value: Any) -> int:
        return bisect_left(entries, value, key=lambda entry: entry.order[0])

    def beyond(value: Any) -> int:
        return bisect_right(entries, value, key=lambda entry: entry.order[0])

    end = len(entries)
    if shape == "begins_with LPAREN NAME COMMA VALUE_REF RPAREN" and isinstance(operands[0], str):
        prefix = operands[0]
        return at_least(prefix), beyond(prefix + "\U0010ffff" * 2)
    if shape == "NAME between VALUE_REF and VALUE_REF" and len(operands) == 2:
        return at_least(operands[0]), beyond(operands[1])
    if len(operands) != 1:
        return None
    value = operands[0]
    return {
        "NAME EQ VALUE_REF": lambda: (at_least(value), beyond(value)),
        "NAME LT VALUE_REF": lambda: (0, at_least(value)),
        "NAME LE VALUE_REF": lambda: (0, beyond(value)),
        "NAME GT VALUE_REF": lambda: (beyond(value), end),
        "NAME GE VALUE_REF": lambda: (at_least(value), end),
    }.get(shape, lambda: None)()


def _indexes(table: Any) -> list[Any]:
    return [
        *(table.get("GlobalSecondaryIndexes") or ()),
        *(table.get("LocalSecondaryIndexes") or ()),
    ]


def _put_in(entries: list[_Entry], entry: _Entry) -> None:
    insort(entries, entry)


def _take_out(entries: list[_Entry], entry: _Entry) -> None:
    at = bisect_left(entries, entry)
    if at < len(entries) and entries[at] == entry:
        del entries[at]
