"""What must be drawn again: everything that would look other, and of a category little else."""

from dataclasses import replace
from typing import Any

import pytest
from catalog.site import addresses, category_pages, home_page, plans
from catalog.site.directory import PAGE, Shelves
from catalog.site.entries import Entry, card
from catalog.site.plans import Plan, follows
from catalog.site.search_index import search_index
from catalog.site.sitemaps import sitemaps
from catalog.site.views import Price
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.catalog.shelves import LEAVES, SHOP, make_entry, shelved

#: More than two pages of seeds, and some of everything else.
STOCKED = [make_entry(n, "seeds" if n % 2 else LEAVES[n % 4]) for n in range(3 * PAGE + 30)]
IDS = [entry.id for entry in STOCKED]


def differing(before: Shelves, after: Shelves) -> Plan:
    """Everything that looks other, found by looking at all of it."""
    products = {
        key
        for key in after.directory.entries
        if [card(one) for one in before.related(key)] != [card(one) for one in after.related(key)]
    }
    places = {
        place
        for slug in after.tree
        for place in plans.places_of(after, slug, before.pages(slug))
        if shown(before, place) != shown(after, place)
    }
    old = {entry.slug for entry in before.directory.entries.values()}
    new = {entry.slug for entry in after.directory.entries.values()}
    return Plan(
        products=frozenset(products),
        places=frozenset(places),
        slugs=frozenset(old - new),
        home=home_page.view(before, {}, SHOP) != home_page.view(after, {}, SHOP),
        lists=search_index(before) != search_index(after)
        or sitemaps(before, SHOP) != sitemaps(after, SHOP),
    )


def shown(shelves: Shelves, place: plans.Place) -> Any:
    return category_pages.view(shelves, *place, {}) if plans.is_there(place, shelves) else None


CHANGED = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text(max_size=5),
        "slug": st.integers(900, 999).map(lambda n: f"product-{n}"),
        "category": st.sampled_from(LEAVES),
        "price": st.none() | st.integers(1, 400).map(lambda amount: Price(amount, "GBP")),
        "availability": st.sampled_from(["in_stock", "low_stock", "out_of_stock"]),
        "updated": st.just("2026-03-03"),
    },
)
CHANGES = st.dictionaries(st.sampled_from(IDS), st.none() | CHANGED, max_size=4)
NEW = st.lists(
    st.builds(make_entry, st.integers(500, 520), st.sampled_from(LEAVES)),
    max_size=3,
    unique_by=lambda entry: entry.id,
)


# a machine that is busy is slow, not wrong
@settings(deadline=None)
@given(CHANGES, NEW)
def test_every_page_that_looks_other_is_drawn_again(
    changes: dict[str, dict[str, Any] | None], new: list[Entry]
) -> None:
    before = shelved(STOCKED)
    kept = [one for one in STOCKED if changes.get(one.id, {}) is not None]
    after = shelved([*(replace(one, **(changes.get(one.id) or {})) for one in kept), *new])

    ids = {*changes, *(entry.id for entry in new)}
    plan = follows(before, after, ids)

    needed = differing(before, after)
    # the changed ones' own pages are drawn in any case
    assert needed.products <= plan.products | ids
    assert needed.places <= plan.places
    assert needed.slugs <= plan.slugs
    assert (plan.home, plan.lists) >= (needed.home, needed.lists)


def changed(**changes: Any) -> Plan:
    """What follows when the 50th product changes so."""
    before = shelved(STOCKED)
    after = shelved([replace(one, **changes) if one.id == IDS[50] else one for one in STOCKED])
    return follows(before, after, [IDS[50]])


def test_nothing_follows_from_what_no_list_shows() -> None:
    assert changed() == Plan()


def test_the_day_of_a_change_is_told_by_the_sitemap_alone() -> None:
    assert changed(updated="2026-05-01") == Plan(lists=True)


def test_another_level_touches_the_pages_that_show_the_card_and_no_more() -> None:
    plan = changed(availability="out_of_stock")

    assert sorted(plan.places) == sorted(
        (slug, sort, plans_page(slug, sort)) for slug in ("kitchen",) for sort in addresses.SORTS
    )
    assert len(plan.products) == 4


def plans_page(slug: str, sort: addresses.Sort) -> int:
    ids = [entry.id for entry in shelved(STOCKED).in_order(slug, sort)]
    return ids.index(IDS[50]) // PAGE + 1


def test_a_price_that_moves_a_card_touches_the_pages_between_both_places() -> None:
    before = shelved([make_entry(n) for n in range(5 * PAGE)])
    entries = before.directory.entries
    dearer = replace(entries["prd_0030"], price=Price(100 + 3 * PAGE + 2, "GBP"))
    after = Shelves(before.directory.changed([dearer], []), before.tree)

    plan = follows(before, after, ["prd_0030"])

    seeds = {(sort, number) for slug, sort, number in plan.places if slug == "seeds"}
    assert {number for sort, number in seeds if sort == "by-price"} == {2, 3, 4}
    assert {number for sort, number in seeds if sort == "newest"} == {4}


def test_a_product_more_is_told_on_every_page_of_its_categories() -> None:
    before = shelved(STOCKED)
    after = shelved([*STOCKED, make_entry(900, "tools")])

    plan = follows(before, after, ["prd_0900"])

    assert {slug for slug, _, _ in plan.places} == {"garden", "tools"}
    assert set(plans.places_of(after, "garden")) <= plan.places


def test_a_page_that_is_too_many_is_named_so_that_it_can_go() -> None:
    before = shelved([make_entry(n) for n in range(PAGE + 1)])
    after = shelved([make_entry(n) for n in range(PAGE)])

    plan = follows(before, after, ["prd_0024"])

    gone = [place for place in plan.places if not plans.is_there(place, after)]
    assert sorted(gone) == [(slug, sort, 2) for slug in ("garden", "seeds")
                            for sort in sorted(addresses.SORTS)]  # fmt: skip
    assert plan.slugs == {"product-24"}


@pytest.mark.parametrize("slug", ["tea", "by-price", "2"])
@pytest.mark.parametrize("sort", addresses.SORTS)
@pytest.mark.parametrize("number", [1, 2, 31])
def test_a_page_is_known_again_by_its_key(slug: str, sort: addresses.Sort, number: int) -> None:
    assert addresses.place_of(plans.key_of((slug, sort, number))) == (slug, sort, number)


@pytest.mark.parametrize(
    "key",
    ["categories/tea/0/index.html", "categories/tea/1/index.html", "categories/tea/02/index.html",
     "categories/tea/by-size/index.html", "categories/index.html", "products/tea/index.html",
     "categories/tea/by-price/2/3/index.html", "categories/tea"],
)  # fmt: skip
def test_no_other_key_is_taken_for_a_page_of_a_category(key: str) -> None:
    assert addresses.place_of(key) is None
