"""Prices of many SKUs at once, over several products: all of them or none.

One transaction: each product (at most MAX_PRODUCTS) and each offer (at most 50) once, and the
facts, as one announcement when they do not fit: 48 + 50 + 1 = 99 actions. There is no If-Match: a
price is set to an amount whatever it was, and an edit in between makes the whole be tried again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shopkit import auditing, offers
from shopkit.errors import FieldError, Invalid, Unavailable
from shopkit.table import MAX_ACTIONS, Refused, Write, transact

from catalog import announcements, offer_changes, products_table
from catalog.offer_changes import offers_of
from catalog.product_rules import wrong_fields
from catalog.product_writes import product_changed
from catalog.products import Product
from catalog.projections import settle_soon

MAX_SKUS = 50
MAX_PRODUCTS = MAX_ACTIONS - MAX_SKUS - 1
_TRIES = 8


@dataclass(frozen=True)
class NewPrice:
    sku: str
    currency: str
    amount: int


@dataclass(frozen=True)
class PriceSet:
    """What became of one NewPrice; minor units, `previous` None where it was not sold in it."""

    sku: str
    product_id: str
    currency: str
    amount: int
    previous: int | None


def set_prices(wanted: Sequence[NewPrice], now: datetime) -> list[PriceSet]:
    """Those that differ from what was; raises Invalid with every price that cannot be set."""
    _refuse(_doubled(wanted))
    for _ in range(_TRIES):
        products = _products(wanted)
        edits = {p.id: (p, _priced(p, wanted, now)) for p in products.values()}
        _refuse(_wrong(wanted, products, {key: after for key, (_, after) in edits.items()}))
        done = [
            PriceSet(price.sku, products[price.sku].id, price.currency, price.amount, previous)
            for price in wanted
            if (previous := _price(products[price.sku], price)) != price.amount
        ]
        changed = [edits[product_id] for product_id in dict.fromkeys(p.product_id for p in done)]
        if not changed:
            return []
        _tell_audit(done)
        try:
            transact(_writes(changed, now))
        except Refused:
            continue
        settle_soon(*(after.id for _, after in changed))
        return done
    raise Unavailable("Others write the same products; try again in a moment")


def _tell_audit(done: Sequence[PriceSet]) -> None:
    auditing.forget_changes()
    for price in done:
        auditing.changed(f"{price.sku} {price.currency}", price.previous, price.amount)


def _products(wanted: Sequence[NewPrice]) -> dict[str, Product]:
    """The product of each SKU that one has; raises Invalid for the others."""
    skus = list(dict.fromkeys(price.sku for price in wanted))
    if len(skus) > MAX_SKUS:
        detail = f"At most {MAX_SKUS} SKUs at once, not {len(skus)}"
        _refuse([FieldError("/prices", "too_many_skus", detail)])
    found = offers.read(skus)
    ids = list(dict.fromkeys(offer.product_id for offer in found.values()))
    if len(ids) > MAX_PRODUCTS:
        detail = f"SKUs of at most {MAX_PRODUCTS} products at once, not {len(ids)}"
        _refuse([FieldError("/prices", "too_many_products", detail)])
    products = {
        variant.sku: product
        for product in products_table.read_many(ids, consistent=True)
        for variant in product.variants
    }
    _refuse(
        [
            FieldError(f"/prices/{i}/sku", "unknown_sku", "No product has this SKU")
            for i, price in enumerate(wanted)
            if price.sku not in products
        ]
    )
    return {sku: products[sku] for sku in skus}


def _priced(product: Product, wanted: Sequence[NewPrice], now: datetime) -> Product:
    given: dict[str, dict[str, int]] = {}
    for price in wanted:
        given.setdefault(price.sku, {})[price.currency] = price.amount
    variants = tuple(
        replace(variant, prices={**variant.prices, **given.get(variant.sku, {})})
        for variant in product.variants
    )
    return replace(
        product,
        variants=variants,
        updated_at=now,
        version=product.version + 1,
        revision=product.revision + 1,
    )


def _price(product: Product, wanted: NewPrice) -> int | None:
    variant = next(v for v in product.variants if v.sku == wanted.sku)
    return variant.prices.get(wanted.currency)


def _doubled(wanted: Sequence[NewPrice]) -> list[FieldError]:
    seen: set[tuple[str, str]] = set()
    wrong = []
    for i, price in enumerate(wanted):
        if (price.sku, price.currency) in seen:
            detail = "This SKU has another price in this currency here"
            wrong.append(FieldError(f"/prices/{i}", "duplicate", detail))
        seen.add((price.sku, price.currency))
    return wrong


def _wrong(
    wanted: Sequence[NewPrice], products: Mapping[str, Product], after: Mapping[str, Product]
) -> list[FieldError]:
    """What the products' rules have against the new prices, told of the price that caused it."""
    wrong = []
    for i, price in enumerate(wanted):
        product = after[products[price.sku].id]
        place = next(n for n, v in enumerate(product.variants) if v.sku == price.sku)
        mine = {f"/variants/{place}/compare_at/{price.currency}", "/variants"}
        wrong += [
            FieldError(f"/prices/{i}/amount", error.code, error.detail)
            for error in wrong_fields(product)
            if error.pointer in mine
        ]
    return wrong


def _refuse(wrong: list[FieldError]) -> None:
    if wrong:
        raise Invalid(f"{len(wrong)} price{'s' if len(wrong) > 1 else ''} cannot be set", wrong)


def _writes(changed: Sequence[tuple[Product, Product]], now: datetime) -> list[Write]:
    writes = [products_table.replace(before, after) for before, after in changed]
    facts: list[announcements.Told] = []
    for before, after in changed:
        old, new = offers_of(before), offers_of(after)
        writes += [products_table.put_offer(o) for o in offer_changes.changes(old, new).written]
        fact = product_changed(after, after.status, now)
        prices = offer_changes.price_facts(old, new, after.id, now)
        facts += [(products_table.pk(after.id), told) for told in (fact, *prices)]
    return writes + announcements.told(facts, MAX_ACTIONS - len(writes))
