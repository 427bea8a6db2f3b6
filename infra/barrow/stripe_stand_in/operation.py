"""One thing done to the account: at one moment, for one cause, under the store's lock."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .store import Row, Store
from .timers import Timers
from .webhooks import Webhooks

Fee = Callable[[int, str], int]
"""What Stripe keeps of a charge: (amount, currency) -> amount, in the minor unit."""


@dataclass(frozen=True, slots=True)
class Operation:
    store: Store
    now: datetime
    webhooks: Webhooks
    timers: Timers
    payment_page_base: str
    fee: Fee
    request_id: str | None = None
    idempotency_key: str | None = None

    @property
    def seconds(self) -> int:
        return int(self.now.timestamp())

    def new_id(self, prefix: str, length: int = 24) -> str:
        """Ids follow from the store's sequence and the time alone.

        The time is in them so that a store that lost its last rows gives nobody else their ids.
        """
        seed = f"{prefix}:{self.store.next_sequence()}:{self.now.isoformat()}"
        return prefix + hashlib.sha256(seed.encode()).hexdigest()[:length]

    def get(self, kind: str, id_: str) -> Row:
        """A row that must be there, because another one names it."""
        row = self.store.get(kind, id_)
        if row is None:
            raise LookupError(f"{kind} {id_}")
        return row

    def put(self, row: Row) -> Row:
        self.store.put(row["object"], row["id"], row)
        return row

    def change(self, row: Row, **values: Any) -> Row:
        """The row with other values, put in its place."""
        return self.put({**row, **values})

    def tell(self, type_: str, row: Row, previous: dict[str, Any] | None = None) -> None:
        """An event about the row as it is now, and its way to the webhook."""
        listened_to = self.webhooks.listens_to(type_)
        event = self.put(
            {
                "object": "event",
                "id": self.new_id("evt_"),
                "created": self.seconds,
                "type": type_,
                "row": row,  # the very row: rows never change
                "previous": previous,
                "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
                "pending_webhooks": int(listened_to),
            }
        )
        if listened_to:
            self.webhooks.enqueue(self.store, event)

    def later(self, due: int, row: Row) -> None:
        """Come back to the row at `due`, in seconds since 1970."""
        timer = {"id": self.new_id("timer_"), "created": self.seconds, "due": due}
        self.timers.start(self.store, {**timer, "kind": row["object"], "target": row["id"]})
