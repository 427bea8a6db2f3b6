"""The numbers that handlers print for CloudWatch: its embedded metric format, as it reads it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Number:
    """One value of a metric; `beside` is what else its line tells."""

    namespace: str
    name: str
    value: float
    unit: str
    dimensions: dict[str, str]
    beside: dict[str, Any]


def numbers(printed: str) -> list[Number]:
    return [number for line in printed.splitlines() if '"_aws"' in line for number in _read(line)]


def _read(line: str) -> Iterator[Number]:
    told = json.loads(line)
    for directive in told.pop("_aws")["CloudWatchMetrics"]:
        named = {metric["Name"] for metric in directive["Metrics"]}
        for keys in directive["Dimensions"]:
            dimensions = {key: told[key] for key in keys}
            beside = {key: told[key] for key in told if key not in {*keys, *named}}
            for metric in directive["Metrics"]:
                # an EMF value is a number, or a list of those that add up
                value = told[metric["Name"]]
                total = sum(value) if isinstance(value, list) else value
                yield Number(
                    directive["Namespace"],
                    metric["Name"],
                    total,
                    metric["Unit"],
                    dimensions,
                    beside,
                )
