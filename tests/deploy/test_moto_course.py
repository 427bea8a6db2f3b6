"""A stage's whole course on moto: deployed, again, beside another one, and taken away.

Each step is done once; the tests look at what stood after it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from barrow import template_text
from barrow.deploying.deploy import Deployed, deploy
from barrow.deploying.destroy import destroy
from barrow.deploying.stage import Stage
from barrow.deploying.tree import Tree
from chalice.app import DynamoDBEventConfig, ScheduledEventConfig, SQSEventConfig

from tests.deploy import moto_shop
from tests.deploy.conftest import ROOT, led_to
from tests.deploy.moto_server import MotoServer
from tests.deploy.what_stands import Snapshot, of_stage, snapshot
from tests.shop import apps

#: Its address is the distribution's, known only once that stands: two passes.
ONE = Stage(name="one", sender="shop@example.com")
TWO = Stage(
    name="two",
    sender="shop@example.com",
    domain="shop.example.com",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/0",
    alarm_email="ops@example.com",
    log_days=14,
)
CAPABILITIES = sorted(apps())
ARN = "arn:aws:lambda:eu-west-2:123456789012:function"


@dataclass(frozen=True)
class Course:
    tree: Tree
    first: Deployed
    stood: Snapshot
    again: Deployed
    stood_again: Snapshot
    calls_again: list[str]
    stood_after_force: Snapshot
    beside: Snapshot
    closed: Snapshot
    gone: Snapshot


@pytest.fixture(scope="module")
def course(_server: MotoServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with led_to(_server):
        tree = moto_shop.copied(ROOT, tmp_path_factory.mktemp("course"))
        one = moto_shop.job(tree, ONE)
        first = deploy(one)
        stood = snapshot(one.account)
        heard = len(_server.calls())
        again = deploy(one)
        calls_again = _server.calls()[heard:]
        stood_again = snapshot(one.account)
        # which have all kinds of triggers between them
        deploy(moto_shop.job(tree, ONE, "catalog", "checkout", force=True))
        stood_after_force = snapshot(one.account)
        deploy(moto_shop.job(tree, TWO))
        beside = snapshot(one.account)
        destroy(one, delete_data=False)
        closed = snapshot(one.account)
        destroy(one, delete_data=True)
        gone = snapshot(one.account)
        yield Course(
            tree, first, stood, again, stood_again, calls_again, stood_after_force, beside,
            closed, gone,
        )  # fmt: skip


def test_the_shop_has_the_address_that_its_distribution_was_given(course: Course) -> None:
    variables = course.stood["function barrow-cart-one"]["Environment"]["Variables"]

    assert course.first.site_url is not None
    assert course.first.site_url.endswith(".cloudfront.net")
    assert variables["BARROW_SITE_URL"] == course.first.site_url


def test_a_second_run_changes_nothing_and_does_not_even_try(course: Course) -> None:
    changing = [call for call in course.calls_again if _changes(call)]

    assert set(course.again.changed.values()) == {False}
    assert changing == []
    assert course.stood_again == course.stood


def test_deploying_everything_anew_makes_nothing_twice(course: Course) -> None:
    assert course.stood_after_force == course.stood


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_route_leads_to_the_function_that_answers_it(course: Course, capability: str) -> None:
    routes = apps()[capability].app.routes
    declared = {f"{method} {path}" for path, methods in routes.items() for method in methods}

    api = course.stood[f"API barrow-{capability}-one"]

    assert {path for path in api["paths"] if not path.startswith("OPTIONS")} == declared
    uri = f"arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/{ARN}"
    answer = f"{uri}:barrow-{capability}-one/invocations"
    assert {integration[1] for integration in api["paths"].values()} == {answer}
    assert (api["stages"], api["endpoint"]) == (["api"], ["REGIONAL"])
    function = course.stood[f"function barrow-{capability}-one"]
    source = f"arn:aws:execute-api:eu-west-2:123456789012:<barrow-{capability}-one>/*"
    assert function["permissions"] == [
        ["lambda:InvokeFunction", "apigateway.amazonaws.com", source]
    ]


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_queue_and_stream_has_its_consumer(course: Course, capability: str) -> None:
    expected = {}
    for event in _events(capability, SQSEventConfig):
        queue = event.queue.replace("-local-", "-one-")
        window = event.maximum_batching_window_in_seconds
        expected[f"barrow-{capability}-one-{event.name} < {queue}"] = (event.batch_size, window)
    for event in _events(capability, DynamoDBEventConfig):
        stream = f"table/barrow-one-{capability}/stream/<made>"
        expected[f"barrow-{capability}-one-{event.name} < {stream}"] = (event.batch_size, 0)

    found = {
        name.removeprefix("mapping "): values
        for name, values in course.stood.items()
        if name.startswith(f"mapping barrow-{capability}-one-")
    }

    assert {
        name: (values["BatchSize"], values["MaximumBatchingWindowInSeconds"])
        for name, values in found.items()
    } == expected
    assert {values["State"] for values in found.values()} <= {"Enabled"}


def test_every_fact_is_told_from_the_oldest_record_on(course: Course) -> None:
    starts = {
        name: values["StartingPosition"]
        for name, values in course.stood.items()
        if name.startswith("mapping") and "/stream/" in name
    }

    assert len(starts) == 6
    assert set(starts.values()) == {"TRIM_HORIZON"}


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_schedule_calls_its_function(course: Course, capability: str) -> None:
    expected = {
        f"rule default/barrow-{capability}-one-{event.name}-event": {
            "schedule": event.schedule_expression.to_string(),
            "pattern": None,
            "state": "ENABLED",
            "targets": [["1", f"{ARN}:barrow-{capability}-one-{event.name}"]],
        }
        for event in _events(capability, ScheduledEventConfig)
    }

    start = f"rule default/barrow-{capability}-one"
    found = {name: rule for name, rule in course.stood.items() if name.startswith(start)}

    assert found == expected
    for event in _events(capability, ScheduledEventConfig):
        function = course.stood[f"function barrow-{capability}-one-{event.name}"]
        rule = f"arn:aws:events:eu-west-2:123456789012:rule/barrow-{capability}-one-{event.name}"
        assert function["permissions"] == [
            ["lambda:InvokeFunction", "events.amazonaws.com", f"{rule}-event"]
        ]


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_function_stands_with_its_role_its_log_and_nobody_elses(
    course: Course, capability: str
) -> None:
    names = {event.name for event in apps()[capability].app.event_sources}
    functions = {f"barrow-{capability}-one", *(f"barrow-{capability}-one-{one}" for one in names)}

    def found(kind: str) -> set[str]:
        start = f"{kind} barrow-{capability}-one"
        return {name.removeprefix(f"{kind} ") for name in course.stood if name.startswith(start)}

    assert found("function") == functions
    assert found("role") == {f"barrow-{capability}-one-{one}" for one in names | {"api_handler"}}
    for function in functions:
        handler = function.removeprefix(f"barrow-{capability}-one").removeprefix("-")
        stands = course.stood[f"function {function}"]
        assert stands["Role"].endswith(f"/barrow-{capability}-one-{handler or 'api_handler'}")
        assert stands["Handler"] == f"app.{handler or 'app'}"
        assert course.stood[f"log group /aws/lambda/{function}"] == 30


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_role_may_do_what_the_policy_of_its_stage_says_and_reaches_no_other_stage(
    course: Course, capability: str
) -> None:
    folder = course.tree.app(capability) / ".chalice"
    written = json.loads((folder / "policy-one.json").read_text("utf-8"))

    policies = [
        values[name.removeprefix("role ")]
        for name, values in course.stood.items()
        if name.startswith(f"role barrow-{capability}-one-")
    ]

    assert policies
    assert all(policy == written for policy in policies)
    for statement in written["Statement"]:
        for resource in statement["Resource"]:
            if resource != "*":
                _, partition, _, region, account, name = resource.split(":", 5)
                assert (partition, region, account) in {
                    ("aws", "eu-west-2", "123456789012"), ("aws", "", ""),
                }  # fmt: skip
                assert "barrow-*" not in name
                assert "barrow/*" not in name


@pytest.mark.parametrize("name", ["foundation", "edge"])
def test_everything_of_a_template_stands(course: Course, name: str) -> None:
    text = (ROOT / "infra" / f"{name}.yaml").read_text(encoding="utf-8")
    template = template_text.read(text)

    stands = course.stood[f"stack barrow-one-{name}"]["resources"]

    unconditional = {
        logical
        for logical, resource in template["Resources"].items()
        if "Condition" not in resource and resource["Type"] not in NOT_OF_MOTO
    }
    assert unconditional <= set(stands)


#: Kinds of resources that moto has no notion of; MiniStack makes them (on_ministack/).
NOT_OF_MOTO = {"AWS::S3::BucketPolicy", "AWS::SES::ConfigurationSet", "AWS::SQS::QueuePolicy"}


def test_another_stage_leaves_the_first_as_it_is(course: Course) -> None:
    assert of_stage(course.beside, "one") == of_stage(course.stood, "one")
    names = {name.replace("two", "one") for name in of_stage(course.beside, "two")}
    assert names == set(of_stage(course.stood, "one"))


def test_a_closed_stage_keeps_its_data_and_leaves_the_other_as_it_is(course: Course) -> None:
    left = of_stage(course.closed, "one")

    assert of_stage(course.closed, "two") == of_stage(course.beside, "two")
    kinds = {name.split(" ")[0] for name in left}
    assert kinds == {"stack", "rule", "queue", "table", "bucket", "log", "parameter"}
    assert [name for name in left if name.startswith("stack")] == ["stack barrow-one-foundation"]
    assert [name for name in left if name.startswith("rule default/")] == []
    assert [name for name in left if "/deployed/" in name] == []
    kept = {name: values for name, values in course.stood.items() if name in left}
    assert left == kept


def test_a_stage_that_is_taken_away_with_its_data_leaves_nothing(course: Course) -> None:
    assert of_stage(course.gone, "one") == {}
    assert of_stage(course.gone, "two") == of_stage(course.beside, "two")


def _changes(call: str) -> bool:
    return not call.split(" ", 1)[1].startswith(("Describe", "Get", "List", "GET", "Head"))


def _events(capability: str, kind: type) -> list[Any]:
    return [event for event in apps()[capability].app.event_sources if type(event) is kind]
