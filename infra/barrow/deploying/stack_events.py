"""What a stack tells of itself: how far it is, and which resource failed first, and why."""

from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from barrow.failures import Failure

#: What CloudFormation says of resources that fail only because another one did.
_FOLLOWS = ("resource creation cancelled", "resource update cancelled", "the following resource")


class StackFailed(Failure):
    """`resource` is the logical id of what failed first, `reason` is AWS's own sentence."""

    def __init__(self, stack: str, done: str, resource: str, reason: str) -> None:
        self.stack, self.resource, self.reason = stack, resource, reason
        which = f": {resource}" if resource else ""
        super().__init__(f"the stack {stack} could not be {done}{which}: {reason}")


def seen(cloudformation: Any, stack: str) -> str | None:
    """The newest event's id: what comes after it belongs to what is begun now."""
    return next((str(one["EventId"]) for one in _events(cloudformation, stack)), None)


def newest(cloudformation: Any, stack: str) -> str | None:
    """What the stack is at, such as `CatalogTable create in progress`."""
    for one in _events(cloudformation, stack):
        if one["LogicalResourceId"] != stack:
            status = str(one["ResourceStatus"]).lower().replace("_", " ")
            return f"{one['LogicalResourceId']} {status}"
    return None


def failure(cloudformation: Any, stack: str, since: str | None, done: str) -> StackFailed:
    """The first resource that failed after the event `since`, as an error to raise."""
    first: tuple[str, str] = ("", "CloudFormation did not say why; its console shows the events")
    for one in _events(cloudformation, stack):
        if one["EventId"] == since:
            break
        reason = str(one.get("ResourceStatusReason") or "")
        follows = reason.lower().startswith(_FOLLOWS) or one["LogicalResourceId"] == stack
        if str(one["ResourceStatus"]).endswith("_FAILED") and reason and not follows:
            # newest first: the last one found is where it began
            first = (_named(one), reason)
    return StackFailed(stack, done, *first)


def _named(event: Mapping[str, Any]) -> str:
    kind = event.get("ResourceType")
    return f"{event['LogicalResourceId']} ({kind})" if kind else str(event["LogicalResourceId"])


def _events(cloudformation: Any, stack: str) -> Iterator[dict[str, Any]]:
    """Newest first; none when the stack is gone."""
    try:
        for page in cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack):
            yield from page["StackEvents"]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
