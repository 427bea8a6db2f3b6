"""An AWS account written by hand: clients that answer what a test gives them, and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from barrow.deploying.stage import Stage
from botocore.exceptions import ClientError

REGION = "eu-west-2"
NUMBER = "123456789012"
CALLER = f"arn:aws:sts::{NUMBER}:assumed-role/deployer/ada"


def stage(**given: Any) -> Stage:
    return Stage(**{"name": "one", "sender": "shop@tea.example", **given})


def refused(code: str, operation: str = "Look", message: str = "no") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


class _Exceptions:
    """botocore's `client.exceptions`: every name is a kind of ClientError."""

    ClientError = ClientError

    def __init__(self) -> None:
        self._kinds: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return self._kinds.setdefault(name, type(name, (ClientError,), {}))


class Client:
    """Operations by name: a value to answer, an error to raise, or a function of the request.

    A page of a list is what the operation answers; a list of answers is several pages.
    """

    def __init__(self, **operations: Any) -> None:
        self.exceptions = _Exceptions()
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self._operations = operations

    def missing(self, kind: str) -> ClientError:
        """The client's own error for what is not there."""
        error = getattr(self.exceptions, kind)
        made: ClientError = error({"Error": {"Code": kind, "Message": "not there"}}, "Get")
        return made

    def set(self, **operations: Any) -> None:
        self._operations |= operations

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self._operations:
            raise AttributeError(name)

        def operation(**request: Any) -> Any:
            self.asked.append((name, request))
            answer = self._operations[name]
            answer = answer(**request) if callable(answer) else answer
            if isinstance(answer, Exception):
                raise answer
            return answer

        return operation

    def get_paginator(self, name: str) -> "_Pages":
        return _Pages(getattr(self, name))


class _Pages:
    def __init__(self, operation: Callable[..., Any]) -> None:
        self._operation = operation

    def paginate(self, **request: Any) -> Iterator[Any]:
        answer = self._operation(**request)
        yield from answer if isinstance(answer, list) else [answer]


class Account:
    """Stands for barrow.deploying.account.Account."""

    def __init__(
        self, clients: Mapping[str, Client], caller: str = CALLER, endpoint: str | None = None
    ) -> None:
        """`clients` by service, or by service and region: "acm us-east-1"."""
        self.region, self.id, self.partition = REGION, NUMBER, "aws"
        self.caller, self.endpoint = caller, endpoint
        self._clients = clients

    def client(self, service: str, region: str | None = None, **_: Any) -> Client:
        found = self._clients.get(f"{service} {region}")
        return found if found is not None else self._clients[service]


def no_stacks(**_: Any) -> ClientError:
    return refused("ValidationError", "DescribeStacks", "Stack with id x does not exist")


def stacks(outputs: Mapping[str, Mapping[str, str]]) -> Callable[..., Any]:
    """DescribeStacks for these stacks, by name, all complete."""

    def describe(StackName: str) -> Any:  # noqa: N803 — botocore's own name
        if StackName not in outputs:
            return no_stacks()
        told = [{"OutputKey": k, "OutputValue": v} for k, v in outputs[StackName].items()]
        return {"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Outputs": told}]}

    return describe


def resources(**by_kind: list[str]) -> dict[str, Any]:
    """One page of ListStackResources: `SQS_Queue=["https://…"]`."""
    return {
        "StackResourceSummaries": [
            {"ResourceType": f"AWS::{kind.replace('_', '::')}", "PhysicalResourceId": name}
            for kind, names in by_kind.items()
            for name in names
        ]
    }
