"""The latest facts of the shop, read from the streams as they pass to the relays.

A fact is an item whose sort key starts with EVENT#, written beside the change it tells.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from barrow.cloud.engine import Record


@dataclass(frozen=True)
class SeenFact:
    """`subject` is the partition key of the aggregate that the fact is about."""

    type: str
    id: str
    at: str
    source: str
    subject: str
    data: Any


class FactLog:
    """Keeps the latest `size` facts, oldest first; one that passes twice is kept once."""

    def __init__(self, size: int = 1_000) -> None:
        self._size = size
        self._facts: OrderedDict[str, SeenFact] = OrderedDict()
        self._changing = threading.Lock()

    def observe(self, records: Iterable[Record]) -> None:
        found = [fact for record in records if (fact := _fact(record)) is not None]
        with self._changing:
            for fact in found:
                self._facts.setdefault(fact.id, fact)
            while len(self._facts) > self._size:
                self._facts.popitem(last=False)

    def latest(self, of_type: str | None = None) -> list[dict[str, Any]]:
        with self._changing:
            facts = list(self._facts.values())
        return [asdict(fact) for fact in facts if of_type is None or fact.type == of_type]

    def counts(self) -> dict[str, int]:
        """How many of each type are kept, by type."""
        with self._changing:
            types = [fact.type for fact in self._facts.values()]
        return {name: types.count(name) for name in sorted(set(types))}


def _fact(record: Record) -> SeenFact | None:
    if record.get("eventName") != "INSERT":
        return None
    image = record["dynamodb"].get("NewImage") or {}
    sort_key = _text(image, "sk")
    if not sort_key.startswith("EVENT#"):
        return None
    data = _text(image, "data")
    return SeenFact(
        type=_text(image, "type"),
        id=sort_key.removeprefix("EVENT#"),
        at=_text(image, "at"),
        source=_text(image, "source"),
        subject=_text(image, "pk"),
        data=json.loads(data) if data else {},
    )


def _text(image: dict[str, Any], name: str) -> str:
    return str(image.get(name, {}).get("S", ""))
