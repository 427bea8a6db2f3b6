"""Which files are others once a directory is another: pure, so that it can be tried in every way.

A product's page shows the product and the cards of those that follow it on its shelf; a category's
page its cards, how many there are, and on the first of an order the categories below with their
counts. All else that shows products is drawn whenever an entry changes: there is one of each.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.site import addresses
from catalog.site.addresses import SORTS, Sort
from catalog.site.directory import PAGE, Shelves
from catalog.site.entries import Entry

Place = tuple[str, Sort, int]
"""A category's page: its slug, the order, the number from 1."""


@dataclass(frozen=True)
class Plan:
    """What is to be drawn. `slugs` are old ones of products: a redirect stands there, or nothing.

    `fixed` are the pages of fixed_pages.py, `lists` the search index and the sitemaps.
    """

    products: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()
    slugs: frozenset[str] = frozenset()
    home: bool = False
    lists: bool = False
    fixed: bool = False

    def __or__(self, other: "Plan") -> "Plan":
        return Plan(
            self.products | other.products,
            self.places | other.places,
            self.slugs | other.slugs,
            self.home or other.home,
            self.lists or other.lists,
            self.fixed or other.fixed,
        )


def follows(before: Shelves, after: Shelves, ids: Iterable[str]) -> Plan:
    """What must be drawn again because the entries of `ids` are others; none else may differ."""
    pairs = [(before.directory.entries.get(key), after.directory.entries.get(key)) for key in ids]
    differing = [(old, new) for old, new in pairs if old != new]
    # a day on which it was changed is told by the sitemap, and shown by no list
    seen = [(old, new) for old, new in differing if new is None or not new.looks_like(old)]
    old = [entry for entry, _ in seen if entry]
    new = [entry for _, entry in seen if entry]
    leading = before.leading_to(old) | after.leading_to(new)
    left = {entry.slug for entry, now in seen if entry and (now is None or now.slug != entry.slug)}
    return Plan(
        products=frozenset(key for key in leading if key in after.directory.entries),
        places=frozenset(_places(before, after, old, new)),
        slugs=frozenset(left),
        home=bool(seen),
        lists=bool(differing),
    )


def _places(before: Shelves, after: Shelves, old: list[Entry], new: list[Entry]) -> Iterable[Place]:
    changed = {entry.id for entry in (*old, *new)}
    for slug in _above(before, old) | _above(after, new):
        if len(before.of(slug)) != len(after.of(slug)):
            # how many there are stands on each of them
            yield from places_of(after, slug, before.pages(slug))
            parent = after.tree[slug].parent
            if parent:
                yield from ((parent, sort, 1) for sort in SORTS)
            continue
        for sort in SORTS:
            were = [entry.id for entry in before.in_order(slug, sort)]
            are = [entry.id for entry in after.in_order(slug, sort)]
            for at in range(0, len(are), PAGE):
                here = are[at : at + PAGE]
                if here != were[at : at + PAGE] or not changed.isdisjoint(here):
                    yield slug, sort, at // PAGE + 1


def places_of(shelves: Shelves, slug: str, at_least: int = 1) -> Iterable[Place]:
    """Every page of the category; up to number `at_least`, though it may be there no more."""
    last = max(shelves.pages(slug), at_least)
    return ((slug, sort, number) for sort in SORTS for number in range(1, last + 1))


def _above(shelves: Shelves, entries: Iterable[Entry]) -> set[str]:
    leaves = [shelves.tree.get(one.category or "") for one in entries]
    return {slug for leaf in leaves if leaf for slug in leaf.ancestry if slug in shelves.tree}


def is_there(place: Place, shelves: Shelves) -> bool:
    slug, _, number = place
    return slug in shelves.tree and number <= shelves.pages(slug)


def key_of(place: Place) -> str:
    return addresses.key(addresses.category(*place))
