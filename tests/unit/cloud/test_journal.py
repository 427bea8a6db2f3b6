"""What the journal promises: the last cut whole, whatever happens to the process."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.engine_deploy import client
from barrow.cloud.engine_transport import ACCOUNT, REGION
from barrow.cloud.journal import Cut, Journal, StateUnusable
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.ministack_engine_parts import load
from ministack.core.responses import request_scope

TEMPLATE = """
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: accounts
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
  DeadLetters: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
  Transfers:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: transfers
      VisibilityTimeout: 0
      RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 1}
  Site: {Type: AWS::S3::Bucket, Properties: {BucketName: the-site}}
"""
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

# Moves units from one account to the other, for ever. Each round changes every store at once, so a
# state in which the stores are not from one moment shows in the counts.
TRANSFERS = """
import sys
from pathlib import Path
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine

state, template = Path(sys.argv[1]), Path(sys.argv[2])

def move(account, units):
    return {"Update": {"TableName": "accounts", "Key": {"pk": {"S": account}},
        "UpdateExpression": "ADD units :n", "ExpressionAttributeValues": {":n": {"N": units}}}}

with MiniStackEngine(state, interval=0.01) as engine:
    engine.deploy(template, {}, "journal")
    dynamodb, sqs, s3 = client("dynamodb"), client("sqs"), client("s3")
    url = sqs.get_queue_url(QueueName="transfers")["QueueUrl"]
    done = int(engine.host.get("rounds", "done") or 0)
    first = done + 1
    while True:
        done += 1
        with engine.lock:
            dynamodb.transact_write_items(TransactItems=[
                move("from", "-1"), move("to", "1"),
                {"Put": {"TableName": "accounts", "Item": {"pk": {"S": f"round {done}"}}}},
            ])
            sqs.send_message(QueueUrl=url, MessageBody=str(done))
            engine.host.put("rounds", "done", str(done))
            s3.put_object(Bucket="the-site", Key="latest", Body=f"round {done}" * 500)
            s3.put_object(Bucket="the-site", Key=f"of/{done}", Body=f"round {done}" * 500)
            if done % 5 == 0:
                engine.done_stream("accounts", 3)
                message = sqs.receive_message(QueueUrl=url)["Messages"][0]
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        if done == first + 9:
            engine.checkpoint()
        print(done, flush=True)
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "foundation.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


@pytest.fixture
def engine(state: Path, template: Path) -> Iterator[MiniStackEngine]:
    with MiniStackEngine(state, now=lambda: NOON) as running:
        running.deploy(template, {}, "journal")
        yield running


