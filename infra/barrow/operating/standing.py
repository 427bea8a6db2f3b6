"""What stands of one stage: its functions and its queues, and no other stage's.

Neither a capability nor a stage has a hyphen in its name, so a function's name tells both; a queue
belongs to the stack that made it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from barrow.deploying import parts
from barrow.deploying.account import Account
from barrow.deploying.stage import Stage

DEAD = "-dead"


@dataclass(frozen=True)
class Function:
    """`name` is the whole one; `part` is what stands behind the stage, none for the API."""

    name: str
    capability: str
    part: str
    release: str
    runtime: str
    memory_mb: int
    changed: datetime

    @property
    def log_group(self) -> str:
        return f"/aws/lambda/{self.name}"


@dataclass(frozen=True)
class Queue:
    name: str
    url: str

    @property
    def is_dead(self) -> bool:
        return self.name.endswith(DEAD)

    @property
    def dead(self) -> str:
        """The name of its dead-letter queue."""
        return self.name + DEAD


def functions(account: Account, stage: Stage) -> list[Function]:
    """By name; none before the first deploy."""
    found = []
    for page in account.client("lambda").get_paginator("list_functions").paginate():
        for one in page["Functions"]:
            shop, _, rest = one["FunctionName"].partition("-")
            capability, _, rest = rest.partition("-")
            named, _, part = rest.partition("-")
            if shop == "barrow" and named == stage.name:
                found.append(_function(one, capability, part))
    return sorted(found, key=lambda function: function.name)


def _function(one: dict[str, Any], capability: str, part: str) -> Function:
    return Function(
        name=one["FunctionName"],
        capability=capability,
        part=part,
        release=one.get("Environment", {}).get("Variables", {}).get("BARROW_RELEASE", ""),
        runtime=one.get("Runtime", ""),
        memory_mb=one.get("MemorySize", 128),
        # as Lambda writes it: 2026-03-02T09:00:00.000+0000
        changed=datetime.fromisoformat(one["LastModified"]),
    )


def queues(account: Account, stage: Stage) -> list[Queue]:
    """By name, each followed by its dead-letter queue; none before the first deploy."""
    sqs = account.client("sqs")
    found = []
    for named in physical(account, stage.stack(parts.FOUNDATION), "AWS::SQS::Queue"):
        name = named.rpartition("/")[2]
        # CloudFormation's id of a queue is its address
        url = named if "://" in named else sqs.get_queue_url(QueueName=name)["QueueUrl"]
        found.append(Queue(name, url))
    return sorted(found, key=lambda queue: queue.name)


def physical(account: Account, stack: str, kind: str) -> Iterator[str]:
    """The physical ids of a stack's resources of one type; nothing when the stack is not there."""
    cloudformation = account.client("cloudformation")
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    try:
        for page in pages:
            for one in page["StackResourceSummaries"]:
                if one["ResourceType"] == kind and one.get("PhysicalResourceId"):
                    yield one["PhysicalResourceId"]
    except cloudformation.exceptions.ClientError as error:
        # CloudFormation has no error of its own for a stack that does not exist
        if "does not exist" not in str(error):
            raise
