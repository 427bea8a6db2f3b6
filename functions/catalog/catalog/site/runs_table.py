"""Which publication of everything is the newest: an older one that is still under way ends.

    pk = SITE   sk = RUN       run
                sk = EVENT#…   SitePartPublished (shopkit/outbox.py)

| pattern | key | units |
|---|---|---|
| begin | PutItem SITE, RUN, with the fact that the first part is due | 2 × 2 writes |
| which is the newest | GetItem SITE, RUN | 1 read |
| a part was published | PutItem of the fact and of the mark that it was done | 2 × 2 writes |

Parts follow one another as facts: each message publishes one part and tells the next, in the
transaction that marks it as done. So a function that dies leaves its message, the part is published
again, which changes nothing, and goes on.
"""

from datetime import datetime

from shopkit import consumers, outbox, table
from shopkit.events import SitePartPublished
from shopkit.table import Write, put, transact

from catalog.site.whole_site import Position
from catalog.tables import catalog_table

_SITE = "SITE"
_KEY = {"pk": _SITE, "sk": "RUN"}


def begin(position: Position, now: datetime) -> None:
    """From now on this is the newest: nothing of it is published yet."""
    first = _told(SitePartPublished.of(now, run="", stage=position.stage, anew=position.anew))
    transact([put(catalog_table(), _KEY | {"run": first.id}), _written(first)])


def is_newest(fact: SitePartPublished) -> bool:
    item = table.get(catalog_table(), _KEY)
    return item is not None and item["run"] == fact.run


def go_on(fact: SitePartPublished, onward: Position | None, now: datetime) -> None:
    """Tell that the part of `fact` is published, where it is not told already."""
    effects: list[Write] = []
    if onward is not None:
        told = SitePartPublished.of(
            now, run=fact.run, stage=onward.stage, after=onward.after, anew=onward.anew
        )
        effects.append(_written(told))
    consumers.once(catalog_table(), "site", fact, effects)


def _told(fact: SitePartPublished) -> SitePartPublished:
    """The first of a run, which is named by it."""
    return fact.model_copy(update={"run": fact.id})


def _written(fact: SitePartPublished) -> Write:
    return outbox.told(catalog_table(), _SITE, fact)
