"""Whatever state a stack was left in, it is brought to stand, or it is told why not."""

from typing import Any

import pytest
from barrow.deploying import stacks
from barrow.deploying.stack import Stack
from barrow.deploying.stack_events import StackFailed
from botocore.exceptions import ClientError

from tests.unit.operator.aws_fakes import Account, Client, refused

WANTED = Stack("barrow-one-edge", "Resources: {}\n", {"Stage": "one"})
TABLE = {"LogicalResourceId": "CartTable", "ResourceType": "AWS::DynamoDB::Table"}
QUEUE = {"LogicalResourceId": "CartQueue", "ResourceType": "AWS::SQS::Queue"}


class CloudFormation(Client):
    """One stack. `after` an action are the states it goes through; the last one stays."""

    def __init__(self, status: str | None, changes: Any = None, **after: list[str | None]) -> None:
        self.body = ""
        super().__init__(
            describe_stacks=self._describe,
            create_change_set={},
            describe_change_set=self._change_set,
            delete_change_set={},
            execute_change_set=lambda **_: self._go("execute"),
            delete_stack=lambda **_: self._go("delete"),
            continue_update_rollback=lambda **_: self._go("rollback"),
            describe_stack_events=self._events_page,
            get_template=lambda **_: {"TemplateBody": self.body},
        )
        self.states: list[str | None] = [status]
        self.after: dict[str, list[str | None]] = {"delete": [None], **after}
        self.changes = (
            [{"ResourceChange": {"Action": "Add", **QUEUE}}] if changes is None else changes
        )
        self.events: list[dict[str, Any]] = [event("0", "CREATE_COMPLETE", "barrow-one-edge")]

    def done(self) -> list[str]:
        """What was done to the stack, in order."""
        looks = ("describe", "get")
        return [name for name, _ in self.asked if not name.startswith(looks)]

    def _go(self, action: str) -> dict[str, Any]:
        self.states = list(self.after[action])
        self.events.insert(0, event(str(len(self.events)), "IN_PROGRESS", "barrow-one-edge"))
        return {}

    def _describe(self, **_: Any) -> Any:
        status = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if status is None:
            told = {"Code": "ValidationError", "Message": "Stack does not exist"}
            return ClientError({"Error": told}, "DescribeStacks")
        given = [{"ParameterKey": "Stage", "ParameterValue": "one"}]
        return {"Stacks": [{"StackStatus": status, "Parameters": given}]}

    def _change_set(self, **_: Any) -> Any:
        if not self.changes:
            reason = "The submitted information didn't contain changes."
            return {"Status": "FAILED", "StatusReason": reason}
        return {"Status": "CREATE_COMPLETE", "Changes": self.changes}

    def _events_page(self, **_: Any) -> Any:
        return {"StackEvents": self.events}


