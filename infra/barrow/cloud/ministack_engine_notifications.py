"""Tells queues of a bucket's new objects at once, in the call that puts them.

MiniStack does so in a thread of its own, beside the engine's lock: a `settle` right after an upload
would not see the message, and the journal would not know of it.
"""

from typing import Any

from barrow.cloud.journal_touched import Touched
from barrow.cloud.ministack_engine_parts import Patches, load


def tell_at_once(touched: Touched, patches: Patches) -> None:
    s3 = load("s3")
    to_queue = s3._deliver_event_to_sqs

    def tell(bucket: str, key: str, event: str, *arguments: Any, **named: Any) -> None:
        if bucket in s3._bucket_notifications:
            s3._fire_s3_event(bucket, key, event, *arguments, **named)

    def watched_to_queue(arn: str, *arguments: Any, **named: Any) -> None:
        touched.queue(arn.rpartition(":")[2])
        to_queue(arn, *arguments, **named)

    patches.put(s3, "_fire_s3_event_async", tell)
    patches.put(s3, "_deliver_event_to_sqs", watched_to_queue)
