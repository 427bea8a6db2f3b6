"""A small stack whose stores the tests change."""

from datetime import UTC, datetime

from barrow.cloud.engine_deploy import client
from barrow.cloud.ministack_engine import MiniStackEngine

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def body_of(key: str) -> bytes:
    return bytes(client("s3").get_object(Bucket="the-site", Key=key)["Body"].read())


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
