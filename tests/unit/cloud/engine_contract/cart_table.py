"""The stack's table, and items of it."""

from datetime import UTC, datetime
from typing import Any

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TABLE = "barrow-test-cart"
TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: {Type: String}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub barrow-${Stage}-cart
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: sk, AttributeType: S}
        - {AttributeName: gsi1pk, AttributeType: S}
        - {AttributeName: gsi1sk, AttributeType: S}
      KeySchema:
        - {AttributeName: pk, KeyType: HASH}
        - {AttributeName: sk, KeyType: RANGE}
      GlobalSecondaryIndexes:
        - IndexName: gsi1
          KeySchema:
            - {AttributeName: gsi1pk, KeyType: HASH}
            - {AttributeName: gsi1sk, KeyType: RANGE}
          Projection: {ProjectionType: ALL}
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
  DeadLetters:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !Sub "barrow-${Stage}-dead"}
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub barrow-${Stage}-orders
      VisibilityTimeout: 0
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt DeadLetters.Arn
        maxReceiveCount: 2
  Bus:
    Type: AWS::Events::EventBus
    Properties: {Name: !Sub "barrow-${Stage}"}
  OrdersPlaced:
    Type: AWS::Events::Rule
    DependsOn: Bus
    Properties:
      Name: !Sub barrow-${Stage}-orders
      EventBusName: !Sub barrow-${Stage}
      EventPattern: {source: [barrow.checkout], detail-type: [OrderPlaced]}
      Targets:
        - {Id: orders, Arn: !GetAtt Orders.Arn}
  Site:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Sub "barrow-${Stage}-site"}
Outputs:
  TableName: {Value: !Ref Table}
"""


def key(pk: str, sk: str = "A") -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def add(pk: str, units: int = 1, **more: str) -> dict[str, Any]:
    """One stock item; `more` are string attributes."""
    strings = {name: {"S": value} for name, value in more.items()}
    return {**key(pk), "units": {"N": str(units)}, **strings}


def take(pk: str, units: int) -> dict[str, Any]:
    """A transaction's action that takes units unless there are too few."""
    return {
        "Update": {
            "TableName": TABLE,
            "Key": key(pk),
            "UpdateExpression": "SET units = units - :n",
            "ConditionExpression": "units >= :n",
            "ExpressionAttributeValues": {":n": {"N": str(units)}},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def units_of(dynamodb: Any, pk: str) -> int:
    item = dynamodb.get_item(TableName=TABLE, Key=key(pk), ConsistentRead=True)["Item"]
    return int(item["units"]["N"])
