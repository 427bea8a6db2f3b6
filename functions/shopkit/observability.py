"""Structured logs of every handler and the shop's own numbers, without personal data.

What a log line may hold: ids, codes, counts, durations, route patterns. Never a body, an address,
a name, an e-mail, a token or a path with an id that opens something. `logger()` is made on first
use, with the capability as its service.

How often a handler runs, how long, and how often it fails, Lambda and API Gateway count by
themselves and for nothing. A number of the shop's own is paid for by the month, once for each
combination of dimensions that occurs ($0.30, and only for hours in which it is sent; CloudWatch
pricing, "Custom metrics"): so each has its capability and stage, and what else is known of it
stands beside it in the log.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, TypeVar

from aws_lambda_powertools import Logger

from shopkit.money import MINOR_DIGITS

R = TypeVar("R")


def service() -> str:
    return os.environ.get("POWERTOOLS_SERVICE_NAME", "barrow")


@lru_cache(maxsize=1)
def logger() -> Logger:
    return Logger(service=service())


def count(name: str, value: int = 1, **fields: str) -> None:
    """One business number (orders placed, units refused): its own EMF line, so that it adds up.

    `fields` can be searched for in the log and do not divide the number.
    """
    _emit(name, value, {}, fields)


def earned(name: str, amount: int, currency: str) -> None:
    """An amount in minor units, to be shown per currency in its major unit: a figure, no books."""
    _emit(name, amount / 10 ** MINOR_DIGITS.get(currency, 2), {"currency": currency}, {})


def _emit(name: str, value: float, dimensions: dict[str, str], fields: dict[str, str]) -> None:
    if os.environ.get("POWERTOOLS_METRICS_DISABLED", "").lower() in {"1", "true"}:
        return
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    with single_metric(name=name, unit=MetricUnit.Count, value=value, namespace="Barrow") as metric:
        metric.add_dimension("service", service())
        metric.add_dimension("stage", os.environ.get("BARROW_STAGE", "local"))
        for key, text in dimensions.items():
            metric.add_dimension(key, text)
        for key, text in fields.items():
            metric.add_metadata(key, text)


@contextmanager
def measured(handler: str, **fields: Any) -> Iterator[dict[str, Any]]:
    """Log one line for what runs inside; add fields to the dict it yields."""
    started = time.perf_counter()
    outcome: dict[str, Any] = {"handler": handler, **fields}
    failed = True
    try:
        yield outcome
        failed = False
    finally:
        outcome["duration_ms"] = round((time.perf_counter() - started) * 1000, 2)
        log = logger()
        (log.error if failed else log.info)("handled", extra=outcome)


def watched(function: Callable[..., R]) -> Callable[..., R]:
    """For queue, stream and schedule handlers: `measured` around the whole call."""

    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> R:
        with measured(function.__name__):
            return function(*args, **kwargs)

    return wrapper
