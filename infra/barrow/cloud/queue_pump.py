"""Moves the messages of a queue to the function that consumes it, as Lambda's poller does.

After a success the batch is deleted. After an exception the messages that the function left there
come again: at once the first time, then after a second more each time, instead of the queue's own
visibility timeout, which a person at a laptop does not want to wait for. The queue's redrive policy
moves what failed too often to its dead-letter queue. A function with a batching window gets its
messages gathered, see batching_window.py.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import ClientError

from barrow.cloud.apps import EventHandler
from barrow.cloud.batching_window import BatchingWindow
from barrow.cloud.engine_transport import ACCOUNT, REGION
from barrow.cloud.pump import IDLE, REST_BETWEEN_BATCHES, Depths, Outcome

_log = logging.getLogger(__name__)
#: SQS gives ten messages a call.
_AT_ONCE = 10
#: Lambda's limit of one event, 6 MB, less what ten messages of the largest size would add.
_MOST_BYTES = 6_000_000 - _AT_ONCE * 256 * 1024
_LONGEST_WAIT = 10


class QueuePump:
    """`sqs` is a botocore client, or what answers like it."""

    rest = REST_BETWEEN_BATCHES

    def __init__(
        self,
        queue: str,
        handler: EventHandler,
        sqs: Any,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = f"queue {queue}"
        self._queue = queue
        self._url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        self._arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"
        self._handler = handler
        self._sqs = sqs
        self._monotonic = monotonic
        config = handler.config
        self._window = BatchingWindow(
            config.maximum_batching_window_in_seconds, config.batch_size, monotonic
        )
        self._waiting: dict[str, float] = {}  # receipt handle → when it is visible again

    def ready(self, depths: Depths) -> bool:
        return self._window.look(depths.get(self._queue, (0, 0))[0])

    def hurry(self) -> None:
        self._window.open()
        for handle in list(self._waiting):
            self._show_after(handle, 0)

    def step(self) -> Outcome:
        if not self._window.begin():
            return IDLE
        messages = self._receive()
        if not messages:
            return IDLE
        began = self._monotonic()
        try:
            self._handler.invoke({"Records": [self._record(message) for message in messages]})
        except Exception:
            _log.exception("%s failed on %d messages", self._handler.full_name, len(messages))
            left = sum(self._return(message) for message in messages)
            return Outcome(len(messages), len(messages) - left)
        finally:
            self._window.ended(self._monotonic() - began)
        self._delete(messages)
        return Outcome(len(messages), len(messages))

    def _receive(self) -> list[dict[str, Any]]:
        now = self._monotonic()
        self._waiting = {handle: at for handle, at in self._waiting.items() if at > now}
        messages: list[dict[str, Any]] = []
        wanted = self._handler.config.batch_size
        size = 0
        while len(messages) < wanted and size < _MOST_BYTES:
            asked = min(_AT_ONCE, wanted - len(messages))
            answer = self._sqs.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=asked,
                WaitTimeSeconds=0,
                MessageSystemAttributeNames=["All"],
                MessageAttributeNames=["All"],
            )
            found = answer.get("Messages", [])
            messages += found
            size += sum(len(message["Body"]) for message in found)
            if len(found) < asked:
                break
        return messages

    def _record(self, message: dict[str, Any]) -> dict[str, Any]:
        """One entry of an SQS event's Records (Lambda guide, "Using Lambda with Amazon SQS")."""
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message.get("Attributes", {}),
            "messageAttributes": {
                name: {key[0].lower() + key[1:]: value for key, value in attribute.items()}
                for name, attribute in message.get("MessageAttributes", {}).items()
            },
            "md5OfBody": message.get("MD5OfBody", ""),
            "eventSource": "aws:sqs",
            "eventSourceARN": self._arn,
            "awsRegion": REGION,
        }

    def _return(self, message: dict[str, Any]) -> bool:
        """Give a message back to the queue; False when the function had deleted it."""
        received = int(message.get("Attributes", {}).get("ApproximateReceiveCount", "1"))
        return self._show_after(message["ReceiptHandle"], min(received - 1, _LONGEST_WAIT))

    def _show_after(self, handle: str, seconds: int) -> bool:
        self._waiting.pop(handle, None)
        try:
            self._sqs.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=handle, VisibilityTimeout=seconds
            )
        except ClientError:
            return False
        if seconds:
            self._waiting[handle] = self._monotonic() + seconds
        return True

    def _delete(self, messages: Sequence[dict[str, Any]]) -> None:
        for start in range(0, len(messages), _AT_ONCE):
            entries = [
                {"Id": str(i), "ReceiptHandle": message["ReceiptHandle"]}
                for i, message in enumerate(messages[start : start + _AT_ONCE])
            ]
            self._sqs.delete_message_batch(QueueUrl=self._url, Entries=entries)


def queue_of(handler: EventHandler) -> str:
    """The name of the queue that the function consumes."""
    config = handler.config
    return str(config.queue or config.queue_arn.rsplit(":", 1)[1])
