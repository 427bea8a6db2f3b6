"""Creating, editing and removing a product: each one transaction (product_writes.py).

Every try reads what stands, makes the product that the fields ask for, and writes it under the
condition that what was read still stands; refused, it reads again. Lists follow from the product
(projections.py).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from shopkit import ids
from shopkit.errors import FieldError, Invalid, NotFound, Stale, Unavailable
from shopkit.table import Refused, transact

from catalog import categories_table, product_writes, products_table, slugs_table
from catalog.categories import Category
from catalog.pictures import showing
from catalog.product_rules import wrong_fields
from catalog.products import ACTIVE, ARCHIVED, DRAFT, Product, identified
from catalog.projections import settle_soon
from catalog.refusals import SkuTaken, SlugTaken
from catalog.slugs import candidates, first_free, slug_of

_TRIES = 8

Fields = Mapping[str, Any]
"""Attributes of a Product that a request gives, by name; a variant's id is empty if not given."""


def create(fields: Fields, now: datetime) -> Product:
    """Raises Invalid with every wrong field, SlugTaken for a slug asked for, SkuTaken."""
    product_id = ids.new_id("prd", now)
    for _ in range(_TRIES):
        slug = fields.get("slug") or _free_slug(fields["name"])
        nothing = _nothing(product_id, now)
        after, leaf = _checked(nothing, {**fields, "slug": slug}, now)
        actions = [products_table.create(after), slugs_table.claim(slug, product_id)]
        try:
            transact(actions + product_writes.beside(None, after, leaf, now))
        except Refused as refused:
            _explain(refused, after, asked_for=bool(fields.get("slug")))
            continue
        settle_soon(after.id)
        return products_table.read(after.id) or after
    raise Unavailable("Others write the same products; try again in a moment")


def edit(product_id: str, version: int | None, fields: Fields, now: datetime) -> Product:
    """The product with `fields`, whose `version` it must have (None: any).

    Raises NotFound, Stale, Invalid, SlugTaken, SkuTaken.
    """
    for _ in range(_TRIES):
        before = current(product_id, version)
        after, leaf = _checked(before, fields, now)
        actions = [
            products_table.replace(before, after),
            *product_writes.slug_writes(before, after),
        ]
        try:
            transact(actions + product_writes.beside(before, after, leaf, now))
        except Refused as refused:
            _explain(refused, after, asked_for=True)
            continue
        settle_soon(after.id)
        return products_table.read(after.id) or after
    raise Unavailable("Others write the same product; try again in a moment")


def remove(product_id: str, version: int | None, now: datetime) -> None:
    """Archive the product; one that was never active goes without a trace but its history."""
    for _ in range(_TRIES):
        before = current(product_id, version)
        if before.activated_at is not None or before.status != DRAFT:
            edit(product_id, version, {"status": ARCHIVED}, now)
            return
        try:
            transact(product_writes.removal(before, now))
        except Refused:
            continue
        settle_soon(product_id)
        return
    raise Unavailable("Others write the same product; try again in a moment")


def current(product_id: str, version: int | None) -> Product:
    """The product as it stands; raises NotFound, or Stale when it is not `version` any more."""
    product = products_table.read(product_id)
    if product is None:
        raise NotFound("There is no such product")
    if version is not None and product.version != version:
        raise Stale(f"It is version {product.version} by now")
    return product


def _nothing(product_id: str, now: datetime) -> Product:
    return Product(
        id=product_id, name="", slug="", description="", brand="", category=None, status=DRAFT,
        options=(), variants=(), pictures=(), keywords=(), supplier="", seo=None,
        created_at=now, updated_at=now, activated_at=None, version=0, revision=0, shelves=(),
        levels={},
    )  # fmt: skip


def _free_slug(name: str) -> str:
    wanted = slug_of(name, otherwise="product")
    free = first_free(wanted, slugs_table.taken(candidates(wanted)))
    # a hundred namesakes: the next one is told apart by chance rather than by counting on
    return free or f"{wanted[:100]}-{ids.fingerprint(ids.token())[:12]}"


def _checked(before: Product, fields: Fields, now: datetime) -> tuple[Product, Category | None]:
    """The product that `fields` make of `before`, with its category; raises Invalid."""
    changed = replace(before, **fields)
    variants, wrong = identified(changed.variants, before.variants, now)
    changed = replace(changed, variants=variants, pictures=showing.measured(changed.pictures))
    leaf = categories_table.read(changed.category) if changed.category else None
    if changed.category and leaf is None:
        wrong.append(FieldError("/category", "unknown_category", "There is no such category"))
    elif leaf and not leaf.is_leaf:
        detail = "It has categories in it; name one of them"
        wrong.append(FieldError("/category", "not_a_leaf", detail))
    wrong += wrong_fields(changed)
    touched = product_writes.count_changes(before, changed)
    if touched > product_writes.MAX_CHANGES:
        detail = (
            f"One edit adds, changes and gives up at most {product_writes.MAX_CHANGES} SKUs and"
            f" pictures, not {touched}; do it in two"
        )
        wrong.append(FieldError("/variants", "too_many_changes", detail))
    if wrong:
        count = f"{len(wrong)} field{'s are' if len(wrong) > 1 else ' is'}"
        raise Invalid(f"{count} not valid", wrong)
    is_active = changed.status == ACTIVE
    return (
        replace(
            changed,
            updated_at=now,
            activated_at=before.activated_at or (now if is_active else None),
            version=before.version + 1,
            revision=before.revision + 1,
            shelves=leaf.ancestry if leaf else (),
        ),
        leaf,
    )


def _explain(refused: Refused, product: Product, *, asked_for: bool) -> None:
    """Raise what the failed conditions mean for the caller; return when another try may pass."""
    taken = tuple(
        v.sku for v in product.variants if products_table.sku_condition(v.sku) in refused.failed
    )
    if taken:
        raise SkuTaken(f"Taken: {', '.join(taken)}", taken)
    if slugs_table.FREE in refused.failed and asked_for:
        raise SlugTaken(f"Take another slug than {product.slug}", product.slug)
