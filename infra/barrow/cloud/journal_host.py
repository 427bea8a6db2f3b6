"""Opaque rows of the local cloud itself, kept with the engine's: Stripe's stand-in, the clock.

A caller that holds the engine's lock around several changes gets all of them into the same cut.
"""

from contextlib import AbstractContextManager
from typing import Any

from barrow.cloud.journal_touched import Touched


class HostRows:
    """Text bodies, JSON by custom, under (kind, id). Usable from any thread."""

    def __init__(self, touched: Touched, lock: AbstractContextManager[Any]) -> None:
        self._touched = touched
        self._lock = lock
        self._rows: dict[str, dict[str, str]] = {}

    def put(self, kind: str, id_: str, body: str) -> None:
        with self._lock:
            self._rows.setdefault(kind, {})[id_] = body
            self._touched.host_row(kind, id_)

    def delete(self, kind: str, id_: str) -> None:
        """Do nothing when there is no such row."""
        with self._lock:
            if self._rows.get(kind, {}).pop(id_, None) is not None:
                self._touched.host_row(kind, id_)

    def get(self, kind: str, id_: str) -> str | None:
        with self._lock:
            return self._rows.get(kind, {}).get(id_)

    def of(self, kind: str) -> dict[str, str]:
        """Return the bodies of a kind by id, in the order they were first put."""
        with self._lock:
            return dict(self._rows.get(kind, {}))

    def load(self, kind: str, id_: str, body: str) -> None:
        """Take a row back from the journal, where it already is."""
        self._rows.setdefault(kind, {})[id_] = body

    def clear(self) -> None:
        self._rows.clear()
