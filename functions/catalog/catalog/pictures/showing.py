"""Products and their offers name a picture as shown from when it is ready, with its size.

An offer's picture goes into carts and to the payment page, where nobody waits for one that may
never come: it is named once it is there. A product that is written after its picture has it at once
(product_edits.py); one that was there before hears of PictureReady. Where both happen at the same
moment, neither may have seen the other, and the table's stream brings the product here once more.
No editor did this: the version stays, and the revision makes an edit that runs meanwhile read anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from shopkit import marshal
from shopkit.errors import Unavailable
from shopkit.events import PictureReady
from shopkit.table import Refused, transact

from catalog import offer_changes, products_table
from catalog.offer_changes import offers_of
from catalog.pictures import pictures_table, uses_table
from catalog.products import Picture, Product

_TRIES = 8


def measured(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """The same, with the size of those that are ready, whatever a request said of it."""
    if all(picture.rendered for picture in pictures):
        return tuple(pictures)
    rendered = pictures_table.read_many(picture.key for picture in pictures)
    return tuple(
        replace(picture, width=found.width, height=found.height, rendered=True)
        if (found := rendered.get(picture.key))
        else replace(picture, rendered=False)
        for picture in pictures
    )


def tell(fact: PictureReady) -> None:
    """Every product that names the picture shows it from now on."""
    for product_id in uses_table.products_of(fact.key):
        show(product_id)


def follow(records: Iterable[dict[str, Any]]) -> int:
    """Look after products that stream `records` show as written without a picture; how many."""
    waiting = dict.fromkeys(
        product.id
        for record in records
        if record["dynamodb"]["Keys"]["sk"]["S"] == "PRODUCT" and _is_revised(record["dynamodb"])
        if _waits(product := products_table.from_item(marshal.load(record["dynamodb"]["NewImage"])))
    )
    for product_id in waiting:
        show(product_id)
    return len(waiting)


def show(product_id: str) -> None:
    """Write what is ready into the product and its offers; nothing where they have it already.

    Raises Unavailable when others keep changing the product.
    """
    for _ in range(_TRIES):
        before = products_table.read(product_id)
        if before is None or not _waits(before):
            return
        pictures = measured(before.pictures)
        if pictures == before.pictures:
            return
        after = replace(before, pictures=pictures, revision=before.revision + 1)
        written = offer_changes.changes(offers_of(before), offers_of(after)).written
        offers = [products_table.put_offer(offer) for offer in written]
        try:
            transact([products_table.replace(before, after), *offers])
        except Refused:
            continue
        return
    raise Unavailable("Others write the same product")


def _waits(product: Product) -> bool:
    return not all(picture.rendered for picture in product.pictures)


def _is_revised(change: dict[str, Any]) -> bool:
    old, new = change.get("OldImage", {}), change.get("NewImage")
    return new is not None and bool(old.get("revision") != new["revision"])
