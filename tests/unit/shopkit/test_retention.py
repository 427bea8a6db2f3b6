"""Periods after which what is personal ends."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

import pytest
from shopkit import retention
from shopkit.retention import Periods


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    retention.forget()
    yield
    retention.forget()


def test_a_period_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARROW_KEEP_MAILS", "30")

    assert retention.periods() == Periods(mails=30)
    assert retention.periods().of("mails") == timedelta(days=30)


@pytest.mark.parametrize("days", [0, -1, 36_526])
def test_a_period_that_keeps_nothing_or_for_ever_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="BARROW_KEEP_PAID_ORDERS is 1 to 36525 days"):
        Periods(paid_orders=days)


def test_an_export_is_not_promised_for_longer_than_its_bucket_keeps_it() -> None:
    with pytest.raises(ValueError, match="BARROW_KEEP_EXPORTS is 1 to 7 days"):
        Periods(exports=8)


def test_the_key_of_an_address_outlives_every_fact_that_is_sealed_under_it() -> None:
    with pytest.raises(ValueError, match="BARROW_KEEP_ADDRESS_KEYS is 15 to 36525 days"):
        Periods(address_keys=14)


def test_a_notice_comes_within_the_period_that_it_ends() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Periods(inactive_accounts=30, notice=30)


def test_every_period_is_explained_with_its_default() -> None:
    doc = retention.__doc__ or ""

    rows = [
        [cell.strip() for cell in line.split("|")] for line in doc.splitlines() if "| BA" in line
    ]

    told = {row[1]: int(row[3]) for row in rows}
    assert told == {retention.variable(one.name): one.default for one in fields(Periods)}
