"""Moto as it comes and as it is cured: what the cure is for shows in the first."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import botocore.session
import pytest
from barrow.cloud.moto_cure import cured
from moto import mock_aws

from tests.integration.moto_cure.stock_in_moto import TABLE


@pytest.fixture(params=["plain", "cured"])
def treatment(request: pytest.FixtureRequest) -> str:
    treatment: str = request.param
    return treatment


@pytest.fixture
def dynamodb(treatment: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    cure: AbstractContextManager[None] = cured() if treatment == "cured" else nullcontext()
    with mock_aws(), cure:
        client: Any = botocore.session.Session().create_client("dynamodb")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "owner")
            ],
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "by-owner",
                    "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        yield client
