"""The stand-in behind real sockets: the SDK on one side, a webhook endpoint on the other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import ThreadingMixIn
from typing import Any, ClassVar
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
import stripe
from barrow.stripe_stand_in import Switches, post

from tests.stripe_in_process import API_KEY, SECRET, Till, session_params


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base's name
        """Nothing: pytest's output is for pytest."""


class Endpoint(BaseHTTPRequestHandler):
    answers: ClassVar[list[int]] = []
    got: ClassVar[list[tuple[bytes, str]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((body, self.headers["Stripe-Signature"]))
        self.send_response(self.answers.pop(0) if self.answers else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing."""


@contextmanager
def serving(server: Any) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def test_the_sdk_talks_to_it_as_to_stripe() -> None:
    till = Till()
    server = make_server(
        "127.0.0.1", 0, till.stand_in.api, server_class=Threaded, handler_class=Quiet
    )
    with serving(server) as address:
        http = stripe.RequestsClient()
        client: Any = stripe.StripeClient(
            API_KEY, base_addresses={"api": address}, http_client=http, max_network_retries=0
        )
        session = client.v1.checkout.sessions.create(session_params())
        till.stand_in.pay(session.id, "4242424242424242")

        paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.refunds.create({"payment_intent": "pi_nobody"})
        http.close()  # type: ignore[no-untyped-call]

    assert isinstance(paid.payment_intent, stripe.PaymentIntent)
    assert (paid.payment_status, paid.payment_intent.amount_received) == ("paid", 2950)
    assert refused.value.request_id is not None
    assert refused.value.request_id.startswith("req_")


def test_webhooks_are_posted_and_a_refusal_is_tried_again() -> None:
    class Busy(Endpoint):
        answers: ClassVar = [503]
        got: ClassVar = []

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Busy)) as address:
        till = Till(
            deliver=lambda _, body, headers: post(address, body, headers),
            switches=Switches(events=("charge.succeeded",)),
        )
        till.paid()

        first = till.deliver()
        till.clock.forward(seconds=10)
        second = till.deliver()

    bodies = [body for body, _ in Busy.got]
    assert (first, second) == (0, 1)
    assert len(bodies) == 2
    assert b'"charge.succeeded"' in bodies[0]
    for body, signature in Busy.got:
        assert stripe.WebhookSignature.verify_header(body, signature, SECRET, None)


def test_nobody_at_the_endpoint_is_a_failed_delivery() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    address = f"http://127.0.0.1:{server.server_port}"
    server.server_close()
    till = Till(
        deliver=lambda _, body, headers: post(address, body, headers),
        switches=Switches(events=("charge.succeeded",)),
    )
    till.paid()

    assert till.deliver() == 0
    assert till.stand_in.pending() == 1
