"""What may happen to a request on its way to Stripe: lost, refused, or answered otherwise."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import stripe

from tests.shop import Shop

Answer = tuple[str, int, dict[str, str]]


@contextmanager
def diverted(shop: Shop, divert: Callable[[str, str], Answer | None]) -> Iterator[None]:
    """Inside, `divert(method, url)` answers for Stripe, or lets a request through with None."""
    real = shop.stripe_http.request

    def request(method: str, url: str, *rest: Any, **options: Any) -> Any:
        return divert(method, url) or real(method, url, *rest, **options)

    shop.stripe_http.request = request  # type: ignore[method-assign]
    try:
        yield
    finally:
        shop.stripe_http.request = real  # type: ignore[method-assign]


def unreachable(path: str) -> Callable[[str, str], Answer | None]:
    """Nobody answers a POST to `path`."""

    def divert(method: str, url: str) -> None:
        if method == "post" and url.split("?", maxsplit=1)[0].endswith(path):
            raise stripe.APIConnectionError("no answer")  # type: ignore[no-untyped-call]

    return divert


def refusing(path: str, param: str) -> Callable[[str, str], Answer | None]:
    """A POST to `path` is refused for its parameter `param`."""
    error = {"type": "invalid_request_error", "param": param, "message": "Invalid"}

    def divert(method: str, url: str) -> Answer | None:
        if method == "post" and url.endswith(path):
            return json.dumps({"error": error}), 400, {"Request-Id": "req_1"}
        return None

    return divert


def showing(session_id: str, shop: Shop, **changes: Any) -> Callable[[str, str], Answer | None]:
    """A session reads as the stand-in has it, but for `changes`."""
    real = shop.stripe_http.request

    def divert(method: str, url: str) -> Answer | None:
        if method != "get" or session_id not in url:
            return None
        body, _, _ = real(method, url, {"Authorization": "Bearer sk_test_local"})
        return json.dumps(json.loads(body) | changes), 200, {}

    return divert
