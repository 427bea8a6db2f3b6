"""What the local cloud itself keeps with the engine's state: the clock, schedules, Stripe's rows.

Each is a JSON text under a kind and an id. Rows that belong together are put under the engine's
lock, which brings them into the same cut of the journal.
"""

import json
import threading
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from pydantic_core import to_json

from barrow.stripe_stand_in.store import MemoryStore

_CLOCK, _SCHEDULE, _STRIPE = "clock", "schedule", "stripe"


class Rows(Protocol):
    """The engine's side of it: texts under (kind, id), usable from any thread."""

    def put(self, kind: str, id_: str, body: str) -> None: ...

    def delete(self, kind: str, id_: str) -> None: ...

    def of(self, kind: str) -> dict[str, str]: ...


class Kept:
    """The shop clock's OffsetStore and the schedules' DueStore."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def load_offset(self) -> timedelta | None:
        """None in a new shop, whose clock nobody has kept yet."""
        body = self._rows.of(_CLOCK).get("offset")
        return timedelta(seconds=json.loads(body)) if body else None

    def save_offset(self, offset: timedelta) -> None:
        self._rows.put(_CLOCK, "offset", json.dumps(offset.total_seconds()))

    def load_due(self) -> dict[str, datetime]:
        rows = self._rows.of(_SCHEDULE)
        return {name: datetime.fromisoformat(json.loads(body)) for name, body in rows.items()}

    def save_due(self, name: str, due: datetime) -> None:
        self._rows.put(_SCHEDULE, name, json.dumps(due.isoformat()))


class KeptStripe:
    """Writes down what changed in the stand-in's store, and gives it back in the same order.

    The store orders rows of one second by their arrival, so each row keeps its first number.
    """

    def __init__(self, store: MemoryStore, rows: Rows, lock: AbstractContextManager[Any]) -> None:
        self._store = store
        self._rows = rows
        self._lock = lock
        self._writing = threading.Lock()
        self._numbers: dict[str, int] = {}
        self._last = 0

    def restore(self) -> None:
        found = []
        for name, body in self._rows.of(_STRIPE).items():
            kept = json.loads(body)
            kind, _, id_ = name.partition(" ")
            self._numbers[name] = kept["number"]
            found.append((kept["number"], kind, id_, kept["row"]))
        found.sort(key=lambda row: row[0])
        self._last = found[-1][0] if found else 0
        self._store.restore((kind, id_, row) for _, kind, id_, row in found)

    def flush(self) -> None:
        # one at a time: an older row must not be written over a newer one
        with self._writing, self._lock:
            for kind, id_, row in self._store.changed():
                name = f"{kind} {id_}"
                if row is None:
                    self._numbers.pop(name, None)
                    self._rows.delete(_STRIPE, name)
                    continue
                number = self._numbers.get(name)
                if number is None:
                    self._last += 1
                    number = self._numbers[name] = self._last
                body = to_json({"number": number, "row": row})
                self._rows.put(_STRIPE, name, body.decode())
