"""Whatever state a stack was left in, it is brought to stand, or it is told why not."""

from typing import Any

import pytest
from barrow.deploying import stacks
from barrow.deploying.stack_events import StackFailed

from tests.unit.operator.stack_states.cloudformation import (
    WANTED,
    CloudFormation,
    account,
    applied,
    event,
)


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


def test_a_stack_that_hangs_is_given_up_after_an_hour(waits: list[float]) -> None:
    hanging = CloudFormation("UPDATE_IN_PROGRESS")

    with pytest.raises(stacks.StackHangs, match="is UPDATE_IN_PROGRESS for an hour"):
        applied(hanging, waits)

    assert 3600 < sum(waits) < 3610
