"""The typed door: routes over Chalice whose models validate, answer and describe themselves.

    api = Api(app, "cart")

    @api.post("/carts/{cart_id}/lines", status=201, idempotent=True)
    def add_line(call: Call, cart_id: str, body: AddLine, query: SomeQuery) -> CartView: ...

`body` (a `Request` model) and `query` (a `Query` model) are validated before the view runs, every
wrong field of both at once; the annotated answer is the response's model, and openapi.json is drawn
from the same annotations. A typed error becomes its problem document (RFC 9457) here, and nowhere
else is a status code known. What the view does not expect is logged and answered with a plain 500.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from inspect import signature
from typing import Any, TypeVar, get_type_hints

from chalice.app import Chalice, Response
from pydantic import BaseModel, ValidationError

from shopkit import clock, errors, idempotency, preconditions
from shopkit.auth import Staff, require
from shopkit.errors import FieldError, Invalid, ShopError
from shopkit.ids import fingerprint
from shopkit.models import Health
from shopkit.observability import logger, measured
from shopkit.settings import settings

View = Callable[..., Any]
V = TypeVar("V", bound=View)

#: Larger than any cart or product, smaller than API Gateway's 10 MB and Lambda's 6 MB.
MAX_BODY = 1_000_000
_PLAIN = re.compile(r"^[\x21-\x7e\u00a0-\ud7ff\ue000-\U0010ffff]{1,200}$")

STATUS: dict[type[ShopError], int] = {
    errors.Malformed: 400,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.TooLarge: 413,
    errors.NotJson: 415,
    errors.Invalid: 422,
    errors.IdempotencyKeyReused: 422,
    errors.PreconditionMissing: 428,
    errors.TooManyRequests: 429,
    errors.Unavailable: 503,
}


@dataclass(frozen=True)
class Call:
    """What a view may know of its request besides its models."""

    now: datetime
    headers: Mapping[str, str]
    raw_body: bytes
    key: str | None = None
    staff: Staff | None = None
    version: int | None = None

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())

    def cookie(self, name: str) -> str | None:
        """A cookie's value, by its own name or, on https, with the `__Host-` prefix."""
        pairs = (part.strip().partition("=") for part in self.headers.get("cookie", "").split(";"))
        found = {key: value for key, _, value in pairs}
        return found.get(f"__Host-{name}", found.get(name))


@dataclass(frozen=True)
class Reply:
    """An answer with headers or a status of its own: `return Reply(view, headers={…})`."""

    body: BaseModel | None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """One route as its annotations declare it: what serves it, describes it and tests it."""

    method: str
    path: str
    view: View
    status: int
    answer: type[BaseModel] | None
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    permission: str | None
    idempotent: bool
    edits: bool
    raw: bool
    describe: bool
    path_parameters: tuple[str, ...]
    errors: tuple[type[ShopError], ...]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


