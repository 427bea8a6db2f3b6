"""What stands in AWS of one capability and stage, half made or whole, in Chalice's words.

It is found by names alone: everything has capability and stage in its name, and a trigger that of
its function. What is used by something comes before it, as Chalice lists and sweeps it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from barrow.deploying.account import Account
from barrow.deploying.chalice_declared import Declared
from barrow.deploying.stack import Pause, Say
from barrow.deploying.stage import Stage

#: A function's name, in Python and in Chalice. Stages have no hyphen either (stage.py), so nothing
#: of another stage, and nothing made by hand with a longer name, is taken for this one's.
_NAME = re.compile(r"\w+", re.ASCII)
_WAITS, _WAIT_SECONDS = 40, 3.0
API_HANDLER = "api_handler"

Resource = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """`resources` are as Chalice's record has them; `handlers` are the functions', by its names."""

    resources: tuple[Resource, ...] = ()
    handlers: dict[str, str] = field(default_factory=dict)


def find(
    capability: str, stage: Stage, account: Account, declared: Declared | None = None
) -> Standing:
    """Everything that stands; `declared` tells a trigger that is in use from an old one."""
    functions = dict(_functions(capability, stage, account))
    found = [
        *_roles(capability, stage, account),
        *(
            _resource(name, "lambda_function", lambda_arn=function["FunctionArn"])
            for name, function in functions.items()
        ),
        *_mappings(capability, stage, account, declared),
        *_rules(capability, stage, account),
        *_apis(capability, stage, account),
    ]
    return Standing(
        tuple(found), {name: function["Handler"] for name, function in functions.items()}
    )


def await_deletions(
    capability: str, stage: Stage, account: Account, say: Say, pause: Pause
) -> None:
    """Wait for triggers that Lambda is still taking away, up to two minutes.

    Until they are gone it refuses to make the same ones anew.
    """
    for _ in range(_WAITS):
        going = [one for one in _own_mappings(capability, stage, account) if _is_going(one)]
        if not going:
            return
        say(f"waiting for Lambda to take away {len(going)} triggers of before")
        pause(_WAIT_SECONDS)


def rest_api_id(capability: str, stage: Stage, account: Account) -> str | None:
    """The API that the stage is reached by, also when it is only half made."""
    return next((api["rest_api_id"] for api in _apis(capability, stage, account)), None)


def _functions(
    capability: str, stage: Stage, account: Account
) -> Iterator[tuple[str, dict[str, Any]]]:
    for function in _pages(account, "lambda", "list_functions", "Functions"):
        if name := _own_name(function["FunctionName"], stage.function(capability)):
            yield name, function


def _roles(capability: str, stage: Stage, account: Account) -> Iterator[Resource]:
    for role in _pages(account, "iam", "list_roles", "Roles"):
        name = _own_name(role["RoleName"], stage.function(capability))
        # also the API's role is called after its function: one without belongs to somebody else
        if name and role["RoleName"] != stage.function(capability):
            yield _resource(
                f"{name}_role", "iam_role", role_arn=role["Arn"], role_name=role["RoleName"]
            )


def _mappings(
    capability: str, stage: Stage, account: Account, declared: Declared | None
) -> Iterator[Resource]:
    kept: set[str] = set()
    for mapping in _own_mappings(capability, stage, account):
        if _is_going(mapping):
            continue
        name = _handler_of(mapping, capability, stage)
        source = mapping["EventSourceArn"]
        of_queue = source.split(":")[2] == "sqs"
        queue = source.rpartition(":")[2]
        usual = f"{name}-{'sqs' if of_queue else 'dynamodb'}-event-source"
        wanted = declared and (
            declared.queues.get(usual) == queue
            if of_queue
            else declared.streams.get(usual) == source
        )
        ours = usual if wanted and usual not in kept else f"{usual}-{mapping['UUID']}"
        kept.add(ours)
        values = {"event_uuid": mapping["UUID"], "lambda_arn": mapping["FunctionArn"]}
        if of_queue:
            yield _resource(ours, "sqs_event", queue_arn=source, queue=queue, **values)
        else:
            yield _resource(ours, "dynamodb_event", stream_arn=source, **values)


def _own_mappings(capability: str, stage: Stage, account: Account) -> Iterator[dict[str, Any]]:
    for mapping in _pages(account, "lambda", "list_event_source_mappings", "EventSourceMappings"):
        if _handler_of(mapping, capability, stage):
            yield mapping


def _handler_of(mapping: Mapping[str, Any], capability: str, stage: Stage) -> str | None:
    # arn:aws:lambda:<region>:<account>:function:<name>
    return _own_name(mapping["FunctionArn"].split(":")[6], stage.function(capability))


def _is_going(mapping: Mapping[str, Any]) -> bool:
    return mapping.get("State") == "Deleting"


def _rules(capability: str, stage: Stage, account: Account) -> Iterator[Resource]:
    prefix = stage.function(capability) + "-"
    for rule in _pages(account, "events", "list_rules", "Rules", NamePrefix=prefix):
        name = _own_name(rule["Name"].removesuffix("-event"), stage.function(capability))
        if name and rule["Name"].endswith("-event"):
            yield _resource(f"{name}-event", "cloudwatch_event", rule_name=rule["Name"])


def _apis(capability: str, stage: Stage, account: Account) -> Iterator[Resource]:
    """The one in use first: names of APIs are not unique, and an answer that was lost makes two.

    In use is one that was deployed, and of two the older, which the distribution knows.
    """
    gateway = account.client("apigateway")
    own = [
        (not gateway.get_stages(restApiId=api["id"])["item"], api["createdDate"], api["id"])
        for api in _pages(account, "apigateway", "get_rest_apis", "items")
        if api["name"] == stage.api(capability)
    ]
    for place, (_, _, api) in enumerate(sorted(own)):
        yield _resource(
            f"rest_api-{api}" if place else "rest_api",
            "rest_api",
            rest_api_id=api,
            rest_api_url=f"https://{api}.execute-api.{account.region}.amazonaws.com/api/",
        )


def _own_name(full: str, start: str) -> str | None:
    """What Chalice calls the function whose full name this is; None: another stage's."""
    if full == start:
        return API_HANDLER
    name = full.removeprefix(f"{start}-")
    return name if name != full and _NAME.fullmatch(name) else None


def _resource(name: str, kind: str, **values: str) -> Resource:
    return {"name": name, "resource_type": kind, **values}


def _pages(
    account: Account, service: str, operation: str, key: str, **arguments: str
) -> Iterable[dict[str, Any]]:
    for page in account.client(service).get_paginator(operation).paginate(**arguments):
        yield from page[key]
