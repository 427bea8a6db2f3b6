"""Counts the calls of a shop to AWS and Stripe, and reckons the units of those to DynamoDB.

What a write found and left is read before and after it, by a client that is not counted; so
whatever counts here is not timed at the same time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import botocore.session
from barrow.operating.costs.reckoning import Reckoner
from barrow.operating.costs.units import Item, Units
from shopkit import aws

from tests.shop import Shop

_SERVICES = ("dynamodb", "events", "sqs", "sesv2", "ssm")
_SHORT = {"TransactWriteItems": "Transact", "BatchGetItem": "BatchGet"}


@dataclass(frozen=True)
class Called:
    """`name` as a table shows it; units only where DynamoDB was called."""

    name: str
    units: Units


class Calls:
    """Every call while `counting` lasts, in order."""

    def __init__(self, shop: Shop) -> None:
        self.made: list[Called] = []
        self._shop = shop
        self._reckoner = Reckoner(botocore.session.get_session().create_client("dynamodb"))
        self._request: dict[str, Any] = {}
        self._before: list[Item | None] = []

    @contextmanager
    def counting(self) -> Iterator[None]:
        clients = [aws.client(service) for service in _SERVICES]
        request = self._shop.stripe_http.request

        def stripe_request(method: str, url: str, *rest: Any, **options: Any) -> Any:
            path = urlsplit(url).path.removeprefix("/v1/")
            kind = "/".join(part for part in path.split("/") if "_" not in part)
            self.made.append(Called(f"Stripe {method.upper()} {kind}", Units()))
            return request(method, url, *rest, **options)

        for client in clients:
            client.meta.events.register("before-parameter-build", self._leaving)
            client.meta.events.register("after-call", self._answered)
        self._shop.stripe_http.request = stripe_request  # type: ignore[method-assign]
        try:
            yield
        finally:
            self._shop.stripe_http.request = request  # type: ignore[method-assign]
            for client in clients:
                client.meta.events.unregister("before-parameter-build", self._leaving)
                client.meta.events.unregister("after-call", self._answered)

    def _leaving(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self._request = params
        if model.service_model.service_name == "dynamodb":
            self._before = self._reckoner.before(model.name, params)

    def _answered(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        if model.service_model.service_name != "dynamodb":
            self.made.append(Called(model.name, Units()))
            return
        units = self._reckoner.units(model.name, self._request, parsed, self._before)
        self.made.append(Called(_SHORT.get(model.name, model.name.removesuffix("Item")), units))
