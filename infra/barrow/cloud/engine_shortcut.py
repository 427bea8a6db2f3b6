"""A shorter way from botocore's clients to MiniStack, for a shop that many people use at once.

On the long way botocore checks, serialises, signs, "sends" and parses each call, and MiniStack
parses and serialises it once more; together that takes several times as long as the call itself.
DynamoDB, SQS and EventBridge speak plain JSON, the parameters as they are, and so does a mail to
SES but for its document. So they go to the engine as they are, and DynamoDB's, the most by far, not
even as text: a copy by `marshal` keeps both sides apart. The shop's own clients (shopkit/aws.py,
whose items pass unread) need not even that: what they send is made for the call, what they get is
made anew by shopkit/marshal.py, and MiniStack changes no item in place. What goes missing is
botocore's own check of parameters; tests keep the long way with it.
"""

import json
import marshal
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from botocore.client import BaseClient
from pydantic_core import to_json

from barrow.cloud.engine_transport import Answer, Call
from barrow.cloud.ministack_engine_parts import Patches, load

_SERVICES = {"dynamodb": "dynamodb", "sqs": "sqs", "eventbridge": "events"}
#: The text "B" as marshal writes it: of a blob, or of somebody's initials. Blobs are base64 on the
#: wire and bytes at both ends, which is botocore's business.
_BLOB = b"\x01B"
_TEXTS = frozenset(b"Zz\xda\xfa")
#: SQS tells its errors' older names too: those stand in `Code`, the newer one names the class.
_TRANSACTION_BYTES = 4 * 1024 * 1024
_QUERY_ERROR = "x-amzn-query-error"


class _Copied(bytes):
    """Parameters or an answer, by marshal instead of JSON."""


class _Shared(bytes):
    """Parameters or an answer, the very objects; the bytes are only there to be some."""

    content: dict[str, Any]

    @classmethod
    def of(cls, content: dict[str, Any]) -> "_Shared":
        made = cls(b"{}")
        made.content = content
        return made


@contextmanager
def short_way(answer: Callable[[Call], Answer]) -> Iterator[None]:
    """Let clients reach `answer`, a MiniStack engine's, directly until the block ends."""
    client_class: Any = BaseClient
    long_way: Callable[..., Any] = client_class._make_api_call
    patches = Patches()

    def call(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        meta = client.meta
        if operation == "SendEmail":
            sent = _sent(answer, client, parameters)
            return long_way(client, operation, parameters) if sent is None else sent
        service = _SERVICES.get(meta.service_model.service_id.hyphenize())
        if service is None or not meta.endpoint_url.endswith(".amazonaws.com"):
            return long_way(client, operation, parameters)
        shared = service == "dynamodb" and _passes_items_unread(meta.service_model)
        body = _Shared.of(parameters) if shared else _body(service, parameters)
        if body is None:
            return long_way(client, operation, parameters)
        target = f"{meta.service_model.metadata['targetPrefix']}.{operation}"
        status, headers, told = answer(
            Call(
                service=service,
                region=meta.region_name,
                method="POST",
                path="/",
                query={},
                headers={"x-amz-target": target, "content-type": "application/x-amz-json-1.0"},
                body=body,
            )
        )
        if isinstance(told, _Copied) and _may_hold_blobs(told) and operation in _READS:
            return long_way(client, operation, parameters)
        parsed = _parsed(told)
        parsed["ResponseMetadata"] = {"HTTPStatusCode": status, "HTTPHeaders": headers}
        if status < 300:
            return parsed
        raise _error(client, operation, parsed, headers)

    _Json(load("dynamodb"), patches)
    client_class._make_api_call = call
    try:
        yield
    finally:
        client_class._make_api_call = long_way
        patches.undo()


def _sent(
    answer: Callable[[Call], Answer], client: Any, parameters: dict[str, Any]
) -> dict[str, Any] | None:
    """SES's answer to a mail that is there as a whole document; None when it is not, or refused."""
    meta = client.meta
    raw = parameters.get("Content", {}).get("Raw", {}).get("Data")
    if not isinstance(raw, bytes) or not meta.endpoint_url.endswith(".amazonaws.com"):
        return None
    content = {"Raw": {"Data": b64encode(raw).decode()}}
    status, headers, told = answer(
        Call(
            service="ses",
            region=meta.region_name,
            method="POST",
            path="/v2/email/outbound-emails",
            query={},
            headers={"content-type": "application/json"},
            body=to_json(parameters | {"Content": content}),
        )
    )
    if status >= 300:
        return None  # nothing was sent: the long way says why
    parsed: dict[str, Any] = json.loads(told)
    return parsed | {"ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": headers}}


