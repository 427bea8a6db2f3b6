"""What the catalogue's facts mean for the site: a batch of them is one publication."""

from collections.abc import Sequence
from datetime import datetime

from shopkit import clock
from shopkit.events import (
    CategoryChanged,
    Fact,
    PictureReady,
    ProductAvailabilityChanged,
    ProductChanged,
    SitePartPublished,
    SlugReleased,
)
from shopkit.settings import settings

from catalog import categories_table
from catalog.pictures import uses_table
from catalog.site import menu, runs_table, whole_site
from catalog.site.addresses import SORTS
from catalog.site.plans import Place, Plan
from catalog.site.publishing import NotPublished, publish
from catalog.site.whole_site import Position, Stage, publish_part


def publish_changes(facts: Sequence[Fact], again: bool = False) -> None:
    """Each page that they touch is drawn once, however many facts touch it.

    `again`: a function may have died between some of their pages and the directory. If a product is
    by now what it was before, nothing tells which pages those were, so all are looked at.
    Without a site bucket there is nothing to publish to.
    """
    if settings().site_bucket is None:
        return
    now = clock.now()
    parts = [fact for fact in facts if isinstance(fact, SitePartPublished)]
    changed = _products(facts)
    plan = _others(facts)
    try:
        if changed or plan != Plan():
            whole_site.publish_assets()
            publish(changed, plan)
        for part in parts:
            _go_on(part, now)
    except NotPublished:
        _begin(now)
        return
    # the menu stands on every page
    if any(isinstance(fact, CategoryChanged) for fact in facts) or (again and changed):
        _begin(now)


def _begin(now: datetime) -> None:
    runs_table.begin(whole_site.begin(), now)


def _go_on(fact: SitePartPublished, now: datetime) -> None:
    if runs_table.is_newest(fact):
        stage: Stage = fact.stage  # type: ignore[assignment]
        part = publish_part(Position(stage, fact.after, fact.anew))
        runs_table.go_on(fact, part.next, now)


def _products(facts: Sequence[Fact]) -> set[str]:
    changed = {
        fact.product_id
        for fact in facts
        if isinstance(fact, ProductChanged | ProductAvailabilityChanged)
    }
    pictures = {fact.key for fact in facts if isinstance(fact, PictureReady)}
    return changed.union(*(uses_table.products_of(key) for key in sorted(pictures)))


def _others(facts: Sequence[Fact]) -> Plan:
    slugs = frozenset(fact.slug for fact in facts if isinstance(fact, SlugReleased))
    pictures = {fact.key for fact in facts if isinstance(fact, PictureReady)}
    parents = _showing(pictures)
    places: set[Place] = {(slug, sort, 1) for slug in parents if slug for sort in SORTS}
    return Plan(slugs=slugs, places=frozenset(places), home=None in parents)


def _showing(pictures: set[str]) -> set[str | None]:
    """The categories, None for the home page, that show one of the pictures beside a name."""
    showing: set[str | None] = {None} if menu.HERO in pictures else set()
    if not any(key.startswith(menu.picture_key("")) for key in pictures):
        return showing
    tree = categories_table.read_tree(consistent=True)
    shown = [one for one in tree.values() if menu.picture_key(one.slug) in pictures]
    return showing | {one.parent for one in shown}
