"""The stand-in Stripe where deployed functions reach it: HTTP on this machine."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import stripe
from barrow.stripe_stand_in import MemoryStore, StripeStandIn

API_KEY = "sk_test_deployed"
#: Sends a webhook to a path of the shop, and answers the status.
Send = Callable[[str, bytes, dict[str, str]], int]


class StripeAtHttp:
    """`address` is its API. Webhooks wait until a test has them delivered."""

    def __init__(self) -> None:
        self.stand_in = StripeStandIn(
            store=MemoryStore(),
            clock=_now,
            api_key=API_KEY,
            webhook_secret="whsec_nobody",
            webhook_url="https://nobody.invalid/",
            payment_page_base="https://pay.invalid",
            deliver=self._deliver,
        )
        self.server = make_server(
            "127.0.0.1", 0, self.stand_in.api, server_class=_Threaded, handler_class=_Quiet
        )
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self._client = stripe.StripeClient(API_KEY, base_addresses={"api": self.address})
        self._send: Send | None = None
        self._secret = ""

    def pay(self, session_id: str, card: str = "4242424242424242") -> None:
        """As the payment page does."""
        outcome = self.stand_in.pay(session_id, card)
        assert outcome["status"] == "paid", outcome

    def session(self, session_id: str) -> Any:
        return self._client.v1.checkout.sessions.retrieve(session_id)

    def deliver(self, send: Send, secret: str) -> int:
        """What is due, to the endpoint that was registered and signed with its secret; how many
        were taken.
        """
        self._send, self._secret = send, secret
        return self.stand_in.deliver_due(_now())

    def _deliver(self, _url: str, body: bytes, headers: dict[str, str]) -> int:
        assert self._send is not None
        (registered,) = self._client.v1.webhook_endpoints.list().data
        signature = stripe.WebhookSignature.generate_signature_header(
            body.decode(), self._secret, int(_now().timestamp())
        )
        path = urlsplit(registered.url).path
        return self._send(path, body, {**headers, "Stripe-Signature": signature})


@contextlib.contextmanager
def serving() -> Iterator[StripeAtHttp]:
    served = StripeAtHttp()
    thread = threading.Thread(target=served.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield served
    finally:
        served.server.shutdown()
        thread.join(10)
        served.server.server_close()


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base's name
        """Nothing: pytest's output is for pytest."""


def _now() -> datetime:
    return datetime.now(UTC)
