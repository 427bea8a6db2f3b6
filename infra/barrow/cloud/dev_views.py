"""What the routes of /dev answer: each reads its request, asks the shop, and shows what it says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from urllib.parse import parse_qs

from barrow.cloud import dev_page
from barrow.cloud.dead_letters import Queues, UnknownQueue
from barrow.cloud.dev_bodies import (
    AdvanceClock,
    Nothing,
    PayByCard,
    SetSwitches,
    Settle,
    is_form,
    read_body,
)
from barrow.cloud.fact_log import FactLog
from barrow.cloud.http_messages import (
    Answer,
    Environ,
    Request,
    StartResponse,
    WsgiApp,
    json_answer,
    problem,
)
from barrow.cloud.mailbox import Mailbox
from barrow.cloud.pumps import NotSettled
from barrow.cloud.shop_clock import ClockGoesBack, ShopClock, TooFar
from barrow.stripe_stand_in.errors import ApiError


class PaymentDesk(Protocol):
    """What the page needs of the stand-in Stripe."""

    switches: Any

    def pages(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]: ...

    def pay(
        self,
        session_id: str,
        card: str,
        three_d_secure: Literal["complete", "fail", "leave"] = "complete",
    ) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Surroundings:
    """What the developer's page shows and moves."""

    clock: ShopClock
    mailbox: Mailbox
    facts: FactLog
    queues: Queues
    settle: Callable[[float], dict[str, int]]
    desk: PaymentDesk
    sessions: Callable[[int], list[dict[str, Any]]]
    health: Callable[[], dict[str, bool]]
    schedules: Callable[[], list[tuple[str, datetime | None]]]
    pulse: Callable[[], None]
    uploads: WsgiApp
    balance: Callable[[], dict[str, int]] = dict


View = Callable[..., Answer]
Pattern = tuple[str, ...]


