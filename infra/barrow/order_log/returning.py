"""A cancellation as refunds of what the same customer bought before, the latest first. Pure.

A refund gives back the cancellation's own price a unit, which may be less than was paid. It can be
more only as long as the order's line has that much left: the shop refunds nobody more than they
paid for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from barrow.order_log.classes import Account, Class
from barrow.order_log.goods import not_goods, pence, sku_of
from barrow.order_log.invoices import Invoice
from barrow.order_log.lines import LogLine
from barrow.order_log.plan import Purchase, Refund, Returned


@dataclass
class _Sold:
    """What is left of one line of an order."""

    key: str
    units: int
    amount: int


class Returns:
    """Remembers what was bought and is not yet returned."""

    def __init__(self) -> None:
        self._sold: dict[tuple[str, str], list[_Sold]] = {}

    def bought(self, purchases: Iterable[Purchase]) -> None:
        for purchase in purchases:
            if not purchase.customer:
                continue
            for line in purchase.lines:
                of = self._sold.setdefault((purchase.customer, line.sku), [])
                of.append(_Sold(purchase.key, line.units, line.amount))

    def cancel(self, invoice: Invoice, account: Account) -> list[Refund]:
        """The refunds of a cancellation; what cannot be refunded is set aside in `account`."""
        back: dict[str, dict[str, Returned]] = {}
        for line in invoice.lines:
            reason = _no_return(line)
            if reason:
                account.aside(reason, 1, line.quantity, pence(line.price) * line.quantity)
                continue
            self._give_back(invoice.customer, line, back, account)
        return [
            Refund(invoice.number, invoice.at, key, tuple(lines.values()))
            for key, lines in back.items()
        ]

    def _give_back(
        self,
        customer: str,
        line: LogLine,
        back: dict[str, dict[str, Returned]],
        account: Account,
    ) -> None:
        sku, price, left = sku_of(line.code), pence(line.price), -line.quantity
        dearer = False
        for sold in reversed(self._sold.get((customer, sku), [])):
            units = min(left, sold.units, sold.amount // price)
            dearer = dearer or units < min(left, sold.units)
            if units == 0:
                continue
            amount = units * price
            sold.units -= units
            sold.amount -= amount
            left -= units
            order = back.setdefault(sold.key, {})
            before = order.get(sku, Returned(sku, 0, 0))
            order[sku] = Returned(sku, before.units + units, before.amount + amount)
            account.refunded.add(0, units, amount)
            if left == 0:
                break
        whole = -line.quantity
        if left < whole:
            account.refunded.add(1)
        if left:
            class_ = _why(customer, dearer)
            account.aside(class_, 1 if left == whole else 0, -left, -left * price)


def _why(customer: str, dearer: bool) -> Class:
    if not customer:
        return Class.NOBODY_KNOWN
    return Class.MORE_THAN_PAID if dearer else Class.BEFORE_THE_LOG


def _no_return(line: LogLine) -> Class | None:
    other = not_goods(line.code)
    if other:
        return other
    if line.quantity > 0:
        return Class.POSITIVE_CANCELLATION
    if line.quantity == 0:
        return Class.NO_UNITS
    if line.price < 0:
        return Class.NEGATIVE_PRICE
    if pence(line.price) == 0:
        return Class.NO_PRICE if line.price == 0 else Class.NO_PENNY
    return None
