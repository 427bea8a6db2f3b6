"""Who calls what of AWS: each call of a capability as IAM sees it, action by action."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from barrow.cloud.engine_transport import ACCOUNT, REGION
from chalice.app import DynamoDBEventConfig, SQSEventConfig
from shopkit import aws, settings, wrapping

from tests.house import dynamodb_uses
from tests.house.iam import Use
from tests.shop import Shop, apps

_PLACE = f"{REGION}:{ACCOUNT}"
#: What IAM calls an operation of S3 that has another name there.
_S3_ACTIONS = {"HeadObject": "GetObject", "ListObjectsV2": "ListBucket"}


class Watch:
    """The uses of each capability while `watching` lasts; what AWS does for a function is none."""

    def __init__(self) -> None:
        self.uses: dict[str, set[Use]] = {name: set() for name in apps()}
        self._caller: str | None = None

    def as_caller(self, capability: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            before, self._caller = self._caller, capability
            # each has a process of its own in Lambda, where it reads secrets and opens keys itself
            settings.secret.cache_clear()
            wrapping.forget()
            try:
                return function(*args, **kwargs)
            finally:
                self._caller = before

        return called

    def heard(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if self._caller is not None:
            service = model.service_model.service_name
            # what the watch itself asks meanwhile is nobody's
            caller, self._caller = self._caller, None
            self.uses[caller].update(_uses(service, model.name, params))
            self._caller = caller


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

    services = ("dynamodb", "events", "kms", "s3", "sqs", "sesv2", "ssm")
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


def lambdas_own(capability: str) -> set[Use]:
    """What Lambda does in the name of a capability's functions: it polls for them and logs.

    Lambda guide: "Sending Lambda function logs to CloudWatch Logs", "Using Lambda with Amazon SQS",
    "Using AWS Lambda with Amazon DynamoDB". That a log group is made is the template's business.
    """
    app = apps()[capability]
    name = f"barrow-{capability}-{app.stage}"
    functions = [name, *(f"{name}-{source.name}" for source in app.app.event_sources)]
    own = {
        Use(f"logs:{action}", _arn("logs", f"log-group:/aws/lambda/{function}:log-stream:s"))
        for function in functions
        for action in ("CreateLogStream", "PutLogEvents")
    }
    for source in app.handlers(SQSEventConfig):
        actions = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
        own |= {Use(f"sqs:{action}", _arn("sqs", source.config.queue)) for action in actions}
    for source in app.handlers(DynamoDBEventConfig):
        stream = source.config.stream_arn.split(":", 5)[5]
        actions = ("DescribeStream", "GetRecords", "GetShardIterator")
        own |= {Use(f"dynamodb:{action}", _arn("dynamodb", stream)) for action in actions}
        own.add(Use("dynamodb:ListStreams", "*"))
    return own


def _uses(service: str, name: str, params: Mapping[str, Any]) -> Iterator[Use]:
    if service == "dynamodb":
        yield from dynamodb_uses.uses(name, params, _PLACE)
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
        yield Use(f"ses:{name}", _arn("ses", f"configuration-set/{params['ConfigurationSetName']}"))
    elif service == "kms":
        yield _kms(name, params)
    else:
        yield Use(f"{service}:{name}", _arn(service, f"parameter{params['Name']}"))


def _kms(name: str, params: Mapping[str, Any]) -> Use:
    """IAM is asked about the key itself, by whatever name it is called, and told of its aliases."""
    kms = aws.client("kms")
    key = kms.describe_key(KeyId=params["KeyId"])["KeyMetadata"]
    aliases = kms.list_aliases(KeyId=key["KeyId"])["Aliases"]
    return Use(f"kms:{name}", key["Arn"], aliases=frozenset(one["AliasName"] for one in aliases))


def _s3(name: str, params: Mapping[str, Any]) -> Iterator[Use]:
    bucket = f"arn:aws:s3:::{params['Bucket']}"
    if name == "DeleteObjects":
        for one in params["Delete"]["Objects"]:
            yield Use("s3:DeleteObject", f"{bucket}/{one['Key']}")
    elif "Key" in params:
        action = f"s3:{_S3_ACTIONS.get(name, name)}"
        yield Use(action, f"{bucket}/{params['Key']}")
        if action == "s3:GetObject":
            # without it a key that is not there is answered like one that is forbidden, with 403
            # (S3 API reference, "GetObject", "Permissions"), which no engine here does
            yield Use("s3:ListBucket", bucket)
    else:
        yield Use(f"s3:{_S3_ACTIONS.get(name, name)}", bucket)


def _arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{_PLACE}:{resource}"
