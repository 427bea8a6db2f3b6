"""Categories in the table: one partition, because the tree is always read whole.

    pk = CATEGORIES        sk = CATEGORY#<slug>    a category with its ancestry and its two counts
    pk = CATEGORY#<slug>   sk = EVENT#<evt>        its facts (shopkit/outbox.py)

| pattern | key | units |
|---|---|---|
| the tree | Query CATEGORIES | 1 read per 4 KB consistent, about 8 categories |
| one category | GetItem CATEGORIES, CATEGORY#<slug> | 1 read |
| create | the category, and its parent's `children` | 2 × 2 writes |
| move | every category of the branch, both parents, the fact | 2 writes each |
| a product comes, goes, or stays | `products` of its leaf, or a check of it | 2 writes |

Every write that relies on where a category stands names its ancestry in a condition, so that two
moves at once cannot make a ring, and a product is listed under the ancestors that its category
really has.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from shopkit import clock
from shopkit.marshal import Item
from shopkit.table import IS_NEW, Write, check, delete, get, put, query_all, update

from catalog.categories import Category, tree_of
from catalog.tables import catalog_table

PARTITION = "CATEGORIES"
#: Conditions, by the name under which a refusal comes back.
IS_FREE = "category_is_free"
IS_UNCHANGED = "category_is_unchanged"
IS_THAT_LEAF = "category_is_that_leaf"
PARENT_STANDS = "parent_stands"
IS_EMPTY = "category_is_empty"
STANDS = "branch_stands"


def key(slug: str) -> Item:
    return {"pk": PARTITION, "sk": f"CATEGORY#{slug}"}


def history_pk(slug: str) -> str:
    return f"CATEGORY#{slug}"


def to_item(category: Category) -> Item:
    created = {"created_at": clock.text(category.created_at)}
    return key(category.slug) | asdict(category) | created


def from_item(item: Mapping[str, Any]) -> Category:
    values = {name: item[name] for name in Category.__dataclass_fields__}
    values |= {"ancestry": tuple(item["ancestry"]), "created_at": clock.parse(item["created_at"])}
    return Category(**values)


def read_tree(*, consistent: bool = False) -> dict[str, Category]:
    items = query_all(catalog_table(), PARTITION, consistent=consistent)
    return tree_of(from_item(item) for item in items)


def read(slug: str) -> Category | None:
    item = get(catalog_table(), key(slug))
    return from_item(item) if item else None


def create(category: Category) -> Write:
    return put(catalog_table(), to_item(category), only_if=IS_NEW, condition=IS_FREE)


def edit(before: Category, after: Category) -> Write:
    """Name, description and position; where it stands stays in the condition."""
    return update(
        catalog_table(),
        key(before.slug),
        "SET #name = :name, description = :description, #position = :position, version = :version,"
        " parent = :parent, ancestry = :ancestry",
        {":name": after.name, ":description": after.description, ":position": after.position,
         ":version": before.version + 1, ":parent": after.parent, ":ancestry": after.ancestry,
         ":was": before.version, ":children": before.children, ":from": before.ancestry},
        only_if="version = :was AND children = :children AND ancestry = :from",
        condition=IS_UNCHANGED,
        names={"#name": "name", "#position": "position"},
    )  # fmt: skip


def restand(category: Category, ancestry: tuple[str, ...]) -> Write:
    """Below a category that moves: the ancestry alone, when nothing came under it meanwhile."""
    return update(
        catalog_table(),
        key(category.slug),
        "SET ancestry = :ancestry",
        {":ancestry": ancestry, ":from": category.ancestry, ":children": category.children},
        only_if="ancestry = :from AND children = :children",
        condition=STANDS,
    )


def gain_child(parent: Category) -> Write:
    return update(
        catalog_table(),
        key(parent.slug),
        "SET children = children + :one",
        {":one": 1, ":ancestry": parent.ancestry, ":none": 0},
        only_if="ancestry = :ancestry AND products = :none",
        condition=PARENT_STANDS,
    )


def lose_child(slug: str) -> Write:
    return update(
        catalog_table(),
        key(slug),
        "SET children = children - :one",
        {":one": 1},
        only_if="children >= :one",
        condition="parent_has_child",
    )


def remove(category: Category) -> Write:
    return delete(
        catalog_table(),
        key(category.slug),
        only_if="version = :version AND products = :none AND children = :none",
        condition=IS_EMPTY,
        values={":version": category.version, ":none": 0},
    )


def gain_product(leaf: Category) -> Write:
    return update(
        catalog_table(),
        key(leaf.slug),
        "SET products = products + :one",
        {":one": 1, ":ancestry": leaf.ancestry, ":none": 0},
        only_if="ancestry = :ancestry AND children = :none",
        condition=IS_THAT_LEAF,
    )


def lose_product(slug: str) -> Write:
    return update(
        catalog_table(),
        key(slug),
        "SET products = products - :one",
        {":one": 1},
        only_if="products >= :one",
        condition="category_has_product",
    )


def check_stands(slug: str, ancestry: tuple[str, ...]) -> Write:
    return check(
        catalog_table(), key(slug), "ancestry = :ancestry", IS_THAT_LEAF, {":ancestry": ancestry}
    )
