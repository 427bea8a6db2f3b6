"""The whole shop on one machine: an AWS engine, the real apps, Stripe's stand-in, one origin.

Started in this order, stopped in the reverse of it: the ports (so that a taken one is found out
first), the engine with its kept state, the clock, the foundation, Stripe's stand-in, the apps, the
pumps, and at last the origin opens. What is under way when it stops is finished, then kept.
"""

import gc
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol, Self

from shopkit import aws, wrapping
from shopkit import clock as shopkit_clock
from shopkit import settings as shopkit_settings

from barrow.cloud import engine_deploy, environment
from barrow.cloud.apps import load_apps
from barrow.cloud.cdn import Cdn
from barrow.cloud.cdn_objects import EdgeObjects
from barrow.cloud.dead_letters import Queues
from barrow.cloud.dev import Dev
from barrow.cloud.dev_views import Surroundings
from barrow.cloud.edge_forwarding import behind_the_edge
from barrow.cloud.edge_headers import EdgeHeaders
from barrow.cloud.engine import Engine
from barrow.cloud.fact_log import FactLog
from barrow.cloud.gateway import Gateway
from barrow.cloud.http_messages import (
    Answer,
    Answerer,
    Environ,
    Request,
    StartResponse,
    problem,
    send,
)
from barrow.cloud.kept import Kept, Rows
from barrow.cloud.mailbox import Mailbox
from barrow.cloud.origin import Origin, address
from barrow.cloud.pumps import Pumps
from barrow.cloud.server import Server
from barrow.cloud.shop_clock import ShopClock
from barrow.cloud.shop_pumps import shop_pumps
from barrow.cloud.stripe_desk import StripeDesk
from barrow.cloud.unpublished import NO_STOREFRONT, PUBLISHING
from barrow.cloud.uploads import Uploads
from barrow.cloud.webhook_pump import WebhookPump


class KeepingEngine(Engine, Protocol):
    """An engine that also keeps the local cloud's own rows."""

    @property
    def host(self) -> Rows: ...

    def checkpoint(self) -> None: ...


def _say_nothing(_: str) -> None:
    return None


