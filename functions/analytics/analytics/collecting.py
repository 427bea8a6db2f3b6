"""Taking in what browsers tell: all of a batch or, where one time in it cannot be right, nothing.

An event is at most a day old, since a page tells within seconds and at the latest when it is opened
again; a browser's clock may be a little ahead.
"""

from datetime import datetime, timedelta
from typing import Any

from shopkit.errors import FieldError, Invalid, NotAllowed
from shopkit.retention import periods
from shopkit.settings import settings

from analytics import events_table
from analytics.requests import Batch, Event, Search, Seen, without_people

OLDEST = timedelta(days=1)
AHEAD = timedelta(minutes=5)


def collect(batch: Batch, origin: str | None, now: datetime) -> int:
    """Store the events that are new; answers how many. Raises Invalid or NotAllowed."""
    if origin not in {None, settings().site_url}:
        raise NotAllowed("Events of another site are not counted here")
    wrong = [
        error for pointer, at in batch.times() if (error := _error(pointer, at, now)) is not None
    ]
    if wrong:
        raise Invalid("Some times cannot be right", wrong)
    items = [events_table.to_item(event, batch.consent, fields_of(event)) for event in batch.events]
    return events_table.add(items)


def fields_of(event: Event) -> dict[str, Any]:
    """What the event's type tells, without what every event has and without what was left out."""
    common = {*Seen.model_fields, "type"}
    fields = event.model_dump(exclude=common, exclude_none=True)
    if isinstance(event, Search):
        fields["query"] = without_people(event.query)
    return fields


def _error(pointer: str, at: datetime, now: datetime) -> FieldError | None:
    oldest = periods().of("events") if pointer.startswith("/consent") else OLDEST
    if at > now + AHEAD:
        return FieldError(pointer, "in_the_future", "This has not happened yet")
    if at < now - oldest:
        return FieldError(pointer, "too_old", f"At most {oldest.days} days ago")
    return None
