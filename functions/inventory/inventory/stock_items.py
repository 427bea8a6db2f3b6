"""The rules of a stock item: what its shards add up to, how units spread over them, when it is low.

Pure: values in, decision out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shopkit.errors import Conflict
from shopkit.money import share
from shopkit.stock import Shard, Take, level, spill

#: What staff may give as the reason of an adjustment.
REASONS = ("received", "returned", "found", "counted", "damaged", "lost", "sample", "correction")

#: More shards than this serve more orders a second than one Stripe account takes.
MAX_SHARDS = 20


class NotEnoughUnits(Conflict):
    code = "not_enough_units"
    title = "There are not that many units that may be taken"


@dataclass(frozen=True)
class Counts:
    """Exact sums over a SKU's shards."""

    available: int
    held: int

    @property
    def on_hand(self) -> int:
        return self.available + self.held


@dataclass(frozen=True)
class LevelChange:
    """What became of a SKU: its level now, and whether it just fell to its reorder point."""

    level: str
    available: int
    low: bool
    ran_low: bool


def counts(shards: Sequence[Shard]) -> Counts:
    return Counts(sum(s.available for s in shards), sum(s.held for s in shards))


def spread(delta: int, sku: str, shards: Sequence[Shard], seed: str) -> list[Take]:
    """How `delta` units go onto (or, negative, come off) the shards; `units` keep the sign.

    New units go evenly over all shards. Raises NotEnoughUnits for more off than may be sold.
    """
    if delta >= 0:
        parts = share(delta, [1] * len(shards))
        return [Take(sku, s.shard, n) for s, n in zip(shards, parts, strict=True) if n]
    takes = spill(seed, sku, -delta, shards)
    if takes is None:
        free = counts(shards).available
        raise NotEnoughUnits(f"{free} of {sku} may be taken; the rest is held by orders")
    return [Take(sku, take.shard, -take.units) for take in takes]


def level_change(
    before: str, was_low: bool, available: int, reorder_point: int
) -> LevelChange | None:
    """The change to tell, or None when neither the level nor lowness is another."""
    now = level(available, reorder_point)
    low = available <= reorder_point
    if now == before and low == was_low:
        return None
    return LevelChange(now, available, low, ran_low=low and not was_low)
