"""An invoice as orders: its goods, merged and split so that the shop can sell them. Pure."""

from collections.abc import Iterator, Sequence

from barrow.order_log.classes import Account, Class
from barrow.order_log.goods import is_note, not_goods, pence, sku_of
from barrow.order_log.invoices import Invoice
from barrow.order_log.lines import LogLine
from barrow.order_log.plan import (
    MAX_LINES,
    MAX_PAYMENT,
    MAX_UNITS,
    MIN_PAYMENT,
    Purchase,
    Wanted,
)


def buy(invoice: Invoice, account: Account) -> list[Purchase]:
    """The orders that an invoice becomes; what cannot be bought is set aside in `account`."""
    goods: dict[tuple[str, int], list[LogLine]] = {}
    for line in invoice.lines:
        reason = _unbuyable(line)
        if reason:
            account.aside(reason, 1, line.quantity, amount_of(line))
            continue
        _notice(line, account)
        goods.setdefault((sku_of(line.code), pence(line.price)), []).append(line)
    wanted = [_merged(key, lines, account) for key, lines in goods.items()]
    whole = _payable(wanted, goods, account)
    if len({one.sku for one in whole}) < len(whole):
        account.notice(Class.TWO_PRICES)
    orders = []
    for lines in _carts(whole, account):
        total = sum(one.amount for one in lines)
        if total < MIN_PAYMENT:
            _set_aside(lines, goods, Class.BELOW_MINIMUM, account)
            continue
        orders.append(lines)
        for one in lines:
            account.bought.add(len(goods[one.sku, one.price]), one.units, one.amount)
    return [
        Purchase(
            key=invoice.number if part == 1 else f"{invoice.number}/{part}",
            at=invoice.at,
            customer=invoice.customer,
            country=invoice.country,
            lines=tuple(lines),
        )
        for part, lines in enumerate(orders, start=1)
    ]


def amount_of(line: LogLine) -> int:
    """What the line comes to in pence: the price is rounded first, as the shop sells by it."""
    return pence(line.price) * line.quantity


def _unbuyable(line: LogLine) -> Class | None:  # noqa: PLR0911 — one class a line
    other = not_goods(line.code)
    if other:
        return other
    if line.quantity == 0:
        return Class.NO_UNITS
    if line.price == 0 and is_note(line.description):
        return Class.NOTE
    if line.quantity < 0:
        return Class.CORRECTION
    if line.price == 0:
        return Class.NO_PRICE
    if line.price < 0:
        return Class.NEGATIVE_PRICE
    if pence(line.price) == 0:
        return Class.NO_PENNY
    if line.quantity > MAX_UNITS:
        return Class.TOO_MANY_UNITS
    return None


def _notice(line: LogLine, account: Account) -> None:
    if line.code != sku_of(line.code):
        account.notice(Class.CASE)
    if pence(line.price) != line.price * 100:
        account.notice(Class.THREE_DECIMALS)
    if not line.description:
        account.notice(Class.NAMELESS)


def _merged(key: tuple[str, int], lines: Sequence[LogLine], account: Account) -> Wanted:
    if len(lines) > 1:
        account.notice(Class.DUPLICATE, len(lines) - 1)
    return Wanted(key[0], sum(line.quantity for line in lines), key[1])


def _payable(
    wanted: Sequence[Wanted], goods: dict[tuple[str, int], list[LogLine]], account: Account
) -> list[Wanted]:
    """Without lines that no single payment can carry."""
    kept = []
    for one in wanted:
        if one.units > MAX_UNITS:
            _set_aside([one], goods, Class.TOO_MANY_UNITS, account)
        elif one.amount > MAX_PAYMENT:
            _set_aside([one], goods, Class.ABOVE_MAXIMUM, account)
        else:
            kept.append(one)
    return kept


def _set_aside(
    lines: Sequence[Wanted],
    goods: dict[tuple[str, int], list[LogLine]],
    class_: Class,
    account: Account,
) -> None:
    for one in lines:
        account.aside(class_, len(goods[one.sku, one.price]), one.units, one.amount)


def _carts(wanted: Sequence[Wanted], account: Account) -> Iterator[list[Wanted]]:
    """Split so that a cart has an article at one price, at most 500 lines, and can be paid."""
    by_turn: list[list[Wanted]] = []
    seen: dict[str, int] = {}
    for one in wanted:
        turn = seen.get(one.sku, 0)
        seen[one.sku] = turn + 1
        if turn == len(by_turn):
            by_turn.append([])
        by_turn[turn].append(one)
    for lines in by_turn:
        cart: list[Wanted] = []
        total = 0
        for one in lines:
            full = len(cart) == MAX_LINES
            if full or total + one.amount > MAX_PAYMENT:
                account.notice(Class.TOO_MANY_LINES if full else Class.OVER_MAXIMUM)
                yield cart
                cart, total = [], 0
            cart.append(one)
            total += one.amount
        if cart:
            yield cart
