"""An estimate as a table for a terminal, and as a document for programs."""

from decimal import Decimal
from typing import Any

from rich.table import Table

from barrow.operating.cost import Estimate
from barrow.operating.costs.prices import Prices


def table(estimate: Estimate, prices: Prices) -> Table:
    made = Table(
        title="What it costs, in US dollars; an estimate",
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
    )
    made.add_column("", no_wrap=True)
    for column in estimate.columns:
        made.add_column(column.name, justify="right")
    for name, item in prices.items.items():
        amounts = [column.usage.get(name) for column in estimate.columns]
        if any(amounts):
            made.add_row(item.what, *(_line(prices, name, a, estimate.region) for a in amounts))
    made.add_row()
    made.add_row("together", *(dollars(column.usd) for column in estimate.columns), style="bold")
    made.add_row(
        "beyond what is free",
        *(dollars(column.usd_after_free) for column in estimate.columns),
        style="bold",
    )
    return made


def notes(estimate: Estimate) -> list[str]:
    return [f"· {note}" for note in estimate.notes]


def _line(prices: Prices, name: str, amount: Decimal | None, region: str) -> str:
    return dollars(prices.usd(name, amount, region)) if amount else ""


def dollars(usd: Decimal) -> str:
    """To the cent above ten cents, to four places below."""
    if not usd:
        return "0"
    if usd < Decimal("0.00005"):
        return "<0.0001"
    return f"{usd:.2f}" if usd >= Decimal("0.1") else f"{usd:.4f}"


def document(estimate: Estimate) -> dict[str, Any]:
    """Amounts are decimals as text: a float would round them."""
    return {
        "region": estimate.region,
        "columns": [
            {
                "name": column.name,
                "usd": f"{column.usd:f}",
                "usd_after_free": f"{column.usd_after_free:f}",
                "usage": {name: f"{amount:f}" for name, amount in column.usage.items()},
            }
            for column in estimate.columns
        ],
        "notes": list(estimate.notes),
    }
