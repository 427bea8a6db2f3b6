"""Where the stand-in keeps its rows.

A row is a plain JSON object with `id` and `created` (seconds since 1970). A row that was put is
never changed again: an update puts a new one. So events can hold the row as it was without a
copy, and a listing costs what it returns: each kind, and each indexed field's value, has its keys
(created, order of arrival) in a sorted list, and every question is two bisections and a slice.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from heapq import merge
from threading import RLock
from typing import Any, Protocol

Row = dict[str, Any]
Key = tuple[int, int]
Keys = list[Key]
Changes = list[tuple[str, str, Row | None]]
"""Kind, id, and the row as it is now: None when it is no more."""

INDEXED: dict[str, tuple[str, ...]] = {
    "checkout.session": ("status", "payment_intent"),
    "charge": ("payment_intent",),
    "refund": ("charge", "payment_intent"),
    "dispute": ("charge", "payment_intent"),
    "balance_transaction": ("source", "type", "currency"),
    "event": ("type",),
    "delivery": ("state",),
    "timer": ("state",),
}
"""The fields that `list` can be asked about, by kind."""

SEQUENCE = ("sequence", "last")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a listing. `after` and `before` are ids, the rest seconds since 1970.

    `after` an id are the rows older than it; `before` it the newer ones, which come oldest first.
    """

    after: str | None = None
    before: str | None = None
    since: int | None = None
    until: int | None = None


WHOLE = Span()


class Store(Protocol):
    def get(self, kind: str, id: str) -> Row | None: ...  # noqa: A002 — Stripe's own word

    def put(self, kind: str, id: str, row: Row) -> None: ...  # noqa: A002

    def forget(self, kind: str, id: str) -> None:  # noqa: A002
        """Do nothing when there is no such row."""

    def list(
        self, kind: str, field: str | None = None, values: Iterable[str] = (), span: Span = WHOLE
    ) -> Iterator[Row]:
        """Newest first, all of them or those whose `field` (see INDEXED) has one of `values`.

        Rows are read as they are asked for, so inside one `atomic`, and before anything is put.
        """

    def next_sequence(self) -> int:
        """1, 2, 3 …, never one twice."""

    def atomic(self) -> AbstractContextManager[object]:
        """One at a time. Rows put inside are told together by whatever keeps them."""


class MemoryStore:
    """Rows in memory. `changed` tells what to write down, `restore` takes it back."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._rows: dict[tuple[str, str], tuple[Key, Row]] = {}
        self._ids: dict[int, tuple[str, str]] = {}
        self._keys: dict[tuple[str, str | None, str | None], list[Key]] = {}
        self._arrivals = 0
        self._sequence = 0
        self._unsaved: dict[tuple[str, str], Row | None] = {}

    def atomic(self) -> AbstractContextManager[object]:
        return self._lock

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002
        found = self._rows.get((kind, id))
        return found[1] if found else None

    def put(self, kind: str, id: str, row: Row) -> None:  # noqa: A002
        with self._lock:
            self._place(kind, id, row)
            self._unsaved[kind, id] = row

    def forget(self, kind: str, id: str) -> None:  # noqa: A002
        with self._lock:
            if self._remove(kind, id):
                self._unsaved[kind, id] = None

    def next_sequence(self) -> int:
        with self._lock:
            self._sequence += 1
            self._unsaved[SEQUENCE] = {"id": SEQUENCE[1], "created": 0, "value": self._sequence}
            return self._sequence

    def list(
        self, kind: str, field: str | None = None, values: Iterable[str] = (), span: Span = WHOLE
    ) -> Iterator[Row]:
        indexes = [(kind, field, value) for value in values] if field else [(kind, None, None)]
        slices = [self._slice(kind, self._keys.get(index, []), span) for index in indexes]
        newer = span.before is not None
        found = slices[0] if len(slices) == 1 else merge(*slices, reverse=not newer)
        return (self._rows[self._ids[arrival]][1] for _, arrival in found)

    def changed(self) -> Changes:
        """The rows put or forgotten since the last call. Write them down together."""
        with self._lock:
            unsaved, self._unsaved = self._unsaved, {}
        return [(kind, id_, row) for (kind, id_), row in unsaved.items()]

    def restore(self, rows: Iterable[tuple[str, str, Row | None]]) -> None:
        """Take back what `changed` told, in that order; of one row the last counts."""
        with self._lock:
            for kind, id_, row in rows:
                if row is None:
                    self._remove(kind, id_)
                elif (kind, id_) == SEQUENCE:
                    self._sequence = max(self._sequence, row["value"])
                else:
                    self._place(kind, id_, row)

    def _place(self, kind: str, id_: str, row: Row) -> None:
        held = self._rows.get((kind, id_))
        if held:
            key = held[0]
        else:
            self._arrivals += 1
            key = (row["created"], self._arrivals)
            self._ids[key[1]] = (kind, id_)
            insort(self._keys.setdefault((kind, None, None), []), key)
        for field in INDEXED.get(kind, ()):
            was, now = held[1].get(field) if held else None, row.get(field)
            if was != now:
                if was is not None:
                    keys = self._keys[kind, field, was]
                    del keys[bisect_left(keys, key)]
                if now is not None:
                    insort(self._keys.setdefault((kind, field, now), []), key)
        self._rows[kind, id_] = (key, row)

    def _remove(self, kind: str, id_: str) -> bool:
        held = self._rows.pop((kind, id_), None)
        if held is None:
            return False
        key, row = held
        del self._ids[key[1]]
        places = [(None, None), *((field, row.get(field)) for field in INDEXED.get(kind, ()))]
        for field, value in places:
            if field is None or value is not None:
                keys = self._keys[kind, field, value]
                del keys[bisect_left(keys, key)]
        return True

    def _slice(self, kind: str, keys: Keys, span: Span) -> Iterator[Key]:
        """A generator over the keys wanted, so that a page reads no more than it shows."""
        low, high = 0, len(keys)
        if span.since is not None:
            low = bisect_left(keys, (span.since, 0))
        if span.until is not None:
            high = bisect_left(keys, (span.until + 1, 0))
        if span.after is not None:
            high = min(high, bisect_left(keys, self._rows[kind, span.after][0]))
        if span.before is not None:
            low = max(low, bisect_right(keys, self._rows[kind, span.before][0]))
            return (keys[at] for at in range(low, high))
        return (keys[at] for at in range(high - 1, low - 1, -1))
