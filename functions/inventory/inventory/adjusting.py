"""Adjustments: units that staff found, lost or counted, each entered once however often it is sent.

The answer that is kept under an Idempotency-Key is written after the work, and is lost when the
function dies in between. So the key is claimed in the transaction that moves the units: an
adjustment whose key is claimed is in the ledger already.
"""

from datetime import datetime

from shopkit import outbox, stock
from shopkit.errors import IdempotencyKeyReused, NotFound
from shopkit.events import Fact, StockAdjusted
from shopkit.table import Refused, Write, transact

from inventory import adjustments_table, stock_table
from inventory.adjustments_table import Adjustment
from inventory.stock_items import NotEnoughUnits, counts, spread
from inventory.stockroom import TRIES, Stocked, look


def adjust(adjustment: Adjustment, key: str | None, now: datetime) -> Stocked:
    """Enter the units with their reason; under a `key` that was used, only look.

    Raises NotFound, NotEnoughUnits, and IdempotencyKeyReused for another adjustment's key.
    """
    sku = adjustment.sku
    for _ in range(TRIES):
        if key is not None and _is_entered(adjustment, key, now):
            return look(sku)
        shards = stock.read_shards([sku]).get(sku)
        if not shards:
            raise NotFound(f"{sku} is not in stock")
        writes = _entering(adjustment, shards, now)
        if key is not None:
            writes.append(adjustments_table.claim(adjustment, key, now))
        try:
            transact(writes)
        except Refused:
            continue
        return look(sku)
    raise NotEnoughUnits(f"Orders are taking {sku} right now; try again")


def _is_entered(adjustment: Adjustment, key: str, now: datetime) -> bool:
    first = adjustments_table.read(adjustment.sku, adjustment.by, key, now)
    if first is not None and first != adjustment:
        raise IdempotencyKeyReused("Take a new key for another adjustment")
    return first is not None


def _entering(adjustment: Adjustment, shards: list[stock.Shard], now: datetime) -> list[Write]:
    sku, delta, reason = adjustment.sku, adjustment.delta, adjustment.reason
    entry = stock_table.movement(sku, delta, reason, adjustment.note, adjustment.by, now)
    on_hand = counts(shards).on_hand + delta
    fact: Fact = StockAdjusted.of(now, sku=sku, delta=delta, reason=reason, on_hand=on_hand)
    return [
        *stock_table.move_units(spread(delta, sku, shards, entry.id)),
        stock_table.put_movement(entry),
        outbox.told(stock_table.name(), stock_table.pk(sku), fact),
    ]
