"""The money ledger: double entries per order, each adding up to zero. Pure, and how it is stored.

    pk = ORDER#<id>   sk = LEDGER#<kind>#<reference>   entries {account: amount}, currency, at
    gsi2pk = LEDGER#<yyyy-mm-dd>, gsi2sk = <at>#<order id>      the books of a day

An amount is minor units: positive is a debit (the shop has more), negative a credit. Accounts:
`stripe` (money at Stripe), `sales:<tax class>` and `vat:<tax class>` (delivery has its share in
them), `owed` (a payment for which there is no order), `disputed` (drawn back by a bank).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shopkit import clock, table
from shopkit.marshal import Item
from shopkit.money import half_up, share
from shopkit.settings import settings
from shopkit.table import IS_NEW, Write

from checkout.orders import LineRefund, Order, TaxPart
from checkout.refunds_table import Refund

STRIPE, OWED, IN_DISPUTE = "stripe", "owed", "disputed"


class Unbalanced(ValueError):
    """Entries that do not add up to zero are never written."""


@dataclass(frozen=True)
class Posting:
    """One balanced set of entries: `kind` and `reference` name it, and it is entered once."""

    order_id: str
    kind: str
    reference: str
    entries: Mapping[str, int]
    currency: str
    at: datetime

    def __post_init__(self) -> None:
        if sum(self.entries.values()) != 0:
            raise Unbalanced(f"{self.kind} {self.reference}: {dict(self.entries)}")


def payment(order: Order, session_id: str, at: datetime) -> Posting:
    """The whole order paid: money at Stripe, against sales and tax by class."""
    entries = {STRIPE: order.total} | _revenue(order.taxes, -1)
    return Posting(order.id, "payment", session_id, _nonzero(entries), order.currency, at)


def unearned(order_id: str, amount: int, currency: str, session_id: str, at: datetime) -> Posting:
    """Money that came for what cannot be delivered: it is owed back."""
    entries = {STRIPE: amount, OWED: -amount}
    return Posting(order_id, "unearned", session_id, entries, currency, at)


def repaid(order_id: str, amount: int, currency: str, refund_id: str, at: datetime) -> Posting:
    entries = {STRIPE: -amount, OWED: amount}
    return Posting(order_id, "repaid", refund_id, entries, currency, at)


def of_refund(refund: Refund, order: Order, booked: Sequence[Posting], at: datetime) -> Posting:
    """A refund out of the sales and tax that its money was booked to.

    A line's money comes out of its own class, its tax in proportion to the line refunded so far;
    the rest out of everything in proportion to what is left of it. What empties the order empties
    its accounts. `booked` are the order's postings until now.
    """
    if refund.repayment:
        return repaid(order.id, refund.amount, refund.currency, refund.id, at)
    left = _left(order, booked)
    entries = left if refund.amount == sum(left.values()) else _shared(refund, order, left)
    entries = _nonzero({STRIPE: -refund.amount} | entries)
    return Posting(order.id, "refund", refund.id, entries, order.currency, at)


def _shared(refund: Refund, order: Order, left: Mapping[str, int]) -> dict[str, int]:
    # an amount that was agreed on below the lines' worth is not any line's
    worth = sum(part.amount for part in refund.lines)
    entries = _of_lines(order, refund.lines) if worth <= refund.amount else {}
    names = [name for name in left if left[name] > 0] or list(left)
    rest = refund.amount - sum(entries.values())
    shares = share(rest, [max(0, left[name]) for name in names])
    for name, part in zip(names, shares, strict=True):
        entries[name] = entries.get(name, 0) + part
    return entries


def _left(order: Order, booked: Sequence[Posting]) -> dict[str, int]:
    """Sales and tax of the order by account, less what was refunded of them."""
    left = _revenue(order.taxes, 1)
    for posting in booked:
        if posting.kind in {"refund", "refund_failed"}:
            for name, amount in posting.entries.items():
                if name != STRIPE:
                    left[name] = left.get(name, 0) - amount
    return left


def _of_lines(order: Order, parts: Sequence[LineRefund]) -> dict[str, int]:
    by_id = {line.line_id: line for line in order.lines}
    entries: dict[str, int] = {}
    for part in parts:
        line = by_id[part.line_id]
        # the order has this part in `refunded` already
        after = half_up(line.tax * line.refunded, line.total or 1)
        before = half_up(line.tax * (line.refunded - part.amount), line.total or 1)
        tax = after - before
        for name, amount in (
            (f"sales:{line.tax_class}", part.amount - tax),
            (f"vat:{line.tax_class}", tax),
        ):
            entries[name] = entries.get(name, 0) + amount
    return entries


def reversal(of: Posting, kind: str, at: datetime) -> Posting:
    """The same entries the other way round: what failed after it was entered."""
    entries = {account: -amount for account, amount in of.entries.items()}
    return Posting(of.order_id, kind, of.reference, entries, of.currency, at)


def dispute(order: Order, amount: int, dispute_id: str, at: datetime) -> Posting:
    entries = {STRIPE: -amount, IN_DISPUTE: amount}
    return Posting(order.id, "dispute", dispute_id, entries, order.currency, at)


def _revenue(taxes: tuple[TaxPart, ...], sign: int) -> dict[str, int]:
    entries = {f"sales:{part.tax_class}": sign * part.net for part in taxes}
    return entries | {f"vat:{part.tax_class}": sign * part.tax for part in taxes}


def _nonzero(entries: Mapping[str, int]) -> dict[str, int]:
    return {account: amount for account, amount in entries.items() if amount}


def post(posting: Posting) -> Write:
    """The action that enters a posting; its condition refuses a second time."""
    at = clock.text(posting.at)
    item: Item = {
        "pk": f"ORDER#{posting.order_id}",
        "sk": f"LEDGER#{posting.kind}#{posting.reference}",
        "order_id": posting.order_id,
        "kind": posting.kind,
        "reference": posting.reference,
        "entries": dict(posting.entries),
        "currency": posting.currency,
        "at": at,
        "gsi2pk": f"LEDGER#{at[:10]}",
        "gsi2sk": f"{at}#{posting.order_id}",
    }
    return table.put(_name(), item, only_if=IS_NEW, condition="posting_is_new")


def not_entered(order_id: str, kind: str, reference: str, condition: str) -> Write:
    """A check, beside other writes, that there is no such posting."""
    key = {"pk": f"ORDER#{order_id}", "sk": f"LEDGER#{kind}#{reference}"}
    return table.check(_name(), key, IS_NEW, condition)


def posting_of(item: Item) -> Posting:
    return Posting(
        item["order_id"],
        item["kind"],
        item["reference"],
        item["entries"],
        item["currency"],
        clock.parse(item["at"]),
    )


def booked(order_id: str) -> list[Posting]:
    """Every posting of an order."""
    items = table.query_all(_name(), f"ORDER#{order_id}", begins="LEDGER#", consistent=True)
    return [posting_of(item) for item in items]


def list_day(day: str, limit: int, start: Item | None) -> tuple[list[Posting], Item | None]:
    """The postings of a day (yyyy-mm-dd, UTC) in the order they were made."""
    page = table.query(_name(), f"LEDGER#{day}", index="gsi2", limit=limit, start=start)
    return [posting_of(item) for item in page.items], page.next_key


def _name() -> str:
    return settings().table("checkout")
