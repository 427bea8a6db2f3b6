"""DynamoDB as the shop uses it: read by key, query a partition, write under named conditions.

A `Write` is one action with the name of its condition. `write` does one, `transact` up to a hundred
as all or nothing; where conditions fail, both raise `Refused` with every failed condition by name
and the item that stood in the way, so a room answers by name and never parses an error message.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shopkit import aws, marshal
from shopkit.companions import goes_along
from shopkit.contention import TRIES, again_on_conflict, contended, is_contention, pause
from shopkit.errors import Unavailable
from shopkit.fields import Fields
from shopkit.marshal import Item

IS_NEW = "attribute_not_exists(pk)"
EXISTS = "attribute_exists(pk)"

#: TransactWriteItems takes 100 actions; one is left free for what goes along (auditing.py).
MAX_ACTIONS = 99


@dataclass(frozen=True)
class Write:
    """One action of a transaction: `kind` is Put, Update, Delete or ConditionCheck."""

    kind: str
    request: dict[str, Any]
    condition: str = ""


@dataclass
class Refused(Exception):
    """Conditions that did not hold: name → the item as it stands.

    None where there is none, or where the write was not to tell of it.
    """

    failed: dict[str, Item | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(", ".join(self.failed))


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
) -> Write:
    request = {"TableName": table, "Key": marshal.dump(key)} | _names_and_values(names, values)
    return Write("Delete", _conditioned(request, only_if), condition)


def check(  # noqa: PLR0913
    table: str,
    key: Item,
    only_if: str,
    condition: str,
    values: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
) -> Write:
    request = {"TableName": table, "Key": marshal.dump(key)} | _names_and_values(names, values)
    return Write("ConditionCheck", _conditioned(request, only_if), condition)


def write(action: Write) -> Item:
    """Do one action; answers the item after an Update, else nothing."""
    companion = goes_along.get()
    if companion is not None and companion.beside([action]) is not None:
        transact([action], even_one=True)
        return (_read_again(action) or {}) if action.kind == "Update" else {}
    client = aws.client("dynamodb")
    request = dict(action.request)
    call: Callable[..., Any] = {
        "Put": client.put_item,
        "Update": client.update_item,
        "Delete": client.delete_item,
    }[action.kind]
    if action.kind == "Update":
        request["ReturnValues"] = "ALL_NEW"
    try:
        answer = again_on_conflict(lambda: call(**request))
    except client.exceptions.ConditionalCheckFailedException as error:
        raise Refused({action.condition: _loaded(error.response.get("Item"))}) from error
    return _loaded(answer.get("Attributes")) or {}


def transact(actions: Sequence[Write], *, even_one: bool = False) -> None:
    """Do all `actions`, or none and raise Refused (conditions) or Unavailable (contention).

    A single one is a plain write, at half the cost; `even_one` for a table where the caller may
    write in transactions alone.
    """
    companion = goes_along.get()
    along = companion.beside(actions) if companion else None
    if along is not None:
        actions = [*actions, along]
    if len(actions) == 1 and actions[0].kind != "ConditionCheck" and not even_one:
        write(actions[0])
        return
    client = aws.client("dynamodb")
    request = [{action.kind: action.request} for action in actions]
    token = str(uuid.uuid4())
    for attempt in range(TRIES):
        try:
            client.transact_write_items(TransactItems=request, ClientRequestToken=token)
        except client.exceptions.TransactionCanceledException as error:
            reasons = error.response["CancellationReasons"]
            failed = {
                action.condition: _loaded(reason.get("Item"))
                for action, reason in zip(actions, reasons, strict=True)
                if reason.get("Code") == "ConditionalCheckFailed"
            }
            if failed:
                raise Refused(failed) from error
            if not is_contention(reasons):
                raise
            token = str(uuid.uuid4())
            pause(attempt)
        except client.exceptions.TransactionInProgressException:
            # it may take effect yet: only under the same token is it not done twice
            pause(attempt)
        else:
            if companion is not None and along is not None:
                companion.done()
            return
    raise contended()


def _read_again(action: Write) -> Item | None:
    # a transaction answers nothing
    return get(action.request["TableName"], marshal.load(action.request["Key"]))


def _loaded(item: dict[str, Any] | None) -> Item | None:
    return marshal.load(item) if item else None


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
    return _loaded(answer.get("Item"))


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
        [marshal.load(item) for item in answer["Items"]], _loaded(answer.get("LastEvaluatedKey"))
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