def kill_after(rounds: int, state: Path, template: Path) -> int:
    """Run transfers in a process of their own, kill it, and return the last round it told of."""
    child = subprocess.Popen(
        [sys.executable, "-c", TRANSFERS, str(state), str(template)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    told = 0
    for line in child.stdout:
        told = int(line)
        rounds -= 1
        if rounds == 0:
            child.kill()
    child.stdout.close()
    child.wait()
    return told


def test_after_each_kill_every_store_is_as_of_one_moment(state: Path, template: Path) -> None:
    chance = random.Random(7)
    kept = 0

    for _ in range(5):
        told = kill_after(chance.randrange(12, 150), state, template)
        before = kept
        with MiniStackEngine(state) as engine:
            kept = int(engine.host.get("rounds", "done") or 0)
            items = client("dynamodb").scan(TableName="accounts")["Items"]
            units = {item["pk"]["S"]: int(item["units"]["N"]) for item in items if "units" in item}
            rounds = [item for item in items if item["pk"]["S"].startswith("round ")]
            stream = engine.take_stream("accounts", limit=10**6)
            depths = engine.queue_depths()
            latest, own = (body_of(key) for key in ("latest", f"of/{kept}"))
            objects = client("s3").list_objects_v2(Bucket="the-site", Prefix="of/")["KeyCount"]

        assert units == {"from": -kept, "to": kept}
        assert len(rounds) == kept
        assert len(stream) == 3 * (kept - kept // 5)
        assert stream[-1]["dynamodb"]["NewImage"] == {"pk": {"S": f"round {kept}"}}
        assert depths["transfers"] == (kept - kept // 5, 0)
        assert latest == own == f"round {kept}".encode() * 500
        assert objects == min(kept, 1000)
        # no round told of before the checkpoint is lost, and none is made up
        assert before + 10 <= kept <= told + 1


def body_of(key: str) -> bytes:
    return bytes(client("s3").get_object(Bucket="the-site", Key=key)["Body"].read())


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


def fill(engine: MiniStackEngine) -> None:
    """Put something into every store."""
    dynamodb, sqs = client("dynamodb"), client("sqs")
    for pk in ("a", "b"):
        expiry = {"N": str(int(NOON.timestamp()))}
        dynamodb.put_item(TableName="accounts", Item={"pk": {"S": pk}, "expires_at": expiry})
    for body in ("poison", "fresh"):
        url = sqs.get_queue_url(QueueName="transfers")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody=body)
    client("s3").put_object(
        Bucket="the-site", Key="ü/a.bin", Body=b"\x00\xff", Metadata={"digest": "abc"}
    )
    engine.verify_sender("shop@example.com")
    raw = b"From: shop@example.com\r\nTo: ann@example.com\r\n\r\n\xa3\r\n"
    client("ses").send_raw_email(RawMessage={"Data": raw})
    engine.host.put("clock", "offset", "86400")


def everything(engine: MiniStackEngine) -> Any:
    found = client("s3").get_object(Bucket="the-site", Key="ü/a.bin")
    return {
        "items": client("dynamodb").scan(TableName="accounts")["Items"],
        "stream": engine.take_stream("accounts"),
        "queues": engine.queue_depths(),
        "object": (found["Body"].read(), found["Metadata"], found["ETag"]),
        "mails": engine.mails(),
        "host": engine.host.of("clock"),
        "table": client("dynamodb").describe_table(TableName="accounts")["Table"],
        "outputs": engine.outputs("journal"),
    }


def test_a_restart_brings_everything_back(
    engine: MiniStackEngine, state: Path, template: Path
) -> None:
    fill(engine)
    before = everything(engine)
    engine.stop()

    with MiniStackEngine(state) as again:
        again.deploy(template, {}, "journal")

        assert everything(again) == before
        assert again.sweep_ttl(NOON) == 2


def test_what_was_deleted_stays_deleted(engine: MiniStackEngine, state: Path) -> None:
    fill(engine)
    engine.checkpoint()
    url = client("sqs").get_queue_url(QueueName="transfers")["QueueUrl"]

    client("dynamodb").delete_item(TableName="accounts", Key={"pk": {"S": "a"}})
    client("sqs").purge_queue(QueueUrl=url)
    client("s3").delete_object(Bucket="the-site", Key="ü/a.bin")
    engine.done_stream("accounts", 100)
    engine.host.delete("clock", "offset")
    engine.stop()

    with MiniStackEngine(state) as again:
        items = client("dynamodb").scan(TableName="accounts")["Items"]
        assert [item["pk"]["S"] for item in items] == ["b"]
        assert again.queue_depths() == {"transfers": (0, 0), "dead": (0, 0)}
        assert "Contents" not in client("s3").list_objects_v2(Bucket="the-site")
        assert again.take_stream("accounts") == []
        assert again.host.of("clock") == {}


def test_messages_moved_to_the_dead_letter_queue_are_kept_there(
    engine: MiniStackEngine, state: Path
) -> None:
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName="transfers")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="poison")
    sqs.receive_message(QueueUrl=url)
    engine.checkpoint()

    sqs.receive_message(QueueUrl=url)
    engine.stop()

    with MiniStackEngine(state) as again:
        assert again.queue_depths() == {"transfers": (0, 0), "dead": (1, 0)}


def test_a_table_made_anew_does_not_get_its_old_items_back(
    engine: MiniStackEngine, state: Path, template: Path
) -> None:
    fill(engine)
    engine.checkpoint()

    client("cloudformation").delete_stack(StackName="journal")
    engine.deploy(template, {}, "journal")
    client("dynamodb").put_item(TableName="accounts", Item={"pk": {"S": "new"}})
    engine.stop()

    with MiniStackEngine(state) as again:
        items = client("dynamodb").scan(TableName="accounts")["Items"]
        assert [item["pk"]["S"] for item in items] == ["new"]
        assert len(again.take_stream("accounts")) == 1
        assert again.queue_depths() == {"transfers": (0, 0), "dead": (0, 0)}


def test_clearing_leaves_nothing_behind(engine: MiniStackEngine, state: Path) -> None:
    fill(engine)
    engine.checkpoint()

    engine.clear()
    engine.stop()

    with MiniStackEngine(state) as again:
        assert client("dynamodb").list_tables()["TableNames"] == []
        assert again.queue_depths() == {}
        assert again.mails() == ()
        assert again.host.of("clock") == {}
    assert [row for row in _rows(state) if row[0] != "service"] == []


def _rows(state: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(state) as connection:
        rows = connection.execute("SELECT store, owner, id, part FROM kept").fetchall()
    connection.close()
    return rows


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


@pytest.fixture
def filled(engine: MiniStackEngine, state: Path) -> Path:
    for number in range(2000):
        engine.host.put("filler", f"{number}", json.dumps("x" * 200))
    engine.stop()
    return state


def refused(state: Path) -> str:
    """Start on the file, expect a refusal that leaves it as it was, and return the message."""
    before = state.read_bytes()

    with pytest.raises(StateUnusable) as refusal:
        MiniStackEngine(state).start()

    assert state.read_bytes() == before
    assert str(state) in str(refusal.value)
    assert "Move the file away" in str(refusal.value)
    return str(refusal.value)


def test_a_file_that_is_no_database_is_refused(state: Path) -> None:
    state.write_bytes(b"something else entirely\n" * 500)

    assert "is damaged" in refused(state)


def test_another_programs_database_is_refused(state: Path) -> None:
    connection = sqlite3.connect(state)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.commit()
    connection.close()

    assert "another program's" in refused(state)


def test_another_format_is_refused(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    assert "format 99" in refused(filled)


def test_a_file_with_its_end_missing_is_refused(filled: Path) -> None:
    whole = filled.read_bytes()
    filled.write_bytes(whole[: len(whole) // 2])

    assert "is damaged" in refused(filled)


def test_a_row_that_is_no_json_is_refused(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("UPDATE kept SET body = '{' WHERE store = 'service' AND owner = 'sqs'")
    connection.commit()
    connection.close()

    assert "is damaged" in refused(filled)


def test_a_second_process_is_refused_while_the_file_is_in_use(
    engine: MiniStackEngine, state: Path
) -> None:
    engine.checkpoint()

    with pytest.raises(StateUnusable, match="in use"):
        Journal(state).open()


def test_a_refused_start_lets_another_engine_start(state: Path) -> None:
    state.write_bytes(b"something else entirely\n" * 500)

    refused(state)

    with MiniStackEngine() as engine:
        assert engine.queue_depths() == {}


def test_a_cut_that_could_not_be_written_is_written_with_the_next(state: Path) -> None:
    journal = Journal(state)
    journal.open()
    first, second = Cut(), Cut()
    first.put("host", "clock", "a", "", "1")
    second.put("host", "clock", "b", "", "2")
    unwritable = Cut()
    unwritable.put("host", "clock", "c", "", {"not": "text"})  # type: ignore[arg-type]

    journal.write(first)
    with pytest.raises(sqlite3.Error):
        journal.write(unwritable)
    unwritable.rows[0] = (unwritable.rows[0][0], "3")
    journal.write(second)

    assert [row[1] for row in journal.rows("host")] == ["a", "b", "c"]
    journal.close()
