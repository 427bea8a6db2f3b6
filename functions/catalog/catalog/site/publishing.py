"""Publishing: what changed is read, drawn, compared with what stands, and written where it differs.

    1  the directory (what is published), the category tree, the products that changed
    2  the plan: which pages show anything that is another now
    3  what stands at those pages (their ETags), then once more the products, consistently
    4  the pages are drawn, and written if what stood still stands
    5  the directory is written, if it is still the one of step 1
    6  the products are looked at again: what changed meanwhile is done anew

Who is overtaken in 4 or 5 begins again, with every page that was touched in the plan. So of several
at once each sees, in its last round, what all that ended before it have written; a function that
dies leaves its message, and the next one finds the same work, but for what is as before again by
then (heard.py). Step 5 is left out where nothing was written, nor can have been: doing it twice
changes nothing, not even the directory.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from shopkit.errors import Unavailable
from shopkit.settings import settings

from catalog import categories_table, products_table, slugs_table
from catalog.pictures import pictures_table
from catalog.products import ACTIVE, Product
from catalog.site import addresses, bucket, directory_store, drawing, plans
from catalog.site.bucket import Etags, File, Overtaken
from catalog.site.directory import Directory, Shelves
from catalog.site.directory_store import Kept
from catalog.site.drawing import Ready, Site
from catalog.site.entries import Entry, entry
from catalog.site.plans import Plan

_TRIES = 8


class NotPublished(Exception):
    """There is no directory, or one of another form: the whole site is to be published."""


@dataclass(frozen=True)
class Done:
    """Files that were written and removed."""

    written: int = 0
    removed: int = 0

    def __add__(self, other: "Done") -> "Done":
        return Done(self.written + other.written, self.removed + other.removed)


@dataclass(frozen=True)
class Seen:
    """Products on sale and their pictures, as they were read."""

    products: Mapping[str, Product]
    ready: Ready

    def entry(self, key: str) -> Entry | None:
        found = self.products.get(key)
        return entry(found, self.ready, settings().currency) if found else None


@dataclass
class _Round:
    """What one publication remembers from one round to the next.

    `half_done`: a round that was overtaken may have written some of its files.
    """

    changed: set[str]
    plan: Plan
    anew: bool
    done: Done = Done()
    half_done: bool = False


def publish(changed: Collection[str], plan: Plan | None = None, *, anew: bool = False) -> Done:
    """Publish the products `changed` and all that shows them, and what the `plan` names besides.

    `anew` writes what does not differ, too. Raises NotPublished; Unavailable when others publish
    the same pages faster than this can.
    """
    state = _Round(set(changed), plan or Plan(), anew)
    for _ in range(_TRIES):
        try:
            if _is_done(state):
                return state.done
        except Overtaken:
            state.half_done = True
    raise Unavailable("The same pages are being published; they are tried again")


def _is_done(state: _Round) -> bool:
    """One round; False when a product changed meanwhile. Raises Overtaken."""
    kept = directory_store.read()
    if kept.directory is None:
        raise NotPublished
    tree = categories_table.read_tree(consistent=True)
    before = Shelves(kept.directory, tree)
    first = look(state.changed)
    after = Shelves(_changed(kept.directory, state.changed, first), tree)
    state.plan |= Plan(products=frozenset(state.changed), slugs=_left(before, after, first, state))
    state.plan |= plans.follows(before, after, state.changed)
    state.plan |= Plan(products=_standing_at(state.plan.slugs, after))
    site = Site.of(after)
    standing = bucket.known(_keys(site, state.plan))
    seen = look(state.plan.products, _decorations(site, state.plan))
    strange = {
        key for key in state.plan.products if seen.entry(key) != after.directory.entries.get(key)
    }
    if strange:
        # its own fact is still to come, or a change came just now: it goes with the others
        state.changed |= strange
        return False
    _write(site, state, seen, standing)
    _commit(kept, after.directory, state)
    return not state.changed or look(state.changed).products == _of(seen.products, state.changed)


def look(ids: Collection[str], decorations: Collection[str] = ()) -> Seen:
    """Those of `ids` that are on sale, read consistently, with the pictures that are ready."""
    found = products_table.read_many(sorted(ids), consistent=True)
    products = {one.id: one for one in found if one.status == ACTIVE}
    keys = [*drawing.pictures_of(products.values()), *decorations]
    return Seen(products, pictures_table.read_many(keys))


def _of(products: Mapping[str, Product], ids: Collection[str]) -> dict[str, Product]:
    return {key: found for key, found in products.items() if key in ids}


def _changed(directory: Directory, changed: Collection[str], seen: Seen) -> Directory:
    entries = {key: seen.entry(key) for key in changed}
    listed = [one for one in entries.values() if one is not None]
    return directory.changed(listed, (key for key, one in entries.items() if one is None))


def _left(before: Shelves, after: Shelves, seen: Seen, state: _Round) -> frozenset[str]:
    """Slugs at which a product stood that comes, goes or moves: redirects follow it."""
    slugs: set[str] = set()
    for key in state.changed:
        was, is_ = before.directory.entries.get(key), after.directory.entries.get(key)
        if was is None and (is_ is None or seen.products[key].version == 1):
            continue
        if was is None or is_ is None or was.slug != is_.slug:
            slugs.update(slugs_table.redirects_of(key))
    return frozenset(slugs)


def _standing_at(slugs: Collection[str], shelves: Shelves) -> frozenset[str]:
    """Products that are where a redirect was: a round before this one may have removed their page,
    not knowing of them yet.
    """
    entries = shelves.directory.entries.values() if slugs else ()
    return frozenset(one.id for one in entries if one.slug in slugs)


def _keys(site: Site, plan: Plan) -> list[str]:
    entries = site.shelves.directory.entries
    pages = {addresses.product(entries[key].slug) for key in plan.products if key in entries}
    pages |= {addresses.product(slug) for slug in plan.slugs}
    keys = [addresses.key(path) for path in sorted(pages)]
    keys += [plans.key_of(place) for place in sorted(plan.places)]
    keys += [addresses.key(addresses.HOME)] if plan.home else []
    return keys


def _decorations(site: Site, plan: Plan) -> list[str]:
    first = {slug for slug, _, number in plan.places if number == 1}
    parents: list[str | None] = [*sorted(first), *([None] if plan.home else [])]
    return drawing.decorations(site.shelves.tree, parents)


def _write(site: Site, state: _Round, seen: Seen, standing: Etags) -> None:
    plan, entries = state.plan, site.shelves.directory.entries
    files = [drawing.product(site, seen.products[key], seen.ready) for key in plan.products
             if key in entries]  # fmt: skip
    gone: list[str] = []
    for place in sorted(plan.places):
        if plans.is_there(place, site.shelves):
            files.append(drawing.category(site, *place, seen.ready))
        else:
            gone.append(plans.key_of(place))
    moved, nowhere = _redirects(site, plan.slugs)
    files += moved
    files += [drawing.home(site, seen.ready)] if plan.home else []
    _put(state, files, standing)
    if plan.fixed or plan.lists:
        others = [*(drawing.fixed(site) if plan.fixed else []),
                  *(drawing.listings(site) if plan.lists else [])]  # fmt: skip
        _put(state, others, bucket.known(file.key for file in others))
    state.done += Done(removed=bucket.remove([*gone, *nowhere], standing))


def _put(state: _Round, files: list[File], standing: Etags) -> None:
    state.done += Done(written=bucket.write(files, standing, anew=state.anew))


def _redirects(site: Site, slugs: Collection[str]) -> tuple[list[File], list[str]]:
    """What stands at old slugs: where the product is now, or nothing when it is not on sale."""
    entries = site.shelves.directory.entries
    holders = slugs_table.holders(sorted(slugs))
    moved, nowhere = [], []
    for slug in sorted(slugs):
        holder = entries.get(holders.get(slug, ""))
        if holder is None:
            nowhere.append(addresses.key(addresses.product(slug)))
        elif holder.slug != slug:
            moved.append(drawing.redirect(slug, holder.slug, site.shop))
    return moved, nowhere


def _commit(kept: Kept, directory: Directory, state: _Round) -> None:
    if directory != kept.directory or state.done != Done() or state.half_done:
        directory_store.save(directory, kept)
