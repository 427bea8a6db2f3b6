"""An order's hold: taken chunk by chunk, then sold, or released chunk by chunk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopkit import table
from shopkit.fields import Fields
from shopkit.marshal import Item
from shopkit.stock.shards import Take, inventory_table
from shopkit.table import Write

#: Stock actions of one transaction; the rest of the hundred is for the order and what goes with it.
CHUNK = 80

TAKING, HELD, RELEASING, RELEASED, SOLD = "taking", "held", "releasing", "released", "sold"


@dataclass(frozen=True)
class Hold:
    """A hold as it stands: the first `taken` chunks of `chunks` are in it."""

    order_id: str
    state: str
    taken: int
    chunks: tuple[tuple[Take, ...], ...]


#: What checkout may read of a hold.
HOLD_FIELDS = Fields("state", "taken", "chunks")


def hold_key(order_id: str) -> Item:
    return {"pk": f"HOLD#{order_id}", "sk": "HOLD"}


def in_chunks(takes: Sequence[Take]) -> tuple[tuple[Take, ...], ...]:
    return tuple(tuple(takes[i : i + CHUNK]) for i in range(0, len(takes), CHUNK))


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
