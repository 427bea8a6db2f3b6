"""The Idempotency-Keys of adjustments that were entered, for as long as a key is remembered.

| pattern | key | units |
|---|---|---|
| what was entered under a key | pk = STOCK#<sku>, sk = KEY#<sha256 of who and key> | 1 read |
| claim a key | the same: a Put beside the movement, gone after a day | 2 writes |

A movement's own id cannot bear the key: it sorts the ledger by time.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from shopkit import table
from shopkit.idempotency import KEPT_SECONDS
from shopkit.ids import fingerprint
from shopkit.marshal import Item
from shopkit.table import Write

from inventory import stock_table


@dataclass(frozen=True)
class Adjustment:
    """`delta` units that came on hand, or left it when negative; `by` a staff key."""

    sku: str
    delta: int
    reason: str
    note: str
    by: str


def _key(sku: str, by: str, key: str) -> Item:
    whose = "\n".join([by, key])
    return {"pk": stock_table.pk(sku), "sk": f"KEY#{fingerprint(whose)}"}


def claim(adjustment: Adjustment, key: str, now: datetime) -> Write:
    seconds = int(now.timestamp())
    row = asdict(adjustment) | {"expires_at": seconds + KEPT_SECONDS}
    return table.put(
        stock_table.name(),
        _key(adjustment.sku, adjustment.by, key) | row,
        only_if="attribute_not_exists(pk) OR expires_at <= :now",
        condition="key_is_free",
        values={":now": seconds},
    )


def read(sku: str, by: str, key: str, now: datetime) -> Adjustment | None:
    """What was entered under the key, unless its time is over."""
    row = table.get(stock_table.name(), _key(sku, by, key))
    if row is None or row["expires_at"] <= int(now.timestamp()):
        return None
    return Adjustment(**{name: row[name] for name in Adjustment.__dataclass_fields__})
