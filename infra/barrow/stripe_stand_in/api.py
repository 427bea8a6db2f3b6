"""The WSGI application of /v1: key, form, idempotency, then one route; always JSON."""

import base64
import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from http import HTTPStatus
from itertools import count
from typing import Any, Protocol
from wsgiref.types import StartResponse, WSGIEnvironment

from stripe import api_version

from . import expansion, forms, routes
from .errors import ApiError, unauthorized
from .idempotency import Idempotency, Once
from .operation import Operation
from .parameters import read

LARGEST_BODY = 1_000_000
_log = logging.getLogger(__name__)


class Begin(Protocol):
    """Opens an operation, at the clock's moment, under the store's lock."""

    def __call__(
        self, request_id: str | None = None, idempotency_key: str | None = None
    ) -> AbstractContextManager[Operation]: ...


class Api:
    def __init__(
        self, api_key: str, clock: Callable[[], datetime], keys: Idempotency, begin: Begin
    ) -> None:
        self._api_key, self._clock = api_key, clock
        self._keys, self._begin = keys, begin
        self._requests = count(1)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        now = self._clock()
        seed = f"{now.isoformat()}:{next(self._requests)}"
        headers = {
            "Content-Type": "application/json",
            "Request-Id": "req_" + hashlib.sha256(seed.encode()).hexdigest()[:14],
            "Stripe-Version": environ.get("HTTP_STRIPE_VERSION", api_version),
        }
        try:
            status, text = self._answer(environ, now, headers)
        except ApiError as error:
            status, text = error.status, _json(error.body())
        except Exception:
            _log.exception("%s %s", environ["REQUEST_METHOD"], environ.get("PATH_INFO"))
            broken = ApiError("The stand-in broke; its log says where.", type="api_error")
            status, text = 500, _json(broken.body())
        body = text.encode()
        headers["Content-Length"] = str(len(body))
        start_response(f"{status} {HTTPStatus(status).phrase}", list(headers.items()))
        return [body]

    def _answer(
        self, environ: WSGIEnvironment, now: datetime, headers: dict[str, str]
    ) -> tuple[int, str]:
        self._authenticate(environ.get("HTTP_AUTHORIZATION", ""))
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        found = routes.find(method, path)
        if found is None:
            raise ApiError(f"Unrecognized request URL ({method}: {path}).", status=404)
        form_text = _form_text(environ)
        key = environ.get("HTTP_IDEMPOTENCY_KEY") if method == "POST" else None
        if key is None:
            return self._carry_out(found, form_text, headers["Request-Id"], None)
        headers["Idempotency-Key"] = key
        fields = json.dumps(forms.decode(form_text), sort_keys=True)
        fingerprint = hashlib.sha256(f"{method} {path} {fields}".encode()).hexdigest()
        once = Once(key, fingerprint, int(now.timestamp()))
        kept = self._keys.begin(once)
        try:
            if kept is not None:
                headers |= {"Idempotent-Replayed": "true", "Original-Request": kept["request_id"]}
                return kept["status"], kept["body"]
            return self._carry_out(found, form_text, headers["Request-Id"], once)
        finally:
            self._keys.end(key)

    def _carry_out(
        self, found: tuple[routes.Route, str], form_text: str, request_id: str, once: Once | None
    ) -> tuple[int, str]:
        route, id_ = found
        wanted = read(route.specification, forms.decode(form_text))
        expansion.check(route.answers, wanted.get("expand", []))
        with self._begin(request_id, once.key if once else None) as op:
            try:
                answer = expansion.expand(
                    op, route.handler(op, id_, wanted), wanted.get("expand", [])
                )
                status, text = 200, _json(answer)
            except ApiError as error:
                if not error.executed:
                    raise
                status, text = error.status, _json(error.body())
            if once:
                self._keys.keep(once, {"status": status, "body": text, "request_id": request_id})
        return status, text

    def _authenticate(self, header: str) -> None:
        scheme, _, credentials = header.partition(" ")
        if scheme.lower() == "basic":
            try:
                credentials = base64.b64decode(credentials).decode().partition(":")[0]
            except ValueError as error:
                raise unauthorized("Invalid Basic authorization header.") from error
        if not credentials:
            raise unauthorized(
                "You did not provide an API key. You need to provide your API key in the "
                "Authorization header, using Bearer auth (e.g. 'Authorization: Bearer "
                "YOUR_SECRET_KEY')."
            )
        if credentials != self._api_key:
            raise unauthorized(f"Invalid API Key provided: {credentials[:8]}****{credentials[-4:]}")


def _form_text(environ: WSGIEnvironment) -> str:
    """The parameters of the query and of the body, which Stripe takes alike."""
    query = environ.get("QUERY_STRING", "")
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > LARGEST_BODY:
        raise ApiError("The request is too large.", status=413)
    body = environ["wsgi.input"].read(length) if length else b""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if body and kind not in ("", "application/x-www-form-urlencoded"):
        raise ApiError(
            "Invalid request (check that your POST content type is "
            "application/x-www-form-urlencoded)."
        )
    return "&".join(part for part in (query, body.decode("latin-1")) if part)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))
