"""What orders do to the ledger: a sale leaves the shelf, a return comes back to it.

The units of an order are safe from the moment its hold is taken; here they are entered, some time
after, SKU by SKU. Each entry's id derives from the order or refund, and stands in one transaction
with the count that it changes: however often a fact comes, it is entered once.
"""

from collections.abc import Iterable, Iterator, Sequence

from shopkit import stock
from shopkit.events import OrderPlaced, OrderRefunded
from shopkit.stock import Take
from shopkit.table import Refused, Write, transact

from inventory import stock_table

#: A count and a movement each: two actions a line, below the hundred of a transaction.
LINES_AT_ONCE = 48


class HoldNotSold(Exception):
    """An order was placed whose hold is not sold: the message comes again, then to a person."""


def enter_sale(fact: OrderPlaced) -> None:
    hold = stock.read_hold(fact.order_id)
    if hold is None or hold.state != stock.SOLD:
        raise HoldNotSold(fact.order_id)
    for part in _parts(_merged(take for chunk in hold.chunks for take in chunk)):
        entries = [
            stock_table.put_movement(
                stock_table.movement(
                    take.sku, -take.units, "sold", fact.order_id, "", fact.at,
                    seed=f"{fact.order_id}:{take.sku}:{take.shard}",
                )
            )
            for take in part
        ]  # fmt: skip
        _enter_once(stock_table.settle_held(part) + entries)


def enter_return(fact: OrderRefunded) -> None:
    units: dict[str, int] = {}
    for line in fact.restock:
        units[line.sku] = units.get(line.sku, 0) + line.quantity
    for part in _parts([Take(sku, 0, count) for sku, count in units.items()]):
        entries = [
            stock_table.put_movement(
                stock_table.movement(
                    take.sku, take.units, "restocked", fact.refund_id, "", fact.at,
                    seed=f"{fact.refund_id}:{take.sku}",
                )
            )
            for take in part
        ]  # fmt: skip
        _enter_once(stock_table.move_units(part) + entries)


def _merged(takes: Iterable[Take]) -> list[Take]:
    """One take a shard: two chunks may have taken from it, and it stands once in a transaction."""
    units: dict[tuple[str, int], int] = {}
    for take in takes:
        units[take.sku, take.shard] = units.get((take.sku, take.shard), 0) + take.units
    return [Take(sku, shard, count) for (sku, shard), count in units.items()]


def _parts(takes: Sequence[Take]) -> Iterator[list[Take]]:
    for start in range(0, len(takes), LINES_AT_ONCE):
        yield list(takes[start : start + LINES_AT_ONCE])


def _enter_once(writes: Iterable[Write]) -> None:
    try:
        transact(list(writes))
    except Refused as refused:
        if not any(name.startswith("movement_is_new") for name in refused.failed):
            raise
