"""What stands as wanted is left alone, and what must not be lost is never replaced."""

from typing import Any

import pytest
from barrow.deploying import stacks
from barrow.deploying.stack import Stack
from barrow.deploying.stack_events import StackFailed

from tests.unit.operator.aws_fakes import Account, Client, refused
from tests.unit.operator.stack_states.cloudformation import WANTED, CloudFormation, account, applied

TABLE = {"LogicalResourceId": "CartTable", "ResourceType": "AWS::DynamoDB::Table"}


def test_what_stands_as_wanted_is_only_looked_at(waits: list[float]) -> None:
    found = CloudFormation("UPDATE_COMPLETE")
    found.body = WANTED.body

    assert not applied(found, waits)

    assert found.done() == []


def test_signs_that_cloudformation_does_not_tell_again_are_no_change(waits: list[float]) -> None:
    # GetTemplate answers "?" for whatever is not ASCII
    wanted = Stack(WANTED.name, "# ── queues …\nResources: {}\n", WANTED.parameters)
    found = CloudFormation("UPDATE_COMPLETE")
    found.body = "# ?? queues ?\nResources: {}\n"

    assert not stacks.apply(account(found), wanted, pause=waits.append)

    assert found.done() == []


def test_a_change_set_without_changes_is_deleted_and_nothing_is_done(waits: list[float]) -> None:
    found = CloudFormation("UPDATE_COMPLETE", changes=[])

    assert not applied(found, waits)

    assert found.done() == ["create_change_set", "delete_change_set"]


def test_a_template_that_is_refused_is_told_with_the_reason(waits: list[float]) -> None:
    strict = CloudFormation(None)
    strict.set(create_change_set=refused("ValidationError", message="Unresolved resource X"))

    with pytest.raises(StackFailed, match="barrow-one-edge could not be planned: Unresolved"):
        applied(strict, waits)

    assert strict.done() == ["create_change_set"]


@pytest.mark.parametrize(
    "change", [{"Action": "Remove"}, {"Action": "Modify", "Replacement": "True"}]
)
def test_a_table_is_never_replaced_or_let_go(change: dict[str, str], waits: list[float]) -> None:
    wrong = CloudFormation("CREATE_COMPLETE", changes=[{"ResourceChange": {**TABLE, **change}}])

    with pytest.raises(StackFailed, match=r"CartTable.*and the shop's data with it"):
        applied(wrong, waits)

    assert wrong.done() == ["create_change_set", "delete_change_set"]


@pytest.mark.parametrize(("was", "on"), [(False, True), (True, False)])
def test_a_stack_is_protected_as_its_stage_is_and_asked_no_more_than_needed(
    was: bool, on: bool
) -> None:
    stands = {"StackStatus": "CREATE_COMPLETE", "EnableTerminationProtection": was}
    cloudformation = Client(describe_stacks={"Stacks": [stands]}, update_termination_protection={})
    whose: Any = Account({"cloudformation": cloudformation})

    stacks.protect(whose, "barrow-one-foundation", on=was)
    stacks.protect(whose, "barrow-one-foundation", on=on)

    changes = [request for name, request in cloudformation.asked if name.startswith("update")]
    assert changes == [
        {"StackName": "barrow-one-foundation", "EnableTerminationProtection": on},
    ]


def test_a_plan_deletes_its_change_set_and_does_nothing_else(waits: list[float]) -> None:
    found = CloudFormation("CREATE_COMPLETE")

    lines = stacks.planned(account(found), WANTED, pause=waits.append)

    assert lines == ("add CartQueue (AWS::SQS::Queue)",)
    assert found.done() == ["create_change_set", "delete_change_set"]


def test_a_plan_of_a_stack_that_does_not_stand_begins_none(waits: list[float]) -> None:
    body = "Resources:\n  One: {Type: AWS::SQS::Queue}\n  Two: {Type: AWS::SQS::Queue}\n"
    nothing = CloudFormation(None)

    lines = stacks.planned(
        account(nothing), Stack("barrow-one-edge", body, {"Stage": "one"}), pause=waits.append
    )

    assert lines == ("add 2 × SQS::Queue",)
    assert nothing.done() == []
