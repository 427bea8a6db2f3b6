"""Indexes for moto's tables, so that a query looks at one partition and not at the table."""

from typing import Any
from weakref import WeakKeyDictionary

from moto.dynamodb.models.table import Table

_Place = tuple[Any, Any]
"""Hash key and range key of an item."""


class _Members:
    """Per index and partition of one table: the items in it."""

    def __init__(self) -> None:
        self.partitions: dict[tuple[str, Any], dict[_Place, Any]] = {}
        self.of_item: dict[_Place, list[tuple[str, Any]]] = {}


class Index:
    """Not thread-safe: kept under the lock around moto's DynamoDB."""

    def __init__(self) -> None:
        self._tables: WeakKeyDictionary[Table, _Members] = WeakKeyDictionary()

    def note(self, table: Table, hash_key: Any, range_key: Any, item: Any) -> None:
        """Take up the item as it is now; None when it is gone."""
        members = self._tables.get(table)
        if members is None:
            return
        place = (hash_key, range_key)
        for partition in members.of_item.pop(place, ()):
            members.partitions[partition].pop(place, None)
        if item is not None:
            self._add(table, members, place, item)

    def candidates(self, table: Table, hash_key: Any, index_name: str | None, keys: Any) -> Any:
        """Return the items a query can find; None where only a scan can tell.

        `keys` are the (attribute, value) pairs a query on an index equates.
        """
        if index_name is None:
            rows = table.items.get(hash_key)
            if rows is None:
                return []
            return list(rows.values()) if table.has_range_key else [rows]
        values = dict(keys or ())
        index = next((index for index in table.all_indexes() if index.name == index_name), None)
        hashes = [] if index is None else _hashes(index)
        if len(hashes) != 1 or hashes[0] not in values:
            return None
        partition = self._of(table).partitions.get((index_name, values[hashes[0]]), {})
        return list(partition.values())

    def _of(self, table: Table) -> _Members:
        members = self._tables.get(table)
        if members is None:
            members = self._tables[table] = _Members()
            for hash_key, rows in table.items.items():
                for range_key, item in rows.items() if table.has_range_key else [(None, rows)]:
                    self._add(table, members, (hash_key, range_key), item)
        return members

    def _add(self, table: Table, members: _Members, place: _Place, item: Any) -> None:
        for index in table.all_indexes():
            hashes = _hashes(index)
            value = item.attrs.get(hashes[0]) if len(hashes) == 1 else None
            if value is not None:
                partition = (index.name, value)
                members.partitions.setdefault(partition, {})[place] = item
                members.of_item.setdefault(place, []).append(partition)


def _hashes(index: Any) -> list[str]:
    return [key["AttributeName"] for key in index.schema if key["KeyType"] == "HASH"]
