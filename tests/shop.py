"""A whole shop in this process: an engine, the real apps behind the gateway, Stripe's stand-in.

Nothing moves by itself: time stands still until `advance`, and streams, queues, schedules and
webhooks run when a test says `settle`. Both engines serve; tests name none unless they race.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import stripe
from barrow.cloud.apps import LoadedApp, load_apps
from barrow.cloud.dead_letters import Queues
from barrow.cloud.edge_forwarding import forwarded
from barrow.cloud.engine_transport import ACCOUNT
from barrow.cloud.environment import shop_environment
from barrow.cloud.fact_log import FactLog
from barrow.cloud.gateway import Gateway
from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.mailbox import Mailbox
from barrow.cloud.pumps import Pumps
from barrow.cloud.shop_clock import ShopClock
from barrow.cloud.shop_pumps import shop_pumps
from barrow.cloud.stripe_desk import API_KEY, WEBHOOK_SECRET
from barrow.stripe_stand_in import MemoryStore, StripeStandIn
from checkout import payments
from checkout.stripe_gateway import StripeGateway
from shopkit import aws, clock, settings, wrapping

from tests.stripe_in_process import InProcess

ROOT = Path(__file__).parent.parent
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAFF_KEY = "bk_test_staff_key_of_the_tests"
SITE = "http://127.0.0.1:8000"

os.environ.update(shop_environment(SITE, "http://127.0.0.1:1", STAFF_KEY))
os.environ["BARROW_SHOP_NAME"] = "Barrow"
# what a password costs, bench/ measures; here it would be most of the time that tests take
os.environ["BARROW_ARGON2_KIB"] = "256"
os.environ["BARROW_MEDIA_BUCKET"] = f"barrow-local-media-{ACCOUNT}"
os.environ["BARROW_EXPORTS_BUCKET"] = f"barrow-local-exports-{ACCOUNT}"
os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-2")
settings.forget()


@dataclass(frozen=True)
class Response:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Door(Protocol):
    """A shop's API, wherever the shop runs; `path` is below /api."""

    def get(self, path: str, **options: Any) -> Response: ...

    def post(self, path: str, **options: Any) -> Response: ...


@lru_cache(maxsize=1)
def apps() -> dict[str, LoadedApp]:
    return load_apps(ROOT / "functions")


class Shop:
    """`engine` is started and empty; `told` hears of each exchange with Stripe."""

    def __init__(self, engine: Any, told: Any = None) -> None:
        self.engine = engine
        self.clock = ShopClock(machine=lambda: START)
        engine.deploy(ROOT / "infra" / "foundation.yaml", {"Stage": "local"}, "barrow-local")
        engine.verify_sender(settings.settings().sender)
        self.gateway = Gateway(apps())
        self.stripe_store = MemoryStore()
        self.stripe = StripeStandIn(
            store=self.stripe_store,
            clock=self.clock.now,
            api_key=API_KEY,
            webhook_secret=WEBHOOK_SECRET,
            webhook_url=f"{SITE}/api/checkout/webhooks/stripe",
            payment_page_base=f"{SITE}/dev/stripe/pay",
            deliver=self._deliver,
        )
        self.stripe_http = InProcess(self.stripe.api, told)
        self.stripe_client = stripe.StripeClient(
            API_KEY, http_client=self.stripe_http, max_network_retries=0
        )
        self.facts = FactLog()
        self.mailbox = Mailbox(engine.mails)
        sqs = aws.client("sqs")
        self.queues = Queues(sqs, engine.queue_depths)
        self.pumps: Pumps
        self.pumps, _ = shop_pumps(
            engine=engine,
            apps=apps().values(),
            stage="local",
            clock=self.clock,
            webhooks=self.stripe,
            facts=self.facts,
            queues=self.queues,
            sqs=sqs,
        )
        # no network retries: a repeat would hide a call that failed
        payments.use(StripeGateway(self.stripe_client))
        clock.use(self.clock.now)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)

    def settle(self) -> dict[str, int]:
        return self.pumps.settle(timeout=120)

    def pay(self, session_id: str, card: str = "4242424242424242", **options: Any) -> Any:
        return self.stripe.pay(session_id, card, **options)

    def visit(self, request: Request) -> Answer:
        """As the CDN passes it on; `gateway` is the APIs at their own address."""
        return self.gateway(forwarded(request))

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        staff: bool = False,
    ) -> Response:
        """One request to `/api<path>`; a query string goes in the path."""
        sent = {name.title(): value for name, value in (headers or {}).items()}
        if json is not None:
            body = _dumped(json)
            sent.setdefault("Content-Type", "application/json")
        if staff:
            sent["Authorization"] = f"Bearer {STAFF_KEY}"
        bare, _, query = f"/api{path}".partition("?")
        answer = self.visit(Request(method, bare, query, sent, body or b""))
        return Response(answer.status, dict(answer.headers), answer.body.decode())

    def get(self, path: str, **options: Any) -> Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Response:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> Response:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Response:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Response:
        return self.request("DELETE", path, **options)

    def _deliver(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        given = {name.title(): value for name, value in headers.items()}
        return self.visit(Request("POST", url.removeprefix(SITE), "", given, body)).status


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


@contextmanager
def open_shop(engine: Any, told: Any = None) -> Iterator[Shop]:
    """A shop on `engine`, which is started here and stopped after."""
    with engine:
        try:
            yield Shop(engine, told)
        finally:
            clock.use(None)
            payments.use(None)
            wrapping.forget()


@dataclass
class Bought:
    """An order as a shopper goes through with it."""

    cart_id: str
    token: str
    order_id: str
    number: str
    order_token: str
    session_id: str
    total: int
    answer: dict[str, Any] = field(default_factory=dict)


ADDRESS = {
    "name": "Ada Byron",
    "line1": "12 Cross Street",
    "city": "Whitby",
    "postcode": "YO21 1AA",
    "country": "GB",
}
EMAIL = "ada@example.com"
