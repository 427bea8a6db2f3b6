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

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shopkit import table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.table import Write

#: Stock actions of one transaction; the rest of the hundred is for the order and what goes with it.
CHUNK = 80

IN_STOCK, LOW_STOCK, OUT_OF_STOCK = "in_stock", "low_stock", "out_of_stock"

TAKING, HELD, RELEASING, RELEASED, SOLD = "taking", "held", "releasing", "released", "sold"


@dataclass(frozen=True)
class Take:
    """Units of one SKU from one of its shards."""

    sku: str
    shard: int
    units: int


@dataclass(frozen=True)
class Shard:
    sku: str
    shard: int
    available: int
    held: int
    shards: int
    low_at: int


@dataclass(frozen=True)
class Hold:
    """A hold as it stands: the first `taken` chunks of `chunks` are in it."""

    order_id: str
    state: str
    taken: int
    chunks: tuple[tuple[Take, ...], ...]


#: What catalog and checkout may read of a shard, and checkout of a hold.
SHARD_FIELDS = Fields("pk", "sk", "available", "held", "shards", "low_at")
HOLD_FIELDS = Fields("state", "taken", "chunks")


def inventory_table() -> str:
    return settings().table("inventory")


def shard_key(sku: str, shard: int) -> Item:
    return {"pk": f"STOCK#{sku}", "sk": f"SHARD#{shard:02d}"}


def hold_key(order_id: str) -> Item:
    return {"pk": f"HOLD#{order_id}", "sk": "HOLD"}


def level(available: int, low_at: int) -> str:
    if available <= 0:
        return OUT_OF_STOCK
    return LOW_STOCK if available <= low_at else IN_STOCK


def shard_of(item: Item) -> Shard:
    return Shard(
        sku=item["pk"].removeprefix("STOCK#"),
        shard=int(item["sk"].removeprefix("SHARD#")),
        available=item["available"],
        held=item["held"],
        shards=item.get("shards", 1),
        low_at=item.get("low_at", 0),
    )


def read_shards(skus: Iterable[str]) -> dict[str, list[Shard]]:
    """Every shard of each SKU that is stocked: one call, and one more when any has several."""
    name = inventory_table()
    wanted = list(dict.fromkeys(skus))
    fields = {name: SHARD_FIELDS}

    def found(keys: list[Item]) -> Iterable[Shard]:
        return map(shard_of, table.get_many({name: keys}, fields=fields)[name] if keys else [])

    shards = {shard.sku: [shard] for shard in found([shard_key(sku, 0) for sku in wanted])}
    more = [shard_key(sku, n) for sku, (one,) in shards.items() for n in range(1, one.shards)]
    for shard in found(more):
        shards[shard.sku].append(shard)
    return shards


def first_guess(order_id: str, units: Mapping[str, int], shards: Mapping[str, int]) -> list[Take]:
    """Each SKU whole from one shard, which the order's id picks: hot items spread by themselves."""
    seed = zlib.crc32(order_id.encode())
    return [Take(sku, seed % max(1, shards.get(sku, 1)), count) for sku, count in units.items()]


def spill(order_id: str, sku: str, units: int, shards: Sequence[Shard]) -> list[Take] | None:
    """`units` from the shards as they stand, neighbour by neighbour; None when they are short."""
    if sum(shard.available for shard in shards) < units:
        return None
    ordered = sorted(shards, key=lambda shard: shard.shard)
    start = zlib.crc32(order_id.encode()) % len(ordered)
    around = ordered[start:] + ordered[:start]
    # one shard that can give all saves actions; else neighbour after neighbour
    for shard in around:
        if shard.available >= units:
            return [Take(sku, shard.shard, units)]
    takes = []
    for shard in around:
        taken = min(units, max(0, shard.available))
        if taken:
            takes.append(Take(sku, shard.shard, taken))
            units -= taken
        if not units:
            break
    return takes


def in_chunks(takes: Sequence[Take]) -> tuple[tuple[Take, ...], ...]:
    return tuple(tuple(takes[i : i + CHUNK]) for i in range(0, len(takes), CHUNK))


def condition_of(take: Take) -> str:
    return f"stock:{take.sku}:{take.shard}"


