"""Money: integers in the currency's minor unit, and the one rounding rule of the shop.

The rule (held by property tests): an amount is rounded half up, away from zero, per line, after
the discount and before adding up; an amount that is split is split by largest remainder, so that
the parts always sum to the whole. Nothing in the shop computes money in any other way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Digits of the minor unit by ISO 4217 code (list one), for the currencies that do not have two.
MINOR_DIGITS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
         "VUV", "XAF", "XOF", "XPF"), 0
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip

#: Stripe charges no more than eight digits, so no amount of the shop is larger.
MAX_AMOUNT = 99_999_999


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`amount` minor units of the ISO 4217 `currency`; negative for what is taken off."""

    amount: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.amount

    def __str__(self) -> str:
        digits = MINOR_DIGITS.get(self.currency, 2)
        whole, part = divmod(abs(self.amount), 10**digits)
        sign = "-" if self.amount < 0 else ""
        return f"{sign}{whole:,}{f'.{part:0{digits}d}' if digits else ''} {self.currency}"


def total(amounts: Iterable[Money], currency: str) -> Money:
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest integer, halves away from zero.

    Raises ZeroDivisionError for a zero denominator.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def share(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` split in proportion to `weights`, by largest remainder; the parts sum to `amount`.

    Equal remainders go to the earlier part. All-zero weights split evenly. Raises ValueError
    for no weights or a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("an amount is shared over one or more weights that are not negative")
    whole = sum(weights)
    if whole == 0:
        return share(amount, [1] * len(weights))
    sign = -1 if amount < 0 else 1
    floors = [abs(amount) * weight // whole for weight in weights]
    remainders = [abs(amount) * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -remainders[i])
    for i in by_remainder[: abs(amount) - sum(floors)]:
        floors[i] += 1
    return [sign * part for part in floors]
