"""Problem documents (RFC 9457) of typed errors: the one place that knows their status codes."""

import json
from typing import Any

from chalice.app import Response

from shopkit import errors
from shopkit.errors import ShopError

STATUS: dict[type[ShopError], int] = {
    errors.Malformed: 400,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.TooLarge: 413,
    errors.NotJson: 415,
    errors.NotAForm: 415,
    errors.Invalid: 422,
    errors.IdempotencyKeyReused: 422,
    errors.PreconditionMissing: 428,
    errors.TooManyRequests: 429,
    errors.Unavailable: 503,
}


def status_of(error: ShopError) -> int:
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem(error: ShopError) -> Response:
    """The problem document of a typed error, with its status."""
    extra = error.extra
    if isinstance(error, errors.TooManyRequests):
        # in the body as well: a page shows how long it is
        extra = extra | {"retry_after": error.retry_after}
    response = document(status_of(error), error.code, error.title, error.detail, extra)
    if isinstance(error, errors.TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, errors.NotSignedIn):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def document(status: int, code: str, title: str, detail: str, extra: dict[str, Any]) -> Response:
    body = {
        "type": f"urn:barrow:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail or title,
        "code": code,
    }
    headers: dict[str, str | list[str]] = {
        "Content-Type": "application/problem+json",
        "Cache-Control": "no-store",
    }
    return Response(json.dumps(body | extra, ensure_ascii=False), headers, status)
