"""Takes cuts of MiniStack's state for the journal.

Items, stream records and objects are never changed in place, so what is taken under the lock is
references, and the JSON is made after it. Messages are changed, so the changed ones are copied.
An object's body leaves the memory once it is written.
Definitions (tables, queues, buckets, rules, stacks) are small and kept whole, one row a service.
"""

import json
from typing import Any

from pydantic_core import to_json

from barrow.cloud.engine import Mail
from barrow.cloud.engine_letterbox import Letterbox
from barrow.cloud.journal import Cut
from barrow.cloud.journal_host import HostRows
from barrow.cloud.journal_touched import Touched
from barrow.cloud.ministack_engine_definitions import definitions
from barrow.cloud.ministack_engine_parts import load
from barrow.cloud.ministack_engine_tables import Tables

_STORES = ("service", "item", "record", "message", "object", "mail", "host")

Row = tuple[str, str, str, str, Any]
"""Store, owner, id, part, and a body that may still be an object; None deletes."""

Taken = tuple[list[tuple[str, str]], list[Row]]
"""What to forget as (store, owner), and what to write."""


class State:
    """One engine's state, and what of it the journal already has."""

    def __init__(self, touched: Touched, tables: Tables, mails: Letterbox, host: HostRows) -> None:
        self.touched = touched
        self.tables = tables
        self.mails = mails
        self.host = host
        self.mails_first = 0
        self.mails_written = 0
        self.table_ids: dict[str, str] = {}
        self.messages: dict[str, dict[str, Any]] = {}
        self.objects: dict[str, dict[str, Any]] = {}
        self._unwritten: list[dict[str, Any]] = []

    def take(self) -> Taken:
        """Return what changed since the last time. Called under the lock; `cut_of` follows."""
        touched = self.touched
        forgotten: list[tuple[str, str]] = []
        rows: list[Row] = []
        if touched.all:
            forgotten = [(store, "") for store in _STORES]
            self.mails_first, self.mails_written = self.mails.first, self.mails.first
            self.table_ids, self.messages, self.objects = {}, {}, {}
        if touched.services:
            forgotten += self._dropped_tables()
            rows += [("service", name, "", "", definitions(name)) for name in touched.services]
        if "sqs" in touched.services:
            touched.queues.update(self.messages)
        if "s3" in touched.services:
            touched.buckets.update(self.objects)
        stored = load("dynamodb")._tables
        for name, pk, sk in touched.items:
            table = stored.get(name)
            rows.append(("item", name, pk, sk, table and table["items"].get(pk, {}).get(sk)))
        for (name, sequence), record in touched.records.items():
            rows.append(("record", name, sequence, "", record))
        for name in self._with_dead_letter_queues(touched.queues):
            rows += self._messages(name)
        for name in touched.buckets:
            rows += self._objects(name)
        for number in range(self.mails_first, min(self.mails.first, self.mails_written)):
            rows += _no_mail(number)
        for number in self.mails.take_forgotten():
            rows += _no_mail(number)
        for number, mail in self.mails.since(self.mails_written):
            rows += _mail(number, mail)
        self.mails_first, self.mails_written = self.mails.first, self.mails.next
        rows += [("host", kind, id_, "", self.host.get(kind, id_)) for kind, id_ in touched.host]
        touched.clear()
        return forgotten, rows

    def written(self) -> None:
        """Let go of the objects' bodies that were taken. Called under the lock.

        MiniStack's own sign for a body that is kept elsewhere is None.
        """
        for kept in self._unwritten:
            kept["body"] = None
        self._unwritten.clear()

    def _dropped_tables(self) -> list[tuple[str, str]]:
        """Return the stores of tables that went, or came anew under the old name."""
        ids = {name: table["TableId"] for name, table in load("dynamodb")._tables.items()}
        dropped = [name for name, id_ in self.table_ids.items() if ids.get(name) != id_]
        self.table_ids = ids
        return [(store, name) for name in dropped for store in ("item", "record")]

    @staticmethod
    def _with_dead_letter_queues(names: set[str]) -> set[str]:
        """Add the dead-letter queues: receiving from a queue may move messages there."""
        every = set(names)
        for queue in load("sqs")._queues.values():
            if queue["name"] in names:
                policy = json.loads(queue["attributes"].get("RedrivePolicy") or "{}")
                every.add(policy.get("deadLetterTargetArn", "").rpartition(":")[2])
        return every - {""}

    def _messages(self, name: str) -> list[Row]:
        sqs = load("sqs")
        queue = sqs._queues.get(sqs._queue_name_to_url.get(name, "")) or {"messages": []}
        before = self.messages.get(name, {})
        now = {message["id"]: mark_of(message) for message in queue["messages"]}
        self.messages[name] = now
        changed = [
            ("message", name, message["id"], "", dict(message))
            for message in queue["messages"]
            if before.get(message["id"]) != now[message["id"]]
        ]
        return changed + [("message", name, id_, "", None) for id_ in before if id_ not in now]

    def _objects(self, name: str) -> list[Row]:
        bucket = load("s3")._buckets.get(name) or {"objects": {}}
        before, now = self.objects.get(name, {}), dict(bucket["objects"])
        self.objects[name] = now
        rows: list[Row] = []
        for key, kept in now.items():
            if before.get(key) is not kept:
                meta = {field: value for field, value in kept.items() if field != "body"}
                rows.append(("object", name, key, "body", kept["body"]))
                rows.append(("object", name, key, "meta", meta))
                self._unwritten.append(kept)
        for key in before.keys() - now.keys():
            rows += [("object", name, key, part, None) for part in ("body", "meta")]
        return rows


def cut_of(taken: Taken) -> Cut:
    """Turn what was taken into text. Called without the lock."""
    cut = Cut()
    for store, owner in taken[0]:
        cut.forget(store, owner)
    for store, owner, id_, part, body in taken[1]:
        ready = body is None or isinstance(body, str | bytes)
        cut.put(store, owner, id_, part, body if ready else to_json(body).decode())
    return cut


def mark_of(message: dict[str, Any]) -> tuple[Any, ...]:
    """Return what changes about a message while it waits."""
    return message["receive_count"], message["visible_at"], message["receipt_handle"]


def _no_mail(number: int) -> list[Row]:
    return [("mail", "", f"{number:09}", part, None) for part in ("meta", "raw")]


def _mail(number: int, mail: Mail) -> list[Row]:
    meta = {
        "id": mail.id,
        "at": mail.at.isoformat(),
        "sender": mail.sender,
        "recipients": mail.recipients,
    }
    place = ("mail", "", f"{number:09}")
    return [(*place, "meta", meta), (*place, "raw", mail.raw)]
