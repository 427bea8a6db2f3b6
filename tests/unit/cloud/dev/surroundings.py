"""Everything around the developer's page, as a test sets it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from barrow.cloud.dead_letters import Queues
from barrow.cloud.dev import Dev
from barrow.cloud.dev_views import Surroundings
from barrow.cloud.engine import Mail
from barrow.cloud.fact_log import FactLog
from barrow.cloud.http_messages import Environ, StartResponse
from barrow.cloud.mailbox import Mailbox
from barrow.cloud.pumps import NotSettled
from barrow.cloud.shop_clock import ShopClock

from tests.unit.cloud.fake_sqs import FakeSqs
from tests.unit.cloud.wsgi_calls import Got, call

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVIL = "<script>alert('x')</script>"
SAME = {"Origin": "http://localhost:8000"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class FakeSwitches:
    duplicate: bool = False
    late: float = 0.0
    reordered: bool = False


class FakeDesk:
    def __init__(self) -> None:
        self.switches = FakeSwitches()
        self.paid: list[tuple[str, str, str]] = []
        self.shown: list[tuple[str, str, str]] = []

    def pages(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.shown.append((environ["REQUEST_METHOD"], environ["SCRIPT_NAME"], environ["PATH_INFO"]))
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"pay here"]

    def pay(self, session_id: str, card: str, three_d_secure: str = "complete") -> dict[str, Any]:
        self.paid.append((session_id, card, three_d_secure))
        status = "unknown" if session_id == "cs_none" else "paid"
        return {"status": status, "error": None, "redirect": "http://localhost:8000/thanks"}


class Shop:
    """Everything around the page, as a test sets it."""

    def __init__(self) -> None:
        self.clock = ShopClock(machine=lambda: NOON)
        self.mails: list[Mail] = []
        self.facts = FactLog()
        self.sqs = FakeSqs({"orders": ("orders-dead", 3)})
        self.desk = FakeDesk()
        self.settles: list[float] = []
        self.unsettled: str | None = None
        self.sessions: list[dict[str, Any]] = []
        self.pulses = 0
        around = Surroundings(
            clock=self.clock,
            mailbox=Mailbox(lambda: self.mails),
            facts=self.facts,
            queues=Queues(self.sqs, self.sqs.depths),
            settle=self.settle,
            desk=self.desk,
            sessions=lambda count: self.sessions[:count],
            health=lambda: {"cart": True, "checkout": False},
            schedules=lambda: [("checkout.release", NOON + timedelta(minutes=1))],
            pulse=self.pulse,
            uploads=self.upload,
        )
        self.dev = Dev(around)

    def settle(self, timeout: float) -> dict[str, int]:
        self.settles.append(timeout)
        if self.unsettled:
            raise NotSettled(self.unsettled)
        return {"handled": 3, "dead_letters": 1}

    def upload(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("Seen", environ["PATH_INFO"])])
        return []

    def pulse(self) -> None:
        self.pulses += 1

    def mail(self, subject: str = "Hello", html: str = "<p>Hi</p>", to: str = "ann@x.org") -> None:
        raw = f"Subject: {subject}\r\nContent-Type: text/html\r\n\r\n{html}".encode()
        self.mails.append(Mail(f"m{len(self.mails)}", NOON, "shop@x.org", (to,), raw))

    def get(self, target: str, headers: dict[str, str] | None = None) -> Got:
        return call(self.dev, "GET", target, headers=headers)

    def post(self, target: str, body: Any = None, headers: dict[str, str] | None = None) -> Got:
        return call(self.dev, "POST", target, headers=headers, json_body=body)


def assert_problem(got: Got, status: int, code: str) -> None:
    assert got.header("Content-Type") == "application/problem+json"
    assert (got.status, got.json()["code"]) == (status, code)
