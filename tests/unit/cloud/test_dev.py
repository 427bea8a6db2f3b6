"""The developer's page and routes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from barrow.cloud.dead_letters import Queues
from barrow.cloud.dev import Dev
from barrow.cloud.dev_views import Surroundings
from barrow.cloud.engine import Mail
from barrow.cloud.fact_log import FactLog
from barrow.cloud.http_messages import Environ, StartResponse
from barrow.cloud.mailbox import Mailbox
from barrow.cloud.pumps import NotSettled
from barrow.cloud.shop_clock import ShopClock
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cloud.fake_sqs import FakeSqs
from tests.unit.cloud.test_fact_log import change
from tests.unit.cloud.wsgi_calls import Got, call

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVIL = "<script>alert('x')</script>"
SAME = {"Origin": "http://localhost:8000"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PAGE = {"Accept": "text/html"}


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


@pytest.fixture
def shop() -> Shop:
    return Shop()


def assert_problem(got: Got, status: int, code: str) -> None:
    assert got.header("Content-Type") == "application/problem+json"
    assert (got.status, got.json()["code"]) == (status, code)


# ── the clock ────────────────────────────────────────────────────────────────────────────────
def test_the_clock_tells_its_time(shop: Shop) -> None:
    assert shop.get("/dev/clock").json() == {
        "now": "2026-03-01T12:00:00.000Z",
        "offset_seconds": 0.0,
    }


def test_advancing_moves_it_and_wakes_the_pumps(shop: Shop) -> None:
    got = shop.post("/dev/clock", {"advance_seconds": 86_400})

    assert got.json() == {"now": "2026-03-02T12:00:00.000Z", "offset_seconds": 86_400.0}
    assert shop.pulses == 1


def test_it_can_be_set_to_a_moment(shop: Shop) -> None:
    shop.post("/dev/clock", {"set_to": "2026-03-01T15:00:00+02:00"})

    assert shop.clock.offset == timedelta(hours=1)


@pytest.mark.parametrize(
    "body",
    [
        {"advance_seconds": 0},
        {"advance_seconds": -60},
        {"advance_seconds": "60"},
        {"advance_seconds": True},
        {"advance_seconds": 1e300},
        {"advance_seconds": 60, "set_to": "2026-03-02T00:00:00Z"},
        {"set_to": "2026-02-01T00:00:00Z"},
        {"set_to": "2026-03-02T00:00:00"},
        {"set_to": "9999-12-31T23:59:59Z"},
        {"seconds": 60},
        {},
        [],
        "60",
        None,
    ],
)
def test_a_time_that_is_none_is_a_problem_and_moves_nothing(shop: Shop, body: Any) -> None:
    raw = json.dumps(body).encode()

    got = call(shop.dev, "POST", "/dev/clock", raw, {"Content-Type": "application/json"})

    assert_problem(got, 422, "invalid")
    assert shop.clock.now() == NOON


@pytest.mark.parametrize("raw", [b"{", b"\xff", b'{"advance_seconds": NaN', b"[" * 100_000])
def test_what_is_no_json_is_malformed(shop: Shop, raw: bytes) -> None:
    got = call(shop.dev, "POST", "/dev/clock", raw, {"Content-Type": "application/json"})

    assert_problem(got, 400, "malformed")


def test_a_body_of_another_kind_is_refused(shop: Shop) -> None:
    got = call(shop.dev, "POST", "/dev/clock", b"<a/>", {"Content-Type": "text/xml"})

    assert_problem(got, 415, "not_json")


def test_a_wrong_field_is_named(shop: Shop) -> None:
    got = shop.post("/dev/clock", {"advance_seconds": 1, "by": 2})

    assert got.json()["errors"] == [
        {
            "pointer": "/by",
            "code": "unknown_field",
            "detail": "Extra inputs are not permitted",
        }
    ]


# ── who may write ────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost:8000"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize(
    "target", ["/dev/clock", "/dev/settle", "/dev/stripe/cs_1/pay", "/dev/stripe/pay/cs_1"]
)
def test_another_site_may_not_write(shop: Shop, target: str, headers: dict[str, str]) -> None:
    got = call(shop.dev, "POST", target, b"{}", headers)

    assert_problem(got, 403, "cross_origin")
    assert shop.clock.now() == NOON
    assert (shop.settles, shop.desk.paid, shop.desk.shown) == ([], [], [])


@pytest.mark.parametrize("headers", [SAME, {}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}])
def test_this_site_and_programs_may_write(shop: Shop, headers: dict[str, str]) -> None:
    assert shop.post("/dev/clock", {"advance_seconds": 60}, headers).status == 200
    assert call(shop.dev, "POST", "/dev/stripe/pay/cs_1", b"", headers).status == 200


def test_forms_of_the_page_lead_back_to_it(shop: Shop) -> None:
    got = call(shop.dev, "POST", "/dev/clock", b"advance_seconds=3600", FORM | SAME)

    assert (got.status, got.header("Location")) == (303, "/dev")
    assert shop.clock.offset == timedelta(hours=1)


# ── mails ────────────────────────────────────────────────────────────────────────────────────
def test_mails_come_as_a_json_list_oldest_first(shop: Shop) -> None:
    shop.mail("First")
    shop.mail("Second", to="bo@x.org")

    mails = shop.get("/dev/mail").json()

    assert [mail["subject"] for mail in mails] == ["First", "Second"]
    assert mails[1] | {"html": "<p>Hi</p>"} == {
        "id": "m1",
        "at": "2026-03-01T12:00:00Z",
        "from": "shop@x.org",
        "to": "bo@x.org",
        "subject": "Second",
        "text": "",
        "html": "<p>Hi</p>",
    }


@pytest.mark.parametrize(
    ("target", "headers"), [("/dev/mail/", PAGE), ("/dev/mail?view", {}), ("/dev/mail/m0", PAGE)]
)
def test_people_see_mails_as_a_page(shop: Shop, target: str, headers: dict[str, str]) -> None:
    shop.mail("Tea & more")

    got = shop.get(target, headers)

    assert (got.header("Content-Type") or "").startswith("text/html")
    assert "Tea &amp; more" in got.body.decode()


def test_programs_get_json_at_the_bare_address_whatever_they_accept(shop: Shop) -> None:
    assert shop.get("/dev/mail", PAGE).header("Content-Type") == "application/json"
    assert shop.get("/dev/mail/", {"Accept": "*/*"}).header("Content-Type") == "application/json"


def test_one_mail_can_be_read_and_an_unknown_one_is_not_found(shop: Shop) -> None:
    shop.mail("First")

    assert shop.get("/dev/mail/m0").json()["subject"] == "First"
    assert_problem(shop.get("/dev/mail/m9"), 404, "not_found")


def test_a_mails_html_is_shown_in_a_frame_that_may_do_nothing(shop: Shop) -> None:
    shop.mail(html=f'"><script>steal()</script>{EVIL}')

    page = shop.get("/dev/mail/m0", PAGE).body.decode()

    assert "<script>" not in page
    assert "<iframe sandbox " in page
    assert 'srcdoc="&quot;&gt;&lt;script&gt;steal()' in page


# ── settle, facts, queues ────────────────────────────────────────────────────────────────────
def test_settle_answers_what_was_done(shop: Shop) -> None:
    assert shop.post("/dev/settle", {}).json() == {"handled": 3, "dead_letters": 1}
    assert call(shop.dev, "POST", "/dev/settle").json() == {"handled": 3, "dead_letters": 1}
    assert shop.settles == [60.0, 60.0]


def test_settle_takes_a_time_to_wait(shop: Shop) -> None:
    shop.post("/dev/settle", {"timeout_seconds": 5})

    assert shop.settles == [5.0]


def test_a_shop_that_does_not_settle_is_a_problem_with_the_reason(shop: Shop) -> None:
    shop.unsettled = "stream orders is blocked"

    got = shop.post("/dev/settle", {})

    assert_problem(got, 409, "not_settled")
    assert got.json()["detail"] == "stream orders is blocked"


def test_facts_come_as_a_list_and_by_type(shop: Shop) -> None:
    shop.facts.observe([change("evt_1"), change("evt_2", "StockRanLow")])

    every = shop.get("/dev/facts").json()
    some = shop.get("/dev/facts?type=StockRanLow").json()

    assert [fact["id"] for fact in every] == ["evt_1", "evt_2"]
    assert [fact["id"] for fact in some] == ["evt_2"]
    assert shop.get("/dev/facts?type=Nothing").json() == []


def test_queues_and_their_dead_letters_are_shown(shop: Shop) -> None:
    shop.sqs.put("orders", "a")
    shop.sqs.put("orders-dead", '{"id": 7}')

    queues = shop.get("/dev/queues").json()
    letters = shop.get("/dev/queues/orders-dead").json()

    assert queues == [
        {
            "name": "orders",
            "visible": 1,
            "in_flight": 0,
            "dead_letter_queue": "orders-dead",
            "dead_letters": 1,
        }
    ]
    assert letters == [{"id": "m2", "body": {"id": 7}, "received": 1}]


def test_dead_letters_are_sent_back(shop: Shop) -> None:
    shop.sqs.put("orders-dead", "a", "b")

    got = shop.post("/dev/queues/orders-dead/redrive")

    assert got.json() == {"moved": 2}
    assert shop.sqs.bodies("orders") == ["a", "b"]
    assert shop.pulses == 1


def test_an_unknown_queue_is_not_found(shop: Shop) -> None:
    assert_problem(shop.get("/dev/queues/nothing"), 404, "not_found")
    assert_problem(shop.post("/dev/queues/orders/redrive"), 404, "not_found")


# ── Stripe ───────────────────────────────────────────────────────────────────────────────────
def test_paying_answers_what_the_page_would(shop: Shop) -> None:
    got = shop.post("/dev/stripe/cs_1/pay", {"card": "4242424242424242"})

    assert got.json() == {
        "status": "paid",
        "error": None,
        "redirect": "http://localhost:8000/thanks",
    }
    assert shop.desk.paid == [("cs_1", "4242424242424242", "complete")]
    assert shop.pulses == 1


def test_an_unknown_session_is_not_found(shop: Shop) -> None:
    got = shop.post("/dev/stripe/cs_none/pay", {"card": "4242424242424242"})

    assert_problem(got, 404, "not_found")


@pytest.mark.parametrize("body", [{}, {"card": 4242}, {"card": ""}, {"card": "4" * 41}])
def test_a_card_that_is_none_is_a_problem(shop: Shop, body: dict[str, Any]) -> None:
    assert_problem(shop.post("/dev/stripe/cs_1/pay", body), 422, "invalid")
    assert shop.desk.paid == []


def test_the_payment_page_is_the_stand_ins(shop: Shop) -> None:
    got = shop.get("/dev/stripe/pay/cs_1")

    assert got.body == b"pay here"
    assert shop.desk.shown == [("GET", "/dev/stripe", "/pay/cs_1")]


def test_switches_change_one_by_one(shop: Shop) -> None:
    got = shop.post("/dev/stripe/switches", {"duplicate": True, "late": 30})

    assert got.json() == {"duplicate": True, "late": 30.0, "reordered": False}
    assert shop.desk.switches == FakeSwitches(duplicate=True, late=30.0)


def test_a_box_that_is_not_ticked_switches_off(shop: Shop) -> None:
    shop.desk.switches.duplicate = True

    call(shop.dev, "POST", "/dev/stripe/switches", b"reordered=true&late=0", FORM | SAME)

    assert shop.desk.switches == FakeSwitches(reordered=True)


# ── the page ─────────────────────────────────────────────────────────────────────────────────
class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.forms: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in {"meta", "input", "link"}:
            self.open.append(tag)
        if tag == "form":
            self.forms.append(found.get("action") or "")
        self.addresses += [v for k, v in attrs if k in {"src", "href", "action"} and v]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(shop: Shop) -> None:
    tags = Tags(shop.get("/dev").body.decode())

    assert tags.open == []
    assert all(address.startswith("/") for address in tags.addresses)
    assert tags.forms == [
        "/dev/clock",
        "/dev/clock",
        "/dev/clock",
        "/dev/settle",
        "/dev/stripe/switches",
    ]


def test_the_page_runs_no_script_but_its_own(shop: Shop) -> None:
    policy = shop.get("/dev").header("Content-Security-Policy") or ""

    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def test_every_value_on_the_page_is_escaped(shop: Shop) -> None:
    shop.mail(subject=EVIL, to=EVIL)
    shop.facts.observe([change("evt_1", EVIL)])
    shop.sqs.put(EVIL, "a")
    shop.sessions.append({"id": EVIL, "currency": EVIL, "status": EVIL, "payment_status": EVIL})

    page = shop.get("/dev").body.decode()

    assert page.count("<script>") == 1
    assert page.count("&lt;script&gt;") >= 6


def test_the_page_shows_what_is_wrong(shop: Shop) -> None:
    shop.sqs.put("orders-dead", "a", "b")

    page = shop.get("/dev").body.decode()

    assert '<li class="ill">checkout is ill</li>' in page
    assert '<a href="/dev/queues/orders-dead" class="ill">2</a>' in page


# ── everywhere ───────────────────────────────────────────────────────────────────────────────
def test_unknown_places_and_methods_are_problems(shop: Shop) -> None:
    assert_problem(shop.get("/dev/nothing"), 404, "not_found")
    refused = call(shop.dev, "DELETE", "/dev/clock")

    assert_problem(refused, 405, "method_not_allowed")
    assert refused.header("Allow") == "GET, HEAD, OPTIONS, POST"


def test_head_has_no_body(shop: Shop) -> None:
    got = call(shop.dev, "HEAD", "/dev/clock")

    assert (got.status, got.body) == (200, b"")


@given(
    st.sampled_from(["clock", "settle", "stripe/switches", "stripe/cs_1/pay", "queues/x/redrive"]),
    st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/plain", ""]),
    st.binary(max_size=60)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.dictionaries(
            st.sampled_from(["advance_seconds", "set_to", "card", "late", "duplicate"]), inner
        ),
    ).map(lambda value: json.dumps(value).encode()),
)
def test_whatever_is_sent_is_never_our_fault(target: str, media: str, body: bytes) -> None:
    got = call(Shop().dev, "POST", f"/dev/{target}", body, {"Content-Type": media})

    assert got.status < 500
