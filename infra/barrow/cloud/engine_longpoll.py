"""Long polling of SQS that does not hold the engine's lock while it waits."""

import json
import threading
import time
from collections.abc import Callable

from barrow.cloud.engine_transport import Answer, Call

# A visibility timeout ends without a sound, so a waiting receiver looks again at times, in seconds.
_LOOK_AGAIN = 0.5


class Receiving:
    """Receivers that wait on the engine's lock; `woke` after whatever may bring a message."""

    def __init__(self, lock: threading.RLock) -> None:
        self._arrived = threading.Condition(lock)
        self._stopped = False

    def woke(self) -> None:
        """Let every waiting receiver look again. Called under the lock."""
        self._arrived.notify_all()

    def reopen(self) -> None:
        self._stopped = False

    def stop(self) -> None:
        """End every wait at once. Called under the lock."""
        self._stopped = True
        self._arrived.notify_all()

    def receive(
        self, call: Call, wait_of_queue: Callable[[str], int], once: Callable[[Call], Answer]
    ) -> Answer:
        """Ask `once` until it has messages or the wait is over. Called under the lock.

        `wait_of_queue` gives a queue's own ReceiveMessageWaitTimeSeconds by the queue's name.
        """
        data = json.loads(call.body)
        wait = data.get("WaitTimeSeconds")
        if wait is None:
            wait = wait_of_queue(data["QueueUrl"].rpartition("/")[2])
        deadline = time.monotonic() + int(wait)
        call.body = json.dumps({**data, "WaitTimeSeconds": 0}).encode()
        while True:
            answer = once(call)
            left = deadline - time.monotonic()
            found = answer[0] != 200 or json.loads(answer[2] or b"{}").get("Messages")
            if found or left <= 0 or self._stopped:
                return answer
            self._arrived.wait(min(left, _LOOK_AGAIN))
