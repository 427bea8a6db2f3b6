"""One request through a route: who asks, what they sent, the view, the answer, the log line."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from chalice.app import Chalice, Response

from shopkit import (
    auditing,
    auth,
    clock,
    edge,
    errors,
    html_answers,
    idempotency,
    preconditions,
    problems,
)
from shopkit.auth import Staff
from shopkit.errors import FieldError, Invalid, ShopError
from shopkit.ids import fingerprint
from shopkit.observability import logger, measured
from shopkit.parsing import parsed
from shopkit.routes import Call, Headers, Html, Redirect, Reply, Route
from shopkit.sessions import Session

_PLAIN = re.compile(r"^[\x21-\x7e\u00a0-\ud7ff\ue000-\U0010ffff]{1,200}$")


def server(
    app: Chalice, route: Route, table: str, routes: Sequence[Route] = ()
) -> Callable[..., Response]:
    """`routes` are all of the capability: the audit reads by one what another changes."""
    refusals = html_answers if route.html else problems

    def serve(**path: str) -> Response:
        request = app.current_request
        with measured("http", route=route.name) as log:
            try:
                response = _answer(request, route, table, path, routes)
            except ShopError as error:
                response = refusals.problem(error)
                log["code"] = error.code
            except Exception:
                logger().exception("not expected", extra={"route": route.name})
                response = refusals.document(
                    500, "internal", "Something went wrong on our side", "", {}
                )
            log["status"] = response.status_code
            return response

    return serve


def _answer(
    request: Any, route: Route, table: str, path: dict[str, str], routes: Sequence[Route]
) -> Response:
    headers = {name.lower(): value for name, value in request.headers.items()}
    # what the edge shows is for this line alone: no view, log line or fact is to meet it
    viewer = edge.viewer(
        headers.pop(edge.HEADER, ""), headers.get("x-forwarded-for", ""), _peer(request)
    )
    now = clock.now()
    staff, session = _caller(route, headers, now)
    for value in path.values():
        if not _PLAIN.match(value):
            raise errors.NotFound()
    raw = bytes(request.raw_body) if request.raw_body else b""
    if len(raw) > route.max_body:
        raise errors.TooLarge(f"At most {route.max_body:,} bytes")
    if route.html and route.method == "POST" and not route.raw:
        html_answers.require_own_page(headers.get("origin"))
    arguments: dict[str, Any] = dict(path)
    arguments |= parsed(request, route, headers, raw)
    call = Call(
        now=now,
        headers=headers,
        raw_body=raw,
        key=_idempotency_key(headers) if route.idempotent else None,
        staff=staff,
        version=preconditions.if_match(headers.get("if-match")) if route.edits else None,
        account=session,
        viewer=viewer,
    )

    def view() -> Any:
        if not auditing.is_staff_write(route):
            return route.view(call, **arguments)
        request_id = getattr(request.lambda_context, "aws_request_id", "")
        return auditing.audited(route, routes, call, arguments, path, table, request_id)

    if call.key is None:
        return _respond(route, view())
    actor = _actor(viewer, headers, staff, session)
    kept = idempotency.once(
        table,
        f"{route.method} {_concrete(route.path, path)} {actor}",
        call.key,
        raw,
        _remaining_ms(request),
        lambda: _remembered(route, view),
    )
    extra: Headers = {"Idempotent-Replayed": "true"} if kept.replayed else {}
    return Response(kept.body, kept.headers | extra, kept.status)


def _caller(
    route: Route, headers: Mapping[str, str], now: datetime
) -> tuple[Staff | None, Session | None]:
    """Who asks, as far as the route wants to know; raises NotSignedIn or NotAllowed."""
    if route.own_page:
        auth.refuse_other_sites(headers)
    if route.permission:
        return auth.require_staff(
            route.method, headers, route.permission, fresh=route.fresh, now=now
        )
    if route.account == "optional":
        session = auth.session_of(route.method, headers, now)
        if session and route.fresh:
            auth.require_fresh(session, now)
        return None, session
    if route.account:
        return None, auth.require_session(route.method, headers, fresh=route.fresh, now=now)
    return None, None


def _actor(
    viewer: str, headers: Mapping[str, str], staff: Staff | None, session: Session | None
) -> str:
    """Whose Idempotency-Key it is: two people's equal keys must not meet."""
    if staff:
        return staff.key
    return session.account_id if session else _anonymous(viewer, headers)


def _anonymous(viewer: str, headers: Mapping[str, str]) -> str:
    """Whose key it is when nobody is signed in: two strangers' equal keys must not meet.

    The token that opens a cart or an order tells them apart, and where none is given, the viewer's
    address and browser. Never the cookie: an answer sets it, and the same request sent again after
    that answer would belong to another.
    """
    opened = [headers.get(name, "") for name in ("x-cart-token", "x-order-token")]
    if any(opened):
        return fingerprint("\n".join(["token", *opened]))
    return fingerprint("\n".join(["viewer", viewer, headers.get("user-agent", "")]))


def _peer(request: Any) -> str:
    address: str = (request.context.get("identity") or {}).get("sourceIp") or ""
    return address


def _remembered(route: Route, view: Callable[[], Any]) -> idempotency.Remembered:
    """The view's answer as text; a refusal below 500 is an answer too, and is kept."""
    try:
        response = _respond(route, view())
    except ShopError as error:
        response = problems.problem(error)
        if response.status_code >= 500 or isinstance(error, errors.TooManyRequests):
            raise
    return idempotency.Remembered(
        response.status_code, dict(response.headers), response.body, replayed=False
    )


def _remaining_ms(request: Any) -> int | None:
    context = request.lambda_context
    ask = getattr(context, "get_remaining_time_in_millis", None)
    return ask() if ask else None


def _concrete(pattern: str, path: Mapping[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda match: path[match[1]], pattern)


def _idempotency_key(headers: Mapping[str, str]) -> str | None:
    key = headers.get("idempotency-key")
    if key is None:
        return None
    if not 1 <= len(key) <= 255 or not key.isprintable():
        error = FieldError("Idempotency-Key", "invalid_header", "1 to 255 printable characters")
        raise Invalid("The Idempotency-Key is not valid", [error])
    return key


def _respond(route: Route, result: Any) -> Response:
    if isinstance(result, Html | Redirect):
        return html_answers.answer(result)
    reply = result if isinstance(result, Reply) else Reply(result)
    status = reply.status or route.status
    headers: Headers = dict(reply.headers)
    if reply.body is None:
        return Response("", headers, 204 if status == 200 else status)
    headers.setdefault("Content-Type", "application/json")
    version = getattr(reply.body, "version", None)
    if isinstance(version, int):
        headers.setdefault("ETag", preconditions.etag(version))
    headers.setdefault("Cache-Control", route.cache_control)
    return Response(reply.body.model_dump_json(), headers, status)
