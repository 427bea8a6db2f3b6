"""After a category moved: its products are listed under the new ancestors, a page a message.

Each CategoryMoved on the catalogue's own queue does one page of one leaf, then tells the next one
in the transaction that marks it as applied. A function that dies half way leaves the message on the
queue, and the page is done again: to shelve a product where it stands already changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from shopkit import clock, consumers, outbox
from shopkit.errors import Unavailable
from shopkit.events import CategoryMoved
from shopkit.table import Refused, transact

from catalog import categories_table, listings_table, products_table
from catalog.categories import Category, leaves
from catalog.projections import settle
from catalog.tables import catalog_table

#: Products a message: a few seconds of work, well inside a function's minute.
PAGE = 20
_TRIES = 8


def list_anew(moved: CategoryMoved) -> None:
    """One page of products of `moved`'s branch; tells the next page, if there is one."""
    tree = categories_table.read_tree(consistent=True)
    todo = [leaf for leaf in leaves(tree, moved.category) if leaf.slug >= moved.leaf]
    todo.sort(key=lambda leaf: leaf.slug)
    onward = None
    if todo:
        after = moved.after if todo[0].slug == moved.leaf else ""
        page = listings_table.walk(todo[0].slug, after, PAGE)
        for item in page.items:
            _shelve(item["product_id"], todo[0].slug)
        onward = _next(moved, todo, page.next_key["sk"] if page.next_key else "", clock.now())
    effects = []
    if onward is not None:
        history = categories_table.history_pk(moved.category)
        effects.append(outbox.told(catalog_table(), history, onward))
    consumers.once(catalog_table(), "relisting", moved, effects)


def _next(
    moved: CategoryMoved, todo: Sequence[Category], after: str, now: datetime
) -> CategoryMoved | None:
    if not after:
        todo = todo[1:]
    if not todo:
        return None
    return CategoryMoved.of(
        now, category=moved.category, parent=moved.parent, leaf=todo[0].slug, after=after
    )


def _shelve(product_id: str, leaf: str) -> None:
    """List one product under the ancestors that `leaf` has now; raises Unavailable."""
    for _ in range(_TRIES):
        category = categories_table.read(leaf)
        product = products_table.read(product_id)
        if category is None or product is None or product.category != leaf:
            return
        if product.shelves != category.ancestry:
            try:
                transact(
                    [
                        categories_table.check_stands(leaf, category.ancestry),
                        products_table.shelve(product, category.ancestry),
                    ]
                )
            except Refused:
                continue
        settle(product_id)
        return
    raise Unavailable("Others write the same products")
