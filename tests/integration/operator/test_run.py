"""`barrow run`: a shop that opens with the sample in it, and goes on where it was."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from barrow.shop_client import ShopClient

from tests.integration.operator.running_shop import RunningShop, barrow, running_shop


@pytest.fixture(scope="module")
def sample_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running_shop(tmp_path_factory.mktemp("shop") / "state") as shop:
        yield shop


def test_a_new_shop_sells_the_sample(sample_shop: RunningShop) -> None:
    with ShopClient(sample_shop.url, sample_shop.staff_key) as client:
        products = list(client.listed("/api/catalog/admin/products"))
        stock = list(client.listed("/api/inventory/admin/stock"))
        shown = client.get("/api/catalog/products?category=kitchen&limit=1").json["data"][0]

    assert (len(products), len(stock)) == (120, 398)
    assert shown["variants"][0]["availability"] in {"in_stock", "low_stock", "out_of_stock"}
    assert any(one["availability"] == "in_stock" for one in shown["variants"])


def test_loading_the_sample_again_changes_nothing(sample_shop: RunningShop) -> None:
    again = barrow("load", "sample", "--url", sample_shop.url, "--state", str(sample_shop.state))

    assert again.returncode == 0
    assert "everything is there already" in again.stdout


def test_what_is_missing_of_the_sample_is_loaded(tmp_path: Path) -> None:
    with running_shop(tmp_path, "--no-sample") as shop:
        loaded = barrow("load", "sample", "--url", shop.url, "--state", str(tmp_path))

    assert loaded.returncode == 0, loaded.stdout
    assert "loaded 15 categories, 120 products, 398 stock items" in loaded.stdout


def test_a_shop_goes_on_where_it_was_closed(tmp_path: Path) -> None:
    shelf = {"slug": "shelf", "name": "Shelf"}
    with (
        running_shop(tmp_path, "--no-sample", "--clock", "2010-12-01T08:00:00") as first,
        ShopClient(first.url, first.staff_key) as client,
    ):
        client.post("/api/catalog/admin/categories", shelf, staff=True)

    with (
        running_shop(tmp_path, "--no-sample") as second,
        ShopClient(second.url, second.staff_key) as client,
    ):
        names = [one["name"] for one in client.get("/api/catalog/categories").json["data"]]
        now = client.get("/dev/clock").json["now"]

    assert names == ["Shelf"]
    assert second.staff_key == first.staff_key
    assert now.startswith("2010-12-01T08:")


def test_an_interrupted_sample_is_loaded_to_its_end(tmp_path: Path) -> None:
    with running_shop(tmp_path, "--no-sample"):
        pass
    (tmp_path / "sample-is-loading").touch()

    with running_shop(tmp_path) as shop, ShopClient(shop.url, shop.staff_key) as client:
        products = list(client.listed("/api/catalog/admin/products"))

    assert len(products) == 120
    assert not (tmp_path / "sample-is-loading").exists()


def test_the_clock_of_a_shop_that_has_begun_is_not_set_back(tmp_path: Path) -> None:
    with running_shop(tmp_path, "--no-sample"):
        pass

    refused = barrow("run", "--state", str(tmp_path), "--clock", "2010-12-01T08:00:00")

    assert refused.returncode == 1
    assert "--clock is for a new one" in refused.stdout


def test_a_taken_port_is_told_in_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = barrow("run", "--port", port, "--state", str(tmp_path))

    assert refused.returncode == 1
    assert f"port {port} is taken" in refused.stdout
    assert "Traceback" not in refused.stdout


def test_two_shops_do_not_share_a_state(sample_shop: RunningShop) -> None:
    refused = barrow("run", "--port", "0", "--state", str(sample_shop.state))

    assert refused.returncode == 1
    assert "is in use by another process" in refused.stdout


def test_without_a_shop_the_operator_is_told_how_to_start_one(tmp_path: Path) -> None:
    (tmp_path / "staff-key").write_text("bk_any\n", encoding="ascii")
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"

    refused = barrow("load", "sample", "--url", url, "--state", str(tmp_path))

    assert refused.returncode == 1
    assert f"the shop is not running at {url}: start it with make run" in refused.stdout


def test_without_a_state_there_is_no_key(tmp_path: Path) -> None:
    refused = barrow("load", "sample", "--state", str(tmp_path / "none"))

    assert refused.returncode == 1
    assert "there is no staff key" in refused.stdout
