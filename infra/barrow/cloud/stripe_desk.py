"""The stand-in Stripe as a part of the local cloud: kept, reached over HTTP, calling back.

Whatever changes it is written down before its answer goes out, and before a webhook tells of it:
the shop never knows of a payment that the stand-in forgets.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from barrow.cloud.http_messages import Answerer, Environ, Request, StartResponse
from barrow.cloud.kept import KeptStripe, Rows
from barrow.stripe_stand_in.stand_in import StripeStandIn
from barrow.stripe_stand_in.store import MemoryStore

API_KEY = "sk_test_local"
WEBHOOK_SECRET = "whsec_local"  # noqa: S105 — of a stand-in that only this machine reaches


class StripeDesk:
    """`answer_webhook` answers requests of the shop's API; `pulse` says that it changed something,
    and `due` that a webhook waits.
    """

    def __init__(  # noqa: PLR0913 — what it stands between
        self,
        *,
        site_url: str,
        clock: Callable[[], datetime],
        rows: Rows,
        lock: AbstractContextManager[Any],
        answer_webhook: Answerer,
        pulse: Callable[[], None],
        due: Callable[[], None],
    ) -> None:
        self._answer_webhook = answer_webhook
        self._pulse = pulse
        self._due = due
        self._store = MemoryStore()
        self._kept = KeptStripe(self._store, rows, lock)
        self._kept.restore()
        self._stand_in = StripeStandIn(
            store=self._store,
            clock=clock,
            api_key=API_KEY,
            webhook_secret=WEBHOOK_SECRET,
            webhook_url=f"{site_url}/api/checkout/webhooks/stripe",
            payment_page_base=f"{site_url}/dev/stripe/pay",
            deliver=self._deliver,
        )
        self.switches = self._stand_in.switches

    def api(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI: Stripe's API, /v1/…"""
        return self._kept_answer(self._stand_in.api, environ, start_response)

    def pages(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI: the payment page."""
        return self._kept_answer(self._stand_in.pages, environ, start_response)

    def pay(
        self,
        session_id: str,
        card: str,
        three_d_secure: Literal["complete", "fail", "leave"] = "complete",
    ) -> dict[str, Any]:
        outcome = self._stand_in.pay(session_id, card, three_d_secure=three_d_secure)
        self._after()
        return outcome

    def tick(self, now: datetime) -> int:
        happened = self._stand_in.tick(now)
        self._kept.flush()
        return happened

    def deliver_due(self, now: datetime) -> int:
        delivered = self._stand_in.deliver_due(now)
        self._kept.flush()
        return delivered

    def pending(self) -> int:
        return self._stand_in.pending()

    def redact(self, is_theirs: Callable[[str], bool]) -> int:
        changed = self._stand_in.redact(is_theirs)
        self._kept.flush()
        return changed

    def sessions(self, count: int) -> list[dict[str, Any]]:
        """The newest `count` checkout sessions, newest first."""
        return list(islice(self._store.list("checkout.session"), count))

    def balance(self) -> dict[str, int]:
        """By currency, in minor units: what was charged less what went back, fees left out."""
        return {
            str(held["id"]).upper(): sum(held["moved"].values())
            for held in self._store.list("totals")
        }

    def flush(self) -> None:
        self._kept.flush()

    def _kept_answer(
        self, app: Callable[..., Iterable[bytes]], environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        body = list(app(environ, start_response))
        self._after()
        return body

    def _after(self) -> None:
        self._kept.flush()
        if self._stand_in.pending():
            self._due()

    def _deliver(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        """Straight to the gateway: the same event, without a socket to ourselves."""
        given = {name.title(): value for name, value in headers.items()}
        answer = self._answer_webhook(Request("POST", urlsplit(url).path, "", given, body))
        self._pulse()
        return answer.status
