"""Proof: the first five hundred invoices of the real order log come out right to the penny.

A shop of its own, its catalogue made from that slice, every invoice bought and every cancellation
refunded over HTTP, then the log, the ledgers, Stripe's balance and the shelves held together.
"""

import os
import re
from pathlib import Path

import pytest

from tests.integration.operator.running_shop import ROOT, barrow, running_shop

NAME = "online_retail_2010-12_2011-08.csv.gz"


@pytest.fixture
def order_log() -> Path:
    """BARROW_ORDER_LOG, else the copy beside the repository."""
    named = os.environ.get("BARROW_ORDER_LOG")
    place = Path(named) if named else ROOT.parent / "shared" / "data" / NAME
    if not place.exists():
        message = f"the order log is not at {place}: name its file in BARROW_ORDER_LOG"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return place


@pytest.mark.order_log
def test_five_hundred_invoices_are_bought_refunded_and_reconciled(
    order_log: Path, tmp_path: Path
) -> None:
    slice_ = (str(order_log), "--limit", "500")
    with running_shop(
        tmp_path, "--no-sample", "--no-site", "--clock", "2010-12-01T08:00:00"
    ) as shop:
        at = ("--url", shop.url, "--state", str(shop.state))
        loaded = barrow("load", "online-retail", *slice_, *at)
        replayed = barrow("replay", *slice_, *at)

    assert loaded.returncode == 0, loaded.stdout
    assert replayed.returncode == 0, replayed.stdout
    # counted from the file by other means: quantity × price of the goods, without this code
    rows = dict(re.findall(r"│ ([\w' ]+?) +│ +([\d,.]+) │ +[\d,.]+ │ +none │", replayed.stdout))
    assert rows["bought"] == "175,728.64"
    assert rows["refunded"] == "184.00"
    assert rows["Stripe's balance"] == "175,544.64"
    assert rows["units sold"] == "86,784"
    assert "every penny and every unit agrees" in replayed.stdout
