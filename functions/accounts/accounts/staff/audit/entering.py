"""Facts of what staff did into the chain: each once, ten in one transaction.

Whoever comes second at the chain's end reads it anew. A fact that comes again is known by its mark,
which stands in the transaction of its entry.
"""

from collections.abc import Sequence
from datetime import datetime

from shopkit import clock
from shopkit.contention import TRIES, contended, pause
from shopkit.events import StaffActed
from shopkit.observability import logger
from shopkit.table import Refused, transact

from accounts.staff.audit import audit_table, chain

#: An entry and its mark each, and the head: 21 actions, and well below 4 MB.
TOGETHER = 10


def enter(facts: Sequence[StaffActed], _again: bool = False) -> None:
    """Raises Unavailable when others enter all the time."""
    now = clock.now()
    unique = list({fact.id: fact for fact in facts}.values())
    for start in range(0, len(unique), TOGETHER):
        _enter(unique[start : start + TOGETHER], now)


def _enter(facts: Sequence[StaffActed], now: datetime) -> None:
    for attempt in range(TRIES):
        if not facts:
            return
        before, _ = audit_table.head()
        head = before
        writes = []
        for fact in facts:
            # never before the last one's day, whatever a clock says: days go one way
            entry, head = chain.follow(head, fact, max(audit_table.today(now), head.day))
            writes += [audit_table.enter(entry, fact), audit_table.mark(fact, now)]
        try:
            transact([audit_table.advance(head, before), *writes])
        except Refused as refused:
            facts = [fact for fact in facts if audit_table.marked(fact) not in refused.failed]
            pause(attempt)
            continue
        # a second place that says where the chain ends, and that nobody can write over
        logger().info("audit chain", extra={"entries": head.count, "hash": head.hash})
        return
    raise contended()
