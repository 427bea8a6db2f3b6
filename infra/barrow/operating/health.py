"""How functions have fared in the last hour, by Lambda's own metrics.

Lambda writes them without being asked and without a charge; one GetMetricData call reads up to 500
of them. A function that nobody called has none, which is zero.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from barrow.deploying.account import Account

HOUR = 3600
AT_ONCE = 500
#: Our name → Lambda's name of the metric, and what an hour of it comes to.
METRICS = {
    "invocations": ("Invocations", "Sum"),
    "errors": ("Errors", "Sum"),
    "throttles": ("Throttles", "Sum"),
    "behind_ms": ("IteratorAge", "Maximum"),
}


class Health(BaseModel):
    """Of one hour; `behind_ms` is how old a change was when the function got it from a stream."""

    model_config = ConfigDict(frozen=True)

    invocations: int = 0
    errors: int = 0
    throttles: int = 0
    behind_ms: int = 0

    @property
    def is_well(self) -> bool:
        return not (self.errors or self.throttles or self.behind_ms > HOUR * 1000 // 12)


def of_last_hour(account: Account, names: Sequence[str], now: datetime) -> dict[str, Health]:
    """By function."""
    asked = [(name, key) for name in names for key in METRICS]
    values: dict[str, dict[str, list[float]]] = {name: {} for name in names}
    cloudwatch = account.client("cloudwatch")
    for at in range(0, len(asked), AT_ONCE):
        part = asked[at : at + AT_ONCE]
        queries = [_query(f"m{index}", *one) for index, one in enumerate(part)]
        pages = cloudwatch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=queries, StartTime=now - timedelta(seconds=HOUR), EndTime=now
        )
        for page in pages:
            for result in page["MetricDataResults"]:
                name, key = part[int(result["Id"][1:])]
                values[name].setdefault(key, []).extend(result["Values"])
    return {name: _health(values[name]) for name in names}


def _health(values: Mapping[str, Sequence[float]]) -> Health:
    def of(key: str) -> int:
        together = max if METRICS[key][1] == "Maximum" else sum
        return round(together(values.get(key) or [0]))

    return Health(**{key: of(key) for key in METRICS})


def _query(id_: str, name: str, key: str) -> dict[str, Any]:
    metric, statistic = METRICS[key]
    return {
        "Id": id_,
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/Lambda",
                "MetricName": metric,
                "Dimensions": [{"Name": "FunctionName", "Value": name}],
            },
            # a period that lies across the edge of the hour is two
            "Period": HOUR,
            "Stat": statistic,
        },
    }
