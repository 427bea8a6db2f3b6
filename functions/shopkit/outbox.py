"""The outbox: a fact is an item beside the change it tells, and the table's stream carries it on.

    pk = <aggregate>   sk = EVENT#<evt id>      type, version, source, at, data (the fact as JSON)

Written in the transaction of its change, it is there if and only if the change is; it stays, as the
aggregate's history. `relay` is the capability's stream function: it puts new facts on the bus.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from shopkit import aws, clock, marshal
from shopkit.events import Fact
from shopkit.marshal import Item
from shopkit.settings import settings
from shopkit.table import Write, put

#: EventBridge takes ten entries and 256 KB a call (PutEvents quotas).
MAX_ENTRIES = 10
MAX_BYTES = 250_000
#: What the sort key of a fact begins with; its id follows.
EVENT = "EVENT#"


def told(table: str, aggregate: str, fact: Fact) -> Write:
    """The action that writes `fact` into `aggregate`'s history."""
    return put(table, to_item(aggregate, fact))


def to_item(aggregate: str, fact: Fact) -> Item:
    return {
        "pk": aggregate,
        "sk": f"{EVENT}{fact.id}",
        "type": type(fact).__name__,
        "version": fact.version,
        "source": fact.source,
        "at": clock.text(fact.at),
        "data": fact.model_dump_json(),
    }


class NotRelayed(Exception):
    """The bus refused facts; the stream gives the batch again."""


def relay(records: Iterable[dict[str, Any]]) -> int:
    """Put the facts among stream `records` on the bus, in order; answers how many.

    Raises NotRelayed when the bus refused one: the whole batch comes again, and consumers know a
    fact by its id.
    """
    events = aws.client("events")
    sent = 0
    for batch in _batches(_entries(records)):
        answer = events.put_events(Entries=batch)
        if answer.get("FailedEntryCount"):
            raise NotRelayed(f"{answer['FailedEntryCount']} of {len(batch)} facts")
        sent += len(batch)
    return sent


def new_images(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Item]]:
    """(event name, new image) of the stream records that wrote something."""
    for record in records:
        image = record["dynamodb"].get("NewImage")
        if image:
            yield record["eventName"], marshal.load(image)


def _entries(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    bus = settings().bus
    for name, item in new_images(records):
        if name == "INSERT" and item["sk"].startswith(EVENT):
            detail = {"version": item["version"], "data": json.loads(item["data"])}
            yield {
                "EventBusName": bus,
                "Source": f"barrow.{item['source']}",
                "DetailType": item["type"],
                # UTF-8 as it is: escaped, a name in another script weighs up to three times as much
                "Detail": json.dumps(detail, ensure_ascii=False, separators=(",", ":")),
            }


def _batches(entries: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for entry in entries:
        weight = len(entry["Detail"].encode()) + 200
        if batch and (len(batch) == MAX_ENTRIES or size + weight > MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += weight
    if batch:
        yield batch
