"""The catalogue that a plan sells: an article for every code, with the units it needs. Pure."""

import re
from collections import Counter

from barrow.loading.catalogue import Body, Catalogue
from barrow.order_log.goods import is_note, sku_of
from barrow.order_log.plan import MAX_UNITS, purchases
from barrow.order_log.planning import Plan

CURRENCY = "GBP"
CATEGORY = "giftware"
SUPPLIER = "Wholesaler"


def catalogue(plan: Plan) -> Catalogue:
    """One product with one variant a code: its first price, and as many units as are sold.

    Exempt from tax: the log tells what was paid, and nothing of tax.
    """
    units: Counter[str] = Counter()
    prices: dict[str, int] = {}
    for purchase in purchases(plan.steps):
        for line in purchase.lines:
            units[line.sku] += line.units
            prices.setdefault(line.sku, line.price)
    names = _names(plan)
    skus = sorted(units)
    return Catalogue(
        categories=[
            {
                "slug": CATEGORY,
                "name": "Giftware",
                "description": "Everything that the order log sells.",
            }
        ],
        products=[_product(sku, names.get(sku) or f"Article {sku}", prices[sku]) for sku in skus],
        stock=[{"sku": sku, "on_hand": units[sku], "supplier": SUPPLIER} for sku in skus],
    )


def _names(plan: Plan) -> dict[str, str]:
    """The most frequent description of each code that is no note; of equals, the first."""
    found: dict[str, Counter[str]] = {}
    for invoice in plan.invoices:
        for line in invoice.lines:
            if line.price > 0 and not is_note(line.description):
                text = " ".join(line.description.split())
                found.setdefault(sku_of(line.code), Counter())[text] += 1
    return {sku: counts.most_common(1)[0][0] for sku, counts in found.items()}


def _product(sku: str, name: str, price: int) -> Body:
    return {
        "slug": "-".join([*re.findall(r"[a-z0-9]+", name.lower()), sku.lower()]),
        "name": name,
        "category": CATEGORY,
        "status": "active",
        "supplier": SUPPLIER,
        "variants": [
            {
                "sku": sku,
                "prices": {CURRENCY: price},
                "tax_class": "exempt",
                "max_quantity": MAX_UNITS,
            }
        ],
    }
