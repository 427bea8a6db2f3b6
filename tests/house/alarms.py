"""The alarms and the dashboard of infra/alarms.yaml, as data."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.house.templates import STAGE, chosen, resources, text
from tests.shop import apps

ALARMS = {
    key: one["Properties"] for key, one in resources("alarms", "AWS::CloudWatch::Alarm").items()
}
HEARD, SITE = "Heard", "HasSite"


def dimensions(alarm: dict[str, Any]) -> dict[str, str]:
    return {one["Name"]: text(one["Value"]) for one in alarm.get("Dimensions", [])}


def watched(metric: str, dimension: str) -> set[str]:
    """What the alarms on a metric look at."""
    return {
        dimensions(alarm)[dimension]
        for alarm in ALARMS.values()
        if alarm["MetricName"] == metric and dimension in dimensions(alarm)
    }


@cache
def widgets(*conditions: str) -> list[dict[str, Any]]:
    body = resources("alarms")["Dashboard"]["Properties"]["DashboardBody"]
    (pattern, variables) = chosen(body, yes=frozenset(conditions))["Fn::Sub"]
    filled = text({"Fn::Sub": [pattern, variables]}, DistributionId="E123")
    found: list[dict[str, Any]] = json.loads(filled)["widgets"]
    return found


def shown(*conditions: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(namespace, metric, dimensions) of each metric on the dashboard, as often as it is there."""
    for widget in widgets(*conditions):
        for entry in widget["properties"].get("metrics", []):
            if isinstance(entry[0], str):
                namespace, name, *rest = [one for one in entry if isinstance(one, str)]
                yield namespace, name, dict(zip(rest[::2], rest[1::2], strict=True))


def expressions(*conditions: str) -> Iterator[tuple[str, set[str]]]:
    """Each expression, with the ids that its widget defines."""
    for widget in widgets(*conditions):
        entries = widget["properties"].get("metrics", [])
        ids = {str(one["id"]) for entry in entries for one in entry[-1:] if "id" in one}
        for entry in entries:
            if isinstance(entry[0], dict):
                yield entry[0]["expression"], ids


def apis() -> set[str]:
    return {f"barrow-{capability}-{STAGE}" for capability in apps()}
