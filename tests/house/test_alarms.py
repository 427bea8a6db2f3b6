"""What wakes people: each thing that can go wrong has its alarm, and what they cost is known."""

import re

import pytest

from tests.house import declared
from tests.house.alarms import ALARMS, HEARD, SITE, apis, dimensions, shown, watched
from tests.house.templates import STAGE, read, resources, statements, text
from tests.shop import ROOT

DASHBOARD_METRICS = 50


# ── who is woken by what ─────────────────────────────────────────────────────────────────────────
def test_each_dead_letter_queue_wakes_somebody() -> None:
    watch = watched("ApproximateNumberOfMessagesVisible", "QueueName")

    assert watch == {f"barrow-{STAGE}-{queue}-dead" for queue in declared.queues()}


def test_no_function_fails_unheard() -> None:
    """An API's errors are its 5xx, a consumer's are dead letters, a relay's make its facts late."""
    on_schedule = {
        f"barrow-{capability}-{STAGE}-{name}" for capability, name in declared.schedules()
    }
    relays = {f"barrow-{capability}-{STAGE}-{name}" for capability, name in declared.relays()}

    assert watched("5XXError", "ApiName") == apis()
    assert watched("Errors", "FunctionName") == on_schedule
    assert watched("IteratorAge", "FunctionName") == relays
    others = set(declared.functions(STAGE)) - apis() - on_schedule - relays
    assert len(others) == len(declared.queues())


def test_what_is_throttled_wakes_somebody() -> None:
    assert [dimensions(one) for one in ALARMS.values() if one["MetricName"] == "Throttles"] == [{}]


def test_answers_are_watched_where_shoppers_wait() -> None:
    slow = [one for one in ALARMS.values() if one["MetricName"] == "Latency"]

    assert {one["ExtendedStatistic"] for one in slow} == {"p99"}
    assert watched("Latency", "ApiName") == {
        f"barrow-{capability}-{STAGE}" for capability in ("cart", "catalog", "checkout")
    }


def test_an_alarm_is_named_for_its_stage_and_says_what_to_do() -> None:
    names = [text(one["AlarmName"]) for one in ALARMS.values()]
    anchors = {re.findall(r"\(docs/running\.md#([a-z-]+)\)$", one["AlarmDescription"])[0]
               for one in ALARMS.values()}  # fmt: skip

    assert len(set(names)) == len(names)
    assert all(name.startswith(f"barrow-{STAGE}-") for name in names)
    assert anchors == {
        "dead-letters", "errors", "throttles", "facts-late", "slow", "charged-not-paid",
        "erasures",
    }  # fmt: skip


def test_money_without_an_order_wakes_somebody_once_and_not_at_each_look() -> None:
    """A period in which nobody looked would say that it is over."""
    between = declared.every_minutes("checkout", "reconcile") * 60

    assert ALARMS["ChargedNotPaid"]["Period"] > between


@pytest.mark.parametrize("key", ALARMS)
def test_an_alarm_tells_that_it_began_and_that_it_is_over(key: str) -> None:
    alarm = ALARMS[key]

    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Topic"}]
    assert alarm["TreatMissingData"] in {"notBreaching", "ignore"}


# ── what it costs ────────────────────────────────────────────────────────────────────────────────
def test_where_nobody_is_told_nothing_is_paid_for() -> None:
    unconditional = [key for key, one in resources("alarms").items() if "Condition" not in one]

    assert unconditional == ["Dashboard"]


def test_the_template_says_how_many_metrics_are_paid_for() -> None:
    """By the metric, so that metric math would save nothing; ten are free."""
    head = (ROOT / "infra" / "alarms.yaml").read_text(encoding="utf-8").split("Parameters:")[0]

    assert [key for key, one in ALARMS.items() if "Metrics" in one] == []
    assert f"These are {len(ALARMS)}," in head
    assert f"makes ${(len(ALARMS) - 10) * 0.10:.2f}" in head


def test_the_dashboard_stays_free() -> None:
    """An order in several currencies has a Revenue each; four are reckoned with."""
    found = {(space, name, *sorted(own.items())) for space, name, own in shown(HEARD, SITE)}

    assert len(found) + 4 <= DASHBOARD_METRICS


# ── who is told ──────────────────────────────────────────────────────────────────────────────────
def test_an_alarm_may_be_published_and_by_nobody_else() -> None:
    topic = resources("alarms")["Topic"]["Properties"]
    allowed = [
        (statement["Principal"], statement["Action"])
        for key in ("TopicPolicy", "TopicKey")
        for statement in statements(resources("alarms")[key]["Properties"])
        if statement["Effect"] == "Allow" and "Service" in statement["Principal"]
    ]

    assert topic["KmsMasterKeyId"] == {"Fn::GetAtt": "TopicKey.Arn"}
    assert allowed == [
        ({"Service": "cloudwatch.amazonaws.com"}, "sns:Publish"),
        ({"Service": "cloudwatch.amazonaws.com"}, ["kms:Decrypt", "kms:GenerateDataKey*"]),
    ]


def test_a_budget_is_told_of_where_there_is_one_and_somebody_to_tell() -> None:
    template = read("alarms")
    budget = template["Resources"]["Budget"]

    assert template["Conditions"][budget["Condition"]] == {
        "Fn::And": [
            {"Condition": "Heard"},
            {"Fn::Not": [{"Fn::Equals": [{"Ref": "MonthlyBudget"}, 0]}]},
        ]
    }
    # CloudFormation makes another budget for another subscriber, and cannot give it the same name
    assert "BudgetName" not in budget["Properties"]["Budget"]
    for told in budget["Properties"]["NotificationsWithSubscribers"]:
        assert told["Subscribers"] == [
            {"SubscriptionType": "EMAIL", "Address": {"Ref": "AlarmEmail"}}
        ]
