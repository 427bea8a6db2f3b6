"""Finds the items whose time to live is past without looking at the others.

A heap of (expiry, table, key) orders what will expire. An item that is written again or deleted
leaves its old entry in the heap; the latest expiry of each key is kept beside it, so the old entry
is dropped when its time comes, or when most of the heap is old. A sweep costs what expires, not
what is stored.
"""

import heapq
from collections.abc import Iterator

Key = tuple[str, str, str]
"""Table, partition key and sort key as the engine spells them."""


_SPARE = 1000  # old entries that are not worth a clean-up


class ExpiryHeap:
    """Not thread-safe: the engine calls it under its lock."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, Key]] = []
        self._latest: dict[Key, int] = {}

    def put(self, key: Key, expires_at: int | None) -> None:
        """Note the item's expiry in epoch seconds; None when the item is gone or has none."""
        if expires_at is None:
            self._latest.pop(key, None)
        elif self._latest.get(key) != expires_at:
            self._latest[key] = expires_at
            heapq.heappush(self._heap, (expires_at, key))
            if len(self._heap) > 2 * len(self._latest) + _SPARE:
                self._heap = [(at, kept) for kept, at in self._latest.items()]
                heapq.heapify(self._heap)

    def take_expired(self, now: int) -> Iterator[Key]:
        """Yield and forget each key whose expiry is at or before `now`, the oldest first."""
        while self._heap and self._heap[0][0] <= now:
            expires_at, key = heapq.heappop(self._heap)
            if self._latest.get(key) == expires_at:
                del self._latest[key]
                yield key

    def __len__(self) -> int:
        """Return the size of the heap, old entries included."""
        return len(self._heap)

    def clear(self) -> None:
        self._heap.clear()
        self._latest.clear()


def expiry_of(item: dict[str, dict[str, object]], attribute: str) -> int | None:
    """Return the item's expiry in epoch seconds; like DynamoDB, only a number counts."""
    number = item.get(attribute, {}).get("N")
    if not isinstance(number, str):
        return None
    try:
        return int(float(number))
    except ValueError:
        return None
