"""AWS's price list, as `infra/barrow/operating/prices-<date>.toml` has it; the newest counts."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from barrow.failures import Failure

REFERENCE = "us-east-1"
_FOLDER = Path(__file__).parents[1]


class NoPrices(Failure):
    """There is no price list."""


class Item(BaseModel):
    """`usd` is by region, for `per` units; `free` units a month cost nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    source: str
    usd: dict[str, Decimal]
    per: Decimal = Field(gt=0)
    free: Decimal = Decimal(0)
    checked: tuple[str, ...]


class Prices(BaseModel):
    model_config = ConfigDict(frozen=True)

    as_of: date
    items: dict[str, Item]

    def usd(self, name: str, amount: Decimal, region: str, *, after_free: bool = False) -> Decimal:
        """Dollars for `amount` units of the item."""
        item = self.items[name]
        charged = max(amount - item.free, Decimal(0)) if after_free else amount
        return charged * item.usd.get(region, item.usd[REFERENCE]) / item.per

    def knows(self, region: str) -> bool:
        """Whether the list has the region's own prices, or reckons it at the reference's."""
        return any(region in item.usd for item in self.items.values())

    def unchecked(self, region: str) -> tuple[str, ...]:
        """What is reckoned for the region from a figure that nobody compared with the page."""
        return tuple(
            item.what
            for item in self.items.values()
            if (region if region in item.usd else REFERENCE) not in item.checked
        )


def newest(folder: Path = _FOLDER) -> Prices:
    """Raises NoPrices."""
    files = sorted(folder.glob("prices-*.toml"))
    if not files:
        raise NoPrices(f"there is no price list (prices-<date>.toml) in {folder.name}")
    as_of = date.fromisoformat(files[-1].stem.removeprefix("prices-"))
    items = tomllib.loads(files[-1].read_text(encoding="utf-8"), parse_float=Decimal)
    return Prices(as_of=as_of, items=items)
