"""A stage as status finds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, cast
from urllib.parse import parse_qsl

from barrow.deploying.account import Account
from barrow.operating import status, status_view
from barrow.operating.status_models import Status
from rich.console import Console

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHANGED = NOW - timedelta(hours=3)
APPS = ("cart", "checkout")


def function(name: str, release: str = "r1") -> dict[str, Any]:
    return {
        "FunctionName": name,
        "Runtime": "python3.13",
        "MemorySize": 512,
        "LastModified": "2026-03-02T06:00:00.000+0000",
        "Environment": {"Variables": {"BARROW_RELEASE": release}},
    }


class Shop:
    """A deployed stage `one`, beside a stage `two`; tests change what they need."""

    def __init__(self) -> None:
        self.stacks = {
            "barrow-one-foundation": {},
            "barrow-one-edge": {"SiteDomain": "d1.cloudfront.net", "DistributionId": "E1"},
        }
        self.functions = [
            function("barrow-cart-one"),
            function("barrow-cart-one-relay"),
            function("barrow-checkout-one"),
            function("barrow-cart-two"),
            function("somebody-elses-one"),
        ]
        self.markers = {"/barrow/one/deployed/cart": "d1", "/barrow/one/deployed/checkout": "d2"}
        self.depths = {
            "barrow-one-cart": (2, 1), "barrow-one-cart-dead": (3, 0),
            "barrow-one-site": (0, 0), "barrow-one-site-dead": (0, 0),
        }  # fmt: skip
        self.metrics: dict[tuple[str, str], list[float]] = {}
        self.orders: Any = []
        self.key: str | None = "bk_key"
        self.asked_with = ""
        self.ssm = Client(get_parameter=self._parameter)
        clients = {
            "cloudformation": Client(
                describe_stacks=self._stack, list_stack_resources=self._resources
            ),
            "lambda": Client(list_functions=lambda: [{"Functions": self.functions}]),
            "cloudwatch": Client(get_metric_data=self._metrics),
            "sqs": Client(get_queue_attributes=self._depth),
            "ssm": self.ssm,
        }
        self.account = cast(Account, aws_fakes.Account(clients))

    def read(self, **stage: Any) -> Status:
        return status.read(self.account, aws_fakes.stage(**stage), APPS, NOW, self._ask)

    def _stack(self, StackName: str) -> Any:  # noqa: N803
        if StackName not in self.stacks:
            return aws_fakes.no_stacks()
        outputs = self.stacks[StackName]
        told = [{"OutputKey": k, "OutputValue": v} for k, v in outputs.items()]
        one = {"StackStatus": "CREATE_COMPLETE", "CreationTime": CHANGED, "Outputs": told}
        return {"Stacks": [one]}

    def _resources(self, StackName: str) -> Any:  # noqa: N803
        if StackName not in self.stacks:
            return aws_fakes.no_stacks()
        return aws_fakes.resources(SQS_Queue=[f"https://sqs/1/{name}" for name in self.depths])

    def _parameter(self, Name: str, **_: Any) -> Any:  # noqa: N803
        values = dict(self.markers)
        if self.key:
            values["/barrow/one/OPERATOR_KEY"] = self.key
        if Name not in values:
            return self.ssm.missing("ParameterNotFound")
        return {"Parameter": {"Value": values[Name], "Version": 1}}

    def _metrics(self, **request: Any) -> Any:
        assert request["StartTime"] == NOW - timedelta(hours=1)
        assert request["EndTime"] == NOW
        results = []
        for query in request["MetricDataQueries"]:
            metric = query["MetricStat"]["Metric"]
            key = (metric["Dimensions"][0]["Value"], metric["MetricName"])
            results.append({"Id": query["Id"], "Values": self.metrics.get(key, [])})
        return {"MetricDataResults": results}

    def _depth(self, QueueUrl: str, **_: Any) -> Any:  # noqa: N803
        waiting, in_flight = self.depths[QueueUrl.rpartition("/")[2]]
        return {
            "Attributes": {
                "ApproximateNumberOfMessages": str(waiting),
                "ApproximateNumberOfMessagesNotVisible": str(in_flight),
            }
        }

    @contextmanager
    def _ask(self, _account: Account, _stage: Any, key: str) -> Iterator["Shop"]:
        self.asked_with = key
        yield self

    def get(self, path: str, *, staff: bool) -> Any:
        assert staff
        if isinstance(self.orders, Exception):
            raise self.orders
        address, _, query = path.partition("?")
        assert address == "/api/checkout/admin/orders"
        asked = dict(parse_qsl(query))
        found = [one for one in self.orders if one["status"] == asked["status"]]
        return type("Reply", (), {"json": {"data": found[: int(asked["limit"])]}})


def shown(found: Status) -> str:
    console = Console(width=120, record=True, file=StringIO())
    for part in status_view.parts(found):
        console.print(part)
    return console.export_text()
