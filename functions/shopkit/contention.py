"""When two meet on an item of DynamoDB: one is cancelled, and simply tries again."""

import random
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shopkit import aws
from shopkit.errors import Unavailable

TRIES = 12

_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


def is_contention(reasons: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a transaction's cancellation reasons are of a kind that passes."""
    codes = {reason.get("Code") for reason in reasons} - {None, "None"}
    return bool(codes) and codes <= _PASSING


def again_on_conflict(call: Callable[[], Any]) -> Any:
    """What a single write answers once no transaction is in its way. Raises Unavailable."""
    client = aws.client("dynamodb")
    for attempt in range(TRIES):
        try:
            return call()
        except client.exceptions.TransactionConflictException:
            pause(attempt)
    raise contended()


def pause(attempt: int) -> None:
    # full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): spreads the rivals
    time.sleep(random.uniform(0, min(0.4, 0.01 * 2**attempt)))  # noqa: S311


def contended() -> Unavailable:
    return Unavailable("Many people are buying this right now; try again in a moment")
