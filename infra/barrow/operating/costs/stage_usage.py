"""What a stage used in the last thirty days, by the metrics that AWS's services write themselves.

What no metric tells is left out, and is little: how often S3 was asked. EventBridge counts what its
rules matched, which is a fact once for each consumer, so facts come out too many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from barrow.deploying import parts, stacks
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.operating import standing
from barrow.operating.costs import idle
from barrow.operating.costs.usage import Usage

DAYS = 30
DAY = 86_400
GB = 2**30
AT_ONCE = 500


@dataclass(frozen=True)
class Metric:
    """One metric, and how much of `item` one of its units is."""

    item: str
    namespace: str
    name: str
    dimensions: tuple[tuple[str, str], ...]
    each: Decimal = Decimal(1)
    statistic: str = "Sum"


@dataclass(frozen=True)
class Month:
    usage: Usage
    orders: int


def read(account: Account, stage: Stage, infra: Path, now: datetime) -> Month:
    found = standing.functions(account, stage)
    here = [
        *_of_functions(stage, found),
        *_of_tables(account, stage),
        *_of_queues(account, stage),
        *_of_buckets(account, stage),
        _own(stage, "mails", "marketing", "MailsSent"),
        _own(stage, "orders", "checkout", "OrdersPaid"),
    ]
    edge = stacks.outputs(account, stage.stack(parts.EDGE))
    # CloudFront belongs to no region, and its metrics to this one
    afar = list(_of_distribution(edge["DistributionId"])) if edge else []
    counted = _sums(account.client("cloudwatch"), here, now) + _sums(
        account.client("cloudwatch", parts.GLOBAL), afar, now
    )
    usage = counted + _tables_kept(account, stage) + _watched(account, stage)
    if stacks.state(account, stage.stack(parts.FIREWALL), parts.GLOBAL):
        usage += idle.firewall(infra)
        usage += Usage(firewall_requests=usage.get("cdn_requests", 0))
    amounts = dict(usage)
    orders = int(amounts.pop("orders", Decimal(0)))
    return Month(Usage(amounts), orders)


def _of_functions(stage: Stage, found: Sequence[standing.Function]) -> Iterator[Metric]:
    for one in found:
        named = (("FunctionName", one.name),)
        yield Metric("lambda_requests", "AWS/Lambda", "Invocations", named)
        each = Decimal(one.memory_mb) / 1024 / 1000
        yield Metric("lambda_gb_seconds", "AWS/Lambda", "Duration", named, each)
        group = (("LogGroupName", one.log_group),)
        yield Metric("log_gb", "AWS/Logs", "IncomingBytes", group, Decimal(1) / GB)
        if not one.part:
            api = (("ApiName", stage.api(one.capability)),)
            yield Metric("api_requests", "AWS/ApiGateway", "Count", api)


def _of_tables(account: Account, stage: Stage) -> Iterator[Metric]:
    for name in standing.physical(account, stage.stack(parts.FOUNDATION), "AWS::DynamoDB::Table"):
        table = account.client("dynamodb").describe_table(TableName=name)["Table"]
        own = (("TableName", name),)
        yield Metric("dynamodb_reads", "AWS/DynamoDB", "ConsumedReadCapacityUnits", own)
        yield Metric("dynamodb_writes", "AWS/DynamoDB", "ConsumedWriteCapacityUnits", own)
        for index in table.get("GlobalSecondaryIndexes", []):
            both = (*own, ("GlobalSecondaryIndexName", index["IndexName"]))
            yield Metric("dynamodb_reads", "AWS/DynamoDB", "ConsumedReadCapacityUnits", both)
            yield Metric("dynamodb_writes", "AWS/DynamoDB", "ConsumedWriteCapacityUnits", both)


def _of_queues(account: Account, stage: Stage) -> Iterator[Metric]:
    # received and deleted ten at once, or one by one: this is the most that it can be
    requests = (
        "NumberOfMessagesSent", "NumberOfMessagesReceived", "NumberOfMessagesDeleted",
        "NumberOfEmptyReceives",
    )  # fmt: skip
    for queue in standing.queues(account, stage):
        for name in requests:
            yield Metric("queue_requests", "AWS/SQS", name, (("QueueName", queue.name),))
    for rule in standing.physical(account, stage.stack(parts.FOUNDATION), "AWS::Events::Rule"):
        # a rule of a bus of its own is called bus|rule
        named = rule.rpartition("|")[2].rpartition("/")[2]
        both = (("EventBusName", f"barrow-{stage.name}"), ("RuleName", named))
        yield Metric("facts", "AWS/Events", "MatchedEvents", both)


def _of_buckets(account: Account, stage: Stage) -> Iterator[Metric]:
    for name in standing.physical(account, stage.stack(parts.FOUNDATION), "AWS::S3::Bucket"):
        dimensions = (("BucketName", name), ("StorageType", "StandardStorage"))
        each = Decimal(1) / GB
        yield Metric("site_gb", "AWS/S3", "BucketSizeBytes", dimensions, each, "Maximum")


def _of_distribution(id_: str) -> Iterator[Metric]:
    dimensions = (("DistributionId", id_), ("Region", "Global"))
    yield Metric("cdn_requests", "AWS/CloudFront", "Requests", dimensions)
    yield Metric("cdn_gb", "AWS/CloudFront", "BytesDownloaded", dimensions, Decimal(1) / GB)


def _own(stage: Stage, item: str, service: str, name: str) -> Metric:
    return Metric(item, "Barrow", name, (("service", service), ("stage", stage.name)))


def _sums(cloudwatch: Any, metrics: Sequence[Metric], now: datetime) -> Usage:
    total = Usage()
    for at in range(0, len(metrics), AT_ONCE):
        part = metrics[at : at + AT_ONCE]
        pages = cloudwatch.get_paginator("get_metric_data").paginate(
            MetricDataQueries=[_query(index, one) for index, one in enumerate(part)],
            StartTime=now - timedelta(days=DAYS),
            EndTime=now,
        )
        for page in pages:
            for result in page["MetricDataResults"]:
                metric = part[int(result["Id"][1:])]
                values = [Decimal(str(value)) for value in result["Values"]]
                # a level is not added up over days
                amount = sum(values) if metric.statistic == "Sum" else max(values, default=0)
                total += Usage({metric.item: amount * metric.each})
    return total


def _query(index: int, metric: Metric) -> dict[str, Any]:
    dimensions = [{"Name": name, "Value": value} for name, value in metric.dimensions]
    return {
        "Id": f"m{index}",
        "MetricStat": {
            "Metric": {
                "Namespace": metric.namespace,
                "MetricName": metric.name,
                "Dimensions": dimensions,
            },
            "Period": DAY,
            "Stat": metric.statistic,
        },
    }


def _tables_kept(account: Account, stage: Stage) -> Usage:
    dynamodb, size = account.client("dynamodb"), 0
    for name in standing.physical(account, stage.stack(parts.FOUNDATION), "AWS::DynamoDB::Table"):
        table = dynamodb.describe_table(TableName=name)["Table"]
        indexes = table.get("GlobalSecondaryIndexes", [])
        size += table.get("TableSizeBytes", 0) + sum(i.get("IndexSizeBytes", 0) for i in indexes)
    keys = standing.physical(account, stage.stack(parts.FOUNDATION), "AWS::KMS::Key")
    return Usage(
        dynamodb_gb=Decimal(size) / GB, recovery_gb=Decimal(size) / GB, keys=len(list(keys))
    )


def _watched(account: Account, stage: Stage) -> Usage:
    cloudwatch = account.client("cloudwatch")
    name = f"barrow-{stage.name}"
    describing = cloudwatch.get_paginator("describe_alarms")
    alarms = [
        alarm
        for page in describing.paginate(AlarmNamePrefix=f"{name}-")
        for alarm in page["MetricAlarms"]
    ]
    boards = cloudwatch.list_dashboards(DashboardNamePrefix=name).get("DashboardEntries", [])
    own = [
        metric
        for page in cloudwatch.get_paginator("list_metrics").paginate(
            Namespace="Barrow", Dimensions=[{"Name": "stage", "Value": stage.name}]
        )
        for metric in page["Metrics"]
    ]
    return Usage(
        alarm_metrics=sum(map(idle.watched, alarms)),
        dashboards=sum(board["DashboardName"] == name for board in boards),
        metrics=len(own),
        # the topic's key comes and goes with the alarms
        keys=min(1, len(alarms)),
    )
