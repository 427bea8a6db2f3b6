"""VAT: which rate a tax class has, and whether a destination's prices include it.

Prices in the shop's lists are what a customer at home pays, tax included. Sources: UK VAT Notice
700 (§3.1.2 rates: 20 %, 5 %, 0 %; §7.3.1 tax fraction of a gross price), Notice 703 (§2.1: goods
exported are zero-rated), Notice 700/24 (§2.3: delivery has the rate of what is delivered).
"""

from dataclasses import dataclass

from shopkit.money import half_up

STANDARD, REDUCED, ZERO, EXEMPT = "standard", "reduced", "zero", "exempt"
TAX_CLASSES = (STANDARD, REDUCED, ZERO, EXEMPT)

#: Per cent by home country and class. A country that is not here charges none.
HOME_RATES: dict[str, dict[str, int]] = {
    "GB": {STANDARD: 20, REDUCED: 5, ZERO: 0, EXEMPT: 0},
}
#: The Isle of Man is one VAT area with the United Kingdom (Notice 700 §2.7).
SAME_AREA = {"GB": frozenset({"GB", "IM"})}


@dataclass(frozen=True)
class Taxed:
    """Minor units: what the customer sees on the line, and the tax in it or on top of it."""

    shown: int
    tax: int
    rate: int


@dataclass(frozen=True)
class TaxRules:
    """How a sale from `home` to `destination` (ISO 3166 codes) is taxed."""

    home: str
    destination: str

    @property
    def included(self) -> bool:
        """Whether the prices shown there include the tax."""
        return self.destination in SAME_AREA.get(self.home, {self.home})

    def rate(self, tax_class: str) -> int:
        """Per cent charged at the destination."""
        return self._home_rate(tax_class) if self.included else 0

    def of(self, gross: int, tax_class: str) -> Taxed:
        """Tax of a line that costs `gross` at home, rounded half up once."""
        rate = self._home_rate(tax_class)
        if self.included:
            return Taxed(gross, half_up(gross * rate, 100 + rate), rate)
        # an export: the home tax comes off the price, and none goes on
        return Taxed(half_up(gross * 100, 100 + rate), 0, 0)

    def _home_rate(self, tax_class: str) -> int:
        return HOME_RATES.get(self.home, {}).get(tax_class, 0)
