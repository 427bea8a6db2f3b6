"""Bodies of objects leave the memory once they are in the journal, and are read from there."""

import sqlite3
from pathlib import Path

import pytest
from barrow.cloud.engine_deploy import client
from barrow.cloud.engine_transport import ACCOUNT, REGION
from barrow.cloud.journal import StateUnusable
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.ministack_engine_parts import load
from ministack.core.responses import request_scope

from tests.unit.cloud.journal.transfers_stack import body_of, fill


def in_memory(key: str) -> bool:
    """Whether MiniStack holds the object's body itself."""
    with request_scope(ACCOUNT, REGION):
        return load("s3")._buckets["the-site"]["objects"][key]["body"] is not None


def test_a_body_leaves_the_memory_once_it_is_written(engine: MiniStackEngine) -> None:
    client("s3").put_object(Bucket="the-site", Key="a", Body=b"tea" * 1000)
    before = in_memory("a")

    engine.checkpoint()

    assert (before, in_memory("a")) == (True, False)
    assert body_of("a") == b"tea" * 1000


def test_a_body_stays_in_memory_until_it_could_be_written(
    engine: MiniStackEngine, state: Path
) -> None:
    client("s3").put_object(Bucket="the-site", Key="a", Body=b"tea")
    other = sqlite3.connect(state, isolation_level=None)

    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        engine.checkpoint()
    unwritten = in_memory("a")
    other.close()
    engine.checkpoint()

    assert (unwritten, in_memory("a")) == (True, False)
    assert body_of("a") == b"tea"


def test_an_object_that_is_written_over_is_the_new_one_before_and_after_its_cut(
    engine: MiniStackEngine,
) -> None:
    s3 = client("s3")
    s3.put_object(Bucket="the-site", Key="a", Body=b"old")
    engine.checkpoint()

    s3.put_object(Bucket="the-site", Key="a", Body=b"newer")
    before = body_of("a")
    engine.checkpoint()

    assert (before, body_of("a")) == (b"newer", b"newer")
    assert s3.head_object(Bucket="the-site", Key="a")["ContentLength"] == 5


def test_a_written_object_can_be_copied_ranged_and_deleted(engine: MiniStackEngine) -> None:
    s3 = client("s3")
    s3.put_object(Bucket="the-site", Key="a", Body=b"0123456789")
    engine.checkpoint()

    s3.copy_object(Bucket="the-site", Key="b", CopySource="the-site/a")
    part = s3.get_object(Bucket="the-site", Key="a", Range="bytes=2-4")["Body"].read()
    s3.delete_object(Bucket="the-site", Key="a")
    engine.checkpoint()

    assert (part, body_of("b")) == (b"234", b"0123456789")
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket="the-site", Key="a")


def test_a_restart_reads_no_bodies(engine: MiniStackEngine, state: Path) -> None:
    client("s3").put_object(Bucket="the-site", Key="a", Body=b"tea")
    engine.stop()

    with MiniStackEngine(state):
        untouched = in_memory("a")
        read = body_of("a")

    assert (untouched, read) == (False, b"tea")


def test_an_object_whose_body_is_missing_is_told_of(engine: MiniStackEngine, state: Path) -> None:
    client("s3").put_object(Bucket="the-site", Key="a", Body=b"tea")
    engine.checkpoint()
    with sqlite3.connect(state) as connection:
        connection.execute("DELETE FROM kept WHERE store = 'object' AND part = 'body'")
    connection.close()

    with pytest.raises(StateUnusable, match="the object a of the-site has no body"):
        body_of("a")


def test_an_object_that_did_not_change_is_not_written_again(engine: MiniStackEngine) -> None:
    fill(engine)
    engine.checkpoint()

    client("s3").put_object(Bucket="the-site", Key="other", Body=b"1")
    client("dynamodb").put_item(TableName="accounts", Item={"pk": {"S": "c"}})
    cut = engine._cut()

    places = {(store, id_) for (store, _, id_, _), _ in cut.rows}
    assert {id_ for store, id_ in places if store == "object"} == {"other"}
    assert {id_ for store, id_ in places if store == "item"} == {"c"}
    assert not [place for place in places if place[0] in ("service", "mail", "message", "host")]
