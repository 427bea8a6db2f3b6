"""How much of each item of the price list something takes."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from barrow.operating.costs.prices import Prices

Number = Decimal | int | float


class Usage(Mapping[str, Decimal]):
    """Amounts by the price list's names; what is not named is none. Never changed."""

    def __init__(self, amounts: Mapping[str, Number] | None = None, **more: Number) -> None:
        together = {**(amounts or {}), **more}
        # through text: a float's own digits, and not those of its binary neighbour
        self._amounts = {name: Decimal(str(amount)) for name, amount in together.items() if amount}

    def __getitem__(self, name: str) -> Decimal:
        return self._amounts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._amounts)

    def __len__(self) -> int:
        return len(self._amounts)

    def __add__(self, other: "Usage") -> "Usage":
        zero = Decimal(0)
        return Usage({n: self.get(n, zero) + other.get(n, zero) for n in {*self, *other}})

    def __mul__(self, times: Number) -> "Usage":
        return Usage({name: amount * Decimal(str(times)) for name, amount in self.items()})

    def __truediv__(self, parts: Number) -> "Usage":
        return Usage({name: amount / Decimal(str(parts)) for name, amount in self.items()})

    def usd(self, prices: Prices, region: str, *, after_free: bool = False) -> Decimal:
        """What all of it costs."""
        return sum(
            (prices.usd(n, amount, region, after_free=after_free) for n, amount in self.items()),
            Decimal(0),
        )
