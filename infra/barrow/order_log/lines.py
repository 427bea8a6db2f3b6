"""The order log's lines: UCI "Online Retail" (D. Chen, 2015), as .csv or .csv.gz.

Columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate (yyyy-mm-ddThh:mm, taken as UTC),
UnitPrice (pounds), CustomerID (empty for a guest), Country. Lines of one invoice stand together.
"""

import csv
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TextIO, cast

from barrow.failures import Failure

COLUMNS = (
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID",
    "Country",
)  # fmt: skip


class NoOrderLog(Failure):
    """The file is not there, or is no order log."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line as it stands; `number` is its line in the file, the header being line 1."""

    number: int
    invoice: str
    code: str
    description: str
    quantity: int
    at: datetime
    price: Decimal
    customer: str
    country: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line with a quantity, date or price that is none."""

    number: int


def read(
    path: Path, first: date | None = None, last: date | None = None
) -> Iterator[LogLine | Unreadable]:
    """The lines from day `first` to day `last`, both included. Raises NoOrderLog."""
    with _opened(path) as file:
        rows = csv.reader(file)
        places = _places(path, next(rows, []))
        for row in rows:
            line = _line(rows.line_num, row, places)
            if isinstance(line, LogLine):
                day = line.at.date()
                if (first and day < first) or (last and day > last):
                    continue
            yield line


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        # what is not UTF-8 becomes a mark that one can see, in a description and nowhere else
        with opener(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as file:
            yield cast(TextIO, file)
    except (OSError, EOFError) as error:
        raise NoOrderLog(f"{path} cannot be read: {error}") from error


def _places(path: Path, header: list[str]) -> list[int]:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise NoOrderLog(f"{path} is no order log: it has no column {', '.join(missing)}")
    return [header.index(name) for name in COLUMNS]


def _line(number: int, row: list[str], places: list[int]) -> LogLine | Unreadable:
    try:
        invoice, code, description, quantity, at, price, customer, country = (
            row[place].strip() for place in places
        )
        amount = Decimal(price)
        if not amount.is_finite() or not invoice:
            return Unreadable(number)
        return LogLine(
            number=number,
            invoice=invoice,
            code=code,
            description=description,
            quantity=int(quantity),
            at=datetime.fromisoformat(at).replace(tzinfo=UTC),
            price=amount,
            customer=customer,
            country=country,
        )
    except (IndexError, ValueError, InvalidOperation):
        return Unreadable(number)
