"""`barrow load online-retail` and `barrow replay` with a small log that has every oddity."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from barrow.shop_client import ShopClient

from tests.integration.operator.running_shop import RunningShop, barrow, running_shop

LOG = Path(__file__).parents[2] / "data" / "order_log.csv"
BEGIN = ("--no-sample", "--no-site", "--clock", "2010-12-01T08:00:00")

#: Has the SKU of an article of the log, which can therefore not be loaded.
OTHERS = {
    "slug": "a-lantern-of-before",
    "name": "A lantern of before",
    "category": "giftware",
    "variants": [{"sku": "71053", "prices": {"GBP": 100}}],
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[RunningShop]:
    with running_shop(tmp_path / "state", *BEGIN) as opened:
        yield opened


def load(shop: RunningShop) -> str:
    done = barrow("load", "online-retail", str(LOG), *_at(shop))
    assert done.returncode == 0, done.stdout
    return done.stdout


def replay(shop: RunningShop, *options: str) -> tuple[int, str]:
    done = barrow("replay", str(LOG), *_at(shop), *options)
    return done.returncode, done.stdout


def _at(shop: RunningShop) -> tuple[str, ...]:
    return ("--url", shop.url, "--state", str(shop.state))


def test_every_invoice_is_bought_and_every_cancellation_refunded(shop: RunningShop) -> None:
    told = load(shop)

    code, said = replay(shop)

    assert "loaded 1 categories, 3 products, 3 stock items" in told
    assert code == 0, said
    assert "every penny and every unit agrees" in said
    # by hand: 3564 + 3570 + 2465 + 4250 + 1875 + 16800 + 990 bought, 678 and 82 × 210 refunded
    rows = {
        line.split("│")[1].strip(): line.split("│")[2].strip()
        for line in said.splitlines()
        if line.count("│") == 5
    }
    assert rows["bought"] == "335.14"
    assert rows["refunded"] == "178.98"
    assert rows["Stripe's balance"] == "156.16"


def test_a_replay_that_is_done_does_nothing_more(shop: RunningShop) -> None:
    load(shop)
    replay(shop)

    code, said = replay(shop)

    assert code == 0, said
    assert "10 of 10 steps were done before" in said


def test_a_replay_goes_on_with_more_invoices(shop: RunningShop) -> None:
    load(shop)
    replay(shop, "--limit", "4")

    code, said = replay(shop)

    assert code == 0, said
    assert "every penny and every unit agrees" in said


def test_a_refund_that_is_not_in_the_log_is_found(shop: RunningShop) -> None:
    load(shop)
    replay(shop)
    with ShopClient(shop.url, shop.staff_key) as client:
        orders = list(client.listed("/api/checkout/admin/orders", status="paid"))
        order = next(one for one in orders if one["totals"]["total"]["amount"] == 990)
        path = f"/api/checkout/admin/orders/{order['id']}/refunds"
        client.post(path, {"amount": 1, "reason": "a penny", "restock": False}, staff=True)

    code, said = replay(shop)

    assert code == 1
    assert f"invoice 536405 ({order['id']}): 9.90 in the log, 9.89 in the ledger" in said


def test_a_unit_that_is_not_in_the_log_is_found(shop: RunningShop) -> None:
    load(shop)
    replay(shop)
    with ShopClient(shop.url, shop.staff_key) as client:
        body = {"delta": 1, "reason": "found"}
        client.post("/api/inventory/admin/stock/71053/adjustments", body, staff=True)

    code, said = replay(shop)

    assert code == 1
    assert "71053: 2 expected on hand, 3 there" in said


def test_what_a_crash_of_the_shop_loses_is_bought_again(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with running_shop(state, *BEGIN) as first:
        load(first)
    with running_shop(state, "--no-site") as second:
        replay(second, "--limit", "3")
        # what was done in the last second before this is lost or not: both must come out right
        replay(second, "--limit", "9")
        second.kill()

    with running_shop(state, "--no-site") as third:
        code, said = replay(third)

    assert code == 0, said
    assert "every penny and every unit agrees" in said


def test_a_shop_that_is_not_loaded_says_so(shop: RunningShop) -> None:
    code, said = replay(shop)

    assert code == 1
    assert "barrow load online-retail FILE comes first" in said


def test_a_shop_whose_loading_was_broken_off_says_so(shop: RunningShop) -> None:
    with ShopClient(shop.url, shop.staff_key) as client:
        articles = {"name": "Giftware", "slug": "giftware"}
        client.post("/api/catalog/admin/categories", articles, staff=True)
        client.post("/api/catalog/admin/products", OTHERS, staff=True)
    broken_off = barrow("load", "online-retail", str(LOG), *_at(shop))

    code, said = replay(shop)

    assert broken_off.returncode == 1
    assert code == 1
    assert "barrow load online-retail FILE comes first" in said


def test_a_shop_whose_clock_is_past_the_log_says_so(tmp_path: Path) -> None:
    with running_shop(tmp_path, "--no-sample", "--no-site") as today:
        load(today)
        code, said = replay(today)

    assert code == 1
    assert "--clock 2010-12-01T08:00:00" in said


def test_the_log_is_named_when_it_is_not_there(tmp_path: Path) -> None:
    missing = barrow("replay", str(tmp_path / "no.csv"), "--state", str(tmp_path))

    assert missing.returncode == 1
    assert "no.csv cannot be read" in missing.stdout
