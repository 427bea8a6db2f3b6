"""Events at rest, for thirteen months unless the shop's settings say otherwise.

| pattern | key | index | units |
|---|---|---|---|
| store an event, once | put pk = VISIT#<visit>, sk = EVENT#<id>, if new | – | 2 writes + index 1 |
| what one visit did | pk = VISIT#<visit> | – | ½ read a 4 KB, about 16 events |
| a day's of a type | gsi1pk = DAY#<date>#<type>, gsi1sk = <time>#<id> | gsi1 | ½ read a 4 KB |

An event's key is its visit and id, so one that comes again finds itself stored. A day and type is
one partition of the index, which takes about a thousand events a second.
"""

from collections.abc import Sequence
from typing import Any

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.retention import periods
from shopkit.settings import settings
from shopkit.table import IS_NEW, Refused, Write

from analytics.requests import Consent, Event

#: Events of one transaction: small enough to be tried again without those that are known.
CHUNK = 25


def key(event: Event) -> Item:
    return {"pk": f"VISIT#{event.visit}", "sk": f"EVENT#{event.id}"}


def to_item(event: Event, consent: Consent, fields: dict[str, Any]) -> Item:
    """`fields` are those that its type has beside the ones of every event."""
    at = clock.text(event.at)
    return key(event) | {
        "gsi1pk": f"DAY#{at[:10]}#{event.type}",
        "gsi1sk": f"{at}#{event.id}",
        "type": event.type,
        "at": at,
        "path": event.path,
        # the day alone: its very moment would tell which visits are of one browser
        "consent_on": clock.text(consent.at)[:10],
        "consent_text": consent.text_version,
        "expires_at": int((event.at + periods().of("events")).timestamp()),
        **fields,
    }


def add(items: Sequence[Item]) -> int:
    """Store those that are new, each key once; answers how many were."""
    fresh = list({(item["pk"], item["sk"]): item for item in reversed(items)}.values())[::-1]
    return sum(_add_some(fresh[n : n + CHUNK]) for n in range(0, len(fresh), CHUNK))


def _add_some(items: Sequence[Item]) -> int:
    left = {f"{item['pk']} {item['sk']}": item for item in items}
    while left:
        try:
            table.transact([_new(name, item) for name, item in left.items()])
        except Refused as refused:
            for known in refused.failed:
                del left[known]
        else:
            return len(left)
    return 0


def _new(name: str, item: Item) -> Write:
    return table.put(settings().table("analytics"), item, only_if=IS_NEW, condition=name)
