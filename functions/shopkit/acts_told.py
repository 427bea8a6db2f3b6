"""What a capability's own table says its staff did, day by day: the audit log's other witness.

Each entry of the log was first an item here, beside the write that it tells of. Who cuts something
off the log leaves these behind; `barrow audit verify` holds the two against each other.
"""

import datetime as dt
from collections.abc import Callable
from typing import Literal

from shopkit import cursors, outbox, table
from shopkit.models import Answer, Listing, ListQuery
from shopkit.routes import Call

PERMISSION = "accounts:audit"


class ActsQuery(ListQuery):
    day: dt.date


class ActView(Answer):
    """`record` is the fact StaffActed as JSON, in the words in which it was told."""

    object: Literal["act"] = "act"
    id: str
    at: str
    record: str


def lister(own_table: str) -> Callable[[Call, ActsQuery], Listing[ActView]]:
    def list_acts(call: Call, query: ActsQuery) -> Listing[ActView]:  # noqa: ARG001 — as every view
        """What staff wrote here on a day, oldest first."""
        aggregate = f"ACTS#{query.day}"
        scope = f"{own_table}.{aggregate}"
        page = table.query(
            own_table,
            aggregate,
            begins=outbox.EVENT,
            limit=query.limit,
            start=cursors.open_(scope, query.cursor),
            consistent=True,
        )
        views = [
            ActView(id=item["sk"].removeprefix(outbox.EVENT), at=item["at"], record=item["data"])
            for item in page.items
        ]
        return Listing[ActView].of(views, cursors.seal(scope, page.next_key))

    return list_acts
