"""The storefront as its visitors get it: published by a deployed function, served by the CDN."""

import shutil

import pytest

from tests.deploy.on_ministack.deployed_shop import STAGE, DeployedShop

needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="MiniStack runs CloudFront's functions on Node.js"
)


def test_pages_are_in_the_bucket_and_nobody_else_may_read_it(shop: DeployedShop) -> None:
    page = shop.account.client("s3").get_object(Bucket=bucket(shop), Key="index.html")

    # a request that nobody signed
    at_the_bucket = shop.cloud.unsigned(f"/{bucket(shop)}/index.html")

    assert page["ContentType"] == "text/html; charset=utf-8"
    assert "<h1" in page["Body"].read().decode()
    assert at_the_bucket == 403


@needs_node
def test_the_cdn_serves_pages_and_apis_on_one_origin(shop: DeployedShop) -> None:
    home = shop.visit("GET", "/")
    api = shop.visit("GET", "/api/catalog/health")
    missing = shop.visit("GET", "/no-such-page/")
    no_order = shop.visit("GET", "/api/checkout/orders/ord_0")

    assert (home.status, home.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert home.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert (api.status, api.json["capability"]) == (200, "catalog")
    assert (missing.status, "<h1" in missing.text) == (404, True)
    assert (no_order.status, no_order.json["code"]) == (404, "not_found")


@needs_node
def test_a_new_product_gets_a_page_by_itself(shop: DeployedShop, sku: str) -> None:
    path = f"/products/{slug(sku)}/"

    page = shop.wait_for(lambda: found(shop, path), "the product's page is published")

    moved = shop.visit("GET", f"{path[:-1]}?from=mail")
    assert "£4.50" in page
    assert (moved.status, moved.headers["Location"]) == (308, f"{path}?from=mail")


def test_a_second_deployment_finds_nothing_to_do(shop: DeployedShop) -> None:
    said = shop.barrow("deploy", "--stage", STAGE)

    told = dict(line[2:].split(": ", 1) for line in said.splitlines() if line.startswith("✓"))
    done = {part for part, what in told.items() if not what.startswith("unchanged")}
    assert {"foundation", "edge", "alarms", *shop.tree.capabilities()} <= set(told)
    assert done == {"pages"}
    assert told["pages"].startswith("current")


def bucket(shop: DeployedShop) -> str:
    return f"barrow-{shop.stage.name}-site-{shop.account.id}"


def slug(sku: str) -> str:
    """Of the product that the fixture makes for this SKU."""
    return f"tea-number-{sku.rpartition('-')[2]}"


def found(shop: DeployedShop, path: str) -> str | None:
    page = shop.visit("GET", path)
    return page.text if page.status == 200 else None
