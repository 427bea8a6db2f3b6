"""CloudFormation with one stack, whose states a test gives."""

from typing import Any

from barrow.deploying import stacks
from barrow.deploying.stack import Stack
from botocore.exceptions import ClientError

from tests.unit.operator.aws_fakes import Account, Client

WANTED = Stack("barrow-one-edge", "Resources: {}\n", {"Stage": "one"})
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


def account(cloudformation: CloudFormation) -> Any:
    return Account({"cloudformation": cloudformation})


def applied(cloudformation: CloudFormation, waits: list[float]) -> bool:
    return stacks.apply(account(cloudformation), WANTED, pause=waits.append)
