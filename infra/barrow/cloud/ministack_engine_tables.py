"""Watches MiniStack's tables: stream records, expiry, and which items a cut must write.

Three of its functions see every change to an item: `_set_item`, `_remove_item` and
`_emit_stream_event`. MiniStack never changes a stored item in place (an update stores a copy), so
an item that was seen once can be read later without the lock.
"""

from collections import deque
from datetime import datetime
from itertools import islice
from typing import Any

from barrow.cloud.engine import Record
from barrow.cloud.engine_ttl import ExpiryHeap, expiry_of
from barrow.cloud.journal_touched import Touched
from barrow.cloud.ministack_engine_checks import Checks
from barrow.cloud.ministack_engine_parts import Patches
from barrow.cloud.ministack_engine_queries import Queries
from barrow.cloud.ministack_engine_reads import Reads
from barrow.cloud.ministack_engine_speed import copy_json, speed_up
from barrow.cloud.ministack_engine_transactions import Transactions

_SERVICE = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}
"""The userIdentity by which a consumer tells an expiry from a deletion (DynamoDB guide, TTL)."""


class Tables:
    """The engine's view of MiniStack's DynamoDB. Every method is called under the engine's lock."""

    def __init__(self, dynamodb: Any, touched: Touched) -> None:
        self._dynamodb = dynamodb
        self._touched = touched
        self._expiry = ExpiryHeap()
        self._expires_by: dict[str, str] = {}
        self._checks = Checks(dynamodb)
        self._queries = Queries(dynamodb)
        self._reads = Reads(dynamodb, self._queries)
        self.streams: dict[str, deque[Record]] = {}

    def watch(self, patches: Patches) -> None:
        """Put the watchers in place, and what makes the calls quick."""
        speed_up(self._dynamodb, patches)
        transactions = Transactions(self._dynamodb, patches, copy_json)
        self._checks.shorten(patches)
        self._queries.narrow(patches)
        self._reads.shorten(patches)
        set_item = self._dynamodb._set_item
        remove_item = self._dynamodb._remove_item

        def watched_set(table: Any, pk: str, sk: str, item: Any) -> Any:
            transactions.written()
            old = set_item(table, pk, sk, item)
            self._changed(table, pk, sk, old, item)
            return old

        def watched_remove(table: Any, pk: str, sk: str) -> Any:
            transactions.written()
            old = remove_item(table, pk, sk)
            self._changed(table, pk, sk, old, None)
            return old

        patches.put(self._dynamodb, "_set_item", watched_set)
        patches.put(self._dynamodb, "_remove_item", watched_remove)
        patches.put(self._dynamodb, "_emit_stream_event", self._emit)
        patches.put(self._dynamodb, "drop_stream_records", self._drop)

    def stream_names(self) -> list[str]:
        return sorted(
            name
            for name, table in self._dynamodb._tables.items()
            if (table.get("StreamSpecification") or {}).get("StreamEnabled")
        )

    def take(self, table: str, limit: int) -> list[Record]:
        """Return the oldest records; they share their images with the tables."""
        return list(islice(self.streams.get(table, ()), limit))

    def done(self, table: str, count: int) -> None:
        records = self.streams.get(table, deque())
        for _ in range(min(count, len(records))):
            self._touched.stream_done(table, records.popleft()["dynamodb"]["SequenceNumber"])

    def sweep(self, now: datetime) -> int:
        """Delete what expired by `now`, as DynamoDB does: with a stream record of its own kind."""
        swept = 0
        for name, pk, sk in self._expiry.take_expired(int(now.timestamp())):
            table = self._dynamodb._tables.get(name)
            item = table["items"].get(pk, {}).get(sk) if table else None
            if item is None:
                continue
            self._dynamodb._remove_item(table, pk, sk)
            self._emit(name, "REMOVE", item, None, identity=_SERVICE)
            swept += 1
        return swept

    def redefined(self) -> None:
        """Take up that tables came, went, or changed their indexes or time to live."""
        for part in (self._checks, self._queries, self._reads):
            part.forget()
        enabled = {
            name: setting["AttributeName"]
            for name, setting in self._dynamodb._ttl_settings.items()
            if setting.get("TimeToLiveStatus") == "ENABLED"
        }
        if enabled == self._expires_by:
            return
        self._expires_by = enabled
        self._expiry.clear()
        for name, attribute in enabled.items():
            for pk, rows in self._dynamodb._tables[name]["items"].items():
                for sk, item in rows.items():
                    self._expiry.put((name, pk, sk), expiry_of(item, attribute))

    def clear(self) -> None:
        self.streams.clear()
        self._expiry.clear()
        self._expires_by = {}
        for part in (self._checks, self._queries, self._reads):
            part.forget()

    def _changed(self, table: Any, pk: str, sk: str, old: Any, new: Any) -> None:
        name = table["TableName"]
        self._touched.item(name, pk, sk)
        self._queries.changed(table, pk, sk, old, new)
        attribute = self._expires_by.get(name)
        if attribute:
            expires_at = expiry_of(new, attribute) if new is not None else None
            self._expiry.put((name, pk, sk), expires_at)

    def _drop(self, name: str, table: Any = None) -> None:
        """Stand in for `drop_stream_records`: the table is gone, nobody waits for its records."""
        del table
        self._dynamodb._ttl_settings.pop(name, None)
        for record in self.streams.pop(name, ()):
            self._touched.stream_done(name, record["dynamodb"]["SequenceNumber"])

    def _emit(self, name: str, event: str, old: Any, new: Any, **more: Any) -> None:
        """Stand in for `_emit_stream_event`: a queue that is trimmed when done, not a day's log.

        MiniStack's own option `replicate` means nothing here: there is one region.
        """
        table = self._dynamodb._tables.get(name)
        specification = (table or {}).get("StreamSpecification") or {}
        if not specification.get("StreamEnabled") or (event == "MODIFY" and old == new):
            return
        record = self._dynamodb._build_change_record(
            table, event, old, new, specification.get("StreamViewType", "NEW_AND_OLD_IMAGES")
        )
        if "identity" in more:
            record["userIdentity"] = more["identity"]
        self.streams.setdefault(name, deque()).append(record)
        self._touched.stream_added(name, record)
