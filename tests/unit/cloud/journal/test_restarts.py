"""What was there is there after a restart, and what was deleted is not."""

import sqlite3
from pathlib import Path
from typing import Any

from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine

from tests.unit.cloud.journal.first_format import to_format_1
from tests.unit.cloud.journal.transfers_stack import NOON, fill


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


def test_a_file_of_the_format_before_is_taken_over(
    engine: MiniStackEngine, state: Path, template: Path
) -> None:
    fill(engine)
    before = everything(engine)
    engine.stop()
    to_format_1(state)

    for _ in range(2):  # the second finds it in the format of today
        with MiniStackEngine(state) as again:
            again.deploy(template, {}, "journal")
            assert everything(again) == before


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


def put_items(first: int, end: int) -> None:
    for number in range(first, end):
        client("dynamodb").put_item(TableName="accounts", Item={"pk": {"S": f"{number:04}"}})


def read_from(engine: MiniStackEngine) -> list[str]:
    records = engine.take_stream("accounts", 2_000)
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]


def test_changes_that_were_read_before_and_after_a_cut_are_not_read_again(
    engine: MiniStackEngine, state: Path
) -> None:
    put_items(0, 3)
    engine.done_stream("accounts", 1)
    engine.checkpoint()
    put_items(3, 6)

    engine.done_stream("accounts", 3)
    engine.stop()

    with MiniStackEngine(state) as again:
        assert read_from(again) == ["0004", "0005"]


def test_more_rows_than_one_statement_takes_go_as_well(
    engine: MiniStackEngine, state: Path
) -> None:
    put_items(0, 1_100)
    engine.checkpoint()

    engine.done_stream("accounts", 1_099)
    engine.stop()

    with MiniStackEngine(state) as again:
        assert read_from(again) == ["1099"]


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
