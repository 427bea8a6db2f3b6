"""The actions of the one transaction that writes a product and all that must agree with it.

    product 1 · slug 1 or 2 · an offer a SKU · a use a picture · category 1 or 2 · ProductChanged 1
    · price facts

A new product has at most 60 variants and 20 pictures, so it fits into the 99 actions. An edit
touches at most MAX_CHANGES SKUs and pictures (added, changed and given up); more is a wrong field
before anything is written. Facts of single prices share what room is left, else one announcement
carries them all.
"""

from datetime import datetime

from shopkit.events import ProductChanged
from shopkit.table import MAX_ACTIONS, Write

from catalog import announcements, categories_table, offer_changes, products_table, slugs_table
from catalog.categories import Category
from catalog.offer_changes import offers_of
from catalog.pictures import uses_table
from catalog.products import ARCHIVED, Product

#: 99 less product 1, slugs 2, categories 2, ProductChanged 1, announcement 1.
MAX_CHANGES = MAX_ACTIONS - 7


def count_changes(before: Product, after: Product) -> int:
    """SKUs and pictures that the edit adds, changes or gives up: an action each."""
    named, dropped = uses_table.changes(before, after)
    offers = offer_changes.changes(offers_of(before), offers_of(after))
    return len(offers) + len(named) + len(dropped)


def slug_writes(before: Product, after: Product) -> list[Write]:
    if before.slug == after.slug:
        return []
    leave = slugs_table.move_on if before.activated_at else slugs_table.let_go
    return [slugs_table.claim(after.slug, after.id), leave(before.slug, before.id)]


def beside(
    before: Product | None, after: Product, leaf: Category | None, now: datetime
) -> list[Write]:
    """Offers, uses of pictures, the category's count and the facts that go with `after`."""
    old = offers_of(before) if before else {}
    new = offers_of(after)
    changed = offer_changes.changes(old, new)
    writes = [products_table.put_offer(offer) for offer in changed.written]
    writes += [products_table.delete_offer(sku, after.id) for sku in changed.removed]
    writes += uses_table.writes(after.id, before, after)
    writes += _category_writes(before.category if before else None, leaf)
    aggregate = products_table.pk(after.id)
    facts: list[announcements.Told] = [(aggregate, product_changed(after, after.status, now))]
    writes += announcements.told(facts, room=1)
    prices = [(aggregate, fact) for fact in offer_changes.price_facts(old, new, after.id, now)]
    # the product and its slugs are three more
    return writes + (announcements.told(prices, MAX_ACTIONS - len(writes) - 3) if prices else [])


def product_changed(product: Product, status: str, now: datetime) -> ProductChanged:
    return ProductChanged.of(
        now,
        product_id=product.id,
        slug=product.slug,
        status=status,
        product_version=product.version,
    )


def _category_writes(before: str | None, leaf: Category | None) -> list[Write]:
    after = leaf.slug if leaf else None
    if leaf is not None and before == after:
        return [categories_table.check_stands(leaf.slug, leaf.ancestry)]
    writes = [categories_table.gain_product(leaf)] if leaf else []
    if before is not None and before != after:
        writes.append(categories_table.lose_product(before))
    return writes


def removal(product: Product, now: datetime) -> list[Write]:
    writes = [products_table.remove(product), slugs_table.let_go(product.slug, product.id)]
    writes += [products_table.delete_offer(v.sku, product.id) for v in product.variants]
    writes += uses_table.writes(product.id, product, None)
    writes += _category_writes(product.category, None)
    fact = product_changed(product, ARCHIVED, now)
    return writes + announcements.told([(products_table.pk(product.id), fact)], room=1)