def take_units(takes: Iterable[Take]) -> list[Write]:
    return [
        table.update(
            inventory_table(),
            shard_key(take.sku, take.shard),
            "SET available = available - :n, held = held + :n",
            {":n": take.units},
            only_if="available >= :n",
            condition=condition_of(take),
            tells=False,
        )
        for take in takes
    ]


def free_units(takes: Iterable[Take]) -> list[Write]:
    return [
        table.update(
            inventory_table(),
            shard_key(take.sku, take.shard),
            "SET available = available + :n, held = held - :n",
            {":n": take.units},
            only_if="held >= :n",
            condition=condition_of(take),
            tells=False,
        )
        for take in takes
    ]


def put_hold(order_id: str, chunks: Sequence[Sequence[Take]], at: str) -> Write:
    """The hold with its first chunk taken; replaces one that was released, for a late payment."""
    item = hold_key(order_id) | {
        "order_id": order_id,
        "state": HELD if len(chunks) <= 1 else TAKING,
        "taken": min(1, len(chunks)),
        "at": at,
        "chunks": _rows(chunks),
    }
    return table.put(
        inventory_table(),
        item,
        only_if="attribute_not_exists(pk) OR #state = :released",
        condition="hold_is_new",
        values={":released": RELEASED},
        names={"#state": "state"},
        tells=False,
    )


def _rows(chunks: Sequence[Sequence[Take]]) -> list[list[Item]]:
    return [
        [{"sku": take.sku, "shard": take.shard, "units": take.units} for take in chunk]
        for chunk in chunks
    ]


def rewrite_chunks(hold: Hold, chunks: Sequence[Sequence[Take]]) -> Write:
    """`chunks` in the place of the hold's, as long as none more of them is taken."""
    return _move(
        hold.order_id,
        "SET chunks = :chunks",
        {":chunks": _rows(chunks), ":taken": hold.taken, ":taking": TAKING},
        "#state = :taking AND taken = :taken",
        "chunk_is_open",
    )


def advance_hold(order_id: str, taken: int, of: int) -> Write:
    """Beside chunk number `taken` (from 1) of `of`; the last makes the hold whole."""
    return _move(
        order_id,
        "SET taken = :taken, #state = :next",
        {":taken": taken, ":before": taken - 1, ":next": HELD if taken == of else TAKING,
         ":taking": TAKING},
        "#state = :taking AND taken = :before",
        "hold_advances",
    )  # fmt: skip


def sell_hold(order_id: str) -> Write:
    return _move(
        order_id,
        "SET #state = :sold",
        {":sold": SOLD, ":held": HELD},
        "#state = :held",
        "hold_is_held",
    )


def begin_release(order_id: str) -> Write:
    """Nobody can sell the hold from here on; its chunks are freed one by one."""
    return _move(
        order_id,
        "SET #state = :releasing",
        {":releasing": RELEASING, ":held": HELD, ":taking": TAKING},
        "#state = :held OR #state = :taking",
        "hold_is_open",
    )


def step_release(order_id: str, taken: int) -> Write:
    """Beside the units of chunk `taken`, the last that is in; zero left makes it released."""
    return _move(
        order_id,
        "SET taken = :left, #state = :next",
        {":left": taken - 1, ":taken": taken, ":releasing": RELEASING,
         ":next": RELEASING if taken > 1 else RELEASED},
        "#state = :releasing AND taken = :taken",
        "hold_recedes",
    )  # fmt: skip


def release_at_once(order_id: str) -> Write:
    """Beside the units of an only chunk: held to released in one step."""
    return _move(
        order_id,
        "SET #state = :released, taken = :none",
        {":released": RELEASED, ":none": 0, ":held": HELD},
        "#state = :held",
        "hold_is_held",
    )


def _move(
    order_id: str, expression: str, values: Mapping[str, object], only_if: str, condition: str
) -> Write:
    return table.update(
        inventory_table(),
        hold_key(order_id),
        expression,
        values,
        only_if=only_if,
        condition=condition,
        names={"#state": "state"},
        tells=False,
    )


def read_hold(order_id: str) -> Hold | None:
    item = table.get(inventory_table(), hold_key(order_id), fields=HOLD_FIELDS)
    if item is None:
        return None
    return Hold(
        order_id=order_id,
        state=item["state"],
        taken=item["taken"],
        chunks=tuple(
            tuple(Take(t["sku"], t["shard"], t["units"]) for t in chunk) for chunk in item["chunks"]
        ),
    )
