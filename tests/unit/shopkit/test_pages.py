"""What templates may say of amounts, days and assets."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from shopkit import pages
from shopkit.pages import asset
from shopkit.shown import day, decimal, money


@dataclass(frozen=True)
class Priced:
    amount: int
    currency: str


@pytest.mark.parametrize(
    ("amount", "currency", "shown", "exact"),
    [
        (1250, "GBP", "£12.50", "12.50"),
        (129900, "EUR", "€1,299.00", "1299.00"),
        (5, "USD", "US$0.05", "0.05"),
        (1299, "JPY", "¥1,299", "1299"),
        (1299000, "KWD", "1,299.000 KWD", "1299.000"),
        (-300, "GBP", "−£3.00", "-3.00"),
        (0, "CHF", "0.00 CHF", "0.00"),
    ],
)
def test_an_amount_is_shown_to_people_and_told_to_machines(
    amount: int, currency: str, shown: str, exact: str
) -> None:
    assert money(Priced(amount, currency)) == money(amount, currency) == shown
    assert decimal({"amount": amount, "currency": currency}) == exact


@pytest.mark.parametrize(
    "value", [datetime(2026, 3, 2, tzinfo=UTC), "2026-03-02", "2026-03-02T09:00:00.000Z"]
)
def test_a_day_is_written_out(value: datetime | str) -> None:
    assert day(value) == "2 March 2026"


def test_an_asset_stands_in_the_folder_of_its_version() -> None:
    assert asset("shop.css") == f"/assets/{pages.assets_version()}/shop.css"
    assert "shop.css" in pages.assets()


def test_templates_escape_and_refuse_what_is_not_there() -> None:
    template = pages.environment().from_string("{{ name }} {{ missing }}")

    with pytest.raises(Exception, match="missing"):
        template.render(name="<b>")
    assert pages.environment().from_string("{{ name }}").render(name="<b>") == "&lt;b&gt;"