_READS = frozenset({"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"})


class _Json:
    """Stands in for the `json` that MiniStack's DynamoDB module reads and writes calls with.

    A call that came copied is answered copied, one that came shared is answered shared. Calls come
    one at a time, under the engine's lock, and each begins with `loads`.
    """

    JSONDecodeError = json.JSONDecodeError

    def __init__(self, dynamodb: Any, patches: Patches) -> None:
        self._way: type[bytes] = bytes
        self._response = patches.put(dynamodb, "json_response", self.response)
        patches.put(dynamodb, "json", self)

    def loads(self, text: Any, **options: Any) -> Any:
        self._way = type(text)
        if isinstance(text, _Shared):
            return text.content
        if isinstance(text, _Copied):
            return marshal.loads(text)  # noqa: S302 — written by this module
        return json.loads(text, **options)

    def dumps(self, value: Any, **options: Any) -> str:
        if options:
            return json.dumps(value, **options)
        # it is only asked whether a transaction is too long; marshal writes a character as one byte
        # or more, JSON as six or fewer
        short = len(marshal.dumps(value, 2)) * 6 < _TRANSACTION_BYTES
        return "" if short else to_json(value).decode()

    def response(self, data: dict[str, Any], status: int = 200, **options: Any) -> Answer:
        if self._way is _Shared:
            # what MiniStack keeps of it (answers of transactions) must not get what is added here
            return status, {}, _Shared.of(dict(data))
        if self._way is _Copied:
            try:
                return status, {}, _Copied(marshal.dumps(data))
            except ValueError:
                pass
        answer: Answer = self._response(data, status, **options)
        return answer


def _body(service: str, parameters: dict[str, Any]) -> bytes | None:
    """The call's body; None for parameters that only botocore can bring into it."""
    try:
        copied = marshal.dumps(parameters)
    except ValueError:
        return None
    if _may_hold_blobs(copied):
        return None
    return _Copied(copied) if service == "dynamodb" else to_json(parameters)


def _may_hold_blobs(copied: bytes) -> bool:
    at = copied.find(_BLOB)
    while at > 0:
        if copied[at - 1] in _TEXTS:
            return True
        at = copied.find(_BLOB, at + 1)
    return False


@lru_cache
def _passes_items_unread(model: Any) -> bool:
    return bool(getattr(model.shape_for("Key"), "is_document_type", False))


def _parsed(body: bytes) -> dict[str, Any]:
    if isinstance(body, _Shared):
        return body.content
    # what is copied was written by this module
    read = marshal.loads if isinstance(body, _Copied) else json.loads
    parsed: dict[str, Any] = read(body or b"{}")
    return parsed


def _error(
    client: Any, operation: str, parsed: dict[str, Any], headers: dict[str, str]
) -> Exception:
    """The exception that botocore raises for the answer (botocore/parsers.py, JSONParser)."""
    by_name = {name.lower(): value for name, value in headers.items()}
    code = parsed.pop("__type", "").rpartition("#")[2]
    told = by_name.get(_QUERY_ERROR, code).partition(";")[0]
    message = parsed.pop("message", parsed.pop("Message", ""))
    parsed["Error"] = {"Code": told, "Message": message}
    kind: type[Exception] = client.exceptions.from_code(code)
    return kind(parsed, operation)
