"""The classes of oddities in an order log, what is done about each, and how they are counted.

A set-aside class takes lines (or parts of them) out of the replay; the others only tell that a line
was taken in another way than it stands. Every line of the log is either bought, refunded, or in
exactly one set-aside class; a cancellation of which only a part can be refunded counts as refunded,
and its rest as units and money of a set-aside class.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Class(Enum):
    """Value: what is met, and what is done."""

    # set aside
    UNREADABLE = ("lines whose quantity, date or price is none", "set aside")
    POSTAGE = ("postage and carriage", "set aside: the shop charges delivery by its own options")
    MANUAL = ("manual lines", "set aside: nobody knows for what")
    DISCOUNT = ("discounts", "set aside: given on no article")
    FEES = ("fees of banks, marketplaces and charities", "set aside: not paid by shoppers")
    SAMPLES = ("samples", "set aside: booked against the business itself")
    VOUCHER = ("gift vouchers", "set aside: money, not goods")
    BAD_DEBT = ("bad debt, on adjustment invoices", "set aside: book-keeping")
    UNKNOWN_CODE = ("codes that are neither goods nor known", "set aside")
    NOTE = ("stockroom notes without a price", "set aside: a count was put right")
    CORRECTION = ("negative quantities outside cancellations", "set aside: a count was put right")
    NO_PRICE = ("goods without a price", "set aside: nothing was paid")
    NEGATIVE_PRICE = ("goods with a negative price", "set aside")
    NO_PENNY = ("prices that round to nothing", "set aside: nothing to pay")
    NO_UNITS = ("lines of no units", "set aside")
    TOO_MANY_UNITS = ("more units than an order line takes", "set aside")
    POSITIVE_CANCELLATION = ("positive quantities in cancellations", "set aside")
    BELOW_MINIMUM = ("orders below the smallest payment, 30p", "set aside whole")
    ABOVE_MAXIMUM = ("lines above the largest payment", "set aside")
    NOBODY_KNOWN = ("cancellations without a customer", "set aside: nothing tells what was bought")
    BEFORE_THE_LOG = ("cancellations of what was not bought in the log", "set aside")
    MORE_THAN_PAID = ("cancellations dearer than what was paid", "the rest is set aside")

    # taken in another way
    CASE = ("codes in small letters", "the same article as in capitals")
    DUPLICATE = ("an article twice in an invoice at one price", "bought as one line")
    TWO_PRICES = ("invoices with an article at two prices", "bought as several orders")
    TOO_MANY_LINES = ("invoices of more lines than a cart takes", "bought as several orders")
    OVER_MAXIMUM = ("invoices above the largest payment", "bought as several orders")
    TWO_TIMES = ("invoices with two times", "bought at the first")
    GUEST = ("invoices without a customer", "bought by a guest with an address of its own")
    NO_COUNTRY = ("invoices without a country", "delivered in the United Kingdom")
    THREE_DECIMALS = ("prices with a part of a penny", "rounded half up")
    NAMELESS = ("goods without a description", "sold under the article's name")
    SPELLINGS = ("articles with several descriptions", "named by the most frequent")
    REPRICED = ("articles whose price changes", "priced anew before the invoice")

    @property
    def met(self) -> str:
        return str(self.value[0])

    @property
    def done(self) -> str:
        return str(self.value[1])


@dataclass
class Count:
    """`lines` counts what the class is about: lines, or invoices, or articles. Pence."""

    lines: int = 0
    units: int = 0
    amount: int = 0

    def add(self, lines: int = 1, units: int = 0, amount: int = 0) -> None:
        self.lines += lines
        self.units += units
        self.amount += amount


@dataclass
class Account:
    """Where every line of the log has gone: `read` = bought + refunded + the set aside."""

    read: int = 0
    bought: Count = field(default_factory=Count)
    refunded: Count = field(default_factory=Count)
    set_aside: dict[Class, Count] = field(default_factory=dict)
    noticed: dict[Class, Count] = field(default_factory=dict)

    def aside(self, class_: Class, lines: int = 1, units: int = 0, amount: int = 0) -> None:
        self.set_aside.setdefault(class_, Count()).add(lines, units, amount)

    def notice(self, class_: Class, lines: int = 1) -> None:
        self.noticed.setdefault(class_, Count()).add(lines)

    @property
    def unaccounted(self) -> int:
        """Lines that went nowhere: 0, or the replay has a defect."""
        gone = sum(count.lines for count in self.set_aside.values())
        return self.read - self.bought.lines - self.refunded.lines - gone

    def oddities(self) -> Iterator[tuple[Class, Count]]:
        """Every class met, in the order of their definition."""
        found = self.set_aside | self.noticed
        for class_ in Class:
            if class_ in found:
                yield class_, found[class_]
