"""The log's lines gathered into invoices, in the order in which they were first written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from barrow.order_log.classes import Account, Class
from barrow.order_log.lines import LogLine, Unreadable


@dataclass(frozen=True)
class Invoice:
    """`at` is its first line's time; a number with C is a cancellation, with A book-keeping."""

    number: str
    at: datetime
    customer: str
    country: str
    lines: tuple[LogLine, ...]

    @property
    def cancels(self) -> bool:
        return self.number.startswith("C")

    @property
    def adjusts(self) -> bool:
        return self.number.startswith("A")


def gather(
    lines: Iterable[LogLine | Unreadable], account: Account, limit: int | None = None
) -> list[Invoice]:
    """Invoices by time; the first `limit` of them. Lines of the invoices beyond are not counted."""
    found: dict[str, list[LogLine]] = {}
    for line in lines:
        if isinstance(line, Unreadable):
            account.read += 1
            account.aside(Class.UNREADABLE)
        else:
            found.setdefault(line.invoice, []).append(line)
    # sorted is stable: invoices of one minute stay as they stand
    invoices = sorted((_invoice(lines) for lines in found.values()), key=lambda one: one.at)[:limit]
    for invoice in invoices:
        account.read += len(invoice.lines)
        if any(line.at != invoice.at for line in invoice.lines):
            account.notice(Class.TWO_TIMES)
    return invoices


def _invoice(lines: list[LogLine]) -> Invoice:
    first = lines[0]
    return Invoice(
        number=first.invoice,
        at=min(line.at for line in lines),
        customer=next((line.customer for line in lines if line.customer), ""),
        country=first.country,
        lines=tuple(lines),
    )
