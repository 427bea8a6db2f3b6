"""The stand-in as its host holds it: two WSGI applications, a clock's hands, and the sums."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Literal
from wsgiref.types import StartResponse, WSGIEnvironment

from . import balance, card_entry, checkout, redaction, refunds, sessions
from .api import Api
from .balance import Movement
from .errors import ApiError
from .idempotency import Idempotency
from .objects import render
from .operation import Fee, Operation
from .pages import Pages
from .store import Store
from .timers import Timers
from .webhooks import Deliver, Switches, Webhooks, post


def no_fee(_amount: int, _currency: str) -> int:
    return 0


class StripeStandIn:
    """See the package for what it is.

    Everything that changes it happens under `store.atomic()`; the webhook endpoint is called
    outside it. A host that keeps the store writes down what changed before it calls
    `deliver_due`, so that nothing is told that could be forgotten.
    """

    def __init__(  # noqa: PLR0913 — what an account is made of
        self,
        *,
        store: Store,
        clock: Callable[[], datetime],
        api_key: str,
        webhook_secret: str,
        webhook_url: str,
        payment_page_base: str,
        deliver: Deliver = post,
        fee: Fee = no_fee,
        switches: Switches | None = None,
    ) -> None:
        self.switches = switches or Switches()
        self._store, self._clock, self._fee = store, clock, fee
        self._payment_page_base = payment_page_base
        self._webhooks = Webhooks(webhook_url, webhook_secret, deliver, self.switches)
        self._timers = Timers()
        keys = Idempotency(store)
        with store.atomic():
            self._webhooks.resume(store)
            self._timers.resume(store)
            keys.resume()
        self._api = Api(api_key, clock, keys, self._begin)
        self._pages = Pages(self._begin)

    def api(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI: /v1/…"""
        return self._api(environ, start_response)

    def pages(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI: the payment page of the session whose id ends the path, whatever stands before."""
        return self._pages(environ, start_response)

    def pay(
        self,
        session_id: str,
        card: str,
        three_d_secure: Literal["complete", "fail", "leave"] = "complete",
    ) -> dict[str, Any]:
        """What the page would do with this card, for programs.

        Answers status: paid, already_paid, declined, requires_action (a challenge was left
        waiting), expired or unknown; error: code, decline_code, message, or None; redirect:
        where the buyer goes next, or None.
        """
        with self._begin() as op:
            try:
                session = sessions.find(op, session_id)
            except ApiError as error:
                said = {"code": error.code, "decline_code": None, "message": error.message}
                return {"status": "unknown", "error": said, "redirect": None}
            entry = card_entry.example(card, session, op.now.year)
            result = checkout.pay(op, session_id, entry)
            if result.status == "requires_action" and three_d_secure != "leave":
                complete = three_d_secure == "complete"
                result = checkout.answer_challenge(op, session_id, complete=complete)
            return result.body()

    def tick(self, now: datetime) -> int:
        """Let happen what is due: sessions expire, asynchronous refunds settle. How many did."""
        with self._store.atomic():
            return self._let_happen(self._operation(now))

    def deliver_due(self, now: datetime) -> int:
        """Try each webhook that is due, once, in this thread. How many were taken."""
        return self._webhooks.deliver_due(
            self._store, now, lambda event: render(self._operation(now), event)
        )

    def pending(self) -> int:
        """Webhooks neither taken nor given up, due or not."""
        return self._webhooks.pending()

    def redact(self, is_theirs: Callable[[str], bool]) -> int:
        """Take a person out of every row, by their e-mail addresses. How many rows changed."""
        return redaction.redact(self._store, is_theirs)

    def charges_total(self, currency: str) -> int:
        """All that was ever charged, in the minor unit."""
        return self._moved(currency, "charge")

    def refunds_total(self, currency: str) -> int:
        """All that was given back and did not come back, pending refunds included."""
        return -self._moved(currency, "refund") - self._moved(currency, "refund_failure")

    def disputes_total(self, currency: str) -> int:
        """All that banks took back."""
        return -self._moved(currency, "adjustment")

    def balance(self, currency: str) -> int:
        """Available and pending: charges − refunds − disputes − fees."""
        with self._store.atomic():
            return balance.net(self._store, currency.lower())

    def _moved(self, currency: str, type_: Movement) -> int:
        with self._store.atomic():
            return int(balance.totals(self._store, currency.lower())["moved"].get(type_, 0))

    @contextmanager
    def _begin(
        self, request_id: str | None = None, idempotency_key: str | None = None
    ) -> Iterator[Operation]:
        with self._store.atomic():
            now = self._clock()
            self._let_happen(self._operation(now))
            yield self._operation(now, request_id, idempotency_key)

    def _let_happen(self, op: Operation) -> int:
        due = self._timers.take_due(op.store, op.seconds)
        for kind, id_ in due:
            if kind == "checkout.session":
                sessions.become_due(op, id_)
            else:
                refunds.become_due(op, id_)
        return len(due)

    def _operation(
        self, now: datetime, request_id: str | None = None, idempotency_key: str | None = None
    ) -> Operation:
        return Operation(
            store=self._store,
            now=now,
            webhooks=self._webhooks,
            timers=self._timers,
            payment_page_base=self._payment_page_base,
            fee=self._fee,
            request_id=request_id,
            idempotency_key=idempotency_key,
        )
