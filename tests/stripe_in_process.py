"""Stripe's own SDK talking to the stand-in without a network, with a clock that tests move."""

import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import stripe
from barrow.stripe_stand_in import MemoryStore, StripeStandIn

API_KEY = "sk_test_barrow"
SECRET = "whsec_barrow"
START = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
Exchange = Callable[[str, str, str, int, Any], None]
"""(method, path, form, status, answer): told of each exchange with the API."""


class Clock:
    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **amount: float) -> datetime:
        self.at += timedelta(**amount)
        return self.at


class Endpoint:
    """A webhook endpoint that keeps what it gets and answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []  # answers still to give; then 200

    def __call__(self, _url: str, body: bytes, headers: dict[str, str]) -> int:
        stripe.WebhookSignature.verify_header(body, headers["Stripe-Signature"], SECRET, None)
        self.got.append(json.loads(body))
        self.headers.append(headers)
        return self.statuses.pop(0) if self.statuses else 200

    def types(self) -> list[str]:
        return [event["type"] for event in self.got]


class Answer:
    def __init__(self, status: str, headers: Iterable[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = int(status[:3]), dict(headers), body

    @property
    def text(self) -> str:
        return self.body.decode()


def call(
    app: Callable[..., Iterable[bytes]],
    method: str,
    path: str,
    form: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request to a WSGI application."""
    started: list[Any] = []
    posted = form if method == "POST" else ""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "" if method == "POST" else form,
        "CONTENT_LENGTH": str(len(posted)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.input": io.BytesIO(posted.encode("latin-1")),
    }
    for name, value in (headers or {}).items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    chunks = app(environ, lambda status, heads: started.extend((status, heads)))
    return Answer(started[0], started[1], b"".join(chunks))


class InProcess(stripe.HTTPClient):
    name = "in-process"

    def __init__(self, app: Callable[..., Iterable[bytes]], told: Exchange | None) -> None:
        super().__init__()
        self._app, self._told = app, told

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        parts = urlsplit(url)
        form = post_data if method == "post" else parts.query
        answer = call(self._app, method.upper(), parts.path, form or "", headers)
        if self._told:
            decoded = json.loads(answer.text)
            self._told(method.upper(), parts.path, form or "", answer.status, decoded)
        return answer.text, answer.status, answer.headers


class Till:
    """A stand-in, its clock and endpoint, and the SDK's client for it."""

    def __init__(
        self, told: Exchange | None = None, store: MemoryStore | None = None, **settings: Any
    ) -> None:
        self.clock = Clock()
        self.endpoint = Endpoint()
        self.store = store or MemoryStore()
        settings.setdefault("deliver", self.endpoint)
        self.stand_in = StripeStandIn(
            store=self.store,
            clock=self.clock,
            api_key=API_KEY,
            webhook_secret=SECRET,
            webhook_url="http://127.0.0.1/api/checkout/webhooks/stripe",
            payment_page_base="http://127.0.0.1/pay",
            **settings,
        )
        # the SDK types each field as a union of id, object and None; tests read what they know
        self.client: Any = stripe.StripeClient(
            API_KEY, http_client=InProcess(self.stand_in.api, told), max_network_retries=0
        )

    def session(self, key: str | None = None, **changes: Any) -> Any:
        """Three of 8.50 and one of 4.00 for an order, unless told otherwise: 29.50 GBP."""
        wanted = {**session_params(), **changes}
        wanted = {name: value for name, value in wanted.items() if value is not None}
        options: Any = {"idempotency_key": key} if key else {}
        return self.client.v1.checkout.sessions.create(wanted, options)

    def paid(self, card: str = "4242424242424242", **changes: Any) -> Any:
        """A session paid with a card, as the API shows it afterwards."""
        session = self.session(**changes)
        answer = self.stand_in.pay(session.id, card)
        assert answer["status"] == "paid", answer
        return self.client.v1.checkout.sessions.retrieve(
            session.id, {"expand": ["payment_intent.latest_charge"]}
        )

    def deliver(self) -> int:
        return self.stand_in.deliver_due(self.clock())

    def get(self, path: str, form: str = "") -> Answer:
        return self.request("GET", path, form)

    def request(
        self, method: str, path: str, form: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """A request that the SDK would not make."""
        sent = {"Authorization": f"Bearer {API_KEY}", **(headers or {})}
        return call(self.stand_in.api, method, path, form, sent)

    def submit(self, session_id: str, **fields: str) -> Answer:
        """The payment page's form, sent."""
        return call(self.stand_in.pages, "POST", f"/pay/{session_id}", urlencode(fields))

    def page(self, session_id: str) -> Answer:
        return call(self.stand_in.pages, "GET", f"/pay/{session_id}")


def line(amount: int, quantity: int = 1, name: str = "Seeds", currency: str = "gbp") -> Any:
    return {
        "price_data": {
            "currency": currency,
            "unit_amount": amount,
            "product_data": {"name": name},
        },
        "quantity": quantity,
    }


def session_params() -> dict[str, Any]:
    return {
        "mode": "payment",
        "line_items": [line(850, 3, "Trowel"), line(400, 1, "Twine")],
        "client_reference_id": "ord_01",
        "customer_email": "ada@example.com",
        "metadata": {"order_id": "ord_01"},
        "payment_intent_data": {"metadata": {"order_id": "ord_01"}},
        "success_url": "https://shop.example/thanks?s={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://shop.example/basket",
    }


def filled_in(card: str = "4242 4242 4242 4242", **changes: str) -> dict[str, str]:
    """The payment page's form as a person fills it in."""
    return {
        "number": card,
        "expiry": "12 / 34",
        "cvc": "123",
        "name": "Ada Byron",
        "email": "ada@example.com",
        **changes,
    }


def tried(card: str, **options: Any) -> tuple[Till, dict[str, Any], Any]:
    """A session after one attempt: the till, what the buyer is told, the session."""
    till = Till()
    session = till.session()
    told = till.stand_in.pay(session.id, card, **options)
    found = till.client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )
    till.deliver()
    return till, told, found


def intent(session: Any) -> Any:
    return session.payment_intent
