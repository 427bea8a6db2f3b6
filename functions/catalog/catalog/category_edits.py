"""Creating, editing, moving and removing categories: each one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from shopkit import ids, outbox
from shopkit.errors import FieldError, Invalid, NotFound, Stale, Unavailable
from shopkit.events import CategoryChanged, CategoryMoved
from shopkit.table import Refused, Write, transact

from catalog import categories_table
from catalog.categories import (
    MAX_BRANCH,
    MAX_CATEGORIES,
    MAX_DEPTH,
    Category,
    Tree,
    ancestry_below,
    branch,
    moved_ancestry,
)
from catalog.refusals import (
    CategoryExists,
    CategoryHasProducts,
    CategoryInItself,
    CategoryNotEmpty,
    CategoryTooDeep,
    CategoryTooLarge,
)
from catalog.slugs import candidates, first_free, slug_of
from catalog.tables import catalog_table

_TRIES = 8
_BUSY = "Others write the same categories; try again in a moment"

Fields = Mapping[str, Any]
"""Attributes of a Category that a request gives, by name."""


def create(fields: Fields, now: datetime) -> Category:
    """Raises Invalid (unknown parent), CategoryExists, CategoryHasProducts, CategoryTooDeep."""
    for _ in range(_TRIES):
        tree = categories_table.read_tree(consistent=True)
        if len(tree) >= MAX_CATEGORIES:
            raise CategoryTooLarge(f"A shop has at most {MAX_CATEGORIES} categories")
        slug = _new_slug(fields, tree)
        parent = _parent(fields.get("parent"), tree)
        category = Category(
            id=ids.new_id("cat", now), slug=slug, name=fields["name"],
            description=fields["description"], parent=parent.slug if parent else None,
            position=fields["position"], ancestry=ancestry_below(parent, slug), products=0,
            children=0, version=1, created_at=now,
        )  # fmt: skip
        _check_depth(category.ancestry)
        writes = [categories_table.create(category)]
        writes += [categories_table.gain_child(parent)] if parent else []
        if _transacted([*writes, _changed(slug, now)]):
            return category
    raise Unavailable(_BUSY)


def edit(slug: str, version: int | None, fields: Fields, now: datetime) -> Category:
    """The category with `fields`; a new parent moves it with all below it, and tells CategoryMoved.

    Raises NotFound, Stale, Invalid, CategoryInItself, CategoryHasProducts, CategoryTooDeep,
    CategoryTooLarge.
    """
    for _ in range(_TRIES):
        tree = categories_table.read_tree(consistent=True)
        before = _current(tree, slug, version)
        parent = _parent(fields.get("parent", before.parent), tree)
        after = replace(
            before,
            **{**fields, "parent": parent.slug if parent else None},
            ancestry=ancestry_below(parent, slug),
            version=before.version + 1,
        )
        writes = [categories_table.edit(before, after)]
        if after.parent != before.parent:
            writes += _move(before, after, parent, tree, now)
        if _transacted([*writes, _changed(slug, now)]):
            return after
    raise Unavailable(_BUSY)


def remove(slug: str, version: int | None, now: datetime) -> None:
    """Raises NotFound, Stale, and CategoryNotEmpty while a product or a category is in it."""
    for _ in range(_TRIES):
        tree = categories_table.read_tree(consistent=True)
        category = _current(tree, slug, version)
        if category.products or category.children:
            raise CategoryNotEmpty(
                f"{category.products} products and {category.children} categories"
            )
        writes = [categories_table.remove(category)]
        writes += [categories_table.lose_child(category.parent)] if category.parent else []
        if _transacted([*writes, _changed(slug, now)]):
            return
    raise Unavailable(_BUSY)


def _changed(slug: str, now: datetime) -> Write:
    fact = CategoryChanged.of(now, category=slug)
    return outbox.told(catalog_table(), categories_table.history_pk(slug), fact)


def _transacted(writes: list[Write]) -> bool:
    try:
        transact(writes)
    except Refused:
        # what stands there now decides, and the next try reads it
        return False
    return True


def _new_slug(fields: Fields, tree: Tree) -> str:
    asked: str | None = fields.get("slug")
    if asked is not None:
        if asked in tree:
            raise CategoryExists(asked)
        return asked
    wanted = slug_of(fields["name"], otherwise="category")
    return first_free(wanted, tree) or candidates(wanted)[-1]


def _current(tree: Tree, slug: str, version: int | None) -> Category:
    category = tree.get(slug)
    if category is None:
        raise NotFound("There is no such category")
    if version is not None and category.version != version:
        raise Stale(f"It is version {category.version} by now")
    return category


def _parent(slug: str | None, tree: Tree) -> Category | None:
    if slug is None:
        return None
    parent = tree.get(slug)
    if parent is None:
        error = FieldError("/parent", "unknown_category", "There is no such category")
        raise Invalid("The parent is not known", [error])
    if parent.products:
        raise CategoryHasProducts(f"{parent.products} products are in {slug}; move them first")
    return parent


def _check_depth(ancestry: tuple[str, ...]) -> None:
    if len(ancestry) > MAX_DEPTH:
        raise CategoryTooDeep(f"At most {MAX_DEPTH} levels: {' / '.join(ancestry)}")


def _move(
    before: Category, after: Category, parent: Category | None, tree: Tree, now: datetime
) -> list[Write]:
    if parent is not None and before.slug in parent.ancestry:
        raise CategoryInItself(" / ".join(parent.ancestry))
    moving = branch(tree, before.slug)
    if len(moving) > MAX_BRANCH:
        raise CategoryTooLarge(
            f"At most {MAX_BRANCH} categories move at once; move the lower first"
        )
    writes = [categories_table.gain_child(parent)] if parent else []
    writes += [categories_table.lose_child(before.parent)] if before.parent else []
    for category in moving:
        ancestry = moved_ancestry(category, before.slug, after.ancestry)
        _check_depth(ancestry)
        if category.slug != before.slug:
            writes.append(categories_table.restand(category, ancestry))
    fact = CategoryMoved.of(now, category=before.slug, parent=after.parent)
    history = categories_table.history_pk(before.slug)
    return [*writes, outbox.told(catalog_table(), history, fact)]