class Views:
    """`routes` maps the segments below /dev (`*` is any) to views by method."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.routes: dict[Pattern, dict[str, View]] = {
            (): {"GET": self._page},
            ("clock",): {"GET": self._clock, "POST": self._advance},
            ("mail",): {"GET": self._mail},
            ("mail", "*"): {"GET": self._one_mail},
            ("settle",): {"POST": self._settle},
            ("facts",): {"GET": self._facts},
            ("queues",): {"GET": self._queues},
            ("queues", "*"): {"GET": self._dead_letters},
            ("queues", "*", "redrive"): {"POST": self._redrive},
            ("health",): {"GET": self._health},
            ("stripe", "sessions"): {"GET": self._sessions},
            ("stripe", "balance"): {"GET": self._balance},
            ("stripe", "switches"): {"POST": self._switch},
            ("stripe", "*", "pay"): {"POST": self._pay},
        }

    def _page(self, request: Request) -> Answer:  # noqa: ARG002
        around = self._around
        return dev_page.overview(
            now=around.clock.now(),
            offset=around.clock.offset,
            queues=around.queues.all(),
            facts=around.facts,
            mails=around.mailbox.latest(12),
            switches=around.desk.switches,
            sessions=around.sessions(12),
            health=around.health(),
            schedules=around.schedules(),
        )

    def _clock(self, request: Request) -> Answer:  # noqa: ARG002
        return self._time()

    def _time(self) -> Answer:
        now = self._around.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        offset = self._around.clock.offset.total_seconds()
        return json_answer({"now": now, "offset_seconds": offset})

    def _advance(self, request: Request) -> Answer:
        wanted = read_body(request, AdvanceClock)
        if (wanted.advance_seconds is None) == (wanted.set_to is None):
            return problem(422, "invalid", "Give advance_seconds or set_to, one of the two")
        try:
            if wanted.advance_seconds is not None:
                self._around.clock.advance(wanted.advance_seconds)
            elif wanted.set_to is not None:
                self._around.clock.set(wanted.set_to)
        except (ClockGoesBack, TooFar) as error:
            return problem(422, "invalid", "The clock cannot do this", str(error))
        self._around.pulse()
        return _back(request) or self._time()

    def _mail(self, request: Request) -> Answer:
        mails = self._around.mailbox
        asked = parse_qs(request.query, keep_blank_values=True)
        accepts_page = "text/html" in request.headers.get("Accept", "")
        if "view" in asked or (request.path.endswith("/") and accepts_page):
            return dev_page.mail_list(mails.latest(200))
        return json_answer([mail.as_json() for mail in mails.all()])

    def _one_mail(self, request: Request, mail_id: str) -> Answer:
        mail = self._around.mailbox.find(mail_id)
        if mail is None:
            return problem(404, "not_found", "There is no such mail")
        if "text/html" in request.headers.get("Accept", ""):
            return dev_page.one_mail(mail)
        return json_answer(mail.as_json())

    def _settle(self, request: Request) -> Answer:
        wanted = read_body(request, Settle)
        try:
            outcome = self._around.settle(wanted.timeout_seconds)
        except NotSettled as left:
            return problem(409, "not_settled", "Work is left", str(left))
        return _back(request) or json_answer(outcome)

    def _facts(self, request: Request) -> Answer:
        asked = parse_qs(request.query)
        return json_answer(self._around.facts.latest(asked.get("type", [None])[-1]))

    def _queues(self, request: Request) -> Answer:  # noqa: ARG002
        queues = [
            {
                "name": queue.name,
                "visible": queue.visible,
                "in_flight": queue.in_flight,
                "dead_letter_queue": queue.dead_letter_queue,
                "dead_letters": queue.dead,
            }
            for queue in self._around.queues.all()
        ]
        return json_answer(queues)

    def _dead_letters(self, request: Request, name: str) -> Answer:
        try:
            letters = self._around.queues.peek(name)
        except UnknownQueue:
            return problem(404, "not_found", "There is no such queue")
        if "text/html" in request.headers.get("Accept", ""):
            return dev_page.dead_letters(name, letters)
        return json_answer(letters)

    def _redrive(self, request: Request, name: str) -> Answer:
        read_body(request, Nothing)
        try:
            moved = self._around.queues.redrive(name)
        except UnknownQueue:
            return problem(404, "not_found", "There is no such dead-letter queue")
        self._around.pulse()
        return _back(request) or json_answer({"moved": moved})

    def _health(self, request: Request) -> Answer:  # noqa: ARG002
        return json_answer(self._around.health())

    def _sessions(self, request: Request) -> Answer:  # noqa: ARG002
        return json_answer(self._around.sessions(100))

    def _balance(self, request: Request) -> Answer:  # noqa: ARG002
        return json_answer(self._around.balance())

    def _switch(self, request: Request) -> Answer:
        wanted = read_body(request, SetSwitches)
        switches = self._around.desk.switches
        given = wanted.model_dump(exclude_none=True)
        if is_form(request):  # a box that is not ticked is not sent
            given = {"duplicate": False, "reordered": False, "late": 0.0} | given
        for name, value in given.items():
            setattr(switches, name, value)
        names = ("duplicate", "late", "reordered")
        return _back(request) or json_answer({name: getattr(switches, name) for name in names})

    def _pay(self, request: Request, session_id: str) -> Answer:
        wanted = read_body(request, PayByCard)
        try:
            outcome = self._around.desk.pay(
                session_id, wanted.card, three_d_secure=wanted.three_d_secure
            )
        except ApiError as error:
            code = error.code or error.type
            return problem(error.status, code, "Stripe refuses this", error.message)
        finally:
            self._around.pulse()
        if outcome["status"] == "unknown":
            return problem(404, "not_found", "There is no such payment session")
        return json_answer(outcome)


def _back(request: Request) -> Answer | None:
    """To the page again, for a browser that sent one of its forms."""
    return Answer(303, [("Location", "/dev")]) if is_form(request) else None
