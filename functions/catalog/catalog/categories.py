"""The category tree as values: ancestries, branches, and how they move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

#: Ancestors a product is listed under; with the list of everything, six lists (listings.py).
MAX_DEPTH = 5
#: A tree is read whole, and a branch moves in one transaction of 100 actions.
MAX_CATEGORIES = 1_000
MAX_BRANCH = 90


@dataclass(frozen=True)
class Category:
    """`ancestry` are slugs from the top down to its own; `products` and `children` are counts."""

    id: str
    slug: str
    name: str
    description: str
    parent: str | None
    position: int
    ancestry: tuple[str, ...]
    products: int
    children: int
    version: int
    created_at: datetime

    @property
    def is_leaf(self) -> bool:
        return self.children == 0


Tree = Mapping[str, Category]


def tree_of(categories: Iterable[Category]) -> dict[str, Category]:
    """By slug, in menu order: by position, then by name."""
    ordered = sorted(categories, key=lambda c: (c.position, c.name.casefold(), c.slug))
    return {category.slug: category for category in ordered}


def children_of(tree: Tree, slug: str | None) -> list[Category]:
    return [category for category in tree.values() if category.parent == slug]


def branch(tree: Tree, slug: str) -> list[Category]:
    """The category and all below it, ancestors before descendants."""
    inside = [category for category in tree.values() if slug in category.ancestry]
    return sorted(inside, key=lambda category: category.ancestry)


def leaves(tree: Tree, slug: str) -> list[Category]:
    return [category for category in branch(tree, slug) if category.is_leaf]


def ancestry_below(parent: Category | None, slug: str) -> tuple[str, ...]:
    return (*parent.ancestry, slug) if parent else (slug,)


def moved_ancestry(category: Category, moved: str, stand: tuple[str, ...]) -> tuple[str, ...]:
    """Of `category`, once `moved`, which it is or stands below, has the ancestry `stand`."""
    return stand + category.ancestry[category.ancestry.index(moved) + 1 :]
