"""Stock items and their movements in the table.

| pattern | key | index | units |
|---|---|---|---|
| a stock item's description | pk = STOCK#<sku>, sk = ITEM | | 1 read |
| its counts | pk = STOCK#<sku>, sk = SHARD#<nn> (contract in shopkit/stock) | | 1 read a shard |
| all stock items by SKU | gsi1pk = STOCK, gsi1sk = <sku> | gsi1 | ½ read each |
| its movements, newest first | pk = STOCK#<sku>, sk begins MOVE# | | ½ read per 4 KB |
| create | 3 Puts and more shards, a transaction | | 2 writes each |
| adjust | an Update a shard, a Put of the movement, a Put of the fact | | 2 writes each |

A movement is never changed: {id, delta on hand, reason, reference, by, at}; the sum of a SKU's
deltas is what is on hand.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from shopkit import clock, ids, stock, table
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.stock import Take
from shopkit.table import EXISTS, IS_NEW, Page, Write


@dataclass(frozen=True)
class StockItem:
    """How one SKU is stocked; `level` and `low` are what was last told of it."""

    sku: str
    shards: int
    reorder_point: int
    supplier: str
    level: str
    low: bool
    created_at: str
    version: int = 1


@dataclass(frozen=True)
class Movement:
    """`delta` units came on hand (negative: left), for `reason`, because of `reference`."""

    id: str
    sku: str
    delta: int
    reason: str
    reference: str
    by: str
    at: str


def name() -> str:
    return settings().table("inventory")


def pk(sku: str) -> str:
    return f"STOCK#{sku}"


def item_key(sku: str) -> Item:
    return {"pk": pk(sku), "sk": "ITEM"}


def put_item(item: StockItem) -> Write:
    row = item_key(item.sku) | asdict(item) | {"gsi1pk": "STOCK", "gsi1sk": item.sku}
    return table.put(name(), row, only_if=IS_NEW, condition=f"stock_is_new:{item.sku}")


def edit_item(item: StockItem, before: int) -> Write:
    return table.update(
        name(),
        item_key(item.sku),
        "SET shards = :shards, reorder_point = :point, supplier = :supplier, version = :version",
        {
            ":shards": item.shards,
            ":point": item.reorder_point,
            ":supplier": item.supplier,
            ":version": item.version,
            ":before": before,
        },
        only_if="version = :before",
        condition="version_is_current",
    )


def put_shard(item: StockItem, shard: int, available: int) -> Write:
    row = stock.shard_key(item.sku, shard) | {
        "available": available,
        "held": 0,
        "shards": item.shards,
        "low_at": item.reorder_point,
    }
    return table.put(name(), row, only_if=IS_NEW, condition=f"shard_is_new:{shard}")


def describe_shard(item: StockItem, shard: int) -> Write:
    """Write how many shards there are, and the low point, where the hot path reads them."""
    return table.update(
        name(),
        stock.shard_key(item.sku, shard),
        "SET shards = :shards, low_at = :point",
        {":shards": item.shards, ":point": item.reorder_point},
        only_if=EXISTS,
        condition=f"shard_exists:{shard}",
    )


def fold_shard(sku: str, shard: stock.Shard) -> Write:
    """Remove a shard exactly as it was read; its units go to another one beside."""
    return table.delete(
        name(),
        stock.shard_key(sku, shard.shard),
        only_if="available = :available AND held = :none",
        condition="shard_is_as_read",
        values={":available": shard.available, ":none": 0},
    )


def move_units(takes: Sequence[Take]) -> list[Write]:
    """Signed units onto or off `available`; what comes off must be there."""
    return [
        table.update(
            name(),
            stock.shard_key(take.sku, take.shard),
            "SET available = available + :n",
            {":n": take.units} | ({":least": -take.units} if take.units < 0 else {}),
            only_if="available >= :least" if take.units < 0 else EXISTS,
            condition=stock.condition_of(take),
        )
        for take in takes
    ]


def settle_held(takes: Sequence[Take]) -> list[Write]:
    """What was sold leaves `held`: it is on hand no more."""
    return [
        table.update(
            name(),
            stock.shard_key(take.sku, take.shard),
            "SET held = held - :n",
            {":n": take.units},
            only_if="held >= :n",
            condition=stock.condition_of(take),
        )
        for take in takes
    ]


def put_movement(movement: Movement) -> Write:
    row = {"pk": pk(movement.sku), "sk": f"MOVE#{movement.id}"} | asdict(movement)
    return table.put(name(), row, only_if=IS_NEW, condition=f"movement_is_new:{movement.id}")


def movement(  # noqa: PLR0913
    sku: str, delta: int, reason: str, reference: str, by: str, at: datetime, seed: str = ""
) -> Movement:
    """With a `seed` the same movement has the same id, and cannot be entered twice."""
    key = ids.derived_id("mov", at, seed) if seed else ids.new_id("mov", at)
    return Movement(key, sku, delta, reason, reference, by, clock.text(at))


def _item(row: Item) -> StockItem:
    return StockItem(**{key: row[key] for key in StockItem.__dataclass_fields__})


def read_item(sku: str) -> StockItem | None:
    row = table.get(name(), item_key(sku))
    return _item(row) if row else None


def read_items(skus: Sequence[str]) -> dict[str, StockItem]:
    rows = table.get_many({name(): [item_key(sku) for sku in skus]})[name()]
    return {row["sku"]: _item(row) for row in rows}


def list_items(limit: int, start: Item | None) -> tuple[list[StockItem], Item | None]:
    page = table.query(name(), "STOCK", index="gsi1", limit=limit, start=start)
    return [_item(row) for row in page.items], page.next_key


def list_movements(sku: str, limit: int, start: Item | None) -> tuple[list[Movement], Item | None]:
    page: Page = table.query(
        name(), pk(sku), begins="MOVE#", limit=limit, start=start, backwards=True
    )
    fields = Movement.__dataclass_fields__
    return [Movement(**{key: row[key] for key in fields}) for row in page.items], page.next_key


def sums_by_reason(sku: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in table.query_all(name(), pk(sku), begins="MOVE#", consistent=True):
        sums[row["reason"]] = sums.get(row["reason"], 0) + row["delta"]
    return sums


def movements_sum(sku: str) -> int:
    rows = table.query_all(name(), pk(sku), begins="MOVE#", consistent=True)
    return sum(row["delta"] for row in rows)


def tell_level(item: StockItem, level: str, low: bool) -> Write:
    return table.update(
        name(),
        item_key(item.sku),
        "SET #level = :level, low = :low",
        {":level": level, ":low": low, ":before": item.level, ":was_low": item.low},
        only_if="#level = :before AND low = :was_low",
        condition="level_is_as_read",
        names={"#level": "level"},
    )
