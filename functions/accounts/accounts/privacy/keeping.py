"""What the schedule does about people's data: finish what was asked for, end what has its time.

Taken up by when it is due (due.py), each by itself: what fails is put off and counted, and holds
none of the others back. Copies, erasures and unused accounts meet here and nowhere else.
"""

from collections.abc import Callable
from datetime import datetime

from shopkit.marshal import Item
from shopkit.observability import count, logger

from accounts.privacy import activity, due, erasing, exporting, persons
from accounts.staff.roles import LastOwner

#: Looked up at once; the next are asked for when these are done.
BATCH = 25


def keep(now: datetime, still_time: Callable[[], bool]) -> int:
    """Do all that is due, as long as there is time; answers how many were taken up."""
    taken = 0
    seen: set[str] = set()
    while still_time():
        # the index is a moment behind: what was just done may show once more
        waiting = [item for item in due.due(now, BATCH) if _name(item) not in seen]
        if not waiting:
            return taken
        for item in waiting:
            if not still_time():
                return taken
            seen.add(_name(item))
            _do(item, now)
            taken += 1
    return taken


def _name(item: Item) -> str:
    return f"{item['pk']} {item['sk']}"


def _do(item: Item, now: datetime) -> None:
    try:
        _KINDS[item["sk"]](item, now)
    except Exception:
        # no text of the error's: it may repeat what it was about
        logger().exception("put off", extra={"what": item["sk"]})
        count("PrivacyPutOff", what=item["sk"])
        due.put_off(item, now)


def _copy(item: Item, now: datetime) -> None:
    exporting.go_on(item["subject"], item["id"], now)


def _erasure(item: Item, now: datetime) -> None:
    erasing.go_on(item["id"], now)


def _unused(item: Item, now: datetime) -> None:
    if not activity.is_told(item):
        activity.tell(item, now)
        return
    if not activity.is_unused(item):
        return
    try:
        person = persons.of_account(item["account_id"])
        erasing.ask(person, "inactivity", now, [activity.unused(item)])
    except LastOwner:
        # nobody else can run the shop: an account that it needs is not unused
        activity.leave_alone(item, now)
    else:
        activity.taken_up(item)


_KINDS: dict[str, Callable[[Item, datetime], None]] = {
    "EXPORT": _copy,
    "ERASURE": _erasure,
    "ACTIVITY": _unused,
}
