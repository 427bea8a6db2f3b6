"""Items by their keys, one or many, and a partition page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopkit import aws, marshal
from shopkit.contention import TRIES, pause
from shopkit.errors import Unavailable
from shopkit.fields import Fields
from shopkit.marshal import Item


def get(
    table: str, key: Item, *, consistent: bool = True, fields: Fields | None = None
) -> Item | None:
    """The item, or None. Half a read unit per 4 KB, a whole one when consistent.

    Units are by the whole item's size, whatever `fields` are asked for; so in the reads below.
    """
    client = aws.client("dynamodb")
    request = {"TableName": table, "Key": marshal.dump(key), "ConsistentRead": consistent}
    if fields:
        request |= fields.request
    answer = client.get_item(**request)
    return marshal.load_if_any(answer.get("Item"))


def get_many(
    keys: Mapping[str, Sequence[Item]],
    *,
    consistent: bool = True,
    fields: Mapping[str, Fields] | None = None,
) -> dict[str, list[Item]]:
    """Items that exist by table name, in no order; one call per hundred keys over all tables.

    `fields` are by table name too; all of an item where a table has none.
    """
    client = aws.client("dynamodb")
    flat = [(table, key) for table, keys_ in keys.items() for key in keys_]
    found: dict[str, list[Item]] = {table: [] for table in keys}
    for start in range(0, len(flat), 100):
        request: dict[str, Any] = {}
        for table, key in flat[start : start + 100]:
            if table not in request:
                request[table] = {"Keys": [], "ConsistentRead": consistent}
                if fields and table in fields:
                    request[table] |= fields[table].request
            entry = request[table]
            entry["Keys"].append(marshal.dump(key))
        for attempt in range(TRIES):
            answer = client.batch_get_item(RequestItems=request)
            for table, items in answer["Responses"].items():
                found[table].extend(marshal.load(item) for item in items)
            request = answer.get("UnprocessedKeys") or {}
            if not request:
                break
            pause(attempt)
        else:
            raise Unavailable("The database is busy; try again in a moment")
    return found


@dataclass(frozen=True)
class Page:
    """`items` in key order, and the key to go on after (None: that was all)."""

    items: list[Item]
    next_key: Item | None


def query(  # noqa: PLR0913
    table: str,
    pk: str,
    *,
    begins: str | None = None,
    up_to: str | None = None,
    since: str | None = None,
    index: str | None = None,
    limit: int | None = None,
    start: Item | None = None,
    backwards: bool = False,
    consistent: bool = False,
    fields: Fields | None = None,
) -> Page:
    """One page of a partition: sort keys that begin with `begins`, or are at most `up_to`; with
    `since`, those in between, both included.
    """
    prefix = f"{index}" if index else ""
    names = {"#pk": f"{prefix}pk"}
    values: dict[str, Any] = {":pk": pk}
    condition = "#pk = :pk"
    if begins is not None:
        names["#sk"], values[":sk"] = f"{prefix}sk", begins
        condition += " AND begins_with(#sk, :sk)"
    elif up_to is not None and since is not None:
        names["#sk"], values[":sk"], values[":since"] = f"{prefix}sk", up_to, since
        condition += " AND #sk BETWEEN :since AND :sk"
    elif up_to is not None:
        names["#sk"], values[":sk"] = f"{prefix}sk", up_to
        condition += " AND #sk <= :sk"
    request: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": condition,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": marshal.dump(values),
        "ScanIndexForward": not backwards,
    }
    if index:
        request["IndexName"] = index
    elif consistent:
        request["ConsistentRead"] = True
    if fields:
        request["ProjectionExpression"] = fields.expression
        request["ExpressionAttributeNames"] = names | fields.names
    if limit:
        request["Limit"] = limit
    if start:
        request["ExclusiveStartKey"] = marshal.dump(start)
    answer = aws.client("dynamodb").query(**request)
    return Page(
        [marshal.load(item) for item in answer["Items"]],
        marshal.load_if_any(answer.get("LastEvaluatedKey")),
    )


def query_all(table: str, pk: str, **options: Any) -> list[Item]:
    """Every page of a partition: for what is known to be small (a cart, an order's ledger)."""
    items: list[Item] = []
    start: Item | None = None
    while True:
        page = query(table, pk, start=start, **options)
        items.extend(page.items)
        if page.next_key is None:
            return items
        start = page.next_key
