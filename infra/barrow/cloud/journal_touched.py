"""Remembers what changed since the last cut, so that a cut costs the changes and not the data."""

from collections.abc import Iterable
from typing import Any

ItemKey = tuple[str, str, str]
"""Table, partition key, sort key."""


class Touched:
    """Filled and emptied under the engine's lock. Without `keep` it stays empty."""

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self.clear()

    def clear(self) -> None:
        self.items: set[ItemKey] = set()
        self.records: dict[tuple[str, str], dict[str, Any] | None] = {}
        self.queues: set[str] = set()
        self.buckets: set[str] = set()
        self.services: set[str] = set()
        self.host: set[tuple[str, str]] = set()
        self.all: bool = False

    def item(self, table: str, pk: str, sk: str) -> None:
        if self._keep:
            self.items.add((table, pk, sk))

    def stream_added(self, table: str, record: dict[str, Any]) -> None:
        if self._keep:
            self.records[table, record["dynamodb"]["SequenceNumber"]] = record

    def stream_done(self, table: str, sequence: str) -> None:
        # most are done before a cut ever saw them
        if self._keep and self.records.pop((table, sequence), None) is None:
            self.records[table, sequence] = None

    def queue(self, name: str) -> None:
        if self._keep:
            self.queues.add(name)

    def bucket(self, name: str) -> None:
        if self._keep:
            self.buckets.add(name)

    def service(self, *names: str) -> None:
        if self._keep:
            self.services.update(names)

    def host_row(self, kind: str, id_: str) -> None:
        if self._keep:
            self.host.add((kind, id_))

    def everything(self, services: Iterable[str]) -> None:
        """All rows are void: the engine was cleared."""
        self.clear()
        if self._keep:
            self.all = True
            self.services.update(services)
