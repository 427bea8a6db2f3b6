"""The account of a plan as people read it: every class of oddity, with counts and what is done."""

from rich.table import Table

from barrow.order_log.classes import Account, Count


def pounds(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def table(account: Account) -> Table:
    """Bought, refunded and set aside add up to the lines that were read."""
    drawn = Table(title=f"{account.read:,} lines of the log", title_justify="left")
    drawn.add_column("what was met")
    for name in ("count", "units", "GBP"):
        drawn.add_column(name, justify="right")
    drawn.add_column("what is done")
    _row(drawn, "lines of goods", account.bought, "bought")
    _row(drawn, "cancelled lines", account.refunded, "refunded")
    drawn.add_section()
    shown = dict(account.oddities())
    for class_, count in shown.items():
        if class_ in account.set_aside:
            _row(drawn, class_.met, count, class_.done)
    drawn.add_section()
    for class_, count in shown.items():
        if class_ not in account.set_aside:
            drawn.add_row(class_.met, f"{count.lines:,}", "", "", class_.done)
    return drawn


def _row(drawn: Table, met: str, count: Count, done: str) -> None:
    drawn.add_row(met, f"{count.lines:,}", f"{count.units:,}", pounds(count.amount), done)
