"""Change sets: what CloudFormation would do, looked at before it does it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from barrow.deploying.stack import Pause, Stack
from barrow.deploying.stack_events import StackFailed
from barrow.template_text import resource_types

#: What CloudFormation says of a change set with nothing in it, in each of its ways.
_NOTHING = ("didn't contain changes", "no updates are to be performed")
#: What a shop cannot lose: another one of that name would be empty.
_KEPT = frozenset({"AWS::DynamoDB::Table", "AWS::S3::Bucket"})
_VERBS = {"Add": "add", "Modify": "change", "Remove": "remove", "Import": "take in"}

Change = Mapping[str, Any]


def make(
    cloudformation: Any, stack: Stack, name: str, *, is_new: bool, pause: Pause
) -> list[Change] | None:
    """Make the change set `name`; answers its changes, or None when there are none.

    Raises StackFailed for a template that CloudFormation does not take.
    """
    try:
        cloudformation.create_change_set(
            StackName=stack.name,
            ChangeSetName=name,
            ChangeSetType="CREATE" if is_new else "UPDATE",
            TemplateBody=stack.body,
            Parameters=[
                {"ParameterKey": key, "ParameterValue": value}
                for key, value in sorted({**stack.parameters, **stack.secrets}.items())
            ],
            Capabilities=["CAPABILITY_NAMED_IAM"],
            ImportExistingResources=True,
            # CloudFormation gives it to each resource, so that the bill can be read by stage
            Tags=[{"Key": "barrow:stage", "Value": stack.parameters["Stage"]}],
        )
        found = _ready(cloudformation, stack.name, name, pause)
    except ClientError as error:
        reason = str(error.response["Error"].get("Message", error))
        if reason.lower().rstrip(".").endswith(_NOTHING):
            return None
        raise StackFailed(stack.name, "planned", "", reason) from error
    if found["Status"] != "FAILED":
        return _changes(cloudformation, stack.name, name)
    reason = str(found.get("StatusReason") or "CloudFormation did not say why")
    cloudformation.delete_change_set(StackName=stack.name, ChangeSetName=name)
    if any(words in reason.lower() for words in _NOTHING):
        return None
    raise StackFailed(stack.name, "planned", "", reason)


def execute(cloudformation: Any, stack: str, name: str) -> None:
    """Begin. What is new is taken back when it fails, even where the template retains it."""
    try:
        cloudformation.execute_change_set(
            StackName=stack, ChangeSetName=name, RetainExceptOnCreate=True
        )
    except ClientError as error:
        reason = str(error.response["Error"].get("Message", error))
        raise StackFailed(stack, "changed", "", reason) from error


def refuse_loss(cloudformation: Any, stack: Stack, name: str, changes: Sequence[Change]) -> None:
    """Raises StackFailed when a table or a bucket would be replaced or let go."""
    lost = [one for one in changes if _is_lost(one["ResourceChange"])]
    if not lost:
        return
    cloudformation.delete_change_set(StackName=stack.name, ChangeSetName=name)
    what = ", ".join(told(one) for one in lost)
    raise StackFailed(
        stack.name,
        "changed",
        lost[0]["ResourceChange"]["LogicalResourceId"],
        f"the template would {what}, and the shop's data with it. Nothing was changed. Give what"
        " is new another name in the template, and move the data first",
    )


def _is_lost(change: Mapping[str, Any]) -> bool:
    goes = change["Action"] == "Remove" or change.get("Replacement") == "True"
    return goes and change["ResourceType"] in _KEPT


def told(change: Change) -> str:
    """Such as `change CartQueue (AWS::SQS::Queue)`."""
    one = change["ResourceChange"]
    verb = _VERBS.get(one["Action"], str(one["Action"]).lower())
    if one.get("Replacement") == "True":
        verb = "replace"
    return f"{verb} {one['LogicalResourceId']} ({one['ResourceType']})"


def first_time(body: str) -> tuple[str, ...]:
    """What a stack is made of that does not stand yet: kinds, and how many of each."""
    kinds = Counter(kind.removeprefix("AWS::") for kind in resource_types(body).values())
    return tuple(f"add {count} × {kind}" for kind, count in sorted(kinds.items()))


def _ready(cloudformation: Any, stack: str, name: str, pause: Pause) -> dict[str, Any]:
    wait = 0.2
    while True:
        found: dict[str, Any] = cloudformation.describe_change_set(
            StackName=stack, ChangeSetName=name
        )
        if not found["Status"].endswith(("_PENDING", "_IN_PROGRESS")):
            return found
        pause(wait)
        wait = min(3.0, wait * 1.5)


def _changes(cloudformation: Any, stack: str, name: str) -> list[Change]:
    """All pages, and resources alone: hooks are nobody's here."""
    changes: list[Change] = []
    asked: dict[str, str] = {}
    while True:
        page = cloudformation.describe_change_set(StackName=stack, ChangeSetName=name, **asked)
        changes += [one for one in page["Changes"] if "ResourceChange" in one]
        if not page.get("NextToken"):
            return changes
        asked = {"NextToken": page["NextToken"]}
