"""Structured logs and metrics of every handler, through Powertools, without personal data.

What a log line may hold: ids, codes, counts, durations, route patterns. Never a body, an address,
a name, an e-mail, a token or a path with an id that opens something. `logger()` is made on first
use, with the capability as its service.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, TypeVar

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

R = TypeVar("R")


def service() -> str:
    return os.environ.get("POWERTOOLS_SERVICE_NAME", "barrow")


@lru_cache(maxsize=1)
def logger() -> Logger:
    return Logger(service=service())


@lru_cache(maxsize=1)
def metrics() -> Metrics:
    return Metrics(namespace="Barrow", service=service())


def count(name: str, value: float = 1, **dimensions: str) -> None:
    """One business number (orders placed, units refused): its own EMF line, so that it adds up."""
    if os.environ.get("POWERTOOLS_METRICS_DISABLED", "").lower() in {"1", "true"}:
        return
    from aws_lambda_powertools.metrics import single_metric

    with single_metric(name=name, unit=MetricUnit.Count, value=value, namespace="Barrow") as metric:
        metric.add_dimension("service", service())
        for key, text in dimensions.items():
            metric.add_dimension(key, text)


@contextmanager
def measured(handler: str, **fields: Any) -> Iterator[dict[str, Any]]:
    """Log one line and two metrics for what runs inside; add fields to the dict it yields."""
    started = time.perf_counter()
    outcome: dict[str, Any] = {"handler": handler, **fields}
    failed = True
    try:
        yield outcome
        failed = False
    finally:
        milliseconds = (time.perf_counter() - started) * 1000
        outcome["duration_ms"] = round(milliseconds, 2)
        log = logger()
        (log.error if failed else log.info)("handled", extra=outcome)
        if os.environ.get("POWERTOOLS_METRICS_DISABLED", "").lower() not in {"1", "true"}:
            _flush(handler, milliseconds, failed)


def _flush(handler: str, milliseconds: float, failed: bool) -> None:
    meter = metrics()
    meter.add_dimension("handler", handler)
    meter.add_metric("Duration", MetricUnit.Milliseconds, milliseconds)
    meter.add_metric("Errors", MetricUnit.Count, 1 if failed else 0)
    meter.flush_metrics()


def watched(function: Callable[..., R]) -> Callable[..., R]:
    """For queue, stream and schedule handlers: `measured` around the whole call."""

    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> R:
        with measured(function.__name__):
            return function(*args, **kwargs)

    return wrapper
