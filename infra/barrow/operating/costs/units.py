"""What DynamoDB charges for a request: read and write units, by its documented rules.

Pure: a request as botocore sends it (typed values), its answer, and the items that it wrote as they
were before and are after. Sources, all of the DynamoDB developer guide:
- item sizes: "DynamoDB item sizes and formats";
- reads (4 KB steps; half when eventually consistent; a Query adds up before it rounds) and writes
  (1 KB steps, of the larger of the item before and after): "DynamoDB read and write operations";
- twice for each item of a transaction: "Amazon DynamoDB Transactions: how it works", "Capacity
  management"; a ConditionCheck is a write there. Indexes are written after the transaction, once;
- indexes: "Using Global Secondary Indexes", "Provisioned throughput considerations".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import Any

Item = Mapping[str, Any]
Change = tuple[Item | None, Item | None]
"""An item before and after."""
READ_STEP, WRITE_STEP = 4096, 1024
TRANSACTED = 2


@dataclass(frozen=True)
class Index:
    """A secondary index that projects every attribute; `key` names its key's attributes."""

    name: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Units:
    """`indexed` are the write units of indexes; they come on top of `written`."""

    read: float = 0
    written: float = 0
    indexed: float = 0

    def __add__(self, other: "Units") -> "Units":
        return Units(
            self.read + other.read, self.written + other.written, self.indexed + other.indexed
        )


def item_size(item: Item) -> int:
    """Bytes of an item: of its names and its values."""
    return sum(len(name.encode()) + value_size(value) for name, value in item.items())


def value_size(typed: Mapping[str, Any]) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return number_size(value)
        case "B":
            return len(value)
        case "BOOL" | "NULL":
            return 1
        case "L":
            return 3 + sum(1 + value_size(inner) for inner in value)
        case "M":
            return 3 + sum(1 + len(k.encode()) + value_size(v) for k, v in value.items())
    raise ValueError(f"the size of the type {kind} is not known here")


def number_size(text: str) -> int:
    """Bytes of a whole number: one, one for each two significant digits, one for a minus.

    Digits pair up from the decimal point, so 1230 is 12|30 and 12300 is 1|23, as 1|23|00 without
    its zeroes.
    """
    digits = text.removeprefix("-")
    pairs = digits.zfill(len(digits) + len(digits) % 2)
    while pairs.endswith("00"):
        pairs = pairs[:-2]
    while pairs.startswith("00"):
        pairs = pairs[2:]
    return 1 + len(pairs) // 2 + text.startswith("-")


def read_units(size: int, *, consistent: bool) -> float:
    """Of one item, or of all that a Query met; nothing at all is charged as the smallest step."""
    return max(1, ceil(size / READ_STEP)) * (1 if consistent else 0.5)


def write_units(before: Item | None, after: Item | None) -> int:
    """Of one item in its table; also when a condition failed, and then by what stands there."""
    larger = max(item_size(item) if item else 0 for item in (before, after))
    return max(1, ceil(larger / WRITE_STEP))


def index_units(index: Index, before: Item | None, after: Item | None) -> int:
    """Of one item in an index: its entry put, deleted, rewritten, or moved (a delete and a put)."""
    was, now = _entry(index, before), _entry(index, after)
    if was == now:
        return 0
    if was is None or now is None or all(was[name] == now[name] for name in index.key):
        return write_units(was, now)
    return write_units(was, None) + write_units(None, now)


def _entry(index: Index, item: Item | None) -> Item | None:
    return item if item is not None and all(name in item for name in index.key) else None


def of_call(
    operation: str,
    request: Mapping[str, Any],
    answer: Mapping[str, Any],
    changes: Sequence[Change] = (),
    indexes: Mapping[str, Sequence[Index]] | None = None,
) -> Units:
    """Units of one call; `changes` and `indexes` (by table) are needed for writes alone."""
    match operation:
        case "GetItem":
            size = item_size(answer.get("Item", {}))
            return Units(read=read_units(size, consistent=request.get("ConsistentRead", False)))
        case "BatchGetItem":
            return Units(read=sum(_batch_read(request, answer)))
        case "Query":
            size = sum(map(item_size, answer["Items"]))
            return Units(read=read_units(size, consistent=request.get("ConsistentRead", False)))
        case "PutItem" | "UpdateItem" | "DeleteItem":
            return _writes([request["TableName"]], changes, indexes or {}, 1)
        case "TransactWriteItems":
            actions = [next(iter(action.values())) for action in request["TransactItems"]]
            tables = [action["TableName"] for action in actions]
            return _writes(tables, changes, indexes or {}, TRANSACTED)
    raise ValueError(f"the cost of {operation} is not known here")


def _batch_read(request: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterable[float]:
    """Each key by itself; one that finds nothing is charged too."""
    for table, asked in request["RequestItems"].items():
        found = answer["Responses"].get(table, [])
        for item, _ in zip_longest(found, asked["Keys"]):
            yield read_units(item_size(item or {}), consistent=asked.get("ConsistentRead", False))


def _writes(
    tables: Sequence[str],
    changes: Sequence[Change],
    indexes: Mapping[str, Sequence[Index]],
    times: int,
) -> Units:
    total = Units()
    for table, (before, after) in zip(tables, changes, strict=True):
        entries = sum(index_units(index, before, after) for index in indexes.get(table, ()))
        total += Units(written=times * write_units(before, after), indexed=entries)
    return total
