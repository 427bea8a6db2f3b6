"""Keys of addresses that nobody uses any more, destroyed when nothing stands under them.

An address has a key as soon as somebody asks for a code to it, and keeps it when its owner has an
account no more, or never had one. Its day comes (shopkit/leases.py) when it was not used for as
long as BARROW_KEEP_ADDRESS_KEYS says. Then either something stands under it, and the day is moved
on, or nothing does and the key goes; whoever uses it in that moment has moved the day: it stays.

Looked for is what may stand for longer than the shortest period: orders with their facts, the list
of mails, copies and erasures. Codes, challenges and facts on their way last a fortnight at most,
and an invitation names its own time. A key that goes takes nothing with it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from shopkit import holdings, leases, table
from shopkit.leases import Lease
from shopkit.observability import count, logger
from shopkit.table import Refused, Write

from accounts import accounts_table
from accounts.privacy import exports_table

#: Looked up at once; the next are asked for when these are done.
BATCH = 25
#: When what failed is tried again.
PUT_OFF = timedelta(days=1)


def end(now: datetime, still_time: Callable[[], bool]) -> int:
    """Look at all whose day has come, as long as there is time; answers how many keys went."""
    ended = 0
    seen: set[str] = set()
    while still_time():
        # the index is a moment behind: what was just done may show once more
        waiting = [lease for lease in leases.due(now, BATCH) if lease.subject not in seen]
        if not waiting:
            return ended
        for lease in waiting:
            if not still_time():
                return ended
            seen.add(lease.subject)
            ended += _is_ended(lease, now)
    return ended


def stands(subject: str) -> bool:
    """Whether anything is kept that the subject's key opens, or that is theirs and under way."""
    return (
        holdings.newest_order_of(subject) is not None
        or holdings.has_mails(subject)
        or bool(
            table.query(
                accounts_table.accounts_table(), exports_table.pk(subject), limit=1, consistent=True
            ).items
        )
    )


def _is_ended(lease: Lease, now: datetime) -> bool:
    try:
        if stands(lease.subject):
            _do(leases.unless_used(lease, leases.needed(now)))
            return False
        is_ended = _do(leases.ended(lease))
    except Exception:
        # no text of the error's: it may repeat what it was about
        logger().exception("put off", extra={"what": "KEY"})
        count("PrivacyPutOff", what="KEY")
        _do(leases.unless_used(lease, f"{now + PUT_OFF:%Y-%m-%d}"))
        return False
    if is_ended:
        count("AddressKeysEnded")
    return is_ended


def _do(action: Write) -> bool:
    """Whether it was done: not where somebody has used the key meanwhile."""
    try:
        table.transact([action], even_one=action.kind == "Update")
    except Refused:
        return False
    return True
