"""What idle things cost, and what a stage used."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from barrow.deploying.account import Account
from barrow.operating import cost
from barrow.operating.costs import idle, prices, stage_usage, view
from barrow.operating.costs.usage import Usage

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client

INFRA = Path(__file__).parents[3] / "infra"
NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
TEMPLATE = """
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Key: {Type: AWS::KMS::Key, Properties: {}}
  Plain:
    Type: AWS::CloudWatch::Alarm
    Properties: {MetricName: Errors, Threshold: !Ref Most}
  Sum:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics:
        - {Id: a, MetricStat: {Stat: Sum}}
        - {Id: b, MetricStat: {Stat: Sum}}
        - {Id: both, Expression: a + b}
  Board: {Type: AWS::CloudWatch::Dashboard, Properties: {DashboardBody: !Sub "{}"}}
"""


# ── idle ─────────────────────────────────────────────────────────────────────────────────────
def test_a_queue_is_asked_five_times_in_twenty_seconds_whatever_is_in_it() -> None:
    assert idle.queues(2) == Usage(queue_requests=2 * 5 * 3 * 60 * 24 * 30)


def test_an_alarm_is_paid_for_by_the_metrics_it_looks_at(tmp_path: Path) -> None:
    (tmp_path / "alarms.yaml").write_text(TEMPLATE, encoding="utf-8")

    assert idle.alarms(tmp_path) == Usage(alarm_metrics=3, keys=1)
    assert idle.dashboards(tmp_path) == Usage(dashboards=1)


def test_the_real_templates_are_read() -> None:
    assert idle.firewall(INFRA)["firewalls"] == 1
    assert idle.firewall(INFRA)["firewall_rules"] > 1
    assert idle.dashboards(INFRA) == Usage(dashboards=1)
    assert idle.alarms(INFRA)["alarm_metrics"] >= 15
    assert idle.keys(INFRA) == Usage(keys=1)


# ── a stage ──────────────────────────────────────────────────────────────────────────────────
class Shop:
    """The stage `one` with one app, one table, one queue, one bucket, and a distribution."""

    def __init__(self) -> None:
        #: metric name and the value of its first dimension → values of some days
        self.metrics: dict[tuple[str, str], list[float]] = {}
        self.asked: list[dict[str, Any]] = []
        self.stacks = {
            "barrow-one-foundation": {},
            "barrow-one-edge": {"DistributionId": "E1", "SiteDomain": "d1.cloudfront.net"},
        }
        self.alarms: list[dict[str, Any]] = []
        index = {"IndexName": "gsi1", "IndexSizeBytes": 2**29}
        table = {"TableSizeBytes": 2**29, "GlobalSecondaryIndexes": [index]}
        function = {
            "FunctionName": "barrow-cart-one", "Runtime": "python3.13", "MemorySize": 512,
            "LastModified": "2026-03-02T06:00:00.000+0000",
        }  # fmt: skip
        resources = aws_fakes.resources(
            DynamoDB_Table=["barrow-one-cart"],
            SQS_Queue=["https://sqs/1/barrow-one-cart"],
            S3_Bucket=["barrow-one-site"],
            Events_Rule=["barrow-one|barrow-one-cart"],
            KMS_Key=["over-peoples-data"],
        )
        cloudwatch = Client(
            get_metric_data=self._metrics,
            describe_alarms=lambda **_: {"MetricAlarms": self.alarms},
            list_dashboards={"DashboardEntries": [{"DashboardName": "barrow-one"}]},
            list_metrics={"Metrics": [{"MetricName": "OrdersPaid"}] * 7},
        )
        clients = {
            "lambda": Client(list_functions={"Functions": [function]}),
            "cloudformation": Client(
                describe_stacks=aws_fakes.stacks(self.stacks),
                list_stack_resources=resources,
            ),
            "dynamodb": Client(describe_table={"Table": table}),
            "cloudwatch": cloudwatch,
            "sqs": Client(),
        }
        self.account = cast(Account, aws_fakes.Account(clients))

    def used(self) -> stage_usage.Month:
        return stage_usage.read(self.account, aws_fakes.stage(), INFRA, NOW)

    def _metrics(self, **request: Any) -> Any:
        assert request["EndTime"] == NOW
        assert request["StartTime"] == NOW - timedelta(days=30)
        results = []
        for query in request["MetricDataQueries"]:
            metric = query["MetricStat"]["Metric"]
            self.asked.append(metric)
            dimensions = {one["Name"]: one["Value"] for one in metric["Dimensions"]}
            # an index's units stand beside its table's
            named = dimensions.get("GlobalSecondaryIndexName") or metric["Dimensions"][0]["Value"]
            values = self.metrics.get((metric["MetricName"], named), [])
            results.append({"Id": query["Id"], "Values": values})
        return {"MetricDataResults": results}


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_days_are_added_up_and_milliseconds_become_gb_seconds(shop: Shop) -> None:
    shop.metrics = {
        ("Invocations", "barrow-cart-one"): [600.0, 400.0],
        ("Duration", "barrow-cart-one"): [60_000.0, 40_000.0],
        ("Count", "barrow-cart-one"): [300.0],
    }

    usage = shop.used().usage

    assert usage["lambda_requests"] == 1000
    # 100 seconds at half a GB
    assert usage["lambda_gb_seconds"] == 50
    assert usage["api_requests"] == 300


def test_units_of_tables_and_indexes_come_together(shop: Shop) -> None:
    shop.metrics = {
        ("ConsumedWriteCapacityUnits", "barrow-one-cart"): [40.0],
        ("ConsumedWriteCapacityUnits", "gsi1"): [2.0],
        ("ConsumedReadCapacityUnits", "barrow-one-cart"): [7.5],
    }

    usage = shop.used().usage

    assert usage["dynamodb_writes"] == 42
    assert usage["dynamodb_reads"] == Decimal("7.5")
    assert usage["dynamodb_gb"] == usage["recovery_gb"] == 1


def test_polls_that_found_nothing_are_counted(shop: Shop) -> None:
    shop.metrics = {
        ("NumberOfMessagesSent", "barrow-one-cart"): [10.0],
        ("NumberOfMessagesReceived", "barrow-one-cart"): [10.0],
        ("NumberOfMessagesDeleted", "barrow-one-cart"): [10.0],
        ("NumberOfEmptyReceives", "barrow-one-cart"): [21_600.0],
        ("MatchedEvents", "barrow-one"): [10.0],
    }

    usage = shop.used().usage

    assert usage["queue_requests"] == 21_630
    assert usage["facts"] == 10


def test_a_buckets_size_is_a_level_and_not_a_sum(shop: Shop) -> None:
    shop.metrics = {("BucketSizeBytes", "barrow-one-site"): [2.0**30, 3 * 2.0**30, 2.0**30]}

    assert shop.used().usage["site_gb"] == 3


def test_orders_and_mails_are_the_shops_own_count(shop: Shop) -> None:
    shop.metrics = {("OrdersPaid", "checkout"): [4.0, 6.0], ("MailsSent", "marketing"): [11.0]}

    month = shop.used()

    assert month.orders == 10
    assert month.usage["mails"] == 11
    assert "orders" not in month.usage


def test_the_own_metrics_name_the_stage(shop: Shop) -> None:
    shop.used()

    own = [metric["Dimensions"] for metric in shop.asked if metric["Namespace"] == "Barrow"]
    assert own
    assert all({"Name": "stage", "Value": "one"} in dimensions for dimensions in own)


def test_what_stands_is_counted(shop: Shop) -> None:
    shop.alarms = [{"MetricName": "Errors"}, {"Metrics": [{"MetricStat": {}}, {"MetricStat": {}}]}]

    usage = shop.used().usage

    assert usage["alarm_metrics"] == 3
    assert usage["keys"] == 2  # over people's data, and the topic's
    assert usage["dashboards"] == 1
    assert usage["metrics"] == 7


def test_a_firewall_looks_at_every_request_of_the_cdn(shop: Shop) -> None:
    shop.metrics = {("Requests", "E1"): [500.0]}

    without = shop.used().usage
    shop.stacks["barrow-one-firewall"] = {}
    behind = shop.used().usage

    assert "firewalls" not in without
    assert behind["firewalls"] == 1
    assert behind["firewall_requests"] == behind["cdn_requests"] == 500


def test_a_stage_without_an_edge_asks_no_cdn(shop: Shop) -> None:
    del shop.stacks["barrow-one-edge"]

    shop.used()

    assert {metric["Namespace"] for metric in shop.asked}.isdisjoint({"AWS/CloudFront"})


def test_an_orders_share_is_told_where_there_were_orders(shop: Shop) -> None:
    stage, listed = aws_fakes.stage(), prices.newest()

    none = cost.of_stage(shop.account, stage, INFRA, listed, NOW)
    shop.metrics = {("OrdersPaid", "checkout"): [10.0], ("Count", "barrow-cart-one"): [1000.0]}
    ten = cost.of_stage(shop.account, stage, INFRA, listed, NOW)

    assert len(none.columns) == 1
    whole, share = ten.columns
    assert share.usage["api_requests"] == whole.usage["api_requests"] / 10 == 100
    assert share.usd == pytest.approx(whole.usd / 10)
    assert ten.notes[0] == "10 paid orders, by the shop's own count"


# ── the table ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("usd", "said"),
    [
        ("0", "0"),
        ("0.00004", "<0.0001"),
        ("0.0999", "0.0999"),
        ("0.1", "0.10"),
        ("12.347", "12.35"),
    ],
)
def test_dollars_are_told_as_finely_as_they_matter(usd: str, said: str) -> None:
    assert view.dollars(Decimal(usd)) == said
