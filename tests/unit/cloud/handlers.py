"""Event handlers of tests: what they are given is kept, and they fail as often as they are told."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from barrow.cloud.apps import EventHandler


class HandlerFailed(Exception):
    """What a handler of a test raises."""


@dataclass
class Recorder:
    """`fails` is how many of the next calls raise."""

    fails: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        if self.fails:
            self.fails -= 1
            raise HandlerFailed


def queue_handler(
    recorder: Any, queue: str = "orders", batch_size: int = 10, window: int = 0
) -> EventHandler:
    config = SimpleNamespace(
        queue=queue,
        queue_arn=None,
        batch_size=batch_size,
        maximum_batching_window_in_seconds=window,
    )
    return EventHandler("checkout", "consume", config, recorder)


def stream_handler(recorder: Any, name: str = "relay", batch_size: int = 100) -> EventHandler:
    arn = "arn:aws:dynamodb:eu-west-2:123456789012:table/barrow-local-checkout/stream/x"
    config = SimpleNamespace(stream_arn=arn, batch_size=batch_size)
    return EventHandler("checkout", name, config, recorder)


def schedule_handler(recorder: Any, name: str, expression: str) -> EventHandler:
    return EventHandler("checkout", name, SimpleNamespace(schedule_expression=expression), recorder)
