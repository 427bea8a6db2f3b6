"""What DynamoDB charges for a call as it is made: the items it writes are read before and after.

The reading goes through a client of its own, which nobody counts, and takes time: what is reckoned
is not timed, or timed without it.
"""

from collections.abc import Mapping
from typing import Any

from barrow.operating.costs.units import Change, Index, Item, Units, item_size, of_call

Place = tuple[str, Item]
#: What DynamoDB adds to each item's own size ("DynamoDB item sizes and formats", storage).
STORED_BESIDE = 100


class Reckoner:
    """`reader` is a client of DynamoDB whose items are botocore's typed values."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._indexes: dict[str, list[Index]] = {}

    def before(self, operation: str, request: Mapping[str, Any]) -> list[Item | None]:
        """The items that the call may write, as they are now."""
        return [self._item(place) for place in written(operation, request)]

    def units(
        self,
        operation: str,
        request: Mapping[str, Any],
        answer: Mapping[str, Any],
        before: list[Item | None],
    ) -> Units:
        """After the call, refused ones too; `before` is what stood there."""
        places = written(operation, request)
        changes: list[Change] = [
            (was, self._item(place)) for was, place in zip(before, places, strict=True)
        ]
        indexes = {table: self._of_table(table) for table, _ in places}
        return of_call(operation, request, answer, changes, indexes)

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


def written(operation: str, request: Mapping[str, Any]) -> list[Place]:
    """Table and key of each item that the call may write."""
    if operation == "TransactWriteItems":
        return [_place(next(iter(action.values()))) for action in request["TransactItems"]]
    if operation in {"PutItem", "UpdateItem", "DeleteItem"}:
        return [_place(request)]
    return []


def _place(action: Mapping[str, Any]) -> Place:
    named = action.get("Key") or action["Item"]
    return action["TableName"], {"pk": named["pk"], "sk": named["sk"]}


def stored_bytes(reader: Any) -> int:
    """Of all tables as DynamoDB weighs them; an index holds its items once more."""
    total = 0
    for page in reader.get_paginator("list_tables").paginate():
        for table in page["TableNames"]:
            described = reader.describe_table(TableName=table)["Table"]
            keys = [
                [key["AttributeName"] for key in index["KeySchema"]]
                for index in described.get("GlobalSecondaryIndexes", [])
            ]
            for part in reader.get_paginator("scan").paginate(TableName=table):
                for item in part["Items"]:
                    copies = 1 + sum(all(name in item for name in key) for key in keys)
                    total += copies * (item_size(item) + STORED_BESIDE)
    return total
