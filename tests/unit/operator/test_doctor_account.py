"""The doctor's checks of the account find what is wrong, and nothing where nothing is."""

from typing import Any, cast

import pytest
from barrow.deploying.account import Account
from barrow.operating import (
    checks_account,
)
from barrow.operating.findings import Verdict
from barrow.operating.permissions import NEEDED, as_role, resource

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import CALLER, NUMBER, Client
from tests.unit.operator.doctor_place import OK, PROBLEM, WARNING, place, verdicts


@pytest.mark.parametrize(
    ("caller", "verdict"), [(CALLER, OK), (f"arn:aws:iam::{NUMBER}:root", WARNING)]
)
def test_the_root_user_is_warned_of(caller: str, verdict: Verdict) -> None:
    (found,) = checks_account.who(place({}, caller=caller))

    assert found.verdict is verdict
    assert caller in found.says


def simulated(*refused: str) -> Client:
    def simulate(**asked: Any) -> Any:
        assert asked["PolicySourceArn"] == f"arn:aws:iam::{NUMBER}:role/deployer"
        return {
            "EvaluationResults": [
                {
                    "EvalActionName": name,
                    "EvalDecision": "implicitDeny" if name in refused else "allowed",
                }
                for name in asked["ActionNames"]
            ]
        }

    return Client(simulate_principal_policy=simulate)


def test_what_may_not_be_called_is_named() -> None:
    iam = simulated("lambda:CreateFunction", "s3:CreateBucket")

    (found,) = checks_account.permissions(place({"iam": iam}))

    assert found.verdict is PROBLEM
    assert "lambda:CreateFunction, s3:CreateBucket" in found.says
    assert len(iam.asked) == len(NEEDED)


def test_who_may_do_everything_is_well() -> None:
    (found,) = checks_account.permissions(place({"iam": simulated()}))

    assert found.verdict is OK


def test_an_emulators_permissions_are_not_asked_for() -> None:
    at_home = place({}, endpoint="http://127.0.0.1:4566")

    assert list(checks_account.permissions(at_home)) == []


def test_the_root_user_is_not_simulated() -> None:
    (found,) = checks_account.permissions(place({}, caller=f"arn:aws:iam::{NUMBER}:root"))

    assert found.verdict is OK


@pytest.mark.parametrize(
    ("caller", "source"),
    [
        (f"arn:aws:iam::{NUMBER}:user/ada", f"arn:aws:iam::{NUMBER}:user/ada"),
        (CALLER, f"arn:aws:iam::{NUMBER}:role/deployer"),
        (
            f"arn:aws:sts::{NUMBER}:assumed-role/AWSReservedSSO_Admin_1f/ada@example.com",
            f"arn:aws:iam::{NUMBER}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1f",
        ),
    ],
)
def test_a_sessions_policies_are_its_roles(caller: str, source: str) -> None:
    assert as_role(caller) == source


def test_each_service_is_tried_on_something_of_the_stages() -> None:
    account = cast(Account, aws_fakes.Account({}))

    tried = {service: resource(service, account, aws_fakes.stage()) for service in NEEDED}

    # an API and a key have no name in their ARN, a distribution gets one when it is made, a mail's
    # sender has the shop's own
    nameless = {"apigateway", "cloudfront", "kms", "ses"}
    assert {service for service, arn in tried.items() if "one" not in arn} == nameless
    assert all(arn.startswith(f"arn:aws:{service}:") for service, arn in tried.items())


@pytest.mark.parametrize(
    ("at_once", "used", "verdict", "storage"),
    [(10, 0, PROBLEM, OK), (50, 0, WARNING, OK), (1000, 0, OK, OK), (1000, 70, OK, WARNING)],
)
def test_little_room_at_lambda_is_told(
    at_once: int, used: int, verdict: Verdict, storage: Verdict
) -> None:
    told = {
        "AccountLimit": {"ConcurrentExecutions": at_once, "TotalCodeSize": 75 * 2**30},
        "AccountUsage": {"TotalCodeSize": used * 2**30},
    }

    found = checks_account.lambda_quotas(place({"lambda": Client(get_account_settings=told)}))

    assert verdicts(found) == [("concurrency", verdict), ("code storage", storage)]


@pytest.mark.parametrize(("rate", "verdict"), [(10_000.0, OK), (10.0, WARNING)])
def test_a_low_throttle_is_told(rate: float, verdict: Verdict) -> None:
    gateway = Client(get_account={"throttleSettings": {"rateLimit": rate}})

    (found,) = checks_account.api_throttle(place({"apigateway": gateway}))

    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("budgets", "wanted", "verdict"),
    [([{"BudgetName": "mine"}], 0, OK), ([], 0, WARNING), ([], 20, PROBLEM)],
)
def test_a_budget_is_looked_for(
    budgets: list[dict[str, str]], wanted: int, verdict: Verdict
) -> None:
    client = Client(describe_budgets={"Budgets": budgets})
    stage = aws_fakes.stage(monthly_budget=wanted, alarm_email="ops@tea.example")

    (found,) = checks_account.budget(place({"budgets us-east-1": client}, stage))

    assert found.verdict is verdict
