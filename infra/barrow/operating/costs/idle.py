"""What a month costs in which nobody comes, beside the schedules: queues that are asked, and what
data, keys, alarms, dashboards and a firewall cost by being there.

Lambda asks a queue with five long polls at a time, each of up to 20 seconds, whether anything is in
it or not (Lambda guide, "Using Lambda with Amazon SQS"); SQS charges for each. Reading a table's
stream for a function costs nothing (DynamoDB pricing, "Streams").
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from barrow import template_text
from barrow.operating.costs.usage import Usage

POLLS_AT_ONCE = 5
POLL_SECONDS = 20
MONTH_SECONDS = 30 * 24 * 3600


def resources(infra: Path, template: str) -> dict[str, dict[str, Any]]:
    """The resources of `<infra>/<template>.yaml` by their logical names."""
    text = (infra / f"{template}.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = template_text.read(text)["Resources"]
    return found


def queues(number: int) -> Usage:
    """`number` queues that functions consume from."""
    return Usage(queue_requests=number * POLLS_AT_ONCE * MONTH_SECONDS / POLL_SECONDS)


def keys(infra: Path) -> Usage:
    """The key over people's data keys, before its first yearly change: two of them cost more."""
    return Usage(keys=len(_of(resources(infra, "foundation"), "AWS::KMS::Key")))


def dashboards(infra: Path) -> Usage:
    """What the alarms stack has even when there is nobody to tell."""
    return Usage(dashboards=len(_of(resources(infra, "alarms"), "AWS::CloudWatch::Dashboard")))


def alarms(infra: Path) -> Usage:
    """What is optional: a stage with an alarm_email."""
    found = resources(infra, "alarms")
    return Usage(
        alarm_metrics=sum(map(watched, _of(found, "AWS::CloudWatch::Alarm"))),
        keys=len(_of(found, "AWS::KMS::Key")),
    )


def firewall(infra: Path) -> Usage:
    """What is optional: a stage with `firewall = true`."""
    lists = _of(resources(infra, "firewall"), "AWS::WAFv2::WebACL")
    return Usage(firewalls=len(lists), firewall_rules=sum(len(one["Rules"]) for one in lists))


def _of(found: Mapping[str, Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    """The properties of all resources of one type."""
    return [one["Properties"] for one in found.values() if one["Type"] == kind]


def watched(alarm: Mapping[str, Any]) -> int:
    """An alarm is paid for by the metrics that it looks at."""
    return sum("MetricStat" in one for one in alarm.get("Metrics", [])) or 1
