"""Publishing everything, in parts of a few seconds each: after another design, another menu.

| stage | what | a part |
|---|---|---|
| directory | every product is read, and the directory made to hold them | products of a page |
| frame | assets, fixed pages, the home page, the search index, the sitemaps | all |
| categories | every page of every category | some orders of some categories |
| products | every product's page | some products |
| redirects | what stands at old slugs | some slugs |
| rest | what should stand and does not is drawn, what should not is removed; the mark | all |

Each part is a publication like any other (publishing.py), so that changes may come in between. What
does not differ is not written, unless files are served with other headers than before.
"""

from dataclasses import dataclass, replace
from typing import Literal

from shopkit import pages

from catalog import categories_table, listings_table, slugs_table
from catalog.categories import Tree
from catalog.site import addresses, bucket, directory_store, drawing, leftovers
from catalog.site.addresses import SORTS
from catalog.site.bucket import Overtaken
from catalog.site.directory import PAGE, Directory, Shelves
from catalog.site.plans import Place, Plan
from catalog.site.publishing import Done, look, publish

Stage = Literal["directory", "frame", "categories", "products", "redirects", "rest"]
_STAGES: tuple[Stage, ...] = (
    "directory", "frame", "categories", "products", "redirects", "rest",
)  # fmt: skip

_READ = 400
_DRAWN = 150
_TRIES = 8


@dataclass(frozen=True)
class Position:
    """Where a publication goes on: the stage, and what of it was done last ('': nothing yet)."""

    stage: Stage = "directory"
    after: str = ""
    anew: bool = False
    done: int = 0


@dataclass(frozen=True)
class Part:
    """What was done, and where it goes on; `next` None: that was all."""

    done: Done
    next: Position | None
    total: int


def begin() -> Position:
    published = directory_store.published()
    headers = directory_store.current().headers
    return Position(anew=published is not None and published.headers != headers)


def publish_part(position: Position) -> Part:
    """Raises Unavailable when others publish the same pages faster than this can."""
    match position.stage:
        case "directory":
            after, steps, done = _directory(position)
        case "frame":
            after, steps, done = _frame(position)
        case "categories":
            after, steps, done = _categories(position)
        case "products":
            after, steps, done = _products(position)
        case "redirects":
            after, steps, done = _redirects(position)
        case "rest":
            after, steps, done = _rest(position)
    total = _total()
    so_far = min(position.done + steps, total - 1)
    if after:
        return Part(done, replace(position, after=after, done=so_far), total)
    following = _STAGES[_STAGES.index(position.stage) + 1 :]
    onward = replace(position, stage=following[0], after="", done=so_far) if following else None
    return Part(done, onward, total)


_Step = tuple[str, int, Done]
"""What was done last ('': the stage is through), how many steps that were, and what came of it."""


def _total() -> int:
    """Steps in all, about: products come and go while they are counted."""
    kept = directory_store.read().directory
    tree = categories_table.read_tree()
    products = max(len(kept.entries) if kept else 0, sum(one.products for one in tree.values()))
    places = sum(
        len(SORTS) * max(1, -(-_below(tree, slug) // PAGE)) for slug in tree
    )  # fmt: skip
    return 2 * products + places + 4


def _below(tree: Tree, slug: str) -> int:
    return sum(one.products for one in tree.values() if slug in one.ancestry)


def _directory(position: Position) -> _Step:
    page = listings_table.walk_all(position.after, _READ)
    ids = [item["product_id"] for item in page.items]
    last = str(page.next_key["sk"]) if page.next_key else ""
    for _ in range(_TRIES):
        kept = directory_store.read()
        before = kept.directory or Directory({})
        seen = look(ids)
        entries = {key: seen.entry(key) for key in seen.products}
        here = {key for key in before.entries
                if key > position.after and (not last or key <= last)}  # fmt: skip
        listed = [one for one in entries.values() if one]
        after = before.changed(listed, here - entries.keys())
        if after == kept.directory:
            return last, len(ids), Done()
        # whoever compares with it from here on finds less that differs: pages must follow
        directory_store.unmark()
        try:
            directory_store.save(after, kept)
        except Overtaken:
            continue
        return last, len(ids), Done(written=1)
    raise Overtaken(directory_store.DIRECTORY)


def _frame(position: Position) -> _Step:
    done = publish_assets(anew=position.anew)
    done += publish((), Plan(fixed=True, home=True, lists=True), anew=position.anew)
    return "", 1, done


def publish_assets(*, anew: bool = False) -> Done:
    """Every asset of this version that is not there yet: before a page that names it."""
    standing = bucket.listed(f"{addresses.ASSETS}{pages.assets_version()}/")
    return Done(written=bucket.write(drawing.assets(), standing, anew=anew))


def _categories(position: Position) -> _Step:
    shelves = _shelves()
    units = sorted(
        (f"{len(one.ancestry)}/{one.slug}/{order}", one.slug, sort)
        for one in shelves.tree.values()
        for order, sort in enumerate(SORTS)
    )
    left = [unit for unit in units if unit[0] > position.after]
    places: set[Place] = set()
    after = ""
    for mark, slug, sort in left:
        places.update((slug, sort, number) for number in range(1, shelves.pages(slug) + 1))
        after = mark
        if len(places) >= _DRAWN:
            break
    done = publish((), Plan(places=frozenset(places)), anew=position.anew)
    is_through = not left or after == left[-1][0]
    return "" if is_through else after, len(places), done


def _products(position: Position) -> _Step:
    ids = sorted(key for key in _shelves().directory.entries if key > position.after)
    now = ids[:_DRAWN]
    done = publish((), Plan(products=frozenset(now)), anew=position.anew)
    return now[-1] if len(ids) > _DRAWN else "", len(now), done


def _redirects(position: Position) -> _Step:
    slugs, last = slugs_table.redirects(position.after, _DRAWN)
    done = publish((), Plan(slugs=frozenset(slugs)), anew=position.anew)
    return last, 0, done


def _rest(position: Position) -> _Step:
    done = leftovers.put_right(anew=position.anew)
    directory_store.mark(directory_store.current())
    return "", 1, done


def _shelves() -> Shelves:
    kept = directory_store.read()
    return Shelves(kept.directory or Directory({}), categories_table.read_tree(consistent=True))
