"""The routes of /v1: which parameters each takes, and what it does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import balance, line_items, listing, refunds, sessions, webhook_endpoints
from .errors import resource_missing
from .objects import KINDS, render
from .operation import Operation
from .parameters import Specification, list_of, string

Handler = Callable[[Operation, str, dict[str, Any]], dict[str, Any]]
_EXPAND: Specification = {"expand": list_of(string(), 20)}


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    pattern: re.Pattern[str]
    specification: Specification
    handler: Handler
    answers: str
    """The kind of the answer, as `expansion.check` takes it."""


def find(method: str, path: str) -> tuple[Route, str] | None:
    """The route, and the id in its path or ""."""
    for route in ROUTES:
        if route.method == method and (match := route.pattern.fullmatch(path)):
            return route, match.group(1) if match.re.groups else ""
    return None


def _create_session(op: Operation, _: str, wanted: dict[str, Any]) -> dict[str, Any]:
    return render(op, sessions.create(op, wanted))


def _expire_session(op: Operation, id_: str, _: dict[str, Any]) -> dict[str, Any]:
    return render(op, sessions.expire(op, id_))


def _session_lines(op: Operation, id_: str, wanted: dict[str, Any]) -> dict[str, Any]:
    session = sessions.find(op, id_)
    lines = [line_items.render(session["created"], line) for line in session["lines"]]
    shown, has_more = listing.cut(lines, wanted)
    return listing.envelope(f"/v1/checkout/sessions/{id_}/line_items", shown, has_more=has_more)


def _create_refund(op: Operation, _: str, wanted: dict[str, Any]) -> dict[str, Any]:
    return render(op, refunds.create(op, wanted))


def _balance(op: Operation, _id: str, _: dict[str, Any]) -> dict[str, Any]:
    return balance.render(op)


def _create_endpoint(op: Operation, _: str, wanted: dict[str, Any]) -> dict[str, Any]:
    return webhook_endpoints.create(op, wanted)


def _update_endpoint(op: Operation, id_: str, wanted: dict[str, Any]) -> dict[str, Any]:
    return webhook_endpoints.update(op, id_, wanted)


def _delete_endpoint(op: Operation, id_: str, _: dict[str, Any]) -> dict[str, Any]:
    return webhook_endpoints.delete(op, id_)


def _lister(kind: str) -> Handler:
    return lambda op, _, wanted: listing.page(op, kind, wanted)


def _retriever(kind: str) -> Handler:
    def retrieve(op: Operation, id_: str, _: dict[str, Any]) -> dict[str, Any]:
        row = op.store.get(kind, id_)
        if row is None:
            raise resource_missing(kind, id_, KINDS[kind].param)
        return render(op, row)

    return retrieve


def _route(
    method: str, path: str, specification: Specification, handler: Handler, answers: str
) -> Route:
    pattern = re.compile(path.replace("{id}", "([^/]+)"))
    return Route(method, pattern, specification, handler, answers)


_SESSION, _SESSIONS = "checkout.session", "/v1/checkout/sessions"
_TO_CREATE_SESSION: Specification = {**sessions.SPECIFICATION, **_EXPAND}
_TO_REFUND: Specification = {**refunds.SPECIFICATION, **_EXPAND}
_ENDPOINT, _ENDPOINTS = webhook_endpoints.KIND, "/v1/webhook_endpoints"
_TO_CREATE_ENDPOINT: Specification = {**webhook_endpoints.TO_CREATE, **_EXPAND}
_TO_UPDATE_ENDPOINT: Specification = {**webhook_endpoints.TO_UPDATE, **_EXPAND}
ROUTES = [
    _route("POST", _SESSIONS, _TO_CREATE_SESSION, _create_session, _SESSION),
    _route("POST", f"{_SESSIONS}/{{id}}/expire", _EXPAND, _expire_session, _SESSION),
    _route("GET", f"{_SESSIONS}/{{id}}/line_items", listing.PAGE, _session_lines, "list of item"),
    _route("POST", "/v1/refunds", _TO_REFUND, _create_refund, "refund"),
    _route("GET", "/v1/balance", _EXPAND, _balance, "balance"),
    # by pages alone: Stripe filters these by nothing, not even by when they were created
    _route("GET", _ENDPOINTS, listing.PAGE, _lister(_ENDPOINT), f"list of {_ENDPOINT}"),
    _route("POST", _ENDPOINTS, _TO_CREATE_ENDPOINT, _create_endpoint, _ENDPOINT),
    _route("POST", f"{_ENDPOINTS}/{{id}}", _TO_UPDATE_ENDPOINT, _update_endpoint, _ENDPOINT),
    _route("DELETE", f"{_ENDPOINTS}/{{id}}", {}, _delete_endpoint, _ENDPOINT),
    *(
        _route("GET", kind.path, listing.specification(name), _lister(name), f"list of {name}")
        for name, kind in KINDS.items()
        if kind.listed
    ),
    *(
        _route("GET", f"{kind.path}/{{id}}", _EXPAND, _retriever(name), name)
        for name, kind in KINDS.items()
    ),
]
