"""API Gateway and Lambda between the origin and the apps: event in, answer out.

`/api/<capability>/…` is the stage `api` of that capability's REST API, whose own route begins with
`/<capability>`. The event is the REST proxy integration's, format 1.0 (API Gateway guide, "Set up
Lambda proxy integrations"). In production an unknown route or method never reaches the function;
the gateway answers it, and so does this one, with the shop's problem documents.
"""

import base64
import binascii
import logging
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from barrow.cloud import request_ids
from barrow.cloud.apps import LoadedApp
from barrow.cloud.engine_transport import ACCOUNT
from barrow.cloud.http_messages import Answer, Request, problem
from barrow.cloud.lambda_context import API_SECONDS, LambdaContext
from barrow.cloud.routes import Match, RouteTable

_log = logging.getLogger(__name__)
_PREFIX = "/api/"
#: Set by the connection, not by an app (RFC 9110 §7.6.1), or counted anew.
_DROPPED = frozenset({"content-length", "connection", "keep-alive", "transfer-encoding"})


class Gateway:
    """The APIs of all capabilities. Called by many threads at once."""

    def __init__(self, apps: Mapping[str, LoadedApp]) -> None:
        self._apps = {
            name: (loaded.app, RouteTable(loaded.app.routes), f"barrow-{name}-local")
            for name, loaded in apps.items()
        }

    def __call__(self, request: Request) -> Answer:
        """Answer `/api/<capability>/…`. Never raises for what a client sends."""
        capability = request.path[len(_PREFIX) :].partition("/")[0]
        found = self._apps.get(capability)
        if found is None:
            return problem(404, "not_found", "There is nothing here", f"No {capability!r} here")
        app, routes, function_name = found
        match = routes.match(request.path[len(_PREFIX) - 1 :])
        if match is None:
            return problem(404, "not_found", "There is nothing here", "No such route")
        method = request.method
        if method not in match.methods:
            if method == "HEAD" and "GET" in match.methods:
                method = "GET"
            else:
                return _refused(method, match.methods)
        request_id = request_ids.new()
        event = _event(request, method, match, request_id, app.api.binary_types)
        try:
            result = app(event, LambdaContext(function_name, API_SECONDS, request_id))
            return _answer(result)
        except Exception:
            _log.exception("%s %s: the function failed", method, match.pattern)
            return problem(502, "bad_gateway", "The function did not answer")


def _refused(method: str, methods: frozenset[str]) -> Answer:
    known = set(methods) | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
    allow = [("Allow", ", ".join(sorted(known)))]
    if method == "OPTIONS":
        return Answer(204, allow)
    title = "This cannot be done here"
    return problem(405, "method_not_allowed", title, f"Allowed: {allow[0][1]}", headers=allow)


def _event(
    request: Request, method: str, match: Match, request_id: str, binary_types: list[str]
) -> dict[str, Any]:
    path = request.path[len(_PREFIX) - 1 :]
    # who asks the gateway comes last, after whatever was claimed
    claimed = request.headers.get("X-Forwarded-For")
    headers = {
        **request.headers,
        "X-Forwarded-For": f"{claimed}, {request.remote}" if claimed else request.remote,
        "X-Forwarded-Proto": "http",
    }
    query: dict[str, list[str]] | None = None
    if request.query:
        query = {}
        for name, value in parse_qsl(request.query, keep_blank_values=True):
            query.setdefault(name, []).append(value)
    body, encoded = _body(request, binary_types)
    return {
        "resource": match.pattern,
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {n: v[-1] for n, v in query.items()} if query else None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": match.parameters,
        "stageVariables": None,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "local",
            "resourcePath": match.pattern,
            "httpMethod": method,
            "path": request.path,
            "stage": "api",
            "requestId": request_id,
            "protocol": "HTTP/1.1",
            "identity": {
                "sourceIp": request.remote,
                "userAgent": request.headers.get("User-Agent"),
            },
        },
        "body": body,
        "isBase64Encoded": encoded,
    }


def _body(request: Request, binary_types: list[str]) -> tuple[str | None, bool]:
    """The body in the event: text, or base64 for binary media and for what is no text."""
    if not request.body:
        return None, False
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media not in binary_types:
        try:
            return request.body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(request.body).decode(), True


def _answer(result: Mapping[str, Any]) -> Answer:
    """The HTTP answer in a proxy integration's result. Raises ValueError when it is none."""
    body = result.get("body") or ""
    if result.get("isBase64Encoded"):
        try:
            data = base64.b64decode(body, validate=True)
        except binascii.Error as error:
            raise ValueError("the function's body is not base64") from error
    else:
        data = body if isinstance(body, bytes) else str(body).encode("utf-8", "replace")
    headers = list(_headers(result))
    if data and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", "application/json"))
    return Answer(int(result["statusCode"]), headers, data)


def _headers(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    several = result.get("multiValueHeaders") or {}
    listed = {name.lower() for name in several}
    pairs = [(n, v) for n, v in (result.get("headers") or {}).items() if n.lower() not in listed]
    pairs += [(name, value) for name, values in several.items() for value in values]
    for name, value in pairs:
        text = str(value)
        if "\n" in text or "\r" in text:
            raise ValueError(f"the header {name} holds a line break")
        if name.lower() not in _DROPPED:
            yield (
                name,
                text if text.isascii() else text.encode("latin-1", "replace").decode("latin-1"),
            )
