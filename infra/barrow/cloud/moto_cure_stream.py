"""Stream records as Lambda gets them, from moto's.

moto numbers records by their place in a list, so that trimming repeats numbers; it keeps parts of
images that later updates change; it writes two records for an update that creates an item, and one
for an update that changes nothing.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodb.models.utilities import dynamo_json_dump


def adding_final_records(add: Callable[..., None]) -> Callable[..., None]:
    """Make StreamShard.add write a record that later updates cannot reach, in Lambda's shape."""

    def add_final(shard: StreamShard, old: Any, new: Any) -> None:
        add(shard, old, new)
        table, entry = shard.table, shard.items[-1]
        written = entry.record["dynamodb"].pop("ApproximateCreationDateTime")
        record = json.loads(dynamo_json_dump(entry.record))
        record["eventVersion"] = "1.1"
        record["awsRegion"] = table.region_name
        record["eventSourceARN"] = f"{table.table_arn}/stream/{table.latest_stream_label}"
        record["dynamodb"]["ApproximateCreationDateTime"] = int(written.timestamp())
        entry.record = record

    return add_final


@contextmanager
def one_record(table: Table) -> Iterator[None]:
    """Leave at most one record for an update, and none for an update that changes nothing."""
    shard = table.stream_shard
    before = len(shard.items) if shard is not None else 0
    yield
    if shard is None:
        return
    added = shard.items[before:]
    if not added:
        return
    last = added[-1].record["dynamodb"]
    if "OldImage" in last and last["OldImage"] == last.get("NewImage"):
        del shard.items[before:]
    elif len(added) > 1:
        last["SequenceNumber"] = added[0].record["dynamodb"]["SequenceNumber"]
        shard.items[before:] = added[-1:]