def event(number: str, status: str, resource: str, reason: str = "") -> dict[str, Any]:
    return {
        "EventId": number,
        "LogicalResourceId": resource,
        "ResourceType": "AWS::SQS::Queue",
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
    }


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were waited, one by one."""
    return []


def account(cloudformation: CloudFormation) -> Any:
    return Account({"cloudformation": cloudformation})


def applied(cloudformation: CloudFormation, waits: list[float]) -> bool:
    return stacks.apply(account(cloudformation), WANTED, pause=waits.append)


def test_a_new_stack_takes_in_what_stands_under_its_names_and_leaves_nothing_when_it_fails(
    waits: list[float],
) -> None:
    made = CloudFormation(None, execute=["CREATE_IN_PROGRESS", "CREATE_COMPLETE"])

    assert applied(made, waits)

    asked = dict(made.asked)
    assert asked["create_change_set"]["ChangeSetType"] == "CREATE"
    assert asked["create_change_set"]["ImportExistingResources"] is True
    assert asked["execute_change_set"]["RetainExceptOnCreate"] is True


@pytest.mark.parametrize(
    "left",
    [
        "REVIEW_IN_PROGRESS",
        "ROLLBACK_COMPLETE",
        "ROLLBACK_FAILED",
        "CREATE_FAILED",
        "DELETE_FAILED",
    ],
)
def test_what_was_never_made_is_deleted_and_made(left: str, waits: list[float]) -> None:
    found = CloudFormation(left, execute=["CREATE_COMPLETE"])

    assert applied(found, waits)

    assert found.done() == ["delete_stack", "create_change_set", "execute_change_set"]
    assert dict(found.asked)["create_change_set"]["ChangeSetType"] == "CREATE"


def test_a_roll_back_that_failed_is_carried_on(waits: list[float]) -> None:
    found = CloudFormation(
        "UPDATE_ROLLBACK_FAILED",
        rollback=["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"],
        execute=["UPDATE_COMPLETE"],
    )

    assert applied(found, waits)

    assert found.done() == ["continue_update_rollback", "create_change_set", "execute_change_set"]


def test_a_roll_back_that_fails_again_is_told_with_its_reason(waits: list[float]) -> None:
    found = CloudFormation("UPDATE_ROLLBACK_FAILED", rollback=["UPDATE_ROLLBACK_FAILED"])
    found.events.insert(0, event("1", "UPDATE_FAILED", "CartTable", "of long ago"))
    go = found._go

    def fails_again(**_: Any) -> dict[str, Any]:
        go("rollback")
        found.events.insert(0, event("9", "UPDATE_FAILED", "CartQueue", "somebody deleted it"))
        return {}

    found.set(continue_update_rollback=fails_again)

    with pytest.raises(StackFailed, match=r"CartQueue.*somebody deleted it"):
        applied(found, waits)

    assert found.done() == ["continue_update_rollback"]


def test_a_stack_whose_roll_back_failed_can_be_deleted(waits: list[float]) -> None:
    found = CloudFormation("UPDATE_ROLLBACK_FAILED")

    assert stacks.delete(account(found), WANTED.name, pause=waits.append)

    assert found.done() == ["delete_stack"]


def test_a_change_that_is_under_way_is_waited_for(waits: list[float]) -> None:
    found = CloudFormation(None, execute=["UPDATE_COMPLETE"])
    found.states = ["UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]

    assert applied(found, waits)

    assert len(waits) == 2
    assert found.done() == ["create_change_set", "execute_change_set"]


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


def test_an_old_state_is_not_taken_for_the_end_of_what_was_just_begun(waits: list[float]) -> None:
    slow = CloudFormation("CREATE_COMPLETE")
    slow.set(execute_change_set={})

    def look_again(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            slow.after["execute"] = ["UPDATE_ROLLBACK_COMPLETE"]
            slow._go("execute")

    with pytest.raises(StackFailed):
        stacks.apply(account(slow), WANTED, pause=look_again)

    assert len(waits) == 3


def test_the_first_failure_is_told_and_not_those_that_follow_from_it(waits: list[float]) -> None:
    broken = CloudFormation("CREATE_COMPLETE")
    old = event("1", "CREATE_FAILED", "CartRule", "an old quarrel")

    def fail(**_: Any) -> dict[str, Any]:
        broken.states = ["UPDATE_ROLLBACK_COMPLETE"]
        broken.events = [
            event("4", "UPDATE_FAILED", "barrow-one-edge", "The following resource(s) failed"),
            event("3", "CREATE_FAILED", "CartRule", "Resource creation cancelled"),
            event("2", "CREATE_FAILED", "CartQueue", "You may not make queues"),
            old,
        ]
        return {}

    broken.events = [old]
    broken.set(execute_change_set=fail)

    with pytest.raises(StackFailed) as failed:
        applied(broken, waits)

    assert failed.value.reason == "You may not make queues"
    assert "CartQueue (AWS::SQS::Queue): You may not make queues" in str(failed.value)


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


def test_a_stack_that_hangs_is_given_up_after_an_hour(waits: list[float]) -> None:
    hanging = CloudFormation("UPDATE_IN_PROGRESS")

    with pytest.raises(stacks.StackHangs, match="is UPDATE_IN_PROGRESS for an hour"):
        applied(hanging, waits)

    assert 3600 < sum(waits) < 3610


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
