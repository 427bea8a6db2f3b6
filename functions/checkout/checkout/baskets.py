"""A cart priced from the authoritative records: what is really sold, at what price, shipped how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shopkit import offers, people, pricing, stock, table
from shopkit.carts import ORDERED, Cart
from shopkit.errors import Conflict, FieldError, Invalid
from shopkit.offers import Offer
from shopkit.people import Key
from shopkit.pricing import Totals, Wanted
from shopkit.settings import settings
from shopkit.stock import Shard
from shopkit.tax import TaxRules

from checkout import orders_table, shipping_table
from checkout.orders_table import Claim
from checkout.payments import payable
from checkout.shipping import ShippingOption, price_of, serving


class CartEmpty(Conflict):
    code = "cart_empty"
    title = "The cart is empty"


class CartOrdered(Conflict):
    code = "cart_ordered"
    title = "This cart is ordered already"


@dataclass
class NotSold(Conflict):
    code = "not_sold"
    title = "Some of this is no longer sold"
    skus: list[str] = field(default_factory=list)

    @property
    def extra(self) -> dict[str, Any]:
        return {"lines": [{"sku": sku} for sku in self.skus]}


class NotPayable(Conflict):
    code = "amount_not_payable"
    title = "No card payment can be made of this amount"


@dataclass(frozen=True)
class Records:
    """What one read brings: offers, each SKU's first shard, delivery options, the cart's order.

    `keys` are data keys by subject, of those that were asked for and have one.
    """

    offers: Mapping[str, Offer]
    shards: Mapping[str, Shard]
    options: Sequence[ShippingOption]
    claim: Claim | None
    keys: Mapping[str, Key]


@dataclass(frozen=True)
class Delivery:
    """One way the basket can go, and what the whole would come to with it."""

    option: ShippingOption
    price: int
    totals: Totals


def read_records(cart: Cart, subjects: Sequence[str] = ()) -> Records:
    """Everything that decides an order, consistently, one call per hundred records.

    The data keys of `subjects` come with it.
    """
    names = settings()
    catalog, inventory = names.table("catalog"), names.table("inventory")
    checkout = names.table("checkout")
    skus = list(dict.fromkeys(line.sku for line in cart.lines))
    found = table.get_many(
        {
            checkout: [shipping_table.KEY, orders_table.claim_key(cart.id)],
            catalog: [offers.key(sku) for sku in skus],
            inventory: [stock.shard_key(sku, 0) for sku in skus],
            people.table_name(): people.read_request(subjects),
        },
        fields={
            catalog: offers.FIELDS,
            inventory: stock.SHARD_FIELDS,
            people.table_name(): people.FIELDS,
        },
    )
    shards = [stock.shard_of(item) for item in found[inventory]]
    return Records(
        offers={item["sku"]: offers.from_item(item) for item in found[catalog]},
        shards={shard.sku: shard for shard in shards},
        options=shipping_table.options_of(found[checkout]),
        claim=orders_table.claim_of(found[checkout], cart.id),
        keys=people.of_items(found[people.table_name()]),
    )


def wanted(cart: Cart, records: Records) -> list[Wanted]:
    """The cart's lines at today's prices. Raises CartEmpty, CartOrdered, NotSold."""
    if cart.state == ORDERED:
        raise CartOrdered()
    if not cart.lines:
        raise CartEmpty()
    lines, gone = [], []
    for line in cart.lines:
        offer = records.offers.get(line.sku)
        amount = offer.price(cart.currency) if offer else None
        if offer is None or amount is None or line.quantity > offer.max_quantity:
            gone.append(line.sku)
            continue
        lines.append(
            Wanted(
                line_id=line.line_id,
                sku=line.sku,
                title=offer.full_title,
                quantity=line.quantity,
                unit_amount=amount,
                tax_class=offer.tax_class,
                weight_grams=offer.weight_grams,
            )
        )
    if gone:
        raise NotSold("Take it out of the cart, or less of it, and go on", skus=gone)
    return lines


def deliveries(
    lines: Sequence[Wanted], records: Records, country: str, currency: str
) -> list[Delivery]:
    """Every way the lines can go to `country`, each with the whole's totals."""
    rules = TaxRules(settings().country, country)
    grams = sum(line.weight_grams * line.quantity for line in lines)
    gross = sum(line.unit_amount * line.quantity for line in lines)
    found = []
    for option in serving(records.options, country):
        price = price_of(option, currency, grams, gross)
        if price is not None:
            totals = pricing.price(lines, rules, currency, price, option.name)
            found.append(Delivery(option, totals.shipping, totals))
    return found


def chosen(found: Sequence[Delivery], option_id: str) -> Delivery:
    """The delivery that the buyer chose. Raises Invalid when it is not among those `found`."""
    for delivery in found:
        if delivery.option.id == option_id:
            _check_payable(delivery.totals)
            return delivery
    names = ", ".join(delivery.option.id for delivery in found) or "none for this parcel there"
    error = FieldError("/shipping_option", "not_available", f"Choose one of: {names}")
    raise Invalid("This delivery is not available", [error])


def _check_payable(totals: Totals) -> None:
    if not payable(totals.total, totals.currency):
        raise NotPayable(f"The total is {totals.total} {totals.currency} in minor units")
