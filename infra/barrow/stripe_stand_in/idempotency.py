"""Idempotency keys: one key, one request, one answer, for a day.

Source: Stripe's documentation, "Idempotent requests". The answer of a request that was carried
out is kept, whatever it was; one that was refused while it was read leaves no trace.
"""

from collections import deque
from dataclasses import dataclass, field
from threading import Lock

from .errors import ApiError
from .store import Row, Store

KEPT = 24 * 3600
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class Once:
    """A request that is to be carried out once: its key, what it asks, when it came (seconds)."""

    key: str
    fingerprint: str
    at: int


@dataclass
class Idempotency:
    store: Store
    _working: set[str] = field(default_factory=set)
    _guard: Lock = field(default_factory=Lock)
    _kept: deque[tuple[int, str]] = field(default_factory=deque)

    def resume(self) -> None:
        rows = self.store.list("idempotency")
        self._kept = deque(sorted((row["created"], row["id"]) for row in rows))

    def begin(self, once: Once) -> Row | None:
        """The answer kept for this key, or None: then carry the request out. `end` either way."""
        key = once.key
        if len(key) > LONGEST_KEY:
            raise ApiError(f"Idempotency keys can have at most {LONGEST_KEY} characters.")
        with self._guard:
            if key in self._working:
                raise ApiError(
                    "There is currently another in-progress request using this Idempotent Key "
                    "(that probably means you submitted twice, and the other request is still "
                    f"going through): {key}. Please try again later.",
                    code="idempotency_key_in_use",
                    status=409,
                )
            self._working.add(key)
        try:
            return self._kept_answer(once)
        except BaseException:
            self.end(key)
            raise

    def _kept_answer(self, once: Once) -> Row | None:
        with self.store.atomic():
            self._forget_old(once.at)
            kept = self.store.get("idempotency", once.key)
        if kept is None:
            return None
        if kept["fingerprint"] != once.fingerprint:
            raise ApiError(
                "Keys for idempotent requests can only be used with the same parameters they were "
                f"first used with. Try using a key other than '{once.key}' if you meant to "
                "execute a different request.",
                type="idempotency_error",
            )
        return kept

    def keep(self, once: Once, answer: Row) -> None:
        """`answer`: status, body (text) and request_id. Call it in the request's own `atomic`."""
        row = {"id": once.key, "created": once.at, "fingerprint": once.fingerprint, **answer}
        self.store.put("idempotency", once.key, row)
        self._kept.append((once.at, once.key))

    def end(self, key: str) -> None:
        with self._guard:
            self._working.discard(key)

    def _forget_old(self, now: int) -> None:
        while self._kept and self._kept[0][0] <= now - KEPT:
            created, key = self._kept.popleft()
            row = self.store.get("idempotency", key)
            if row and row["created"] == created:
                self.store.forget("idempotency", key)
