"""Holds the log, the shop's books, Stripe's balance and the shelves against each other. Pure.

Money: what the log bought less what it cancelled = the `stripe` account of the money ledger =
Stripe's balance, in all and for each order. Units: what the log sold and took back = the movements
of each SKU, and what is on hand = what there was at first - sold + taken back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from barrow.order_log.account_table import pounds
from barrow.order_log.plan import Purchase, Step


@dataclass(frozen=True)
class Posting:
    """What one entry of the money ledger did to the `stripe` account, in pence."""

    order_id: str
    kind: str
    amount: int


@dataclass(frozen=True)
class Shelf:
    """A SKU's movements by reason, and what is on hand."""

    sku: str
    on_hand: int
    units: Mapping[str, int]


@dataclass(frozen=True)
class Books:
    """What the shop says: its ledgers, and Stripe's balance in pence."""

    postings: Sequence[Posting]
    balance: int
    shelves: Sequence[Shelf]


@dataclass(frozen=True)
class Row:
    """Two numbers that must be one. `is_money` in pence, else units."""

    what: str
    log: int
    shop: int
    is_money: bool

    @property
    def agrees(self) -> bool:
        return self.log == self.shop


@dataclass
class Reconciliation:
    rows: list[Row] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    """One sentence for each invoice and SKU that differs."""

    @property
    def agrees(self) -> bool:
        return not self.differing and all(row.agrees for row in self.rows)


def reconcile(steps: Iterable[Step], orders: Mapping[str, str], books: Books) -> Reconciliation:
    """`orders` is the shop's order id of each purchase, by its key."""
    found = Reconciliation()
    steps = list(steps)
    _money(found, steps, orders, books)
    _units(found, steps, books.shelves)
    return found


def _money(
    found: Reconciliation, steps: Sequence[Step], orders: Mapping[str, str], books: Books
) -> None:
    paid: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    for step in steps:
        if isinstance(step, Purchase):
            paid[step.key] += step.total
        else:
            returned[step.of] += step.total
    entered = Counter[str]()
    for posting in books.postings:
        entered[posting.order_id] += posting.amount
    ledger = sum(entered.values())
    bought = sum(p.amount for p in books.postings if p.amount > 0)
    found.rows += [
        Row("bought", sum(paid.values()), bought, True),
        Row("refunded", sum(returned.values()), bought - ledger, True),
        Row("money ledger", sum(paid.values()) - sum(returned.values()), ledger, True),
        Row("Stripe's balance", sum(paid.values()) - sum(returned.values()), books.balance, True),
    ]
    keys = {order: key for key, order in orders.items()}
    for key, amount in paid.items():
        expected, there = amount - returned[key], entered[orders.get(key, "")]
        if expected != there:
            found.differing.append(
                f"invoice {key} ({orders.get(key) or 'no order'}): {pounds(expected)} in the log,"
                f" {pounds(there)} in the ledger"
            )
    for order, amount in entered.items():
        if order not in keys:
            found.differing.append(f"{order}: not of this log, {pounds(amount)} in the ledger")


def _units(found: Reconciliation, steps: Sequence[Step], shelves: Sequence[Shelf]) -> None:
    sold: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    for step in steps:
        if isinstance(step, Purchase):
            sold.update({line.sku: line.units for line in step.lines})
        else:
            returned.update({line.sku: line.units for line in step.lines})
    known = {shelf.sku: shelf for shelf in shelves}
    mine = [known.get(sku) or Shelf(sku, 0, {}) for sku in sorted(sold.keys() | returned.keys())]
    opening = sum(shelf.units.get("opening", 0) for shelf in mine)
    moved = Counter[str]()
    for shelf in mine:
        moved.update(shelf.units)
    on_hand = sum(shelf.on_hand for shelf in mine)
    found.rows += [
        Row("units sold", sold.total(), -moved["sold"], False),
        Row("units taken back", returned.total(), moved["restocked"], False),
        Row("units on hand", opening - sold.total() + returned.total(), on_hand, False),
    ]
    for shelf in mine:
        found.differing += _shelf(shelf, sold[shelf.sku], returned[shelf.sku])


def _shelf(shelf: Shelf, sold: int, returned: int) -> list[str]:
    units = shelf.units
    expected = units.get("opening", 0) - sold + returned
    wrong = []
    if -units.get("sold", 0) != sold:
        wrong.append(f"{sold} sold in the log, {-units.get('sold', 0)} in the ledger")
    if units.get("restocked", 0) != returned:
        wrong.append(f"{returned} taken back in the log, {units.get('restocked', 0)} in the ledger")
    if shelf.on_hand != expected:
        wrong.append(f"{expected} expected on hand, {shelf.on_hand} there")
    if sum(units.values()) != shelf.on_hand:
        wrong.append(f"its movements come to {sum(units.values())}, {shelf.on_hand} are on hand")
    return [f"{shelf.sku}: {'; '.join(wrong)}"] if wrong else []
