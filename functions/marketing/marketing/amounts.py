"""Amounts as people read them in a letter: `£1,299.00`, `¥1,299`, `1,299.000 KWD`."""

from shopkit.money import MINOR_DIGITS, Money

#: Signs that nobody takes for another currency's (a bare $ could be any of twenty).
SIGNS = {"GBP": "£", "EUR": "€", "USD": "US$", "CAD": "CA$", "AUD": "A$", "JPY": "¥"}


def shown(money: Money) -> str:
    digits = MINOR_DIGITS.get(money.currency, 2)
    whole, part = divmod(abs(money.amount), 10**digits)
    number = f"{whole:,}.{part:0{digits}d}" if digits else f"{whole:,}"
    minus = "−" if money.amount < 0 else ""
    sign = SIGNS.get(money.currency)
    return f"{minus}{sign}{number}" if sign else f"{minus}{number} {money.currency}"
