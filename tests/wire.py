"""The wire between the shop's code and AWS and Stripe: counts each call, and can be cut at one.

A process that dies is an exception that nothing in the shop catches (`Died` is a BaseException),
raised either before call number k leaves, or after it has taken effect and before its answer is
heard. What AWS itself does for a function (receiving from a queue, deleting what succeeded) is not
the shop's call, and is not counted.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from shopkit import aws

from tests.shop import Shop

BEFORE, AFTER = "before", "after"

_NOT_THE_SHOPS = {
    "ReceiveMessage",
    "DeleteMessage",
    "ChangeMessageVisibility",
    "GetQueueAttributes",
}
_SERVICES = ("dynamodb", "events", "s3", "sqs", "sesv2")


#: What the names of calls that change nothing begin with.
_READS = ("BatchGet", "Describe", "Get", "Head", "List", "Query", "Scan", "TransactGet", "get ")


class Died(BaseException):
    """The process ended here."""


class Wire:
    """Calls in order, by name; dies at number `at` (from 1), `when` before or after it."""

    def __init__(self, at: int | None = None, when: str = BEFORE) -> None:
        self.calls: list[str] = []
        self.received: list[tuple[str, str]] = []
        self._at = at
        self._when = when

    @property
    def writes(self) -> list[int]:
        """Numbers, from 1, of the calls that change something.

        A death at a call that only reads leaves what a death before the change after it leaves, or
        after the one before.
        """
        operations = enumerate((name.split(".", 1)[1] for name in self.calls), 1)
        return [number for number, name in operations if not name.startswith(_READS)]

    def before(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) == self._at and self._when == BEFORE:
            raise Died(name)

    def after(self) -> None:
        if len(self.calls) == self._at and self._when == AFTER:
            raise Died(self.calls[-1])


def time_out_messages(wire: Wire) -> None:
    """What the dead process had received comes again: its visibility time-out is over."""
    sqs = aws.client("sqs")
    for url, handle in wire.received:
        # what was deleted before the death has no handle any more
        with suppress(sqs.exceptions.ClientError):
            sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)


@contextmanager
def watched(shop: Shop, wire: Wire) -> Iterator[Wire]:
    """Every call of the shop goes over `wire` inside."""

    asked: dict[str, Any] = {}

    def leaving(model: Any, params: dict[str, Any], **_: Any) -> None:
        if model.name == "ReceiveMessage":
            asked["queue"] = json.loads(params["body"])["QueueUrl"]
        if model.name not in _NOT_THE_SHOPS:
            wire.before(f"{model.service_model.service_name}.{model.name}")

    def answered(model: Any, parsed: dict[str, Any], **_: Any) -> None:
        if model.name == "ReceiveMessage":
            for message in parsed.get("Messages", []):
                wire.received.append((asked["queue"], message["ReceiptHandle"]))
        if model.name not in _NOT_THE_SHOPS:
            wire.after()

    clients = [aws.client(service) for service in _SERVICES]
    request = shop.stripe_http.request

    def stripe_request(method: str, url: str, *rest: Any, **options: Any) -> Any:
        wire.before(f"stripe.{method} {urlsplit(url).path}")
        answer = request(method, url, *rest, **options)
        wire.after()
        return answer

    for client in clients:
        client.meta.events.register("before-call", leaving)
        client.meta.events.register("after-call", answered)
    shop.stripe_http.request = stripe_request  # type: ignore[method-assign]
    try:
        yield wire
    finally:
        for client in clients:
            client.meta.events.unregister("before-call", leaving)
            client.meta.events.unregister("after-call", answered)
        shop.stripe_http.request = request  # type: ignore[method-assign]
