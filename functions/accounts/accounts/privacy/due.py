"""What of privacy is due: copies to write, erasures to go on with, accounts that nobody uses.

Each such item names its next time in gsi2, under one key; the schedule takes them in turn. One that
fails is put off, ever longer, so that it holds none of the others back; it is never given up.
"""

from datetime import datetime, timedelta

from shopkit import clock, table
from shopkit.marshal import Item

from accounts.accounts_table import accounts_table

PARTITION = "PRIVACY"
#: After the first, second, … failure.
PUT_OFF = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12))


def due_at(at: datetime, seed: str) -> Item:
    """The index's keys; `seed` tells apart what is due at the same time."""
    return {"gsi2pk": PARTITION, "gsi2sk": f"{clock.text(at)}#{seed}"}


def due(now: datetime, limit: int) -> list[Item]:
    """What is due at `now`, longest overdue first; as the index shows it, a moment behind."""
    page = table.query(
        accounts_table(), PARTITION, index="gsi2", up_to=f"{clock.text(now)}~", limit=limit
    )
    return page.items


def put_off(item: Item, now: datetime) -> None:
    """Let it wait; a no-op where it has moved on meanwhile."""
    failures = item.get("failures", 0)
    later = now + PUT_OFF[min(failures, len(PUT_OFF) - 1)]
    seed = item["gsi2sk"].split("#", 1)[1]
    waiting = table.update(
        accounts_table(),
        {"pk": item["pk"], "sk": item["sk"]},
        "SET gsi2sk = :later, failures = :failures",
        {
            ":later": f"{clock.text(later)}#{seed}",
            ":failures": failures + 1,
            ":seen": item["gsi2sk"],
        },
        only_if="gsi2sk = :seen",
        condition="still_due",
    )
    try:
        table.write(waiting)
    except table.Refused:
        return
