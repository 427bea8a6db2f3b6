"""Facts that a transaction has no room for: one item in it, told one by one from the stream.

    pk = ANNOUNCEMENT#<evt id>   sk = ANNOUNCEMENT      facts [{aggregate, type, data}], expires_at

An edit may change up to 360 prices, and a transaction has 100 actions. The facts still stand or
fall with the edit: they are made, ids and all, before it, and the item that holds them is one
action of it. The table's stream hands the item to `tell`, which writes each fact where the outbox
expects it; done twice it writes the same items again, and the outbox relays only what is new.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from shopkit import outbox
from shopkit.events import Fact
from shopkit.table import MAX_ACTIONS, Write, put, transact

from catalog.tables import catalog_table

#: Longer than a stream keeps a record (24 hours), so that what was not told can still be seen.
_KEPT = 30 * 24 * 3600

Told = tuple[str, Fact]
"""A fact with the aggregate in whose history it belongs."""


def told(facts: Sequence[Told], room: int) -> list[Write]:
    """Actions that tell `facts`, at most `room` (one or more) of them."""
    if len(facts) <= room:
        return [outbox.told(catalog_table(), aggregate, fact) for aggregate, fact in facts]
    first = facts[0][1]
    item = {
        "pk": f"ANNOUNCEMENT#{first.id}",
        "sk": "ANNOUNCEMENT",
        "facts": [
            {"aggregate": aggregate, "type": type(fact).__name__, "data": fact.model_dump_json()}
            for aggregate, fact in facts
        ],
        "expires_at": int(first.at.timestamp()) + _KEPT,
    }
    return [put(catalog_table(), item)]


def tell(records: Iterable[dict[str, Any]]) -> int:
    """Write the facts of every announcement among stream `records`; answers how many."""
    count = 0
    for name, item in outbox.new_images(records):
        if name != "INSERT" or item["sk"] != "ANNOUNCEMENT":
            continue
        writes = [
            outbox.told(
                catalog_table(),
                kept["aggregate"],
                Fact.types[kept["type"]].model_validate_json(kept["data"]),
            )
            for kept in item["facts"]
        ]
        for start in range(0, len(writes), MAX_ACTIONS):
            transact(writes[start : start + MAX_ACTIONS])
        count += len(writes)
    return count
