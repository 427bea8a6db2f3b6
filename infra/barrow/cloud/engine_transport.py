"""Answers botocore's requests in this process, without a socket.

botocore hands every signed request to `URLLib3Session.send`. That one method is replaced while an
engine runs, so clients made before, during or between engines all reach the engine that runs now.
Requests for hosts outside amazonaws.com go out as usual: AWS_ENDPOINT_URL still means what it says.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session

from barrow.cloud.engine import EngineError

ACCOUNT = "123456789012"
REGION = "eu-west-2"
_FALLBACK_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}

Answer = tuple[int, dict[str, str], bytes]


@dataclass(slots=True)
class Call:
    """One AWS request, taken apart. Header names are in lower case; `query` maps to lists."""

    service: str
    region: str
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def action(self) -> str:
        """The operation an X-Amz-Target header names, or an empty string."""
        return self.headers.get("x-amz-target", "").rpartition(".")[2]


class _Raw(BytesIO):
    """A body that reads like urllib3's response."""

    def stream(self, amt: int = 2**16, **_: Any) -> Iterator[bytes]:
        while chunk := self.read(amt):
            yield chunk


@lru_cache(maxsize=256)
def _place(host: str, scope: str) -> tuple[str, str, str]:
    """Return (service, region, bucket named by the host) from the host and the signature's scope.

    The scope is `date/region/service/aws4_request`; unsigned requests have none, so the host tells.
    """
    labels = host.removesuffix(".amazonaws.com").split(".")
    at = next((i for i, label in enumerate(labels) if label in ("s3", "s3-accelerate")), None)
    bucket = ".".join(labels[:at]) if at else ""
    parts = scope.split("/")
    if len(parts) == 4:
        return parts[2], parts[1], bucket
    service = labels[at] if at is not None else labels[0]
    rest = labels[(at or 0) + 1 :]
    return service, rest[0] if rest else REGION, bucket


def take_apart(request: AWSPreparedRequest) -> Call:
    """Read a prepared request; a bucket in the host moves to the front of the path."""
    headers = {
        name.lower(): value.decode() if isinstance(value, bytes) else str(value)
        for name, value in request.headers.items()
    }
    url = urlsplit(request.url)
    authorization = headers.get("authorization", "")
    scope = authorization.partition("Credential=")[2].partition(",")[0].partition("/")[2]
    service, region, bucket = _place(url.netloc.lower(), scope)
    headers.setdefault("host", url.netloc)
    body: Any = request.body
    if body is None:
        body = b""
    elif isinstance(body, str):
        body = body.encode()
    elif hasattr(body, "read"):
        body = body.read()
    path = unquote(f"/{bucket}{url.path or '/'}" if bucket else url.path or "/")
    query = parse_qs(url.query, keep_blank_values=True) if url.query else {}
    return Call(service, region, request.method, path, query, headers, bytes(body))


class Transport:
    """Swaps botocore's last step for `answer` between `start` and `stop`."""

    _guard = threading.Lock()
    _running: "Transport | None" = None

    def __init__(self, answer: Callable[[AWSPreparedRequest], Answer]) -> None:
        self._answer = answer
        self._send: Any = None
        self._set: list[str] = []

    def start(self) -> None:
        """Raises EngineError while another engine runs in this process."""
        with Transport._guard:
            if Transport._running is not None:
                raise EngineError("an engine already runs in this process: stop it first")
            Transport._running = self
            self._send = URLLib3Session.send
            for name, value in _FALLBACK_ENVIRONMENT.items():
                if name not in os.environ:
                    os.environ[name] = value
                    self._set.append(name)
            send, answer = self._send, self._answer

            def answer_here(session: Any, request: AWSPreparedRequest) -> Any:
                if not (urlsplit(request.url).hostname or "").endswith(".amazonaws.com"):
                    return send(session, request)
                status, headers, body = answer(request)
                return AWSResponse(request.url, status, HTTPHeaders.from_dict(headers), _Raw(body))

            URLLib3Session.send = answer_here

    def stop(self) -> bool:
        """Give `send` and the environment back; return whether it was this transport that ran."""
        with Transport._guard:
            if Transport._running is not self:
                return False
            URLLib3Session.send = self._send
            for name in self._set:
                os.environ.pop(name, None)
            self._set.clear()
            Transport._running = None
            return True
