"""The plan: what to buy and what to refund, in the log's order, and where every line has gone.

Pure, and stable: the plan of the first invoices is the beginning of the plan of more of them, so a
replay may go on with a larger slice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

#: The shop's limits: lines of a cart, units of a line, and Stripe's payments in pence.
MAX_LINES = 500
MAX_UNITS = 1_000_000
MIN_PAYMENT = 30
MAX_PAYMENT = 99_999_999


@dataclass(frozen=True, slots=True)
class Wanted:
    """`units` of one article at `price` pence each."""

    sku: str
    units: int
    price: int

    @property
    def amount(self) -> int:
        return self.units * self.price


@dataclass(frozen=True)
class Purchase:
    """One order. `key` is the invoice's number, and `/2`, `/3` … for its further orders."""

    key: str
    at: datetime
    customer: str
    country: str
    lines: tuple[Wanted, ...]

    @property
    def invoice(self) -> str:
        return self.key.partition("/")[0]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Returned:
    """`units` of one line of an order go back, for `amount` pence in all."""

    sku: str
    units: int
    amount: int


@dataclass(frozen=True)
class Refund:
    """What one cancellation gives back of one order, the Purchase with the key `of`."""

    invoice: str
    at: datetime
    of: str
    lines: tuple[Returned, ...]

    @property
    def key(self) -> str:
        return f"{self.invoice} of {self.of}"

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


Step = Purchase | Refund


def purchases(steps: Sequence[Step]) -> list[Purchase]:
    return [step for step in steps if isinstance(step, Purchase)]


def refunds(steps: Sequence[Step]) -> list[Refund]:
    return [step for step in steps if isinstance(step, Refund)]
