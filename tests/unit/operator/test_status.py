"""A stage's status: whole, half deployed, and not there at all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from barrow.deploying.account import Account
from barrow.operating import status, status_view
from barrow.operating.status_models import Status
from barrow.shop_client import ShopNotRunning
from rich.console import Console

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHANGED = NOW - timedelta(hours=3)
APPS = ("cart", "checkout")
OWN_DOMAIN = {
    "domain": "shop.example.com",
    "certificate_arn": f"arn:aws:acm:us-east-1:{aws_fakes.NUMBER}:certificate/1f",
}


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


def order(minutes: int = 30, **other: Any) -> dict[str, Any]:
    """As checkout's staff route tells it, so many minutes old."""
    total = {"amount": 1299, "currency": "GBP"}
    created = (NOW - timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
    return {
        "number": "7K3M", "status": "paid", "totals": {"total": total}, "created_at": created,
    } | other  # fmt: skip


@pytest.fixture
def shop() -> Shop:
    return Shop()


def shown(found: Status) -> str:
    console = Console(width=120, record=True, file=StringIO())
    for part in status_view.parts(found):
        console.print(part)
    return console.export_text()


def test_functions_of_the_stage_are_told_and_of_no_other(shop: Shop) -> None:
    found = shop.read()

    assert [(app.capability, [one.name for one in app.functions]) for app in found.apps] == [
        ("cart", ["barrow-cart-one", "barrow-cart-one-relay"]),
        ("checkout", ["barrow-checkout-one"]),
    ]
    assert found.apps[0].release == "r1"
    assert found.apps[0].runtime == "python3.13"
    assert found.apps[0].changed == CHANGED


def test_the_last_hour_of_each_function_is_told(shop: Shop) -> None:
    shop.metrics = {
        ("barrow-cart-one", "Invocations"): [40, 2],
        ("barrow-cart-one", "Errors"): [1, 1],
        ("barrow-cart-one-relay", "IteratorAge"): [400_000, 5],
    }

    door, relay = shop.read().apps[0].functions

    assert (door.health.invocations, door.health.errors, door.health.throttles) == (42, 2, 0)
    assert not door.health.is_well
    assert relay.health.behind_ms == 400_000
    assert not relay.health.is_well


def test_a_quiet_function_is_well(shop: Shop) -> None:
    (checkout,) = shop.read().apps[1].functions

    assert checkout.health.is_well
    assert checkout.health.invocations == 0


def test_queues_come_with_their_dead_letters(shop: Shop) -> None:
    found = {
        queue.name: (queue.waiting, queue.in_flight, queue.dead) for queue in shop.read().queues
    }

    assert found == {"barrow-one-cart": (2, 1, 3), "barrow-one-site": (0, 0, 0)}


def test_orders_come_without_what_names_a_buyer(shop: Shop) -> None:
    shop.orders = [order(email="ada@example.com", shipping_address={"name": "Ada Byron"})]

    found = shop.read()

    assert shop.asked_with == "bk_key"
    told = found.model_dump_json()
    assert "ada@example.com" not in told
    assert "Byron" not in told
    assert "7K3M   paid    12.99 GBP  30 min" in shown(found)


def test_the_newest_orders_of_every_status_are_told() -> None:
    shop = Shop()
    shop.orders = [
        order(minutes, number=str(minutes), status=status)
        for minutes, status in [
            (1, "pending_payment"), (2, "paid"), (3, "cancelled"), (4, "paid"), (5, "expired"),
            (6, "paid"),
        ]
    ]  # fmt: skip

    found = shop.read().orders

    assert found is not None
    assert [one.number for one in found] == ["1", "2", "3", "4", "5"]


def test_a_shop_that_does_not_answer_is_said_and_the_rest_is_told(shop: Shop) -> None:
    shop.orders = ShopNotRunning("https://one.invalid")

    found = shop.read()

    assert found.orders is None
    assert "not running" in found.no_orders_because
    assert len(found.apps) == 2


def test_an_answer_that_cannot_be_read_is_said(shop: Shop) -> None:
    shop.orders = ValueError("Expecting value")

    found = shop.read()

    assert found.orders is None
    assert found.no_orders_because == "checkout's answer cannot be read"


def test_without_the_operators_key_the_shop_is_not_asked(shop: Shop) -> None:
    shop.key = None

    found = shop.read()

    assert found.orders is None
    assert "barrow deploy makes it" in found.no_orders_because


def test_a_stage_that_was_never_deployed_is_said_to_be_none(shop: Shop) -> None:
    shop.stacks, shop.functions, shop.markers, shop.key = {}, [], {}, None

    found = shop.read()

    assert [stack.state for stack in found.stacks] == [None] * 4
    assert found.site is None
    assert found.queues == ()
    assert found.no_orders_because == "checkout is not deployed"
    text = shown(found)
    assert text.count("not deployed") == 1 + 4 + 2 + 1 + 1


@pytest.mark.parametrize("marker", [None, "under way"])
def test_a_deploy_that_was_broken_off_is_said(shop: Shop, marker: str | None) -> None:
    shop.markers.pop("/barrow/one/deployed/cart")
    if marker:
        shop.markers["/barrow/one/deployed/cart"] = marker

    text = shown(shop.read())

    assert "r1, broken off: deploy again" in text
    assert text.count("broken off") == 1


def test_the_site_is_at_the_stages_domain_where_it_has_one(shop: Shop) -> None:
    assert shop.read().site == "https://d1.cloudfront.net"
    assert shop.read(**OWN_DOMAIN).site == "https://shop.example.com"


def test_where_a_domain_has_to_lead_is_told_beside_it(shop: Shop) -> None:
    found = shop.read(**OWN_DOMAIN)

    assert found.distribution == "d1.cloudfront.net"
    assert "site: https://shop.example.com (CloudFront: d1.cloudfront.net)" in shown(found)
    assert "site: https://d1.cloudfront.net\n" in shown(shop.read())


def test_a_refusal_of_another_kind_is_no_missing_stack(shop: Shop) -> None:
    denied = aws_fakes.refused("AccessDenied", "DescribeStacks", "not allowed")
    shop.account.client("cloudformation").set(describe_stacks=denied)

    with pytest.raises(type(denied)):
        shop.read()


def test_programs_get_it_as_json(shop: Shop) -> None:
    document = json.loads(shop.read().model_dump_json())

    assert document["stage"] == "one"
    assert document["queues"][0] == {
        "name": "barrow-one-cart", "waiting": 2, "in_flight": 1, "dead": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=47), "47 h"),
        (timedelta(hours=48), "2 days"),
        (timedelta(seconds=-1), "0 min"),
    ],
)
def test_ages_are_told_as_people_say_them(passed: timedelta, said: str) -> None:
    assert status.age(NOW - passed, NOW) == said
