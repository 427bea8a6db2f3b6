"""Requests and answers of the local cloud, between WSGI and what answers them.

`Request.path` is the path as it was sent, still percent-encoded: a `%2F` in an id must not become
a slash before routing, and API Gateway hands path parameters on as they came.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

#: What Lambda takes as one synchronous request (Lambda quotas: 6 MB).
MAX_BODY = 6 * 1024 * 1024

_REASONS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
_BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` are in Title-Case, `query` the raw query string, `remote` the peer's IP address."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    remote: str = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""


Answerer = Callable[[Request], Answer]


class BodyTooLarge(Exception):
    """The request carries more bytes than are taken."""


_header_names: dict[str, str] = {}


def _header_name(key: str) -> str:
    """`HTTP_X_CART_TOKEN` → `X-Cart-Token`, remembered: the same twenty names come every time."""
    name = _header_names.get(key)
    if name is None:
        name = key.removeprefix("HTTP_").replace("_", "-").title()
        if len(_header_names) < 1_000:
            _header_names[key] = name
    return name


def read_request(environ: Environ, largest: int = MAX_BODY) -> Request:
    """The request in a WSGI environ. Raises BodyTooLarge before it reads more than `largest`."""
    target = environ.get("REQUEST_URI") or quote(
        environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), encoding="latin-1"
    )
    if not target.startswith("/"):  # absolute-form, or `*` of OPTIONS
        target = urlsplit(target).path or "/"
    headers = {
        _header_name(key): value for key, value in environ.items() if key.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["Content-Type"] = environ["CONTENT_TYPE"]
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdecimal() else 0
    if size > largest:
        raise BodyTooLarge
    return Request(
        environ["REQUEST_METHOD"],
        target.partition("?")[0].partition("#")[0],
        environ.get("QUERY_STRING", ""),
        headers,
        environ["wsgi.input"].read(size) if size else b"",
        environ.get("REMOTE_ADDR", "127.0.0.1"),
    )


def send(answer: Answer, method: str, start_response: StartResponse) -> list[bytes]:
    """Start the WSGI response and return its body: none for HEAD, 204 and 304."""
    status = _REASONS.get(answer.status, f"{answer.status} Status")
    headers = answer.headers
    if answer.status in _BODILESS:
        start_response(status, headers)
        return []
    start_response(status, [*headers, ("Content-Length", str(len(answer.body)))])
    return [] if method == "HEAD" else [answer.body]


def json_answer(value: Any, status: int = 200) -> Answer:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return Answer(status, headers, text.encode())


def problem(
    status: int,
    code: str,
    title: str,
    detail: str = "",
    headers: Iterable[tuple[str, str]] = (),
    **extra: Any,
) -> Answer:
    """An RFC 9457 problem document, in the shape the shop's own errors have."""
    document = {
        "type": f"urn:barrow:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail or title,
        "code": code,
        **extra,
    }
    media = [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
    return Answer(status, [*media, *headers], json.dumps(document, ensure_ascii=False).encode())
