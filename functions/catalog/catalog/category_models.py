"""Categories as they are sent and shown."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from shopkit.errors import NotFound
from shopkit.models import Answer, Listing, Request, ShortLine, Slug, Text

from catalog import categories_table
from catalog.categories import Category, Tree, children_of

Position = Annotated[int, Field(ge=0, le=1_000_000)]
Description = Annotated[Text, StringConstraints(max_length=2_000)]


class CategoryEdit(Request):
    """A whole category. Its slug is its address for good, and does not change."""

    name: ShortLine
    description: Description = ""
    parent: Slug | None = None
    position: Position = 0

    def fields(self) -> dict[str, Any]:
        return self.model_dump()


class CategoryIn(CategoryEdit):
    """A new category; without a slug one is made from the name."""

    slug: Slug | None = None


class CategoryPatch(Request):
    """The fields that change; what is not named stays."""

    name: ShortLine = ""
    description: Description = ""
    parent: Slug | None = None
    position: Position = 0

    def fields(self) -> dict[str, Any]:
        return self.model_dump(include=self.model_fields_set)


class CategoryNode(Answer):
    """A category with all below it, in menu order."""

    id: str
    object: Literal["category"] = "category"
    created_at: datetime
    version: int
    slug: str
    name: str
    description: str
    parent: str | None
    position: int
    children: list["CategoryNode"]

    @classmethod
    def of(cls, category: Category, tree: Tree) -> "CategoryNode":
        return cls(
            **_shown(category),
            children=[cls.of(child, tree) for child in children_of(tree, category.slug)],
        )


class Crumb(Answer):
    slug: str
    name: str


class CategoryView(CategoryNode):
    """One category, with the way to it from the top."""

    path: list[Crumb]


class StaffCategoryView(Answer):
    """A category by itself; `products` counts those of any status that stand in it."""

    id: str
    object: Literal["category"] = "category"
    created_at: datetime
    version: int
    slug: str
    name: str
    description: str
    parent: str | None
    position: int
    path: list[str]
    products: int
    subcategories: int

    @classmethod
    def of(cls, category: Category) -> "StaffCategoryView":
        return cls(
            **_shown(category),
            path=list(category.ancestry),
            products=category.products,
            subcategories=category.children,
        )


def _shown(category: Category) -> dict[str, Any]:
    names = ("id", "created_at", "version", "slug", "name", "description", "parent", "position")
    return {name: getattr(category, name) for name in names}


def whole_tree() -> Listing[CategoryNode]:
    """One read; it comes whole, because a shop's menu is small."""
    tree = categories_table.read_tree()
    top = [CategoryNode.of(category, tree) for category in children_of(tree, None)]
    return Listing[CategoryNode].of(top, None)


def one(slug: str) -> CategoryView:
    """One read: the tree, which has the names on the way. Raises NotFound."""
    tree = categories_table.read_tree()
    category = tree.get(slug)
    if category is None:
        raise NotFound("There is no such category")
    path = [Crumb(slug=s, name=tree[s].name) for s in category.ancestry if s in tree]
    children = [CategoryNode.of(child, tree) for child in children_of(tree, slug)]
    return CategoryView(**_shown(category), children=children, path=path)


def staff_list() -> Listing[StaffCategoryView]:
    """Every category, each behind the one that it stands in."""
    tree = categories_table.read_tree(consistent=True)
    return Listing[StaffCategoryView].of(
        [StaffCategoryView.of(c) for c in _depth_first(tree, None)], None
    )


def _depth_first(tree: Tree, parent: str | None) -> list[Category]:
    return [
        category
        for child in children_of(tree, parent)
        for category in (child, *_depth_first(tree, child.slug))
    ]


def staff_one(slug: str) -> StaffCategoryView:
    category = categories_table.read(slug)
    if category is None:
        raise NotFound("There is no such category")
    return StaffCategoryView.of(category)
