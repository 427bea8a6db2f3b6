"""Puts a journal's state back into MiniStack, before the first call."""

import gc
import json
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from barrow.cloud.engine import Mail
from barrow.cloud.journal import Journal
from barrow.cloud.ministack_engine_definitions import redefine
from barrow.cloud.ministack_engine_parts import load
from barrow.cloud.ministack_engine_state import State, mark_of

_BATCH = 1000  # rows parsed as one JSON list, faster than each alone

_owner = itemgetter(0)


def restore(journal: Journal, state: State) -> None:
    """Fill MiniStack and the state. Called under the lock.

    Raises StateUnusable when the content cannot be understood.
    """
    with _no_collection():
        try:
            for name, _, _, body in journal.rows("service"):
                redefine(name, body)
            _items(journal, state)
            for name, rows in groupby(journal.rows("record"), _owner):
                state.tables.streams[name] = deque(record for _, _, record in _parsed(rows))
            _messages(journal, state)
            _objects(journal, state)
            _mails(journal, state)
            for kind, id_, _, body in journal.rows("host"):
                state.host.load(kind, id_, body)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise journal.damaged(f"{type(error).__name__}: {error}") from error


def _items(journal: Journal, state: State) -> None:
    dynamodb = load("dynamodb")
    for name, rows in groupby(journal.rows("item"), _owner):
        items = dynamodb._tables[name]["items"]
        for pk, sk, item in _parsed(rows):
            items.setdefault(pk, {})[sk] = item
    for name, table in dynamodb._tables.items():
        dynamodb._items_replaced(table)
        state.table_ids[name] = table["TableId"]


def _messages(journal: Journal, state: State) -> None:
    queues = {queue["name"]: queue for queue in load("sqs")._queues.values()}
    for name, rows in groupby(journal.rows("message"), _owner):
        messages = [message for _, _, message in _parsed(rows)]
        queues[name]["messages"] = sorted(messages, key=itemgetter("sent_at"))
        state.messages[name] = {message["id"]: mark_of(message) for message in messages}


def _objects(journal: Journal, state: State) -> None:
    for name, rows in groupby(journal.object_rows(), _owner):
        objects = load("s3")._buckets[name]["objects"]
        for key, _, meta in _pairs(rows):
            objects[key] = {**json.loads(meta), "body": None}
        state.objects[name] = dict(objects)


def _mails(journal: Journal, state: State) -> None:
    state.mails.restore(
        (int(number), _mail(json.loads(meta), raw))
        for number, meta, raw in _pairs(journal.rows("mail"))
    )
    state.mails_first, state.mails_written = state.mails.first, state.mails.next


def _mail(head: dict[str, Any], raw: bytes) -> Mail:
    at = datetime.fromisoformat(head["at"])
    return Mail(head["id"], at, head["sender"], tuple(head["recipients"]), raw)


def _pairs(rows: Iterable[tuple[str, str, str, Any]]) -> Iterator[tuple[str, Any, Any]]:
    """Yield (id, first body, second body) of rows that come in two parts."""
    rows = iter(rows)
    for (_, id_, _, first), (_, _, _, second) in zip(rows, rows, strict=True):
        yield id_, first, second


def _parsed(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, Any]]:
    """Yield (id, part, object) of rows whose bodies are JSON, a batch at a time."""
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        bodies = json.loads(f"[{','.join(row[3] for row in batch)}]")
        for (_, id_, part, _), body in zip(batch, bodies, strict=True):
            yield id_, part, body


@contextmanager
def _no_collection() -> Iterator[None]:
    """Stop the garbage collector: it would walk the growing state over and over."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
