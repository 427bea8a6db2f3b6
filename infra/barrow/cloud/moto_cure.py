"""Cures moto's DynamoDB for races and volume: for tests and the local cloud, never for the shop.

moto 5.2.5 loses writes when threads meet, copies whole tables for each action of a transaction,
puts the old copy over what others wrote meanwhile, ignores ClientRequestToken, accepts batches
that DynamoDB refuses, and scans the table for every query. tests/integration/moto_cure shows each
defect in plain moto and its absence with the cure.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import moto.dynamodb.models as backend_module
from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodb.responses import DynamoHandler

from barrow.cloud.moto_cure_answer import answering_at_once
from barrow.cloud.moto_cure_index import Index
from barrow.cloud.moto_cure_projection import taking_attributes
from barrow.cloud.moto_cure_stream import adding_final_records, one_record
from barrow.cloud.moto_cure_transaction import COPYING, RequestTokens, Undo

_BATCH_WRITE_LIMIT = 25  # BatchWriteItem, API reference

Changed = Callable[[Table, Any, Any, Any], None]
"""Hears (table, hash key, range key, item or None) after each write."""


@contextmanager
def cured(
    lock: AbstractContextManager[Any] | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    changed: Changed = lambda *_: None,
) -> Iterator[None]:
    """Cure moto within the block; enter and leave it while no call is under way.

    `lock` is held around every DynamoDB call, and `changed` is called under it.
    """
    index = Index()

    def noted(table: Table, hash_key: Any, range_key: Any) -> None:
        item = table.get_item(hash_key, range_key)
        index.note(table, hash_key, range_key, item)
        changed(table, hash_key, range_key, item)

    guard = lock if lock is not None else threading.RLock()
    replacements = [
        (DynamoHandler, "call_action", _locked(guard, DynamoHandler.call_action)),
        (DynamoHandler, "serialized", answering_at_once(DynamoHandler.serialized)),
        (DynamoHandler, "batch_write_item", _limited(DynamoHandler.batch_write_item)),
        (
            DynamoHandler,
            "transact_write_items",
            _once_by_token(RequestTokens(monotonic), DynamoHandler.transact_write_items),
        ),
        (
            DynamoDBBackend,
            "transact_write_items",
            _undone_on_failure(noted, DynamoDBBackend.transact_write_items),
        ),
        (DynamoDBBackend, "update_item", _noting_update(noted, DynamoDBBackend.update_item)),
        (Item, "project", taking_attributes(Item.project)),
        (Table, "put_item", _noting_put(noted, Table.put_item)),
        (Table, "delete_item", _noting_delete(noted, Table.delete_item)),
        (Table, "query", _narrowed(index, Table.query)),
        (StreamShard, "add", adding_final_records(StreamShard.add)),
        (backend_module, "copy", COPYING),
    ]
    originals = [(owner, name, getattr(owner, name)) for owner, name, _ in replacements]
    for owner, name, replacement in replacements:
        setattr(owner, name, replacement)
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _locked(lock: AbstractContextManager[Any], call_action: Any) -> Any:
    def action(handler: DynamoHandler) -> Any:
        with lock:
            return call_action(handler)

    return action


def _limited(batch_write_item: Any) -> Any:
    def batch(handler: DynamoHandler) -> Any:
        size = sum(len(requests) for requests in handler.body["RequestItems"].values())
        if size > _BATCH_WRITE_LIMIT:
            raise MockValidationException(
                "1 validation error detected: Value at 'requestItems' failed to satisfy "
                f"constraint: Member must have length less than or equal to {_BATCH_WRITE_LIMIT}"
            )
        return batch_write_item(handler)

    return batch


def _once_by_token(tokens: RequestTokens, transact_write_items: Any) -> Any:
    def transact(handler: DynamoHandler) -> Any:
        return tokens.once(handler.body, lambda: transact_write_items(handler))

    return transact


def _undone_on_failure(noted: Any, transact_write_items: Any) -> Any:
    def transact(backend: DynamoDBBackend, items: list[dict[str, Any]]) -> None:
        before = Undo(backend, items)
        try:
            transact_write_items(backend, items)
        except Exception:
            for table, hash_key, range_key in before.restore():
                noted(table, hash_key, range_key)
            raise

    return transact


def _noting_put(noted: Any, put_item: Any) -> Any:
    def put(table: Table, *args: Any, **kwargs: Any) -> Any:
        item = put_item(table, *args, **kwargs)
        noted(table, item.hash_key, item.range_key)
        return item

    return put


def _noting_delete(noted: Any, delete_item: Any) -> Any:
    def delete(table: Table, hash_key: Any, range_key: Any) -> Any:
        item = delete_item(table, hash_key, range_key)
        noted(table, hash_key, range_key)
        return item

    return delete


def _noting_update(noted: Any, update_item: Any) -> Any:
    def update(backend: DynamoDBBackend, table_name: str, *args: Any, **kwargs: Any) -> Any:
        table = backend.get_table(table_name)
        with one_record(table):
            item = update_item(backend, table_name, *args, **kwargs)
        noted(table, item.hash_key, item.range_key)
        return item

    return update


def _narrowed(index: Index, query: Any) -> Any:
    def narrow(table: Table, hash_key: Any, *args: Any, **kwargs: Any) -> Any:
        index_name = kwargs.get("index_name") or (args[6] if len(args) > 6 else None)
        found = index.candidates(table, hash_key, index_name, kwargs.get("hash_key_conditions"))
        if found is None:
            return query(table, hash_key, *args, **kwargs)
        table.__dict__["all_items"] = lambda: found
        try:
            return query(table, hash_key, *args, **kwargs)
        finally:
            del table.__dict__["all_items"]

    return narrow
