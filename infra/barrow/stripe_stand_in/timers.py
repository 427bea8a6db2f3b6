"""What happens by itself when its time comes: sessions expire, some refunds settle or fail.

The rows are the truth; the heap beside them only finds what is due without looking at the rest,
and is made again from the rows of a restored store.
"""

import heapq
from dataclasses import dataclass, field

from .store import Row, Store


@dataclass
class Timers:
    _heap: list[tuple[int, str]] = field(default_factory=list)

    def resume(self, store: Store) -> None:
        for timer in store.list("timer", "state", ["waiting"]):
            self._add(timer)

    def start(self, store: Store, timer: Row) -> None:
        """`timer`: id, created, due (seconds since 1970), kind and target: the row it is about."""
        store.put("timer", timer["id"], {**timer, "state": "waiting"})
        self._add(timer)

    def take_due(self, store: Store, now: float) -> list[tuple[str, str]]:
        """The (kind, id) of all whose time has come; each is told once."""
        due = []
        while self._heap and self._heap[0][0] <= now:
            timer = store.get("timer", heapq.heappop(self._heap)[1])
            if timer:
                store.forget("timer", timer["id"])
                due.append((timer["kind"], timer["target"]))
        return due

    def _add(self, timer: Row) -> None:
        heapq.heappush(self._heap, (timer["due"], timer["id"]))
