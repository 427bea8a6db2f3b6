"""A category's pages: 24 cards each, in four orders, with what leads from one to another."""

from collections.abc import Mapping

from shopkit.pages import Page, Shop

from catalog.pictures.pictures_table import Rendered
from catalog.site import addresses, entries, json_ld, views, wording
from catalog.site.addresses import SORTS, Sort
from catalog.site.directory import PAGE, Shelves
from catalog.site.menu import category_cards, way_to
from catalog.site.views import PageLink, SortLink

#: Pages that are linked on either side of the one that is shown, besides the first and the last.
_BESIDE = 2


def view(
    shelves: Shelves, slug: str, sort: Sort, number: int, ready: Mapping[str, Rendered]
) -> views.Category:
    """`number` counts from 1, up to `shelves.pages(slug)`."""
    category = shelves.tree[slug]
    here = shelves.in_order(slug, sort)[(number - 1) * PAGE : number * PAGE]
    last = shelves.pages(slug)
    return views.Category(
        name=category.name,
        slug=slug,
        description=category.description,
        children=category_cards(shelves, slug, ready) if number == 1 else (),
        cards=tuple(entries.card(one) for one in here),
        total=len(shelves.of(slug)),
        sorts=tuple(
            SortLink(name, addresses.category(slug, one), one == sort)
            for one, name in SORTS.items()
        ),
        number=number,
        pages=tuple(
            PageLink(one, addresses.category(slug, sort, one), one == number)
            for one in _linked(number, last)
        ),
        previous=addresses.category(slug, sort, number - 1) if number > 1 else None,
        next=addresses.category(slug, sort, number + 1) if number < last else None,
        brands=tuple(sorted({one.brand for one in here if one.brand}, key=str.casefold)),
    )


def _linked(number: int, last: int) -> list[int]:
    near = range(max(1, number - _BESIDE), min(last, number + _BESIDE) + 1)
    return sorted({1, last, *near})


def page(found: views.Category, shelves: Shelves, sort: Sort, shop: Shop) -> Page:
    """Other orders of the same products point to the newest first, which search engines keep."""
    path = addresses.category(found.slug, sort, found.number)
    main = addresses.category(found.slug, "newest", found.number if sort == "newest" else 1)
    way = way_to(shelves.tree, found.slug)
    name = found.name if found.number == 1 else f"{found.name}, page {found.number}"
    picture = next((one.picture for one in found.cards if one.picture), None)
    return Page(
        kind="category",
        path=path,
        title=wording.title(name, shop.name),
        description=wording.description(found.description, f"{found.name} at {shop.name}."),
        canonical=addresses.absolute(main, shop),
        indexed=sort == "newest",
        image=addresses.absolute(picture.large, shop) if picture else None,
        breadcrumbs=way,
        json_ld=(json_ld.breadcrumbs(way, shop),),
    )
