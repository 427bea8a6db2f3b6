"""Taking an order's units, all or none, whatever else happens: holds in one step or several.

The first chunk of a hold is taken in the transaction that the caller gives it (the order and all
that goes with it); further chunks follow one by one. A shard that cannot give is replaced by its
neighbours. What is short is told whole: every SKU, what was wanted, what there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shopkit import clock, stock
from shopkit.errors import Conflict, Unavailable
from shopkit.stock import Hold, Shard, Take
from shopkit.table import Refused, Write, transact

#: Rivals on a hot item change the shards between a read and the write this often at most.
TRIES = 10


@dataclass(frozen=True)
class Shortage:
    sku: str
    requested: int
    available: int


@dataclass
class OutOfStock(Conflict):
    code = "out_of_stock"
    title = "There is not enough in stock"
    lines: list[Shortage] = field(default_factory=list)

    @property
    def extra(self) -> dict[str, Any]:
        return {"lines": [vars(line) for line in self.lines]}


def out_of_stock(shortages: Sequence[Shortage]) -> OutOfStock:
    few = ", ".join(f"{line.available} of {line.sku}" for line in shortages[:3])
    return OutOfStock(f"Left: {few}", list(shortages))


def plan(order_id: str, units: Mapping[str, int], first: Mapping[str, Shard]) -> list[Take]:
    """Takes for `units`, by the first shards as just read.

    Raises OutOfStock where a SKU's only shard is short, telling of everything else that is, too.
    """
    missing = [
        Shortage(sku, count, max(0, first[sku].available) if sku in first else 0)
        for sku, count in units.items()
        if sku not in first or (first[sku].shards == 1 and first[sku].available < count)
    ]
    if missing:
        several = {sku: n for sku, n in units.items() if sku in first and first[sku].shards > 1}
        raise out_of_stock(missing + _short_over_shards(several))
    return stock.first_guess(order_id, units, {sku: one.shards for sku, one in first.items()})


def _short_over_shards(units: Mapping[str, int]) -> list[Shortage]:
    shards = stock.read_shards(units)
    left = {sku: sum(max(0, shard.available) for shard in found) for sku, found in shards.items()}
    return [Shortage(sku, n, left.get(sku, 0)) for sku, n in units.items() if left.get(sku, 0) < n]


def take_first(
    order_id: str,
    takes: Sequence[Take],
    now: datetime,
    beside: Sequence[Write],
) -> tuple[tuple[Take, ...], ...]:
    """Take the first chunk in one transaction with what stands `beside`; answers the chunks.

    Raises OutOfStock, or Refused for a condition of the caller's own.
    """
    for _ in range(TRIES):
        chunks = stock.in_chunks(takes)
        hold = stock.put_hold(order_id, chunks, clock.text(now))
        try:
            transact([*stock.take_units(chunks[0]), hold, *beside])
        except Refused as refused:
            takes = _replan(order_id, takes, refused)
            continue
        return chunks
    raise Unavailable("Many people are buying this right now; try again in a moment")


def take_rest(order_id: str) -> Hold:
    """Take the chunks that are not in yet; answers the whole hold. Raises OutOfStock.

    Whoever goes on after a crash calls the same: the counter tells where.
    """
    for _ in range(TRIES * 20):
        hold = stock.read_hold(order_id)
        if hold is None or hold.state != stock.TAKING:
            break
        number = hold.taken + 1
        chunk = hold.chunks[hold.taken]
        advance = stock.advance_hold(order_id, number, len(hold.chunks))
        try:
            transact([*stock.take_units(chunk), advance])
        except Refused as refused:
            if "hold_advances" in refused.failed:
                continue
            _rewrite_chunk(hold, _replan(order_id, chunk, refused))
    if hold is None:
        raise Unavailable("The hold is gone")
    return hold


def _rewrite_chunk(hold: Hold, takes: Sequence[Take]) -> None:
    """Put other shards into the next chunk; if it was taken meanwhile, leave it.

    Units that spill over many shards may need more actions than a chunk has: they become two.
    """
    chunks = [*hold.chunks[: hold.taken], *stock.in_chunks(takes), *hold.chunks[hold.taken + 1 :]]
    try:
        transact([stock.rewrite_chunks(hold, chunks)], even_one=True)
    except Refused:
        return


def _replan(order_id: str, takes: Sequence[Take], refused: Refused) -> list[Take]:
    """The same units from other shards where one cannot give. Raises OutOfStock, or `refused`."""
    short = {name.split(":", 2)[1] for name in refused.failed if name.startswith("stock:")}
    if not short or len(refused.failed) > sum(n.startswith("stock:") for n in refused.failed):
        raise refused
    units: dict[str, int] = {}
    for take in takes:
        if take.sku in short:
            units[take.sku] = units.get(take.sku, 0) + take.units
    shards = stock.read_shards(units)
    replanned = [take for take in takes if take.sku not in short]
    missing = []
    for sku, count in units.items():
        found = stock.spill(order_id, sku, count, shards[sku]) if sku in shards else None
        if found is None:
            left = sum(shard.available for shard in shards.get(sku, []))
            missing.append(Shortage(sku, count, max(0, left)))
        else:
            replanned += found
    if missing:
        raise out_of_stock(missing)
    return replanned


def free(order_id: str) -> None:
    """Free a hold that `begin_release` has marked, from its counter down; any number of times."""
    while True:
        hold = stock.read_hold(order_id)
        if hold is None or hold.state != stock.RELEASING:
            return
        if hold.taken == 0:
            return
        chunk = hold.chunks[hold.taken - 1]
        try:
            transact([*stock.free_units(chunk), stock.step_release(order_id, hold.taken)])
        except Refused as refused:
            if "hold_recedes" not in refused.failed:
                raise


def let_go(hold: Hold | None, beside: Sequence[Write]) -> None:
    """Free the hold's units in one transaction with `beside`; a large one is marked for `free`.

    Raises Refused when a condition of `beside` fails or the hold is another by now.
    """
    if hold is None or hold.state in {stock.RELEASED, stock.RELEASING}:
        transact(beside)
    elif hold.state == stock.HELD and len(hold.chunks) == 1:
        order_id = hold.order_id
        transact([*stock.free_units(hold.chunks[0]), stock.release_at_once(order_id), *beside])
    else:
        transact([stock.begin_release(hold.order_id), *beside])
