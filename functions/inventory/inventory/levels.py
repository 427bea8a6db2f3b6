"""Tell when a SKU's level changes: in stock, low, out, and when it fell to its reorder point.

The table's stream shows every change of a count, whoever made it. The level is computed from the
counts as they stand now and compared with the level last told; only a change is written, under the
condition that nobody else told it first, with its facts in the same transaction. So a level is told
once, and the last thing told is true of some later moment: where rivals tell at once, one is
refused and the stream's next record looks again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from shopkit import marshal, outbox, stock
from shopkit.events import Fact, StockLevelChanged, StockRanLow
from shopkit.table import Refused, transact

from inventory import stock_table
from inventory.stock_items import counts, level_change


def watch(records: Iterable[dict[str, Any]], now: datetime) -> int:
    """Tell the levels that the stream `records` changed; answers how many."""
    skus = sorted(set(_changed(records)))
    told = 0
    for start in range(0, len(skus), 50):
        told += sum(_tell(skus[start : start + 50], now))
    return told


def _changed(records: Iterable[dict[str, Any]]) -> Iterable[str]:
    for record in records:
        old = record["dynamodb"].get("OldImage") or {}
        new = record["dynamodb"].get("NewImage") or {}
        key = marshal.load(record["dynamodb"]["Keys"])
        is_count = key["sk"].startswith("SHARD#") or key["sk"] == "ITEM"
        if is_count and any(
            old.get(name) != new.get(name) for name in ("available", "reorder_point")
        ):
            yield key["pk"].removeprefix("STOCK#")


def _tell(skus: list[str], now: datetime) -> Iterable[bool]:
    items = stock_table.read_items(skus)
    shards = stock.read_shards(skus)
    for sku, item in items.items():
        available = counts(shards.get(sku, [])).available
        change = level_change(item.level, item.low, available, item.reorder_point)
        if change is None:
            continue
        facts: list[Fact] = []
        if change.level != item.level:
            facts.append(
                StockLevelChanged.of(now, sku=sku, level=change.level, available=available)
            )
        if change.ran_low:
            facts.append(
                StockRanLow.of(
                    now,
                    sku=sku,
                    available=available,
                    reorder_point=item.reorder_point,
                    supplier=item.supplier,
                )
            )
        writes = [stock_table.tell_level(item, change.level, change.low)]
        writes += [outbox.told(stock_table.name(), stock_table.pk(sku), fact) for fact in facts]
        try:
            transact(writes)
        except Refused:
            yield False
        else:
            yield True