class LocalCloud:
    """A context manager; `port` 0 takes a free one. `engine` should stamp mails by `clock`.

    Without `storefront` nothing is published and only the APIs answer.
    """

    def __init__(  # noqa: PLR0913 — where a shop's parts are
        self,
        engine: KeepingEngine,
        *,
        functions_dir: Path,
        infra_dir: Path,
        state_dir: Path,
        port: int = 8000,
        clock: ShopClock | None = None,
        storefront: bool = True,
        say: Callable[[str], None] = _say_nothing,
        threads: int = 8,
    ) -> None:
        self.engine = engine
        self.clock = clock or ShopClock()
        self.facts = FactLog()
        self.pumps: Pumps
        self.gateway: Gateway
        self.stripe: StripeDesk
        self.mailbox: Mailbox
        self.site_url = ""
        self.stripe_url = ""
        self.staff_key = ""
        self._functions_dir = functions_dir
        self._infra_dir = infra_dir
        self._state_dir = state_dir
        self._port = port
        self._threads = threads
        self._storefront = storefront
        self._say = say
        self._front: Origin | None = None
        self._stack = ExitStack()

    def start(self) -> None:
        """Open the shop. What was started is stopped again when a part fails."""
        with ExitStack() as stack:
            self._start(stack)
            self._stack = stack.pop_all()

    def stop(self) -> None:
        self._stack.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def settle(self, timeout: float = 60.0) -> dict[str, int]:
        """See Pumps.settle."""
        return self.pumps.settle(timeout)

    def checkpoint(self) -> None:
        """Keep what has happened until now, whatever happens next."""
        self.engine.checkpoint()

    def run(self) -> None:
        """Be open until SIGINT or SIGTERM, one that comes during the start included.

        Only in the main thread.
        """
        asked = threading.Event()
        before = {
            number: signal.signal(number, lambda *_: asked.set())
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            with self:
                asked.wait()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _start(self, stack: ExitStack) -> None:
        parts: list[str] = []
        with _timed(parts, "ports"):
            server = Server(self._serve, self._port, self._threads)
            stack.callback(server.stop)
            self.site_url = address(server.port)
            stripe_server = Server(self.serve_stripe, threads=self._threads)
            stack.callback(stripe_server.stop)
            self.stripe_url = stripe_server.url
        with _timed(parts, "engine"):
            self.engine.start()
            stack.callback(self.engine.stop)
            kept = Kept(self.engine.host)
            self.clock.keep_in(kept)
        with _timed(parts, "foundation"):
            template = self._infra_dir / "foundation.yaml"
            stage = environment.STAGE
            self.engine.deploy(template, {"Stage": stage}, f"barrow-{stage}-foundation")
            buckets = self._buckets(self.engine.outputs(f"barrow-{stage}-foundation"))
            self._set_environment(stack, stripe_server.url, buckets)
            self.engine.verify_sender(shopkit_settings.settings().sender)
            # nothing is deployed after this
            engine_deploy.forget_clients()
        with _timed(parts, "apps"):
            apps = load_apps(self._functions_dir, environment.STAGE)
            self.gateway = Gateway(apps)
        with _timed(parts, "stripe"):
            self.stripe = StripeDesk(
                site_url=self.site_url,
                clock=self.clock.now,
                rows=self.engine.host,
                lock=self.engine.lock,
                answer_webhook=behind_the_edge(self.gateway),
                pulse=self._pulse,
                due=self._webhook_is_due,
            )
            stack.callback(self.stripe.flush)
            stripe_server.start()
        with _timed(parts, "pumps"):
            sqs = aws.client("sqs")
            queues = Queues(sqs, self.engine.queue_depths)
            self.mailbox = Mailbox(self.engine.mails)
            self.pumps, schedules = shop_pumps(
                engine=self.engine,
                apps=apps.values(),
                stage=environment.STAGE,
                clock=self.clock,
                webhooks=self.stripe,
                facts=self.facts,
                queues=queues,
                sqs=sqs,
                due_store=kept,
            )
            stack.callback(self.pumps.stop)
            self.pumps.start()
        around = Surroundings(
            clock=self.clock,
            mailbox=self.mailbox,
            facts=self.facts,
            queues=queues,
            settle=self.pumps.settle,
            desk=self.stripe,
            sessions=self.stripe.sessions,
            balance=self.stripe.balance,
            health=lambda: {name: self._is_well(name) for name in apps},
            schedules=schedules.plan,
            pulse=self._pulse,
            uploads=Uploads(aws.client("s3"), self._pulse),
        )
        edge = EdgeHeaders(self._infra_dir / "edge.yaml", self.site_url, secure=False)
        self._front = Origin(
            behind_the_edge(self.gateway),
            Dev(around),
            _pages(buckets),
            self._pulse,
            dress=edge.dress,
        )
        stack.callback(server.stop)
        server.start()
        # what is there now stays: the collector need not look through it again and again
        gc.collect()
        gc.freeze()
        stack.callback(gc.unfreeze)
        self._say(f"{self.site_url} is open ({', '.join(parts)})")

    def _buckets(self, outputs: Mapping[str, str]) -> dict[str, str]:
        """The settings that name the foundation's buckets, as far as there are any."""
        named = {"BARROW_MEDIA_BUCKET": "MediaBucket", "BARROW_EXPORTS_BUCKET": "ExportsBucket"}
        if self._storefront:
            named["BARROW_SITE_BUCKET"] = "SiteBucket"
        return {name: outputs[output] for name, output in named.items() if output in outputs}

    def _set_environment(
        self, stack: ExitStack, stripe_url: str, buckets: Mapping[str, str]
    ) -> None:
        self.staff_key = environment.local_staff_key(self._state_dir)
        variables = environment.shop_environment(self.site_url, stripe_url, self.staff_key)
        variables |= {**buckets, **environment.local_people_keys(self._state_dir)}
        stack.callback(_forget)
        stack.enter_context(environment.applied(variables))
        _forget()
        shopkit_clock.use(self.clock.now)

    def _serve(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._front is None:
            answer: Answer = problem(503, "opening", "The shop is about to open")
            return send(answer, environ["REQUEST_METHOD"], start_response)
        return self._front(environ, start_response)

    def serve_stripe(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI: the stand-in's API, which is served at `stripe_url`."""
        return self.stripe.api(environ, start_response)

    def _pulse(self) -> None:
        if self._front is not None:
            self.pumps.pulse()

    def _webhook_is_due(self) -> None:
        if self._front is not None:
            self.pumps.wake(WebhookPump.name)

    def _is_well(self, capability: str) -> bool:
        return self.gateway(Request("GET", f"/api/{capability}/health")).status == 200


def _pages(buckets: Mapping[str, str]) -> Answerer:
    """What answers for the storefront."""
    site = buckets.get("BARROW_SITE_BUCKET")
    if site is None:
        return lambda _: NO_STOREFRONT
    media = buckets.get("BARROW_MEDIA_BUCKET", site)
    return Cdn(EdgeObjects(aws.client("s3")), site, media, PUBLISHING)


def _forget() -> None:
    """Let the kit read its settings and make its clients anew, by the machine's clock."""
    shopkit_settings.forget()
    aws.forget_clients()
    wrapping.forget()
    shopkit_clock.use(None)


@contextmanager
def _timed(parts: list[str], name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    parts.append(f"{name} {time.perf_counter() - started:.2f} s")
