"""A SKU's count, in shards: how it is read, from which of them units come, taken and freed."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shopkit import table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.table import Write

IN_STOCK, LOW_STOCK, OUT_OF_STOCK = "in_stock", "low_stock", "out_of_stock"


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


#: What catalog and checkout may read of a shard.
SHARD_FIELDS = Fields("pk", "sk", "available", "held", "shards", "low_at")


def inventory_table() -> str:
    return settings().table("inventory")


def shard_key(sku: str, shard: int) -> Item:
    return {"pk": f"STOCK#{sku}", "sk": f"SHARD#{shard:02d}"}


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