class Api:
    """The routes of one capability: each is served below `/<capability>`."""

    def __init__(self, app: Chalice, capability: str, title: str = "") -> None:
        self.app = app
        self.capability = capability
        self.title = title or capability.capitalize()
        self.routes: list[Route] = []
        # the stage's API gateway hands every content type on; the door refuses by itself
        self.get("/health")(self._health)
        self._openapi_route()

    def get(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("GET", path, **options)

    def post(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("POST", path, **options)

    def put(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Callable[[V], V]:
        return self.route("DELETE", path, **options)

    def route(  # noqa: PLR0913 — what a route can declare
        self,
        method: str,
        path: str,
        *,
        status: int = 200,
        permission: str | None = None,
        idempotent: bool = False,
        edits: bool = False,
        raw: bool = False,
        describe: bool = True,
        errors: tuple[type[ShopError], ...] = (),
    ) -> Callable[[V], V]:
        """Serve `path` by the view that follows.

        `permission` makes it a staff route; `idempotent` takes Idempotency-Key; `edits` needs
        If-Match and gives the view `call.version`; `raw` leaves the body to the view.
        """

        def register(view: V) -> V:
            route = _declared(
                view, method, f"/{self.capability}{path}", status, permission, idempotent, edits,
                raw, describe, errors,
            )  # fmt: skip
            self.routes.append(route)
            serve = _server(self.app, route, settings().table(self.capability))
            chalice_route = self.app.route(
                route.path,
                methods=[method],
                content_types=[],
                name=f"{method.lower()}{re.sub('[^a-z]+', '_', route.path)}",
            )
            chalice_route(serve)
            return view

        return register

    def _health(self, call: Call) -> Health:
        return Health(capability=self.capability, at=call.now)

    def _openapi_route(self) -> None:
        def openapi() -> Response:
            import json

            from shopkit.openapi import document

            return Response(json.dumps(document(self)), {"Content-Type": "application/json"}, 200)

        path = f"/{self.capability}/openapi.json"
        self.app.route(path, methods=["GET"], content_types=[], name="openapi")(openapi)


def _declared(  # noqa: PLR0913
    view: View,
    method: str,
    path: str,
    status: int,
    permission: str | None,
    idempotent: bool,
    edits: bool,
    raw: bool,
    describe: bool,
    known: tuple[type[ShopError], ...],
) -> Route:
    hints = get_type_hints(view)
    answer = hints.get("return")
    names = tuple(signature(view).parameters)
    return Route(
        method=method,
        path=path,
        view=view,
        status=status,
        answer=None if answer in {None, type(None), Reply} else answer,
        body=hints.get("body"),
        query=hints.get("query"),
        permission=permission,
        idempotent=idempotent,
        edits=edits,
        raw=raw,
        describe=describe,
        path_parameters=tuple(n for n in names if n not in {"call", "body", "query", "self"}),
        errors=known,
    )


def _server(app: Chalice, route: Route, table: str) -> Callable[..., Response]:
    def serve(**path: str) -> Response:
        request = app.current_request
        with measured("http", route=route.name) as log:
            try:
                response = _answer(request, route, table, path)
            except ShopError as error:
                response = problem(error)
                log["code"] = error.code
            except Exception:
                logger().exception("not expected", extra={"route": route.name})
                response = _problem(500, "internal", "Something went wrong on our side", "", {})
            log["status"] = response.status_code
            return response

    return serve


def _answer(request: Any, route: Route, table: str, path: dict[str, str]) -> Response:
    headers = {name.lower(): value for name, value in request.headers.items()}
    staff = require(headers.get("authorization"), route.permission) if route.permission else None
    for value in path.values():
        if not _PLAIN.match(value):
            raise errors.NotFound()
    raw = bytes(request.raw_body) if request.raw_body else b""
    if len(raw) > MAX_BODY:
        raise errors.TooLarge(f"At most {MAX_BODY:,} bytes")
    arguments: dict[str, Any] = dict(path)
    arguments |= _parsed(request, route, headers, raw)
    call = Call(
        now=clock.now(),
        headers=headers,
        raw_body=raw,
        key=_idempotency_key(headers) if route.idempotent else None,
        staff=staff,
        version=preconditions.if_match(headers.get("if-match")) if route.edits else None,
    )
    if call.key is None:
        return _respond(route, route.view(call, **arguments))
    actor = staff.key if staff else _anonymous(request, headers)
    kept = idempotency.once(
        table,
        f"{route.method} {_concrete(route.path, path)} {actor}",
        call.key,
        raw,
        _remaining_ms(request),
        lambda: _remembered(route, call, arguments),
    )
    extra = {"Idempotent-Replayed": "true"} if kept.replayed else {}
    return Response(kept.body, kept.headers | extra, kept.status)


def _anonymous(request: Any, headers: Mapping[str, str]) -> str:
    """Whose key it is when nobody is signed in: two strangers' equal keys must not meet.

    What opens a cart or an order tells them apart, and where nothing is opened yet, the address.
    """
    opened = [headers.get(name, "") for name in ("x-cart-token", "x-order-token", "cookie")]
    address = (request.context.get("identity") or {}).get("sourceIp", "")
    return fingerprint("\n".join(opened) if any(opened) else address)


def _remembered(route: Route, call: Call, arguments: dict[str, Any]) -> idempotency.Remembered:
    """The view's answer as text; a refusal below 500 is an answer too, and is kept."""
    try:
        response = _respond(route, route.view(call, **arguments))
    except ShopError as error:
        response = problem(error)
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


def _parsed(
    request: Any, route: Route, headers: Mapping[str, str], raw: bytes
) -> dict[str, BaseModel]:
    """Body and query as models; raises Malformed, NotJson or one Invalid with every error."""
    found: dict[str, BaseModel] = {}
    wrong: list[FieldError] = []
    if route.body is not None:
        if not _is_json(headers.get("content-type", "application/json")):
            raise errors.NotJson("The body must be application/json")
        try:
            found["body"] = route.body.model_validate_json(raw or b"null")
        except ValidationError as error:
            wrong += _field_errors(error, "")
        except (RecursionError, ValueError) as error:
            raise errors.Malformed("The body is not JSON that can be read") from error
    given = dict(request.query_params or {})
    many = {name: request.query_params.getlist(name) for name in given}
    if route.query is not None:
        try:
            found["query"] = route.query.model_validate(_query_values(route.query, many))
        except ValidationError as error:
            wrong += _field_errors(error, "?")
    else:
        wrong += [FieldError(f"?{name}", "unknown_field", "Not known here") for name in many]
    if wrong:
        raise Invalid(f"{len(wrong)} field{'s are' if len(wrong) > 1 else ' is'} not valid", wrong)
    return found


def _query_values(model: type[BaseModel], many: Mapping[str, list[str]]) -> dict[str, Any]:
    """A name given once is a value; a list field takes every one; else twice stays a list."""
    lists = {name for name, info in model.model_fields.items() if _is_list(info.annotation)}
    return {
        name: values if name in lists or len(values) > 1 else values[0]
        for name, values in many.items()
    }


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", annotation) is list


def _is_json(content_type: str) -> bool:
    return content_type.split(";", maxsplit=1)[0].strip().lower() == "application/json"


_CODES = {"extra_forbidden": "unknown_field", "missing": "required"}


def _field_errors(error: ValidationError, prefix: str) -> list[FieldError]:
    listed = []
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        if item["type"] == "json_invalid":
            raise errors.Malformed(item["msg"])
        place = "/".join(str(part) for part in item["loc"])
        pointer = f"?{place}" if prefix else f"/{place}" if place else ""
        listed.append(FieldError(pointer, _CODES.get(item["type"], item["type"]), item["msg"]))
    return listed


def _respond(route: Route, result: Any) -> Response:
    reply = result if isinstance(result, Reply) else Reply(result)
    status = reply.status or route.status
    headers = dict(reply.headers)
    if reply.body is None:
        return Response("", headers, 204 if status == 200 else status)
    headers.setdefault("Content-Type", "application/json")
    version = getattr(reply.body, "version", None)
    if isinstance(version, int):
        headers.setdefault("ETag", preconditions.etag(version))
    headers.setdefault("Cache-Control", "no-store")
    return Response(reply.body.model_dump_json(), headers, status)


def problem(error: ShopError) -> Response:
    """The problem document of a typed error, with its status."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    response = _problem(status, error.code, error.title, error.detail, error.extra)
    if isinstance(error, errors.TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, errors.NotSignedIn):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _problem(status: int, code: str, title: str, detail: str, extra: dict[str, Any]) -> Response:
    import json

    body = {
        "type": f"urn:barrow:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail or title,
        "code": code,
    }
    headers = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
    return Response(json.dumps(body | extra, ensure_ascii=False), headers, status)
