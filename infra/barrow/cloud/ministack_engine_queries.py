"""Keeps queries on large partitions at the cost of a page.

MiniStack sorts and tests every item of a partition for each query. Here a partition that was
queried once while large is kept sorted, and a query is given a view of its table that holds only
the stretch its key condition, start key and limit can reach. MiniStack still checks, filters and
pages; a condition that is not understood here gets the whole table.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from typing import Any, NamedTuple

from barrow.cloud.ministack_engine_parts import Patches
from barrow.cloud.ministack_engine_sorted import Entry, Sorted, stretch

_LARGE = 100  # items; fewer are sorted when they are asked for
_LONG = 1000  # items; more seldom are one page
PAGE_BYTES = 1_048_576  # a query reads up to 1 MB, DynamoDB developer guide

_Place = tuple[str, str | None, str]
"""Table, index or None for the table itself, partition key value."""


class Plan(NamedTuple):
    """How requests of one shape are answered: all keys and values are texts."""

    index_name: str | None
    order: tuple[str, ...]
    """The attributes to sort by."""
    hash_value: str
    """Its name in the request, `:pk`."""
    shape: str
    """Of the sort key's condition, see `stretch`."""
    operands: tuple[str, ...]
    """Their names in the request."""


class Queries:
    """Not thread-safe: called under the engine's lock."""

    def __init__(self, dynamodb: Any) -> None:
        self._dynamodb = dynamodb
        self._partitions: dict[_Place, Sorted] = {}
        self._sorted: set[tuple[str, str | None]] = set()

    def narrow(self, patches: Patches) -> None:
        query = self._dynamodb._query
        tables = self._dynamodb._tables

        def narrowed(data: Any) -> Any:
            name = data.get("TableName")
            whole = tables.get(name) if isinstance(name, str) else None
            view = self._view(whole, data) if whole else None
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
        name = table["TableName"]
        for index in [index for kept, index in self._sorted if kept == name]:
            for item, move in ((old, Sorted.take_out), (new, Sorted.put_in)):
                value = self._partition_value(table, index, item)
                partition = self._partitions.get((name, index, value))
                if partition is not None:
                    move(partition, Entry(self._order(table, index, item), pk, sk))

    def forget(self) -> None:
        """Drop all order: tables or indexes were defined anew."""
        self._partitions.clear()
        self._sorted.clear()

    def plan(self, table: Any, data: Any) -> Plan | None:
        """The plan for requests like this one, which was answered; None for what has none."""
        index, names = data.get("IndexName"), data.get("ExpressionAttributeNames") or {}
        condition = data["KeyConditionExpression"]
        keys = self._schema(table, index) if index else (table["pk_name"], table["sk_name"])
        if not keys or not keys[1] or (index and not self._projects_all(table, index)):
            return None
        attributes = self._dynamodb._index_order_keys(table, keys[1])
        if any(kind != "S" for _, kind in attributes):
            return None
        clause = self._shape(condition, keys[1], names)
        shape = None if clause is None else " ".join(token for token, _ in clause)
        if shape is None or "between" in shape:  # its bounds have an order
            return None
        operands = _values(clause)
        values = _values(self._dynamodb._tokenize(condition))
        others = [name for name in values if name not in operands]
        if len(others) != 1:
            return None
        order = tuple(name for name, _ in attributes)
        return Plan(index, order if index else order[:1], others[0], shape, operands)

    def stretch_of(self, table: Any, plan: Plan, data: Any) -> list[Any] | None:
        """The items that match the key condition, in order; None for a long stretch."""
        values = data["ExpressionAttributeValues"]
        entries = self._entries(table, plan, values[plan.hash_value]["S"])
        bounds = stretch(entries, plan.shape, [values[name]["S"] for name in plan.operands])
        if bounds is None or bounds[1] - bounds[0] > _LONG:
            return None
        rows = table["items"]
        items = [rows[entry.pk][entry.sk] for entry in entries[bounds[0] : bounds[1]]]
        return items if data.get("ScanIndexForward", True) else items[::-1]

    def _entries(self, table: Any, plan: Plan, value: str) -> list[Entry]:
        kept = self._partition(table, plan.index_name, value)
        if kept is not None:
            return kept.entries
        rows, order = table["items"], plan.order
        return sorted(
            Entry(tuple([rows[pk][sk][name]["S"] for name in order]), pk, sk)
            for pk, sk in self._members(table, plan.index_name, value)
        )

    def _view(self, table: Any, data: Any) -> Any:
        """Return the table with the reachable stretch of the partition alone, or None."""
        index, condition = data.get("IndexName"), data.get("KeyConditionExpression")
        if not condition or (index and self._schema(table, index) is None):
            return None
        names = data.get("ExpressionAttributeNames") or {}
        values = data.get("ExpressionAttributeValues") or {}
        hash_name, range_name, _ = self._dynamodb._resolve_index_keys(table, index)
        value = self._dynamodb._extract_pk_from_condition(condition, values, names, hash_name)
        partition = None if value is None else self._partition(table, index, value)
        shape = self._shape(condition, range_name, names)
        if partition is None or shape is None:
            return None
        kind = self._dynamodb._get_attr_type(table, range_name)
        operands = [
            self._dynamodb._sort_key_value(values.get(name), kind) for name in _values(shape)
        ]
        bounds = stretch(partition.entries, " ".join(token for token, _ in shape), operands)
        if bounds is None:
            return None
        items: dict[str, dict[str, Any]] = {}
        for entry in self._page(table, partition, bounds, data):
            items.setdefault(entry.pk, {})[entry.sk] = table["items"][entry.pk][entry.sk]
        members = {(pk, sk): None for pk, rows in items.items() for sk in rows}
        return {**table, "items": items, "_index_members": {index: {value: members}}}

    def _page(
        self, table: Any, partition: Sorted, bounds: tuple[int, int], data: Any
    ) -> list[Entry]:
        """Return at least what one page can hold, with the start key's item before it."""
        entries, (low, high) = partition.entries, bounds
        forward = data.get("ScanIndexForward", True)
        if start := data.get("ExclusiveStartKey"):
            order = self._order(table, data.get("IndexName"), start)
            if forward:
                low = max(low, bisect_left(entries, order, key=lambda entry: entry.order))
            else:
                high = min(high, bisect_right(entries, order, key=lambda entry: entry.order))
        if limit := data.get("Limit"):
            reach = int(limit) + 2
            return (
                entries[low : min(high, low + reach)]
                if forward
                else (entries[max(low, high - reach) : high])
            )
        size, page = 0, []
        for position in range(low, high) if forward else range(high - 1, low - 1, -1):
            entry = entries[position]
            page.append(entry)
            size += self._dynamodb._item_size_bytes(table["items"][entry.pk][entry.sk])
            if size > 2 * PAGE_BYTES:
                break
        return page

    def _partition(self, table: Any, index: str | None, value: str) -> Sorted | None:
        """Return the partition, sorting it the first time; None while it is small."""
        place = (table["TableName"], index, value)
        if place not in self._partitions:
            members = self._members(table, index, value)
            if len(members) < _LARGE:
                return None
            self._sorted.add(place[:2])
            self._partitions[place] = Sorted(
                Entry(self._order(table, index, table["items"][pk][sk]), pk, sk)
                for pk, sk in members
            )
        return self._partitions[place]

    def _members(self, table: Any, index: str | None, value: str) -> Collection[tuple[str, str]]:
        """The keys of a partition's items, in no order."""
        if index is None:
            return [(value, sk) for sk in table["items"].get(value, ())]
        members: Collection[tuple[str, str]] = (
            self._dynamodb._index_members(table).get(index, {}).get(value, ())
        )
        return members

    def _projects_all(self, table: Any, index: str) -> bool:
        projection = self._dynamodb._index_def(table, index).get("Projection") or {}
        return bool(projection.get("ProjectionType", "ALL") == "ALL")

    def _shape(self, condition: str, range_name: str, names: Any) -> Any:
        """Return the tokens of the sort key's clause, its name as NAME and words as themselves.

        Empty when the condition has no such clause; None when it is not understood.
        """
        clauses = self._dynamodb._key_condition_clauses(self._dynamodb._tokenize(condition))
        for clause in clauses:
            if any(names.get(text, text) == range_name for _, text in clause):
                return [
                    ("NAME", text)
                    if names.get(text, text) == range_name
                    else (text.lower() if token == "IDENT" else token, text)  # noqa: S105
                    for token, text in clause
                ]
        return [] if len(clauses) == 1 else None

    def _schema(self, table: Any, index: str) -> tuple[str, str] | None:
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

    def _order(self, table: Any, index: str | None, item: Any) -> tuple[Any, ...]:
        """Return what DynamoDB sorts by; the table's own keys break ties in an index."""
        keys = self._schema(table, index) if index else None
        attributes = self._dynamodb._index_order_keys(table, keys[1] if keys else table["sk_name"])
        return tuple(
            self._dynamodb._index_order_value(item, name, kind)
            for name, kind in (attributes if index else attributes[:1])
        )


def _values(tokens: Any) -> tuple[str, ...]:
    return tuple(text for token, text in tokens if token == "VALUE_REF")  # noqa: S105
