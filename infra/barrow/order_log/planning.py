"""From the log's lines to the plan and the account of where each of them has gone. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from barrow.order_log.buying import buy
from barrow.order_log.classes import Account, Class
from barrow.order_log.goods import country_of, pence, sku_of
from barrow.order_log.invoices import Invoice, gather
from barrow.order_log.lines import LogLine, Unreadable
from barrow.order_log.plan import Purchase, Step
from barrow.order_log.returning import Returns


@dataclass(frozen=True)
class Plan:
    """`steps` in the log's order; `invoices` are those that they come from."""

    steps: list[Step]
    invoices: list[Invoice]
    account: Account


def plan(lines: Iterable[LogLine | Unreadable], limit: int | None = None) -> Plan:
    """The plan of the first `limit` invoices, or of all."""
    account = Account()
    invoices = gather(lines, account, limit)
    returns = Returns()
    steps: list[Step] = []
    for invoice in invoices:
        if invoice.adjusts:
            _book_keeping(invoice, account)
        elif invoice.cancels:
            steps += returns.cancel(invoice, account)
        else:
            bought = buy(invoice, account)
            _notice(invoice, bought, account)
            returns.bought(bought)
            steps += bought
    _notice_articles(steps, invoices, account)
    return Plan(steps, invoices, account)


def _book_keeping(invoice: Invoice, account: Account) -> None:
    for line in invoice.lines:
        account.aside(Class.BAD_DEBT, 1, line.quantity, pence(line.price) * line.quantity)


def _notice(invoice: Invoice, bought: list[Purchase], account: Account) -> None:
    if not bought:
        return
    if not invoice.customer:
        account.notice(Class.GUEST)
    if country_of(invoice.country) is None:
        account.notice(Class.NO_COUNTRY)


def _notice_articles(steps: list[Step], invoices: list[Invoice], account: Account) -> None:
    sold = {line.sku for step in steps if isinstance(step, Purchase) for line in step.lines}
    names: dict[str, set[str]] = {}
    prices: dict[str, set[Decimal]] = {}
    for invoice in invoices:
        for line in invoice.lines:
            sku = sku_of(line.code)
            if sku in sold and line.price > 0 and line.quantity > 0:
                names.setdefault(sku, set()).add(line.description)
                prices.setdefault(sku, set()).add(line.price)
    for class_, found in ((Class.SPELLINGS, names), (Class.REPRICED, prices)):
        several = sum(len(values) > 1 for values in found.values())
        if several:
            account.notice(class_, several)
