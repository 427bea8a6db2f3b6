"""A whole shop in this process, each of whose function calls is metered.

The engine, the apps, the queues and Stripe's stand-in of the local cloud; but one thread drives all
of it, and time stands still until it is moved, so that the same run counts the same calls.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import botocore.session
import stripe
from shopkit import aws, clock, observability, settings, wrapping

from barrow.cloud.apps import LoadedApp, load_apps
from barrow.cloud.cdn import Cdn
from barrow.cloud.cdn_objects import EdgeObjects
from barrow.cloud.dead_letters import Queues
from barrow.cloud.edge_forwarding import behind_the_edge
from barrow.cloud.environment import applied, shop_environment
from barrow.cloud.fact_log import FactLog
from barrow.cloud.gateway import Gateway
from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.server import Server
from barrow.cloud.shop_clock import ShopClock
from barrow.cloud.shop_pumps import shop_pumps
from barrow.cloud.stripe_desk import API_KEY, WEBHOOK_SECRET
from barrow.cloud.unpublished import PUBLISHING
from barrow.operating.costs.metered_apps import StripeDoor, metered
from barrow.operating.costs.metering import Meter
from barrow.operating.costs.reckoning import stored_bytes
from barrow.stripe_stand_in import MemoryStore, StripeStandIn

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"
STAGE = "local"
STACK = f"barrow-{STAGE}-foundation"
_STAFF_KEY = "bk_of_a_shop_that_lasts_a_minute"


class Refused(Exception):
    """The shop answered what nobody expected; the text is its answer."""


class MeteredShop:
    """Made by `opened`. Answers and pumps run in the thread that calls."""

    def __init__(self, engine: Any, apps: dict[str, LoadedApp], meter: Meter, desk: Any) -> None:
        self.meter = meter
        self.clock = ShopClock(machine=lambda: START)
        clock.use(self.clock.now)
        self.engine = engine
        self.apps = apps
        self._edge = behind_the_edge(Gateway(apps))
        self._stripe = StripeStandIn(
            store=MemoryStore(),
            clock=self.clock.now,
            api_key=API_KEY,
            webhook_secret=WEBHOOK_SECRET,
            webhook_url=f"{SITE}/api/checkout/webhooks/stripe",
            payment_page_base=f"{SITE}/pay",
            deliver=self._deliver,
        )
        desk.answer = self._stripe.api
        buckets = engine.outputs(STACK)
        self._cdn = Cdn(
            EdgeObjects(aws.client("s3")), buckets["SiteBucket"], buckets["MediaBucket"], PUBLISHING
        )
        sqs = aws.client("sqs")
        self._pumps, _ = shop_pumps(
            engine=engine,
            apps=apps.values(),
            stage=STAGE,
            clock=self.clock,
            webhooks=self._stripe,
            facts=FactLog(),
            queues=Queues(sqs, engine.queue_depths),
            sqs=sqs,
        )

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer's JSON. Raises Refused."""
        sent = {name.replace("_", "-").title(): value for name, value in headers.items()}
        data = b""
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        bare, _, query = path.partition("?")
        answer = self._edge(Request(method, bare, query, sent, data))
        if answer.status >= 300:
            raise Refused(f"{method} {bare}: {answer.status} {answer.body.decode()}")
        return json.loads(answer.body or b"null")

    def as_staff(self, method: str, path: str, body: Any = None) -> Any:
        return self.ask(method, path, body, authorization=f"Bearer {_STAFF_KEY}")

    def page(self, path: str, *, packed: bool = True) -> Answer:
        """A file of the site, compressed as a browser gets it. Raises Refused."""
        asked = {"Accept-Encoding": "br, gzip"} if packed else {}
        answer = self._cdn(Request("GET", path, "", asked))
        if answer.status >= 300:
            raise Refused(f"{path}: {answer.status}")
        return answer

    def stored_bytes(self) -> int:
        return stored_bytes(botocore.session.get_session().create_client("dynamodb"))

    def pay(self, session_id: str) -> None:
        outcome = self._stripe.pay(session_id, "4242424242424242")
        if outcome["status"] != "paid":
            raise Refused(str(outcome))

    def settle(self) -> None:
        """Until every webhook, stream, queue and due schedule is done with."""
        self._pumps.settle(timeout=300)

    def _deliver(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        given = {name.title(): value for name, value in headers.items()}
        return self._edge(Request("POST", urlsplit(url).path, "", given, body)).status


@contextmanager
def opened(root: Path) -> Iterator[MeteredShop]:
    """An empty shop from `functions/` and `infra/` of `root`, until the block ends."""
    meter, desk = Meter(), StripeDoor()
    server = Server(desk.serve, threads=1)
    server.start()
    try:
        with MiniStackEngine() as engine:
            engine.deploy(root / "infra" / "foundation.yaml", {"Stage": STAGE}, STACK)
            outputs = engine.outputs(STACK)
            variables = shop_environment(SITE, server.url, _STAFF_KEY) | {
                "BARROW_SITE_BUCKET": outputs["SiteBucket"],
                "BARROW_MEDIA_BUCKET": outputs["MediaBucket"],
                "BARROW_EXPORTS_BUCKET": outputs["ExportsBucket"],
                # log lines and metrics are written as in AWS, and weighed
                "POWERTOOLS_LOG_LEVEL": "INFO",
                "POWERTOOLS_METRICS_DISABLED": "false",
                "POWERTOOLS_SERVICE_NAME": "barrow",
            }
            with applied(variables), meter.running():
                _forget()
                engine.verify_sender(settings.settings().sender)
                desk.meter = meter
                loaded = load_apps(root / "functions", STAGE)
                _pay_through(server.url)
                apps = {name: metered(app, meter, root) for name, app in loaded.items()}
                yield MeteredShop(engine, apps, meter, desk)
    finally:
        _pay_through(None)
        _forget()
        server.stop()


def _forget() -> None:
    settings.forget()
    aws.forget_clients()
    wrapping.forget()
    observability.logger.cache_clear()
    clock.use(None)


def _pay_through(url: str | None) -> None:
    """Through the stand-in at `url`, without repeats, which would be counted; None: as ever."""
    # here: rooms can be imported once load_apps has put their folders on the path
    from checkout import payments
    from checkout.stripe_gateway import StripeGateway

    base: Any = {"api": url}
    client = stripe.StripeClient(API_KEY, base_addresses=base, max_network_retries=0)
    payments.use(StripeGateway(client) if url else None)
