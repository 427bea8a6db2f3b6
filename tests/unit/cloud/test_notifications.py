"""A bucket tells a queue of its new objects: in the call that puts them, on both engines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from barrow.cloud.engine import Engine
from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from botocore.exceptions import ClientError

BUCKET = "barrow-test-media"
QUEUE = "barrow-test-pictures"
TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Pictures:
    Type: AWS::SQS::Queue
    Properties: {QueueName: barrow-test-pictures, VisibilityTimeout: 0}
  Media:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: barrow-test-media
      NotificationConfiguration:
        QueueConfigurations:
          - Event: s3:ObjectCreated:*
            Queue: !GetAtt Pictures.Arn
            Filter: {S3Key: {Rules: [{Name: prefix, Value: uploads/}]}}
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    place = tmp_path / "template.yaml"
    place.write_text(TEMPLATE, encoding="utf-8")
    return place


@pytest.fixture(params=[MotoEngine, MiniStackEngine], ids=["moto", "ministack"])
def engine(request: pytest.FixtureRequest, template: Path) -> Iterator[Engine]:
    with request.param() as running:
        running.deploy(template, {}, "barrow-test")
        yield running


def put(key: str, **options: Any) -> None:
    client("s3").put_object(Bucket=BUCKET, Key=key, Body=b"a photograph", **options)


def told() -> list[str]:
    """Keys of the objects that the queue has heard of; what tries the queue out is none."""
    url = client("sqs").get_queue_url(QueueName=QUEUE)["QueueUrl"]
    answer = client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    bodies = [json.loads(message["Body"]) for message in answer.get("Messages", [])]
    return sorted(
        unquote_plus(record["s3"]["object"]["key"])
        for body in bodies
        for record in body.get("Records", [])
    )


def test_a_queue_hears_of_new_objects_below_its_prefix(engine: Engine) -> None:
    put("uploads/tea 1/ü+")
    put("media/tea-1/320.jpg")

    assert told() == ["uploads/tea 1/ü+"]


def test_the_message_is_there_when_the_object_is(engine: Engine) -> None:
    before, _ = engine.queue_depths()[QUEUE]
    put("uploads/tea-1")

    assert engine.queue_depths()[QUEUE] == (before + 1, 0)


def test_a_put_that_is_refused_tells_nothing(engine: Engine) -> None:
    put("uploads/tea-1", IfNoneMatch="*")

    with pytest.raises(ClientError) as refused:
        put("uploads/tea-1", IfNoneMatch="*")

    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 412
    assert told() == ["uploads/tea-1"]


def test_deploying_again_tells_on(engine: Engine, template: Path) -> None:
    engine.deploy(template, {}, "barrow-test")
    put("uploads/tea-1")

    assert told() == ["uploads/tea-1"]


def test_what_a_queue_heard_and_its_bucket_told_is_kept(template: Path, tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    with MiniStackEngine(state) as first:
        first.deploy(template, {}, "barrow-test")
        first.checkpoint()
        put("uploads/tea-1")

    with MiniStackEngine(state):
        put("uploads/tea-2")

        assert told() == ["uploads/tea-1", "uploads/tea-2"]
