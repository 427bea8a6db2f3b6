"""The audit log as staff read it: newest first, all of it, a day's, somebody's, or an object's."""

from collections.abc import Sequence
from dataclasses import dataclass

from shopkit import cursors
from shopkit.marshal import Item

from accounts.staff.audit import audit_table
from accounts.staff.audit.chain import Entry
from accounts.staff.requests import AuditQuery

_SCOPE = "accounts.audit"


@dataclass(frozen=True)
class Part:
    entries: Sequence[Entry]
    cursor: str | None


def part(asked: AuditQuery) -> Part:
    """Raises Invalid for a cursor of another list."""
    if asked.staff is not None:
        return by_staff(asked.staff, asked.limit, asked.cursor)
    if asked.target is not None:
        return by_target(asked.target, asked.limit, asked.cursor)
    if asked.day is not None:
        return of_day(asked.day.isoformat(), asked.limit, asked.cursor)
    return everything(asked.limit, asked.cursor)


def by_staff(staff: str, limit: int, cursor: str | None) -> Part:
    scope = f"{_SCOPE}.by.{staff}"
    page = audit_table.of_staff(staff, limit, cursors.open_(scope, cursor))
    return Part(audit_table.of_items(page.items), cursors.seal(scope, page.next_key))


def by_target(target: str, limit: int, cursor: str | None) -> Part:
    scope = f"{_SCOPE}.of.{target}"
    page = audit_table.of_target(target, limit, cursors.open_(scope, cursor))
    return Part(audit_table.of_items(page.items), cursors.seal(scope, page.next_key))


def of_day(day: str, limit: int, cursor: str | None) -> Part:
    scope = f"{_SCOPE}.on.{day}"
    page = audit_table.of_day(day, limit, cursors.open_(scope, cursor))
    return Part(audit_table.of_items(page.items), cursors.seal(scope, page.next_key))


def everything(limit: int, cursor: str | None) -> Part:
    """A page ends with its day, and may therefore be short; entries name the day before theirs."""
    place = cursors.open_(_SCOPE, cursor)
    day = place["day"] if place else audit_table.head()[0].day
    if not day:
        return Part([], None)
    start: Item | None = place["start"] if place else None
    page = audit_table.of_day(day, limit, start)
    entries = audit_table.of_items(page.items)
    return Part(entries, cursors.seal(_SCOPE, _next(day, entries, page.next_key)))


def _next(day: str, entries: Sequence[Entry], next_key: Item | None) -> Item | None:
    if next_key is not None:
        return {"day": day, "start": next_key}
    before = str(entries[-1].content.get("day_before", "")) if entries else ""
    # a day that leads to itself or onwards was tampered with: there is nothing to follow
    return {"day": before, "start": None} if "" < before < day else None
