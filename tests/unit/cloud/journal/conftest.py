"""What the journal promises: the last cut whole, whatever happens to the process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from barrow.cloud.ministack_engine import MiniStackEngine

from tests.unit.cloud.journal.transfers_stack import NOON

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
