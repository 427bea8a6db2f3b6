"""The category tree as a menu and as the way to a page."""

from collections.abc import Mapping

from shopkit.pages import Crumb, NavItem

from catalog.categories import Category, Tree, children_of
from catalog.pictures.pictures_table import Rendered
from catalog.site import addresses
from catalog.site.directory import Shelves
from catalog.site.renditions import decoration
from catalog.site.views import CategoryCard

HERO = "home-hero"


def picture_key(slug: str) -> str:
    """The picture of a category, where one was uploaded under this key."""
    return f"category-{slug}"


def menu(tree: Tree) -> tuple[NavItem, ...]:
    below: dict[str | None, list[Category]] = {}
    for category in tree.values():
        below.setdefault(category.parent, []).append(category)

    def items(parent: str | None) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(child.name, addresses.category(child.slug), items(child.slug))
            for child in below.get(parent, [])
        )

    return items(None)


def way_to(tree: Tree, slug: str | None) -> tuple[Crumb, ...]:
    """From the shop's first page down to the category."""
    found = tree.get(slug or "")
    way = [tree[one] for one in found.ancestry if one in tree] if found else []
    home = Crumb("Home", addresses.HOME)
    return (home, *(Crumb(one.name, addresses.category(one.slug)) for one in way))


def category_cards(
    shelves: Shelves, parent: str | None, pictures: Mapping[str, Rendered]
) -> tuple[CategoryCard, ...]:
    """The categories right below `parent`; None: the topmost."""
    return tuple(
        CategoryCard(
            name=child.name,
            url=addresses.category(child.slug),
            description=child.description,
            picture=decoration(picture_key(child.slug), child.name, pictures),
            count=len(shelves.of(child.slug)),
        )
        for child in children_of(shelves.tree, parent)
    )
