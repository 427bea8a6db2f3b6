"""The queues of the shop as people see them: depths, dead letters to read, and to send back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from barrow.cloud.pump import Depths


class UnknownQueue(Exception):
    """There is no dead-letter queue of this name."""


@dataclass(frozen=True)
class QueueView:
    """`dead` is the depth of the queue's dead-letter queue, whose name is `dead_letter_queue`."""

    name: str
    visible: int
    in_flight: int
    dead_letter_queue: str | None
    dead: int


class Queues:
    """`sqs` is a botocore client; the redrive policies are read once, they do not change."""

    def __init__(self, sqs: Any, depths: Callable[[], Depths]) -> None:
        self._sqs = sqs
        self._depths = depths
        self._policies: dict[str, str | None] = {}

    def all(self) -> list[QueueView]:
        depths = self._depths()
        targets = {name: self._dead_letter_queue(name) for name in depths}
        dead = set(targets.values())
        return [
            QueueView(name, *depths[name], target, sum(depths.get(target or "", (0, 0))))
            for name, target in sorted(targets.items())
            if name not in dead
        ]

    def dead_letter_count(self) -> int:
        depths = self._depths()
        targets = {self._dead_letter_queue(name) for name in depths} - {None}
        return sum(sum(depths.get(target or "", (0, 0))) for target in targets)

    def peek(self, dead_letter_queue: str) -> list[dict[str, Any]]:
        """Up to ten dead letters, left in place: id, body (parsed if JSON), times received."""
        url = self._url(dead_letter_queue)
        return [
            {
                "id": message["MessageId"],
                "body": _parsed(message["Body"]),
                "received": int(message["Attributes"].get("ApproximateReceiveCount", "0")),
            }
            for message in self._receive(url, hidden_for=0)
        ]

    def redrive(self, dead_letter_queue: str) -> int:
        """Send every dead letter back to the queue it came from; answers how many."""
        source = self._source_of(dead_letter_queue)
        url, target = self._url(dead_letter_queue), self._url(source)
        moved = 0
        while messages := self._receive(url, hidden_for=30):
            for message in messages:
                attributes = message.get("MessageAttributes")
                extra = {"MessageAttributes": attributes} if attributes else {}
                self._sqs.send_message(QueueUrl=target, MessageBody=message["Body"], **extra)
                self._sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                moved += 1
        return moved

    def _source_of(self, dead_letter_queue: str) -> str:
        for name in self._depths():
            if self._dead_letter_queue(name) == dead_letter_queue:
                return name
        raise UnknownQueue(dead_letter_queue)

    def _url(self, queue: str) -> str:
        if queue not in self._depths():
            raise UnknownQueue(queue)
        return str(self._sqs.get_queue_url(QueueName=queue)["QueueUrl"])

    def _receive(self, url: str, hidden_for: int) -> list[dict[str, Any]]:
        answer = self._sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            WaitTimeSeconds=0,
            VisibilityTimeout=hidden_for,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages: list[dict[str, Any]] = answer.get("Messages", [])
        return messages

    def _dead_letter_queue(self, queue: str) -> str | None:
        if queue not in self._policies:
            url = self._sqs.get_queue_url(QueueName=queue)["QueueUrl"]
            answer = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
            policy = answer.get("Attributes", {}).get("RedrivePolicy")
            arn = json.loads(policy)["deadLetterTargetArn"] if policy else None
            self._policies[queue] = arn.rsplit(":", 1)[1] if arn else None
        return self._policies[queue]


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body
