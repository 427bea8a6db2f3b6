"""The directory: an entry of every product on the site, and the order of each shelf, as values.

It is the state of what is published: compared with the products as they are now, it says which
pages are others. It is one object of the site bucket, 1 MB for 5,000 products, read whole and
written whole: a shop of a hundred thousand products wants another one.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from catalog.categories import Tree
from catalog.site.addresses import Sort
from catalog.site.entries import Entry, from_row, to_row

#: Another one whenever a row is another: what was written in an old form is made anew.
FORMAT = 1
#: Cards of a category's page.
PAGE = 24
#: Products that a product's page leads to.
RELATED = 4


@dataclass(frozen=True)
class Directory:
    """Entries by product id; `serial` counts how often the directory was written."""

    entries: Mapping[str, Entry]
    serial: int = 0

    def changed(self, listed: Iterable[Entry], unlisted: Iterable[str]) -> "Directory":
        gone = set(unlisted)
        kept = {key: found for key, found in self.entries.items() if key not in gone}
        return Directory(kept | {found.id: found for found in listed}, self.serial)

    def dump(self) -> bytes:
        rows = [to_row(self.entries[key]) for key in sorted(self.entries)]
        kept = {"format": FORMAT, "serial": self.serial, "products": rows}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def load(cls, body: bytes) -> "Directory | None":
        """None when it was written in another form."""
        kept = json.loads(body)
        if kept["format"] != FORMAT:
            return None
        entries = map(from_row, kept["products"])
        return cls({found.id: found for found in entries}, kept["serial"])


@dataclass(frozen=True)
class Shelves:
    """The entries of a directory as they stand in the categories of `tree`, sorted on demand."""

    directory: Directory
    tree: Tree
    _sorted: dict[tuple[str, Sort], list[Entry]] = field(default_factory=dict, repr=False)

    @cached_property
    def newest(self) -> list[Entry]:
        """Every product, the newest first: ids sort by the time when they were made."""
        entries = self.directory.entries
        return [entries[key] for key in sorted(entries, reverse=True)]

    @cached_property
    def _standing(self) -> dict[str, list[Entry]]:
        standing: dict[str, list[Entry]] = {slug: [] for slug in self.tree}
        for found in self.newest:
            leaf = self.tree.get(found.category or "")
            for slug in leaf.ancestry if leaf else ():
                if slug in standing:
                    standing[slug].append(found)
        return standing

    def of(self, slug: str) -> list[Entry]:
        """What stands in the category or below it, the newest first."""
        return self._standing.get(slug, [])

    def in_order(self, slug: str, sort: Sort) -> list[Entry]:
        """What has no price comes last, whichever way prices are sorted."""
        if sort == "newest":
            return self.of(slug)
        if (slug, sort) not in self._sorted:
            self._sorted[slug, sort] = sorted(self.of(slug), key=_ORDERS[sort])
        return self._sorted[slug, sort]

    def pages(self, slug: str) -> int:
        """How many pages the category has in each order: one, though nothing stands in it."""
        return max(1, -(-len(self.of(slug)) // PAGE))

    def related(self, product_id: str) -> list[Entry]:
        """The next few of its own category, round and round: each is led to from as many."""
        found = self.directory.entries.get(product_id)
        shelf = self.of(found.category or "") if found else []
        if not shelf:
            return []
        after = self._place[product_id] + 1
        following = shelf[after : after + RELATED] + shelf[:RELATED]
        return following[: min(RELATED, len(shelf) - 1)]

    @cached_property
    def _place(self) -> dict[str, int]:
        """Of each product in its own category, counted from the newest."""
        leaves = {found.category for found in self.newest}
        return {
            found.id: place for leaf in leaves for place, found in enumerate(self.of(leaf or ""))
        }

    def leading_to(self, entries: Iterable[Entry]) -> set[str]:
        """Ids of the products whose pages lead to one of `entries`, or to where it would stand."""
        leading: set[str] = set()
        for one in entries:
            shelf = [found.id for found in self.of(one.category or "")]
            place = next((i for i, key in enumerate(shelf) if key <= one.id), len(shelf))
            before = (shelf + shelf[:place])[-RELATED:] if place < RELATED else shelf[:place]
            leading.update(before[-RELATED:])
        return leading


def _amount(found: Entry) -> int:
    return found.price.amount if found.price else 0


_ORDERS: Mapping[Sort, Callable[[Entry], Any]] = {
    "by-name": lambda one: (one.folded, one.id),
    "by-price": lambda one: (not one.price, _amount(one), one.id),
    "by-price-down": lambda one: (not one.price, -_amount(one), one.id),
}
