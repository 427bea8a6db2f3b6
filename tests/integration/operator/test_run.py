"""`barrow run`: a shop that opens with the sample in it, and goes on where it was."""

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from barrow.shop_client import ShopClient

from tests.integration.operator.running_shop import RunningShop, barrow, running_shop

IN_THE_SHOP = "the sample is in the shop"
#: Without goods and pages: for what concerns neither.
BARE = ("--no-sample", "--no-site")


@pytest.fixture(scope="module")
def sample_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running_shop(tmp_path_factory.mktemp("shop") / "state", "--no-pictures") as shop:
        shop.until(IN_THE_SHOP)
        yield shop


def page(shop: RunningShop, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(shop.url + path) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_new_shop_sells_the_sample(sample_shop: RunningShop) -> None:
    with ShopClient(sample_shop.url, sample_shop.staff_key) as client:
        products = list(client.listed("/api/catalog/admin/products"))
        stock = list(client.listed("/api/inventory/admin/stock"))
        client.post("/dev/settle")
        shown = client.get("/api/catalog/products?category=kitchen&limit=1").json["data"][0]

    assert (len(products), len(stock)) == (120, 398)
    assert shown["variants"][0]["availability"] in {"in_stock", "low_stock", "out_of_stock"}
    assert any(one["availability"] == "in_stock" for one in shown["variants"])


def test_a_new_shop_shows_the_sample(sample_shop: RunningShop) -> None:
    with ShopClient(sample_shop.url) as client:
        client.post("/dev/settle")
        shown = client.get("/api/catalog/products?limit=1").json["data"][0]

    home, product = page(sample_shop, "/"), page(sample_shop, f"/products/{shown['slug']}/")

    assert home[0] == product[0] == 200
    assert shown["name"] in product[1]
    assert 'href="/categories/' in home[1]


def test_loading_the_sample_again_changes_nothing(sample_shop: RunningShop) -> None:
    again = barrow("load", "sample", "--no-pictures", "--url", sample_shop.url,
                   "--state", str(sample_shop.state))  # fmt: skip

    assert again.returncode == 0
    assert "everything is there already" in again.stdout


def test_what_is_missing_of_the_sample_is_loaded(tmp_path: Path) -> None:
    with running_shop(tmp_path, "--no-sample", "--no-site") as shop:
        loaded = barrow("load", "sample", "--no-pictures", "--url", shop.url,
                        "--state", str(tmp_path))  # fmt: skip

    assert loaded.returncode == 0, loaded.stdout
    assert "loaded 15 categories, 120 products, 398 stock items" in loaded.stdout


def test_a_shop_goes_on_where_it_was_closed(tmp_path: Path) -> None:
    shelf = {"slug": "shelf", "name": "Shelf"}
    with (
        running_shop(tmp_path, *BARE, "--clock", "2010-12-01T08:00:00") as first,
        ShopClient(first.url, first.staff_key) as client,
    ):
        client.post("/api/catalog/admin/categories", shelf, staff=True)

    with (
        running_shop(tmp_path, *BARE) as second,
        ShopClient(second.url, second.staff_key) as client,
    ):
        names = [one["name"] for one in client.get("/api/catalog/categories").json["data"]]
        now = client.get("/dev/clock").json["now"]

    assert names == ["Shelf"]
    assert second.staff_key == first.staff_key
    assert now.startswith("2010-12-01T08:")


@pytest.mark.parametrize("dies", [True, False], ids=["dies", "is closed"])
def test_a_shop_that_ends_while_it_is_filled_is_filled_at_the_next_start(
    tmp_path: Path, dies: bool
) -> None:
    with running_shop(tmp_path, "--no-pictures") as first:
        first.until("wrote ")
        with ShopClient(first.url) as client:
            while not client.get("/api/catalog/products?limit=1").json["data"]:
                pass
        if dies:
            first.kill()

    with (
        running_shop(tmp_path, "--no-pictures") as second,
        ShopClient(second.url, second.staff_key) as client,
    ):
        second.until(IN_THE_SHOP)
        client.post("/dev/settle")
        slugs = {one["slug"] for one in client.listed("/api/catalog/admin/products")}
        pages = {page(second, f"/products/{slug}/")[0] for slug in slugs}

    assert len(slugs) == 120
    assert pages == {200}
    assert not (tmp_path / "sample-is-loading").exists()


def test_a_shop_can_be_opened_without_its_storefront(tmp_path: Path) -> None:
    with running_shop(tmp_path, *BARE) as shop:
        status, text = page(shop, "/")
        with ShopClient(shop.url) as client:
            health = client.get("/api/catalog/health").status

    assert (status, health) == (404, 200)
    assert "--no-site" in text


def test_what_changed_without_the_storefront_is_published_with_it(tmp_path: Path) -> None:
    with running_shop(tmp_path, "--no-sample") as first:
        first.until("wrote ")
    with (
        running_shop(tmp_path, *BARE) as second,
        ShopClient(second.url, second.staff_key) as client,
    ):
        client.post("/api/catalog/admin/categories", {"slug": "tea", "name": "Tea"}, staff=True)
        client.post("/dev/settle")

    with running_shop(tmp_path, "--no-sample") as third:
        third.until("wrote ")
        status, text = page(third, "/categories/tea/")

    assert status == 200
    assert "Tea" in text


def test_the_clock_of_a_shop_that_has_begun_is_not_set_back(tmp_path: Path) -> None:
    with running_shop(tmp_path, *BARE):
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


def test_a_shop_here_keeps_its_own_engine_wherever_the_environment_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{nobody.getsockname()[1]}")

        with running_shop(tmp_path / "state", *BARE) as shop:
            shop.until("it has its own engine: barrow deploy is what goes to http://127.0.0.1:")
            with ShopClient(shop.url) as client:
                cart = client.post("/api/cart/carts", {})

    assert cart.status == 201
