"""CloudFormation stacks: made as the template and the parameters say, whatever state they are in.

| state found | what is done first |
|---|---|
| …_IN_PROGRESS | it is waited for: an earlier run, or somebody else's |
| REVIEW_IN_PROGRESS, ROLLBACK_COMPLETE, ROLLBACK_FAILED, CREATE_FAILED, DELETE_FAILED | deleted |
| UPDATE_ROLLBACK_FAILED | its roll-back is carried on |

A creation that fails leaves nothing behind (RetainExceptOnCreate), and what stands under a name
that the template writes out, after a stack was deleted that kept its tables, is taken in again
(ImportExistingResources; CloudFormation guide, "Import AWS resources into a stack automatically").
"""

import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from barrow.deploying import change_sets, stack_events
from barrow.deploying.account import Account
from barrow.deploying.stack import Pause, Say, Stack, quiet
from barrow.failures import Failure

_DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})
_ROLLED_BACK = frozenset({"UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"})
NEVER_MADE = frozenset(
    {"REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}
)
#: CloudFront takes a quarter of an hour; an hour is a stack that hangs.
_PATIENCE = 3600.0
#: How long CloudFormation may take to begin, and how often it is looked at meanwhile.
_SLOW, _GLANCE = 60.0, 0.5


class StackHangs(Failure):
    """CloudFormation did not come to an end within an hour."""


def describe(cloudformation: Any, name: str) -> dict[str, Any] | None:
    """The stack as DescribeStacks tells it, or None."""
    try:
        stacks = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        # CloudFormation has no code of its own for a stack that is not there
        if "does not exist" in str(error):
            return None
        raise
    return next((one for one in stacks if one["StackStatus"] != "DELETE_COMPLETE"), None)


def state(account: Account, name: str, region: str | None = None) -> str | None:
    found = describe(account.client("cloudformation", region), name)
    return str(found["StackStatus"]) if found else None


def outputs(account: Account, name: str, region: str | None = None) -> dict[str, str]:
    """The stack's outputs; empty when there is no such stack."""
    found = describe(account.client("cloudformation", region), name) or {}
    return {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs") or []}


def apply(account: Account, stack: Stack, say: Say = quiet, pause: Pause = time.sleep) -> bool:
    """Make the stack stand; answers whether anything changed. Raises StackFailed, StackHangs."""
    cloudformation = account.client("cloudformation", stack.region)
    found = _settled(cloudformation, stack.name, say, pause)
    if found and found["StackStatus"] in NEVER_MADE:
        say("away with what an earlier run left half made")
        delete(account, stack.name, say, pause, region=stack.region)
        found = None
    if found and found["StackStatus"] in _DONE and stands_as(cloudformation, found, stack):
        return False
    name = f"barrow-{uuid4().hex[:12]}"
    changes = change_sets.make(cloudformation, stack, name, is_new=found is None, pause=pause)
    if changes is None:
        return False
    change_sets.refuse_loss(cloudformation, stack, name, changes)
    seen = stack_events.seen(cloudformation, stack.name)
    change_sets.execute(cloudformation, stack.name, name)
    return _finished(cloudformation, stack.name, seen, say, pause)


def delete(
    account: Account,
    name: str,
    say: Say = quiet,
    pause: Pause = time.sleep,
    *,
    region: str | None = None,
) -> bool:
    """Delete the stack; answers whether there was one. What its template retains is kept.

    Raises StackFailed, StackHangs.
    """
    cloudformation = account.client("cloudformation", region)
    found = _settled(cloudformation, name, say, pause, mend=False)
    if found is None:
        return False
    seen = stack_events.seen(cloudformation, name)
    cloudformation.delete_stack(StackName=name)
    _begun(cloudformation, name, seen, pause)
    left = _settled(cloudformation, name, say, pause, mend=False)
    if left is not None:
        raise stack_events.failure(cloudformation, name, seen, "deleted")
    return True


def protect(account: Account, name: str, *, on: bool) -> None:
    """Let CloudFormation refuse to delete the stack, or no longer; not every emulator can."""
    if account.endpoint is not None:
        return
    cloudformation = account.client("cloudformation")
    found = describe(cloudformation, name) or {}
    if bool(found.get("EnableTerminationProtection")) != on:
        cloudformation.update_termination_protection(StackName=name, EnableTerminationProtection=on)


def planned(account: Account, stack: Stack, pause: Pause = time.sleep) -> tuple[str, ...]:
    """What `apply` would change, a line each; changes nothing that stays."""
    cloudformation = account.client("cloudformation", stack.region)
    found = describe(cloudformation, stack.name)
    if found is None or found["StackStatus"] in NEVER_MADE:
        return change_sets.first_time(stack.body)
    if found["StackStatus"].endswith("_IN_PROGRESS"):
        return (f"another change is under way ({found['StackStatus']}); it would be waited for",)
    if found["StackStatus"] in _DONE and stands_as(cloudformation, found, stack):
        return ()
    name = f"barrow-plan-{uuid4().hex[:12]}"
    changes = change_sets.make(cloudformation, stack, name, is_new=False, pause=pause)
    if changes is None:
        return ()
    cloudformation.delete_change_set(StackName=stack.name, ChangeSetName=name)
    return tuple(change_sets.told(one) for one in changes) or ("change no resource",)


def stands_as(cloudformation: Any, found: Mapping[str, Any], stack: Stack) -> bool:
    """Whether the stack was made from this very template with these very parameters."""
    given = {p["ParameterKey"]: p["ParameterValue"] for p in found.get("Parameters") or []}
    if any(given.get(name) != value for name, value in stack.parameters.items()):
        return False
    body = cloudformation.get_template(StackName=stack.name)["TemplateBody"]
    # on AWS every sign beyond ASCII comes back as a question mark
    return body in {stack.body, stack.body.encode("ascii", "replace").decode()}


def _settled(
    cloudformation: Any, name: str, say: Say, pause: Pause, *, mend: bool = True
) -> dict[str, Any] | None:
    """The stack once nothing is under way in it any more; None when it is gone.

    `mend`: a roll-back that failed is carried on, once. Raises StackFailed where it fails again.
    """
    waited = 0.0
    told = ""
    seen: str | None = None
    while True:
        found = describe(cloudformation, name)
        status = str(found["StackStatus"]) if found else ""
        if status == "UPDATE_ROLLBACK_FAILED" and mend:
            if seen is not None:
                raise stack_events.failure(cloudformation, name, seen, "rolled back")
            say("carrying on a roll-back that failed")
            seen = stack_events.seen(cloudformation, name)
            cloudformation.continue_update_rollback(StackName=name)
            _begun(cloudformation, name, seen, pause)
        elif status == "REVIEW_IN_PROGRESS" or not status.endswith("_IN_PROGRESS"):
            return found
        note = stack_events.newest(cloudformation, name)
        if note and note != told:
            say(note)
            told = note
        # short at first: an emulator is ready at once
        wait = min(5.0, _GLANCE + waited / 4)
        pause(wait)
        waited += wait
        if waited > _PATIENCE:
            raise StackHangs(
                f"the stack {name} is {status} for an hour: look at it in CloudFormation's"
                " console, then run the same command again"
            )


def _begun(cloudformation: Any, name: str, seen: str | None, pause: Pause) -> None:
    """Return once the stack tells of more than it did: until then its state is the old one."""
    waited = 0.0
    while waited < _SLOW and stack_events.seen(cloudformation, name) == seen:
        pause(_GLANCE)
        waited += _GLANCE


def _finished(cloudformation: Any, name: str, seen: str | None, say: Say, pause: Pause) -> bool:
    _begun(cloudformation, name, seen, pause)
    found = _settled(cloudformation, name, say, pause)
    status = found["StackStatus"] if found else "gone"
    if status in _DONE:
        return True
    done = "changed" if status in _ROLLED_BACK else "made"
    raise stack_events.failure(cloudformation, name, seen, done)
