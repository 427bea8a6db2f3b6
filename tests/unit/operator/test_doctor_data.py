"""The doctor's checks of data, secrets and alarms find what is wrong, and nothing else."""

import pytest
from barrow.operating import (
    checks_data,
)
from barrow.operating.findings import Verdict

from tests.unit.operator import aws_fakes
from tests.unit.operator.aws_fakes import Client
from tests.unit.operator.doctor_place import OK, PROBLEM, WARNING, place, verdicts


def kept(*names: str) -> dict[str, Client]:
    told = [{"Name": f"/barrow/one/{name}", "Version": 1} for name in names]
    return {"ssm": Client(get_parameters_by_path={"Parameters": told})}


def test_missing_secrets_are_named() -> None:
    (found,) = checks_data.secrets_there(place(kept("CURSOR_KEY")))

    assert found.verdict is PROBLEM
    assert found.says == "missing: PEOPLE_KEY, EDGE_KEY, OPERATOR_KEY, STAFF_KEYS"


def test_stripes_secrets_are_not_barrows_to_miss() -> None:
    (found,) = checks_data.secrets_there(
        place(kept("CURSOR_KEY", "PEOPLE_KEY", "EDGE_KEY", "OPERATOR_KEY", "STAFF_KEYS"))
    )

    assert found.verdict is OK


def tables(recovery: str = "ENABLED", *, protected: bool = True) -> dict[str, Client]:
    status = {"PointInTimeRecoveryStatus": recovery}
    backups = {"PointInTimeRecoveryDescription": status}
    dynamodb = Client(
        describe_continuous_backups={"ContinuousBackupsDescription": backups},
        describe_table={"Table": {"DeletionProtectionEnabled": protected}},
    )
    listed = aws_fakes.resources(DynamoDB_Table=["barrow-one-cart"])
    return {"dynamodb": dynamodb, "cloudformation": Client(list_stack_resources=listed)}


@pytest.mark.parametrize(
    ("clients", "protected", "found"),
    [
        (tables(), True, (OK, OK)),
        (tables("DISABLED"), True, (PROBLEM, OK)),
        (tables(protected=False), True, (OK, PROBLEM)),
        (tables(protected=False), False, (OK, WARNING)),
    ],
)
def test_tables_that_can_be_lost_are_named(
    clients: dict[str, Client], protected: bool, found: tuple[Verdict, Verdict]
) -> None:
    told = list(checks_data.tables(place(clients, aws_fakes.stage(protected=protected))))

    assert tuple(finding.verdict for finding in told) == found
    assert all("barrow-one-cart" in one.says for one in told if one.verdict is PROBLEM)


def test_tables_that_are_not_there_yet_are_no_problem() -> None:
    clients = {"cloudformation": Client(list_stack_resources=aws_fakes.no_stacks)}

    assert verdicts(checks_data.tables(place(clients))) == [("tables", WARNING)]


@pytest.mark.parametrize(
    ("subscribed", "verdict"),
    [
        ([{"Endpoint": "ops@tea.example", "SubscriptionArn": "arn:aws:sns:x"}], OK),
        ([{"Endpoint": "ops@tea.example", "SubscriptionArn": "PendingConfirmation"}], PROBLEM),
        ([{"Endpoint": "other@tea.example", "SubscriptionArn": "arn:aws:sns:x"}], PROBLEM),
    ],
)
def test_alarms_must_reach_somebody(subscribed: list[dict[str, str]], verdict: Verdict) -> None:
    listed = aws_fakes.resources(SNS_Topic=["arn:topic"])
    clients = {
        "sns": Client(list_subscriptions_by_topic={"Subscriptions": subscribed}),
        "cloudformation": Client(list_stack_resources=listed),
    }
    stage = aws_fakes.stage(alarm_email="ops@tea.example")

    assert verdicts(checks_data.alarm_mails(place(clients, stage))) == [("alarms", verdict)]


def test_nobody_to_tell_is_a_warning_and_no_alarms_where_there_should_be_some_a_problem() -> None:
    clients = {"cloudformation": Client(list_stack_resources=aws_fakes.no_stacks)}
    stage = aws_fakes.stage(alarm_email="ops@tea.example")

    assert verdicts(checks_data.alarm_mails(place(clients))) == [("alarms", WARNING)]
    assert verdicts(checks_data.alarm_mails(place(clients, stage))) == [("alarms", PROBLEM)]
