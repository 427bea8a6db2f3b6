"""Amounts and days as pages show them, and as machines read them there."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from shopkit.money import MINOR_DIGITS

#: Signs that nobody takes for another currency's (a bare $ could be any of twenty).
SIGNS = {"GBP": "£", "EUR": "€", "USD": "US$", "CAD": "CA$", "AUD": "A$", "JPY": "¥"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def money(value: Any, currency: str | None = None) -> str:
    """`£1,299.00`, `¥1,299`, `1,299.000 KWD`, of minor units in `currency` or of what holds both.

    What holds both is a mapping or an object with `amount` and `currency`.
    """
    minor, code = _amount(value, currency)
    number = _digits(abs(minor), code, ",")
    minus = "−" if minor < 0 else ""
    sign = SIGNS.get(code)
    return f"{minus}{sign}{number}" if sign else f"{minus}{number} {code}"


def decimal(value: Any, currency: str | None = None) -> str:
    """`1299.00`, as schema.org and Open Graph want prices; of what `money` takes."""
    minor, code = _amount(value, currency)
    return f"{'-' if minor < 0 else ''}{_digits(abs(minor), code, '')}"


def _amount(value: Any, currency: str | None) -> tuple[int, str]:
    if currency is not None:
        return value, currency
    holds = value if isinstance(value, Mapping) else vars(value)
    return holds["amount"], holds["currency"]


def _digits(minor: int, currency: str, thousands: str) -> str:
    digits = MINOR_DIGITS.get(currency, 2)
    whole, part = divmod(minor, 10**digits)
    grouped = f"{whole:{thousands}}"
    return f"{grouped}.{part:0{digits}d}" if digits else grouped


def day(value: date | datetime | str) -> str:
    """`2 March 2026`, of a date, a time or its RFC 3339 text."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
