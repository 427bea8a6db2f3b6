"""What the apps declare, under the names that Chalice gives it: functions and schedules."""

from collections.abc import Iterator

from chalice.app import (
    CloudWatchEventConfig,
    DynamoDBEventConfig,
    Rate,
    ScheduledEventConfig,
    SQSEventConfig,
)

from tests.shop import apps


def functions(stage: str) -> dict[str, tuple[str, str]]:
    """Function → (capability, handler); an API's own has the handler ''.

    barrow-<capability>-<stage>, and with -<handler> for what is not the API (chalice/config.py).
    """
    found = {}
    for capability, loaded in apps().items():
        own = f"barrow-{capability}-{stage}"
        found[own] = (capability, "")
        for made in (*loaded.app.event_sources, *loaded.app.pure_lambda_functions):
            found[f"{own}-{made.name}"] = (capability, made.name)
    return found


def queues() -> set[str]:
    """The queues that consumers read, without the stage: `cart`, `pictures` …"""
    consumers = [
        str(event.queue)
        for loaded in apps().values()
        for event in loaded.app.event_sources
        if isinstance(event, SQSEventConfig)
    ]
    return {queue.removeprefix("barrow-local-") for queue in consumers}


def schedules() -> Iterator[tuple[str, str]]:
    """(capability, handler) of what the clock runs."""
    return _handlers(ScheduledEventConfig, CloudWatchEventConfig)


def every_minutes(capability: str, handler: str) -> int:
    """How many minutes the clock lets pass between two runs."""
    (found,) = [
        event.schedule_expression
        for event in apps()[capability].app.event_sources
        if isinstance(event, ScheduledEventConfig) and event.name == handler
    ]
    assert isinstance(found, Rate)
    return int(found.to_string().removeprefix("rate(").split()[0])


def relays() -> Iterator[tuple[str, str]]:
    """(capability, handler) of what a table's stream runs."""
    return _handlers(DynamoDBEventConfig)


def _handlers(*kinds: type) -> Iterator[tuple[str, str]]:
    for capability, loaded in apps().items():
        for event in loaded.app.event_sources:
            if type(event) in kinds:
                yield capability, event.name
