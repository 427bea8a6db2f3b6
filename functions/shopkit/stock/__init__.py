"""Contract: how units are counted, held, sold and freed, for inventory and checkout alike.

| item of table inventory | pk | sk | holds |
|---|---|---|---|
| a shard of a SKU's count | STOCK#<sku> | SHARD#<nn> | available, held, how many shards |
| an order's hold | HOLD#<order> | HOLD | state, chunks of (sku, shard, units), how many are taken |

`available` is what may be sold, `held` what unpaid orders keep and paid ones have not left the
ledger with yet; both are on hand. A unit is taken only under the condition that it is there, so no
order of arrival sells one twice. A hold takes its shards in chunks of at most CHUNK, each one
transaction that also moves the hold's counter: what died half way is taken back, chunk by chunk,
from the counter down.

Checkout writes here in transactions alone, and is not told of an item that refuses: docs/adr/0017.
"""

from shopkit.stock.holds import (
    CHUNK,
    HELD,
    HOLD_FIELDS,
    RELEASED,
    RELEASING,
    SOLD,
    TAKING,
    Hold,
    advance_hold,
    begin_release,
    hold_key,
    in_chunks,
    put_hold,
    read_hold,
    release_at_once,
    rewrite_chunks,
    sell_hold,
    step_release,
)
from shopkit.stock.shards import (
    IN_STOCK,
    LOW_STOCK,
    OUT_OF_STOCK,
    SHARD_FIELDS,
    Shard,
    Take,
    condition_of,
    first_guess,
    free_units,
    inventory_table,
    level,
    read_shards,
    shard_key,
    shard_of,
    spill,
    take_units,
)

__all__ = [
    "CHUNK",
    "HELD",
    "HOLD_FIELDS",
    "IN_STOCK",
    "LOW_STOCK",
    "OUT_OF_STOCK",
    "RELEASED",
    "RELEASING",
    "SHARD_FIELDS",
    "SOLD",
    "TAKING",
    "Hold",
    "Shard",
    "Take",
    "advance_hold",
    "begin_release",
    "condition_of",
    "first_guess",
    "free_units",
    "hold_key",
    "in_chunks",
    "inventory_table",
    "level",
    "put_hold",
    "read_hold",
    "read_shards",
    "release_at_once",
    "rewrite_chunks",
    "sell_hold",
    "shard_key",
    "shard_of",
    "spill",
    "step_release",
    "take_units",
]
