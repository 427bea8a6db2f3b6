"""Both engines carry messages alike: queues, their dead letters, and the bus's rules."""

import json

from barrow.cloud.engine import Engine
from barrow.cloud.engine_deploy import client


def queue_url(name: str) -> str:
    url: str = client("sqs").get_queue_url(QueueName=f"barrow-test-{name}")["QueueUrl"]
    return url


def test_a_message_received_too_often_goes_to_the_dead_letter_queue(engine: Engine) -> None:
    sqs = client("sqs")
    sqs.send_message(QueueUrl=queue_url("orders"), MessageBody="poison")

    received = [
        sqs.receive_message(QueueUrl=queue_url("orders")).get("Messages", []) for _ in range(3)
    ]
    dead = sqs.receive_message(QueueUrl=queue_url("dead"))["Messages"]

    assert [len(messages) for messages in received] == [1, 1, 0]
    assert [message["Body"] for message in dead] == ["poison"]


def test_a_deleted_message_is_gone_and_depths_count_visible_and_in_flight(engine: Engine) -> None:
    sqs, url = client("sqs"), queue_url("orders")
    for body in ("a", "b", "c"):
        sqs.send_message(QueueUrl=url, MessageBody=body)

    taken = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=2, VisibilityTimeout=60)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=taken["Messages"][0]["ReceiptHandle"])

    assert engine.queue_depths() == {"barrow-test-orders": (1, 1), "barrow-test-dead": (0, 0)}


def test_waiting_for_a_message_lets_the_sender_in(engine: Engine) -> None:
    from threading import Thread

    url, received = queue_url("orders"), []
    waiting = Thread(
        target=lambda: received.append(
            client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=20)
        )
    )

    waiting.start()
    client("sqs").send_message(QueueUrl=url, MessageBody="here")
    waiting.join(timeout=10)

    assert [message["Body"] for message in received[0]["Messages"]] == ["here"]


def test_a_rule_sends_only_the_events_it_names_to_its_queue(engine: Engine) -> None:
    def entry(source: str, detail_type: str) -> dict[str, str]:
        detail = json.dumps({"order_id": "ord_1"})
        return {
            "EventBusName": "barrow-test",
            "Source": source,
            "DetailType": detail_type,
            "Detail": detail,
        }

    client("events").put_events(
        Entries=[
            entry("barrow.checkout", "OrderPlaced"),
            entry("barrow.checkout", "OrderShipped"),
            entry("barrow.cart", "OrderPlaced"),
        ]
    )

    sqs, url = client("sqs"), queue_url("orders")
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    event = json.loads(messages[0]["Body"])
    assert len(messages) == 1
    assert event["detail-type"] == "OrderPlaced"
    assert event["source"] == "barrow.checkout"
    assert event["detail"] == {"order_id": "ord_1"}
