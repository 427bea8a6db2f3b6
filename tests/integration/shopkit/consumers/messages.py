"""Messages of a queue, and what is left of them."""

import json
from typing import Any

from shopkit import aws
from shopkit.events import CheckoutStarted, Fact, OrderExpired

from tests.integration.shopkit.corner import Corner
from tests.shop import START

QUEUE = "barrow-local-marketing"


def expired(number: str) -> OrderExpired:
    return OrderExpired.of(START, order_id=f"ord_{number}", number=number, cart_id="crt_1")


def body(fact: Fact, *, version: int | None = None, name: str | None = None) -> str:
    """A message as EventBridge writes it."""
    data = json.loads(fact.model_dump_json())
    detail = {"version": fact.version if version is None else version, "data": data}
    return json.dumps(
        {"source": "barrow.checkout", "detail-type": name or type(fact).__name__, "detail": detail}
    )


def deliver(bodies: list[str]) -> list[dict[str, Any]]:
    """Messages through a real queue, as the records of a Lambda event."""
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    for text in bodies:
        sqs.send_message(QueueUrl=url, MessageBody=text)
    return receive()


def receive() -> list[dict[str, Any]]:
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    messages = sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["ApproximateReceiveCount"]
    )["Messages"]
    arn = f"arn:aws:sqs:eu-west-2:123456789012:{QUEUE}"
    return [
        {"messageId": one["MessageId"], "receiptHandle": one["ReceiptHandle"], "body": one["Body"],
         "eventSourceARN": arn, "attributes": one["Attributes"]}
        for one in messages
    ]  # fmt: skip


def left(shop: Corner) -> int:
    visible, in_flight = shop.engine.queue_depths()[QUEUE]
    return int(visible + in_flight)


STARTED = CheckoutStarted.of(
    START, order_id="ord_A", number="A", cart_id="crt_1", total=1, currency="GBP"
)
