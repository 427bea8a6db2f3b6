"""What the stockroom does: take a SKU into stock, split it over shards, look it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shopkit import clock, stock
from shopkit.errors import Conflict, NotFound, Stale, Unavailable
from shopkit.money import share
from shopkit.table import Refused, Write, transact

from inventory import stock_table
from inventory.stock_items import Counts, counts
from inventory.stock_table import StockItem

#: What meets rivals on its shards reads them again this often.
TRIES = 8


class StockExists(Conflict):
    code = "stock_exists"
    title = "This SKU is in stock already; adjust it"


class ShardsBusy(Conflict):
    code = "shards_busy"
    title = "Orders hold units of the shards that would go; try again when they are settled"


@dataclass(frozen=True)
class Opening:
    """A SKU that comes into stock with `on_hand` units."""

    sku: str
    on_hand: int
    reorder_point: int
    supplier: str
    shards: int


@dataclass(frozen=True)
class Stocked:
    item: StockItem
    counts: Counts


@dataclass(frozen=True)
class Summed:
    """`units` by reason of movement: all reasons together are `on_hand`."""

    sku: str
    on_hand: int
    units: Mapping[str, int]


def open_stock(openings: Sequence[Opening], by: str, now: datetime) -> list[Stocked]:
    """Take SKUs into stock, all or none; raises StockExists naming those that are there."""
    writes: list[Write] = []
    stocked = []
    for opening in openings:
        item = StockItem(
            sku=opening.sku,
            shards=opening.shards,
            reorder_point=opening.reorder_point,
            supplier=opening.supplier,
            # nothing was told of it yet: the stream tells the first level
            level=stock.OUT_OF_STOCK,
            low=True,
            created_at=clock.text(now),
        )
        parts = share(opening.on_hand, [1] * opening.shards)
        writes.append(stock_table.put_item(item))
        writes += [stock_table.put_shard(item, n, units) for n, units in enumerate(parts)]
        if opening.on_hand:
            entry = stock_table.movement(opening.sku, opening.on_hand, "opening", "", by, now)
            writes.append(stock_table.put_movement(entry))
        stocked.append(Stocked(item, Counts(opening.on_hand, 0)))
    try:
        transact(writes)
    except Refused as refused:
        there = sorted({name.split(":", 1)[1] for name in refused.failed if "stock_is" in name})
        raise StockExists(", ".join(there)) from refused
    return stocked


def look(sku: str) -> Stocked:
    item = stock_table.read_item(sku)
    if item is None:
        raise NotFound(f"{sku} is not in stock")
    return Stocked(item, counts(stock.read_shards([sku]).get(sku, [])))


def list_stock(limit: int, start: dict[str, object] | None) -> tuple[list[Stocked], object]:
    items, next_key = stock_table.list_items(limit, start)
    shards = stock.read_shards(item.sku for item in items)
    return [Stocked(item, counts(shards.get(item.sku, []))) for item in items], next_key


def ledger_sums(limit: int, start: dict[str, object] | None) -> tuple[list[Summed], object]:
    """A page of SKUs with their whole ledgers added up."""
    stocked, next_key = list_stock(limit, start)
    sums = [
        Summed(one.item.sku, one.counts.on_hand, stock_table.sums_by_reason(one.item.sku))
        for one in stocked
    ]
    return sums, next_key


def edit(
    sku: str,
    version: int | None,
    reorder_point: int | None,
    supplier: str | None,
    shards: int | None,
) -> Stocked:
    """Describe a stock item anew; fewer or more shards move its units exactly.

    Raises NotFound, Stale, and ShardsBusy while orders hold units of a shard that would go.
    """
    for _ in range(TRIES):
        before = look(sku).item
        if version is not None and version != before.version:
            raise Stale()
        after = replace(
            before,
            reorder_point=before.reorder_point if reorder_point is None else reorder_point,
            supplier=before.supplier if supplier is None else supplier,
            shards=before.shards if shards is None else shards,
            version=before.version + 1,
        )
        try:
            transact(_edit_writes(before, after))
        except Refused as refused:
            if "version_is_current" in refused.failed and version is not None:
                raise Stale() from refused
            continue
        return look(sku)
    raise Unavailable("Orders are taking these units right now; try again")


def _edit_writes(before: StockItem, after: StockItem) -> list[Write]:
    sku = before.sku
    writes = [stock_table.edit_item(after, before.version)]
    kept = min(before.shards, after.shards)
    gone = [s for s in stock.read_shards([sku])[sku] if s.shard >= after.shards]
    if any(shard.held for shard in gone):
        raise ShardsBusy(sku)
    if gone:
        # one Update of shard 00 takes the units in and describes it: an item stands once in a
        # transaction
        writes.append(_fold_into_first(after, sum(shard.available for shard in gone)))
        writes += [stock_table.fold_shard(sku, shard) for shard in gone]
    first = 1 if gone else 0
    writes += [stock_table.describe_shard(after, n) for n in range(first, kept)]
    writes += [stock_table.put_shard(after, n, 0) for n in range(kept, after.shards)]
    return writes


def _fold_into_first(item: StockItem, units: int) -> Write:
    from shopkit import table

    return table.update(
        stock_table.name(),
        stock.shard_key(item.sku, 0),
        "SET available = available + :n, shards = :shards, low_at = :point",
        {":n": units, ":shards": item.shards, ":point": item.reorder_point},
        only_if=table.EXISTS,
        condition="shard_exists:0",
    )
