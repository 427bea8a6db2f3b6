"""Every order of a status up to a time, oldest first, over as many days as it takes.

| pattern | key | index | units |
|---|---|---|---|
| orders of a status, oldest first | gsi1pk = STATUS#<status> | gsi1 | ½ read a 4 KB |
| how far a walk has come | the walk's own, `since` | | 1 read, 1 write a page |

A walk notes how far it came after each page that was dealt with: the next day, or after the process
died, it goes on from there, and meets the orders of one page twice at the most.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from shopkit import clock, table
from shopkit.marshal import Item

from checkout import orders_table

PAGE = 50


def orders_up_to(
    until: datetime, status: str, place: Item, still_time: Callable[[], bool]
) -> Iterator[Item]:
    """The orders' items as the index has them, which may be behind, as far as there is time.

    `place` is the key of the walk's own item. A page counts as dealt with once the order after it
    is asked for.
    """
    last = f"{clock.text(until)}~"
    since = reached(place) or "0"
    # a period that was made longer: nothing is due until it has caught up
    while since <= last and still_time():
        page = table.query(
            orders_table.name(),
            f"STATUS#{status}",
            index="gsi1",
            since=since,
            up_to=last,
            limit=PAGE,
        )
        yield from page.items
        if page.items:
            since = page.items[-1]["gsi1sk"]
            reach(place, since)
        if len(page.items) < PAGE and page.next_key is None:
            return


def reached(place: Item) -> str | None:
    """How far the walk has come; None where it never began."""
    item = table.get(orders_table.name(), place)
    return item["since"] if item else None


def reach(place: Item, since: str) -> None:
    table.write(table.put(orders_table.name(), place | {"since": since}))
