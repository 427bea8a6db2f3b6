"""The shop's first page: its categories, what is new, and one product of each shelf."""

import hashlib
from collections.abc import Mapping
from itertools import zip_longest

from shopkit.pages import Page, Shop, asset

from catalog.pictures.pictures_table import Rendered
from catalog.site import addresses, entries, json_ld, views
from catalog.site.directory import Shelves
from catalog.site.entries import Entry
from catalog.site.menu import HERO, category_cards
from catalog.site.renditions import decoration

_NEWEST = 8
_FEATURED = 8


def view(shelves: Shelves, ready: Mapping[str, Rendered], shop: Shop) -> views.Home:
    newest = shelves.newest[:_NEWEST]
    shown = {one.id for one in newest}
    return views.Home(
        hero=decoration(HERO, "", ready),
        tagline=tagline(shelves, shop),
        categories=category_cards(shelves, None, ready),
        newest=tuple(entries.card(one) for one in newest),
        featured=tuple(entries.card(one) for one in featured(shelves, shown)),
    )


def tagline(shelves: Shelves, shop: Shop) -> str:
    """What the shop sells, by its topmost categories."""
    names = [one.name.lower() for one in shelves.tree.values() if one.parent is None]
    if not 2 <= len(names) <= 4:
        return f"Welcome to {shop.name}"
    return f"Good things for {', '.join(names[:-1])} and {names[-1]}"


def featured(shelves: Shelves, shown: set[str]) -> list[Entry]:
    """One of each leaf in turn, those that can be bought and seen; chance decides, once for all.

    The chance is the id's digest: no product moves another one out, and none stays for ever first.
    """
    leaves = [
        sorted(
            (one for one in shelves.of(leaf.slug) if _is_presentable(one) and one.id not in shown),
            key=lambda one: hashlib.sha256(one.id.encode()).digest(),
        )[:_FEATURED]
        for leaf in shelves.tree.values()
        if leaf.is_leaf
    ]
    in_turn = [one for round_ in zip_longest(*leaves) for one in round_ if one is not None]
    return in_turn[:_FEATURED]


def _is_presentable(found: Entry) -> bool:
    return found.availability != "out_of_stock" and found.price is not None


def page(found: views.Home, shop: Shop) -> Page:
    hero = addresses.absolute(found.hero.large, shop) if found.hero else None
    logo = addresses.absolute(asset("icon-512.png"), shop)
    return Page(
        kind="home",
        path=addresses.HOME,
        title=f"{shop.name} · {found.tagline}",
        description=f"{found.tagline}: everything at {shop.name}, with delivery to your door.",
        canonical=f"{shop.url}/",
        image=hero,
        json_ld=(json_ld.website(shop), json_ld.organization(shop, logo)),
    )
