"""Both engines deploy alike, and forget alike."""

from pathlib import Path
from typing import Any

import pytest
from barrow.cloud.engine import DeployFailed, Engine, EngineError
from barrow.cloud.engine_deploy import client
from barrow.cloud.moto_engine import MotoEngine

from tests.unit.cloud.engine_contract.cart_table import TABLE, TEMPLATE, add, units_of


def test_the_stack_has_its_tables_queues_and_outputs(engine: Engine, dynamodb: Any) -> None:
    table = dynamodb.describe_table(TableName=TABLE)["Table"]
    expiry = dynamodb.describe_time_to_live(TableName=TABLE)["TimeToLiveDescription"]

    assert engine.outputs("barrow-test") == {"TableName": TABLE}
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["gsi1"]
    assert table["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}


def test_deploying_the_same_template_again_changes_nothing(
    engine: Engine, dynamodb: Any, template: Path
) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    before = client("cloudformation").describe_stacks(StackName="barrow-test")["Stacks"][0]

    engine.deploy(template, {"Stage": "test"}, "barrow-test")

    after = client("cloudformation").describe_stacks(StackName="barrow-test")["Stacks"][0]
    assert after == before
    assert units_of(dynamodb, "A") == 5


def test_deploying_a_changed_template_adds_to_the_stack_and_keeps_the_items(
    engine: Engine, dynamodb: Any, template: Path
) -> None:
    dynamodb.put_item(TableName=TABLE, Item=add("A", 5))
    more = "  Letters:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: letters}\nOutputs:"
    template.write_text(TEMPLATE.replace("Outputs:", more), encoding="utf-8")

    engine.deploy(template, {"Stage": "test"}, "barrow-test")

    assert "letters" in engine.queue_depths()
    assert units_of(dynamodb, "A") == 5


def test_a_template_that_cannot_be_deployed_says_why(engine: Engine, template: Path) -> None:
    with pytest.raises(DeployFailed, match="Stage"):
        engine.deploy(template, {}, "barrow-other")

    assert "barrow-other-orders" not in engine.queue_depths()


def test_only_one_engine_runs_at_a_time(engine: Engine) -> None:
    with pytest.raises(EngineError, match="already runs"):
        MotoEngine().start()


def test_clearing_forgets_everything(engine: Engine, dynamodb: Any) -> None:
    engine.clear()

    assert dynamodb.list_tables()["TableNames"] == []
    assert engine.queue_depths() == {}
    assert engine.stream_tables() == []
    assert client("s3").list_buckets()["Buckets"] == []
