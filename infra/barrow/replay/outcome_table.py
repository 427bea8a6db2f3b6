"""A replay's outcome as people read it."""

from collections.abc import Iterator

from rich.table import Table

from barrow.order_log.account_table import pounds
from barrow.replay.reconciliation import Reconciliation, Row
from barrow.replay.replaying import Outcome

#: Of a thousand differences the first ones tell what is wrong.
_NAMED = 50


def table(found: Reconciliation) -> Table:
    drawn = Table(title="reconciliation", title_justify="left")
    drawn.add_column("")
    for name in ("log", "shop", "difference"):
        drawn.add_column(name, justify="right")
    for row in found.rows:
        difference = "none" if row.agrees else f"[red]{_number(row, row.shop - row.log)}[/red]"
        drawn.add_row(row.what, _number(row, row.log), _number(row, row.shop), difference)
    return drawn


def sentences(outcome: Outcome) -> Iterator[str]:
    """What was done and how fast, then what differs."""
    orders = len(outcome.pace.times)
    if outcome.resumed:
        yield f"{outcome.resumed:,} of {outcome.steps:,} steps were done before"
    if orders:
        few = min(orders, 1_000)
        yield (
            f"{orders:,} orders at {outcome.pace.first(orders):.1f} a second"
            f" (the first {few:,}: {outcome.pace.first(few):.1f},"
            f" the last {few:,}: {outcome.pace.last(few):.1f});"
            f" {outcome.price_changes:,} prices changed"
        )
    differing = outcome.found.differing
    yield from differing[:_NAMED]
    if len(differing) > _NAMED:
        yield f"and {len(differing) - _NAMED:,} more"
    if outcome.found.agrees:
        yield "every penny and every unit agrees"
    else:
        yield f"[red]{len(differing):,} invoices and SKUs differ[/red]"


def _number(row: Row, number: int) -> str:
    return pounds(number) if row.is_money else f"{number:,}"
