"""What a basket comes to, and why: pure, the same for a cart's preview and for the order itself.

A line is rounded once, after its discounts; delivery is shared over the tax classes of the goods by
largest remainder and taxed with each; totals are plain sums of what was rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shopkit.money import Money, share
from shopkit.tax import Taxed, TaxRules


@dataclass(frozen=True)
class Wanted:
    """A line before pricing: `unit_amount` is the list price of one, home tax included."""

    line_id: str
    sku: str
    title: str
    quantity: int
    unit_amount: int
    tax_class: str
    weight_grams: int = 0


@dataclass(frozen=True)
class PricedLine:
    line_id: str
    sku: str
    title: str
    quantity: int
    unit_amount: int
    tax_class: str
    total: int
    tax: int
    rate: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class TaxShare:
    """Net and tax of everything with one class, delivery's share included."""

    tax_class: str
    rate: int
    net: int
    tax: int


@dataclass(frozen=True)
class Totals:
    """Minor units of `currency`; `tax` is inside the total when `tax_included`, else added."""

    currency: str
    lines: tuple[PricedLine, ...]
    subtotal: int
    shipping: int
    tax: int
    tax_included: bool
    total: int
    taxes: tuple[TaxShare, ...]
    why: dict[str, str]


def price(
    lines: Sequence[Wanted],
    rules: TaxRules,
    currency: str,
    shipping: int = 0,
    shipping_name: str = "",
) -> Totals:
    """Totals of `lines` with delivery that costs `shipping` at home, tax included."""
    priced = tuple(_priced(line, rules, currency) for line in lines)
    shares = _delivery_shares(priced, shipping)
    delivered = {name: rules.of(part, name) for name, part in shares.items()}
    shown_shipping = sum(taxed.shown for taxed in delivered.values())
    subtotal = sum(line.total for line in priced)
    taxes = _taxes(priced, delivered, rules)
    tax = sum(part.tax for part in taxes)
    total = subtotal + shown_shipping + (0 if rules.included else tax)
    return Totals(
        currency=currency,
        lines=priced,
        subtotal=subtotal,
        shipping=shown_shipping,
        tax=tax,
        tax_included=rules.included,
        total=total,
        taxes=taxes,
        why=_why(priced, rules, shipping_name, taxes, currency),
    )


def _priced(line: Wanted, rules: TaxRules, currency: str) -> PricedLine:
    taxed = rules.of(line.unit_amount * line.quantity, line.tax_class)
    why = [f"{line.quantity} × {Money(line.unit_amount, currency)}"]
    if rules.included and taxed.rate:
        why.append(f"includes {taxed.rate} % VAT")
    elif not rules.included and taxed.shown != line.unit_amount * line.quantity:
        why.append(f"without VAT, for delivery to {rules.destination}")
    return PricedLine(
        line_id=line.line_id,
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
        tax_class=line.tax_class,
        total=taxed.shown,
        tax=taxed.tax,
        rate=taxed.rate,
        why=tuple(why),
    )


def _delivery_shares(lines: Sequence[PricedLine], shipping: int) -> dict[str, int]:
    values: dict[str, int] = {}
    for line in lines:
        values[line.tax_class] = values.get(line.tax_class, 0) + line.total
    if not values or not shipping:
        return {}
    return dict(zip(values, share(shipping, list(values.values())), strict=True))


def _taxes(
    lines: Sequence[PricedLine], delivered: dict[str, Taxed], rules: TaxRules
) -> tuple[TaxShare, ...]:
    shown: dict[str, int] = {}
    tax: dict[str, int] = {}
    for line in lines:
        shown[line.tax_class] = shown.get(line.tax_class, 0) + line.total
        tax[line.tax_class] = tax.get(line.tax_class, 0) + line.tax
    for name, taxed in delivered.items():
        shown[name] += taxed.shown
        tax[name] += taxed.tax
    return tuple(
        TaxShare(
            name, rules.rate(name), shown[name] - (tax[name] if rules.included else 0), tax[name]
        )
        for name in sorted(shown)
    )


def _why(
    lines: Sequence[PricedLine],
    rules: TaxRules,
    shipping_name: str,
    taxes: Sequence[TaxShare],
    currency: str,
) -> dict[str, str]:
    units = sum(line.quantity for line in lines)
    charged = [part for part in taxes if part.tax]
    if not charged:
        tax = (
            "no VAT on these goods"
            if rules.included
            else f"no UK VAT on exports to {rules.destination}"
        )
    else:
        parts = ", ".join(f"{part.rate} % of {Money(part.net, currency)}" for part in charged)
        tax = f"VAT {'included' if rules.included else 'added'}: {parts}"
    return {
        "subtotal": f"{_count(units, 'unit')} on {_count(len(lines), 'line')}",
        "shipping": shipping_name or "chosen at checkout, when the address is known",
        "tax": tax,
        "total": "subtotal and shipping, VAT included"
        if rules.included
        else "subtotal, shipping and tax",
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
