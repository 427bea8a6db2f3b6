"""What a replay has done, line by line in a file, so that it goes on where it was broken off.

A row is JSON. Before a checkout its cart is written down: whoever goes on sends the same request
with the same Idempotency-Key, and finds the order that was made in case nobody heard of it.

    {"slice": {…}}                              the first row: which log, from which day
    {"cart": key, "id": …, "token": …, "try": n}
    {"order": key, "id": …, "token": …, "session": …}
    {"done": key, "id": …}                      paid, or refunded
    {"lost": key}                               the shop does not know it any more

Rows reach the operating system at once, and the disk every FSYNC_EVERY rows.
"""

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TextIO

from barrow.failures import Failure

FSYNC_EVERY = 100


class AnotherSlice(Failure):
    """The journal in the state folder is of another log, or begins on another day."""


@dataclass
class Entry:
    """How far one step has come. `tries` counts the carts that were filled for it."""

    tries: int = 0
    cart: str = ""
    cart_token: str = ""
    order: str = ""
    order_token: str = ""
    session: str = ""
    refund: str = ""
    done: bool = False


@dataclass
class Journal:
    """Use it as a context manager. May be written by several threads."""

    path: Path
    slice: dict[str, Any]
    entries: dict[str, Entry] = field(default_factory=dict)
    is_new: bool = True
    _file: TextIO | None = None
    _unsynced: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        """Read what was done. Raises AnotherSlice."""
        whole = 0
        if self.path.exists():
            for row, end in _rows(self.path):
                self._take(row)
                whole = end
        self.is_new = whole == 0
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("a", encoding="ascii")
        # a row that a crash cut in half goes
        self._file.truncate(whole)
        if self.is_new:
            self._write({"slice": self.slice})
        return self

    def __exit__(self, *exc: object) -> None:
        self.sync()
        if self._file:
            self._file.close()

    def of(self, key: str) -> Entry:
        return self.entries.get(key, Entry())

    def latest(self) -> list[str]:
        """The keys of what is done, the latest first."""
        return [key for key, entry in reversed(self.entries.items()) if entry.done]

    def cart(self, key: str, cart: str, token: str) -> None:
        self._write({"cart": key, "id": cart, "token": token, "try": self.of(key).tries + 1})

    def order(self, key: str, order: str, token: str, session: str) -> None:
        self._write({"order": key, "id": order, "token": token, "session": session})

    def done(self, key: str, refund: str = "") -> None:
        self._write({"done": key, "id": refund})

    def lost(self, key: str) -> None:
        self._write({"lost": key})

    def sync(self) -> None:
        with self._lock:
            self._sync()

    def _write(self, row: dict[str, Any]) -> None:
        with self._lock:
            self._take(row)
            if self._file is None:
                return
            self._file.write(json.dumps(row, separators=(",", ":")) + "\n")
            self._file.flush()
            self._unsynced += 1
            if self._unsynced >= FSYNC_EVERY:
                self._sync()

    def _sync(self) -> None:
        if self._file and self._unsynced:
            os.fsync(self._file.fileno())
            self._unsynced = 0

    def _take(self, row: dict[str, Any]) -> None:
        if "slice" in row:
            if row["slice"] != self.slice:
                raise AnotherSlice(
                    f"{self.path} is the journal of {_said(row['slice'])}, not of"
                    f" {_said(self.slice)}: go on with that one, or begin with a new shop"
                )
            return
        kind = next(iter(row))
        key = row[kind]
        # the latest stands last
        entry = self.entries.pop(key, Entry())
        self.entries[key] = entry
        if kind == "cart":
            entry.tries, entry.cart, entry.cart_token = row["try"], row["id"], row["token"]
            entry.order, entry.done = "", False
        elif kind == "order":
            entry.order, entry.order_token = row["id"], row["token"]
            entry.session = row["session"]
        elif kind == "done":
            entry.done, entry.refund = True, row["id"]
        elif kind == "lost":
            self.entries[key] = Entry(tries=entry.tries)


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """Each whole row, and where it ends in the file."""
    end = 0
    with path.open("rb") as file:
        for line in file:
            try:
                row = json.loads(line)
            except ValueError:
                return
            if not line.endswith(b"\n") or not isinstance(row, dict):
                return
            end += len(line)
            yield row, end


def _said(slice_: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in slice_.items() if value)
