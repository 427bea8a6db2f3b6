"""SQS in memory, with the answers of a botocore client and time that is given."""
# ruff: noqa: N803 — the arguments have SQS's own names

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from botocore.exceptions import ClientError

ARN = "arn:aws:sqs:eu-west-2:123456789012:"


@dataclass
class FakeMessage:
    id: str
    body: str
    attributes: dict[str, Any] = field(default_factory=dict)
    visible_at: float = 0.0
    received: int = 0
    handle: str = ""


class FakeSqs:
    """`redrive` maps a queue to its dead-letter queue and the number of receives it allows."""

    def __init__(self, redrive: dict[str, tuple[str, int]] | None = None) -> None:
        self.time = 0.0
        self.redrive = redrive or {}
        self.queues: dict[str, list[FakeMessage]] = {}
        for queue, (dead, _) in self.redrive.items():
            self.queues[queue] = []
            self.queues[dead] = []
        self.waits: list[int] = []
        self._numbers = count(1)

    def put(self, queue: str, *bodies: str) -> None:
        for body in bodies:
            self.queues.setdefault(queue, []).append(FakeMessage(f"m{next(self._numbers)}", body))

    def bodies(self, queue: str) -> list[str]:
        return [message.body for message in self.queues[queue]]

    def depths(self) -> dict[str, tuple[int, int]]:
        def depth(messages: list[FakeMessage]) -> tuple[int, int]:
            visible = sum(message.visible_at <= self.time for message in messages)
            return visible, len(messages) - visible

        return {queue: depth(messages) for queue, messages in self.queues.items()}

    def get_queue_url(self, QueueName: str) -> dict[str, str]:
        return {"QueueUrl": f"https://sqs/{QueueName}"}

    def get_queue_attributes(self, QueueUrl: str, **_: Any) -> dict[str, Any]:
        dead = self.redrive.get(self._name(QueueUrl))
        if dead is None:
            return {}
        policy = {"deadLetterTargetArn": ARN + dead[0], "maxReceiveCount": dead[1]}
        return {"Attributes": {"RedrivePolicy": json.dumps(policy)}}

    def receive_message(self, QueueUrl: str, **asked: Any) -> dict[str, Any]:
        name = self._name(QueueUrl)
        most = asked["MaxNumberOfMessages"]
        assert 1 <= most <= 10
        self._move_dead(name)
        taken = [m for m in self.queues[name] if m.visible_at <= self.time][:most]
        for message in taken:
            message.received += 1
            message.handle = f"{message.id}/{message.received}"
            message.visible_at = self.time + asked.get("VisibilityTimeout", 30)
        return {"Messages": [self._shown(message) for message in taken]} if taken else {}

    def send_message(self, QueueUrl: str, MessageBody: str, **rest: Any) -> None:
        message = FakeMessage(f"m{next(self._numbers)}", MessageBody)
        message.attributes = rest.get("MessageAttributes", {})
        self.queues[self._name(QueueUrl)].append(message)

    def delete_message(self, QueueUrl: str, ReceiptHandle: str) -> None:
        queue = self.queues[self._name(QueueUrl)]
        queue[:] = [message for message in queue if message.handle != ReceiptHandle]

    def delete_message_batch(self, QueueUrl: str, Entries: list[dict[str, str]]) -> None:
        for entry in Entries:
            self.delete_message(QueueUrl, entry["ReceiptHandle"])

    def change_message_visibility(
        self,
        QueueUrl: str,
        ReceiptHandle: str,
        VisibilityTimeout: int,
    ) -> None:
        for message in self.queues[self._name(QueueUrl)]:
            if message.handle == ReceiptHandle:
                message.visible_at = self.time + VisibilityTimeout
                self.waits.append(VisibilityTimeout)
                return
        raise ClientError({"Error": {"Code": "InvalidParameterValue"}}, "ChangeMessageVisibility")

    def _move_dead(self, name: str) -> None:
        if name not in self.redrive:
            return
        dead, most = self.redrive[name]
        for message in list(self.queues[name]):
            if message.received >= most and message.visible_at <= self.time:
                self.queues[name].remove(message)
                message.visible_at = 0.0
                self.queues[dead].append(message)

    def _shown(self, message: FakeMessage) -> dict[str, Any]:
        return {
            "MessageId": message.id,
            "ReceiptHandle": message.handle,
            "Body": message.body,
            "MD5OfBody": "",
            "Attributes": {"ApproximateReceiveCount": str(message.received)},
            "MessageAttributes": message.attributes,
        }

    def _name(self, url: str) -> str:
        return url.rpartition("/")[2]
