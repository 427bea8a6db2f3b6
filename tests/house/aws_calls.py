"""Who calls what of AWS: each call of a capability as IAM sees it, action by action."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from barrow.cloud.engine_transport import ACCOUNT, REGION
from shopkit import aws, settings

from tests.shop import Shop, apps

_TRANSACTED = {
    "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}  # fmt: skip
#: What IAM calls an operation of S3 that has another name there.
_S3_ACTIONS = {"HeadObject": "GetObject", "ListObjectsV2": "ListBucket"}


@dataclass(frozen=True)
class Use:
    """One action on one resource; `leading` is the item's partition, where there is one."""

    action: str
    resource: str
    leading: str | None = None


def allowed(policy: Mapping[str, Any], use: Use) -> bool:
    return any(_covers(statement, use) for statement in policy["Statement"])


def _covers(statement: Mapping[str, Any], use: Use) -> bool:
    if use.action not in statement["Action"]:
        return False
    if not any(fnmatchcase(use.resource, pattern) for pattern in statement["Resource"]):
        return False
    conditions = statement.get("Condition", {})
    assert set(conditions) <= {"ForAllValues:StringLike"}, conditions
    leading = conditions.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys")
    if leading is None:
        return True
    return use.leading is not None and any(fnmatchcase(use.leading, one) for one in leading)


def policy_of(functions: Path, capability: str) -> dict[str, Any]:
    text = (functions / capability / ".chalice" / "policy.json").read_text(encoding="utf-8")
    policy: dict[str, Any] = json.loads(text)
    return policy


class Watch:
    """The uses of each capability while `watching` lasts; what AWS does for a function is none."""

    def __init__(self) -> None:
        self.uses: dict[str, set[Use]] = {name: set() for name in apps()}
        self._caller: str | None = None

    def as_caller(self, capability: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            before, self._caller = self._caller, capability
            try:
                return function(*args, **kwargs)
            finally:
                self._caller = before

        return called

    def heard(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if self._caller is not None:
            service = model.service_model.service_name
            self.uses[self._caller].update(_uses(service, model.name, params))


@contextmanager
def handlers_of(watch: Watch) -> Iterator[None]:
    """Queue, stream and schedule handlers tell whose they are; entered before a shop opens."""
    before = {name: dict(loaded.app.handler_map) for name, loaded in apps().items()}
    for name, loaded in apps().items():
        for handler, function in before[name].items():
            loaded.app.handler_map[handler] = watch.as_caller(name, function)
    try:
        yield
    finally:
        for name, loaded in apps().items():
            loaded.app.handler_map.update(before[name])


@contextmanager
def watching(shop: Shop, watch: Watch) -> Iterator[None]:
    """Every AWS call in between, by the capability that was asked or woken."""
    gateway = shop.gateway

    def asked(request: Any) -> Any:
        return watch.as_caller(request.path.split("/")[2], gateway)(request)

    services = ("dynamodb", "events", "s3", "sqs", "sesv2", "ssm")
    # an address that is signed opens what its signer may do, so signing counts as doing it
    signer = aws.client("s3", settings.settings().upload_url)
    clients = [*(aws.client(service) for service in services), signer]
    for client in clients:
        client.meta.events.register("before-parameter-build", watch.heard)
    shop.gateway = asked  # type: ignore[assignment]
    try:
        yield
    finally:
        shop.gateway = gateway
        for client in clients:
            client.meta.events.unregister("before-parameter-build", watch.heard)


def _uses(service: str, name: str, params: Mapping[str, Any]) -> Iterator[Use]:
    if service == "dynamodb":
        yield from _dynamodb(name, params)
    elif service == "events":
        for entry in params["Entries"]:
            yield Use("events:PutEvents", _arn("events", f"event-bus/{entry['EventBusName']}"))
    elif service == "sqs":
        queue = params.get("QueueName") or params["QueueUrl"].rsplit("/", 1)[1]
        action = name.removesuffix("Batch")
        yield Use(f"sqs:{action}", _arn("sqs", queue))
    elif service == "s3":
        yield from _s3(name, params)
    elif service == "sesv2":
        yield Use(f"ses:{name}", _arn("ses", f"identity/{params['FromEmailAddress']}"))
    else:
        yield Use(f"{service}:{name}", _arn(service, f"parameter{params['Name']}"))


def _s3(name: str, params: Mapping[str, Any]) -> Iterator[Use]:
    bucket = f"arn:aws:s3:::{params['Bucket']}"
    if name == "DeleteObjects":
        for one in params["Delete"]["Objects"]:
            yield Use("s3:DeleteObject", f"{bucket}/{one['Key']}")
    elif "Key" in params:
        yield Use(f"s3:{_S3_ACTIONS.get(name, name)}", f"{bucket}/{params['Key']}")
    else:
        yield Use(f"s3:{_S3_ACTIONS.get(name, name)}", bucket)


def _dynamodb(name: str, params: Mapping[str, Any]) -> Iterator[Use]:
    if name == "TransactWriteItems":
        # IAM has no action of that name: each action of the transaction is asked for by itself
        for item in params["TransactItems"]:
            ((kind, request),) = item.items()
            yield _item(
                _TRANSACTED[kind], request["TableName"], request.get("Key", request.get("Item"))
            )
    elif name == "BatchGetItem":
        for table, asked in params["RequestItems"].items():
            for key in asked["Keys"]:
                yield _item(name, table, key)
    elif name == "Query":
        resource = f"table/{params['TableName']}"
        index = params.get("IndexName")
        leading = params["ExpressionAttributeValues"][":pk"]["S"]
        resource += f"/index/{index}" if index else ""
        yield Use("dynamodb:Query", _arn("dynamodb", resource), leading)
    else:
        yield _item(name, params["TableName"], params.get("Key", params.get("Item")))


def _item(action: str, table: str, key: Any) -> Use:
    return Use(f"dynamodb:{action}", _arn("dynamodb", f"table/{table}"), key["pk"]["S"])


def _arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"
