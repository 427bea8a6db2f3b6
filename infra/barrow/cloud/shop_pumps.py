"""The pumps of a shop, from what its apps declare and what its foundation holds."""

from collections.abc import Callable, Iterable
from typing import Any

from chalice.app import DynamoDBEventConfig, ScheduledEventConfig, SQSEventConfig

from barrow.cloud.apps import EventHandler, LoadedApp
from barrow.cloud.dead_letters import Queues
from barrow.cloud.engine import Engine, Record
from barrow.cloud.erasures import Erasures
from barrow.cloud.expiry_pump import ExpiryPump
from barrow.cloud.fact_log import FactLog
from barrow.cloud.pump import Pump
from barrow.cloud.pumps import Pumps
from barrow.cloud.queue_pump import QueuePump, queue_of
from barrow.cloud.schedule_pump import DueStore, SchedulePump
from barrow.cloud.shop_clock import ShopClock
from barrow.cloud.stream_pump import StreamPump, follows
from barrow.cloud.webhook_pump import WebhookPump, WebhookSource


class NotInFoundation(Exception):
    """A function follows a queue or a stream that the foundation does not have."""


def shop_pumps(  # noqa: PLR0913 — the parts of a shop that move
    *,
    engine: Engine,
    apps: Iterable[LoadedApp],
    stage: str,
    clock: ShopClock,
    webhooks: WebhookSource,
    facts: FactLog,
    queues: Queues,
    sqs: Any,
    due_store: DueStore | None = None,
) -> tuple[Pumps, SchedulePump]:
    """Pumps for every stream, queue, schedule and webhook. Raises NotInFoundation."""
    apps = list(apps)
    erasures = Erasures(engine, webhooks)

    def observe(records: list[Record]) -> None:
        facts.observe(records)
        erasures.observe(records)

    schedules = SchedulePump(_all(apps, ScheduledEventConfig), clock.now, due_store)
    pumps: list[Pump] = [
        *_stream_pumps(engine, _all(apps, DynamoDBEventConfig), stage, observe),
        *_queue_pumps(engine, _all(apps, SQSEventConfig), sqs),
        WebhookPump(webhooks, clock.now),
        schedules,
        ExpiryPump(engine, clock.now),
    ]
    running = Pumps(pumps, engine.queue_depths, queues.dead_letter_count)
    return running, schedules


def _all(apps: Iterable[LoadedApp], kind: type) -> list[EventHandler]:
    return [handler for app in apps for handler in app.handlers(kind)]


def _stream_pumps(
    engine: Engine,
    handlers: list[EventHandler],
    stage: str,
    observe: Callable[[list[Record]], None],
) -> list[Pump]:
    tables = engine.stream_tables()
    for handler in handlers:
        if not any(follows(handler, table, stage) for table in tables):
            raise NotInFoundation(f"{handler.full_name} follows a stream that is not there")
    return [
        StreamPump(table, [h for h in handlers if follows(h, table, stage)], engine, observe)
        for table in tables
    ]


def _queue_pumps(engine: Engine, handlers: list[EventHandler], sqs: Any) -> list[Pump]:
    known = engine.queue_depths()
    for handler in handlers:
        queue = queue_of(handler)
        if queue not in known:
            raise NotInFoundation(f"{handler.full_name} consumes {queue}, which is not there")
    return [QueuePump(queue_of(handler), handler, sqs) for handler in handlers]
