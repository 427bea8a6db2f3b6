"""Deliveries to the one webhook endpoint: signed, retried, and as unkind as real ones.

An event is delivered at least once. Anything but a 2xx answer is tried again, after ever longer
waits and with a fresh signature, until three days have passed since the event (Stripe's
documentation, "Receive Stripe events in your webhook endpoint", which gives the three days; the
waits are this stand-in's own). The lock is not held while the endpoint works, because the endpoint
asks this very account what is true.
"""

import heapq
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from stripe import WebhookSignature

from .store import Row, Span, Store

Deliver = Callable[[str, bytes, dict[str, str]], int]
"""(url, body, headers) -> HTTP status."""

WAITS = (10, 60, 300, 1_800, 7_200, 18_000, 36_000)  # seconds after each failure, then the last
LAST_WAIT = 43_200
GIVE_UP_AFTER = 3 * 86_400
EVENTS_KEPT = 30 * 86_400


@dataclass
class Switches:
    """How unkind deliveries are; may be set while the stand-in runs.

    duplicate: each new event is delivered twice.
    late: seconds by the clock before an event's first attempt.
    reordered: what is due at one `deliver_due` goes out newest first (with `late`, batches grow).
    events: the types the endpoint listens to; "*" stands for any run of characters.
    """

    duplicate: bool = False
    late: float = 0.0
    reordered: bool = False
    events: tuple[str, ...] = ("*",)


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Deliver over HTTP, waiting ten seconds for an answer."""
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@dataclass
class Webhooks:
    url: str
    secret: str
    deliver: Deliver
    switches: Switches = field(default_factory=Switches)
    _due: list[tuple[float, int, str]] = field(default_factory=list)
    _order: int = 0
    _waiting: int = 0

    def resume(self, store: Store) -> None:
        """Queue again what a restored store still has to deliver."""
        for delivery in reversed(list(store.list("delivery", "state", ["waiting"]))):
            self._queue(delivery)
            self._waiting += 1

    def listens_to(self, type_: str) -> bool:
        return any(fnmatchcase(type_, pattern) for pattern in self.switches.events)

    def enqueue(self, store: Store, event: Row) -> None:
        for copy in range(2 if self.switches.duplicate else 1):
            delivery: Row = {
                "id": f"{event['id']}#{copy}",
                "created": event["created"],
                "event": event["id"],
                "state": "waiting",
                "due": event["created"] + self.switches.late,
                "attempts": 0,
                "status": None,
            }
            store.put("delivery", delivery["id"], delivery)
            self._queue(delivery)
            self._waiting += 1

    def pending(self) -> int:
        return self._waiting

    def deliver_due(
        self, store: Store, now: datetime, render: Callable[[Row], dict[str, Any]]
    ) -> int:
        """Try each delivery that is due, once. Answers how many arrived."""
        with store.atomic():
            self._forget_old(store, int(now.timestamp()))
            batch = self._take(store, now.timestamp())
        return sum(self._attempt(store, delivery, now, render) for delivery in batch)

    def _forget_old(self, store: Store, now: int) -> None:
        """Events are there for 30 days (Stripe, "List all events"), or until they are delivered."""
        until = now - EVENTS_KEPT
        if self._waiting:
            waiting = store.list("delivery", "state", ["waiting"])
            until = min([until, *(delivery["created"] - 1 for delivery in waiting)])
        for kind in ("event", "delivery"):
            for row in list(store.list(kind, span=Span(until=until))):
                store.forget(kind, row["id"])

    def _queue(self, delivery: Row) -> None:
        self._order += 1
        heapq.heappush(self._due, (delivery["due"], self._order, delivery["id"]))

    def _take(self, store: Store, now: float) -> list[Row]:
        batch = []
        while self._due and self._due[0][0] <= now:
            delivery = store.get("delivery", heapq.heappop(self._due)[2])
            if delivery is not None:
                batch.append(delivery)
        return batch[::-1] if self.switches.reordered else batch

    def _attempt(
        self, store: Store, delivery: Row, now: datetime, render: Callable[[Row], dict[str, Any]]
    ) -> int:
        with store.atomic():
            event = store.get("event", delivery["event"])
            text = json.dumps(render(event) if event else {}, separators=(",", ":"))
        sign = WebhookSignature.generate_signature_header
        status = None
        try:
            status = self.deliver(
                self.url,
                text.encode(),
                {
                    "Content-Type": "application/json; charset=utf-8",
                    "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
                    "Stripe-Signature": sign(text, self.secret, int(now.timestamp())),
                },
            )
        except Exception:  # whatever the endpoint does wrong, it is tried again
            status = None
        arrived = status is not None and 200 <= status < 300
        with store.atomic():
            self._record(store, delivery, status, arrived=arrived, now=now.timestamp())
        return int(arrived)

    def _record(
        self, store: Store, delivery: Row, status: int | None, *, arrived: bool, now: float
    ) -> None:
        attempts = delivery["attempts"] + 1
        wait = WAITS[attempts - 1] if attempts <= len(WAITS) else LAST_WAIT
        state = "waiting"
        if arrived:
            state = "delivered"
        elif now + wait > delivery["created"] + GIVE_UP_AFTER:
            state = "given_up"
        after = {**delivery, "attempts": attempts, "status": status, "state": state}
        after["due"] = now + wait
        store.put("delivery", delivery["id"], after)
        if state == "waiting":
            self._queue(after)
            return
        self._waiting -= 1
        event = store.get("event", delivery["event"])
        if arrived and event and event["pending_webhooks"]:
            store.put("event", event["id"], {**event, "pending_webhooks": 0})
