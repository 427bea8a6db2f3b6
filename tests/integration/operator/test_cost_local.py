"""`barrow cost --local`: what is counted while people look, choose and buy."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from barrow.loading import sample
from barrow.loading.catalogue import Catalogue
from barrow.operating.costs import metered_shop
from barrow.operating.costs.flows import MONTH_MINUTES, Flows, drive
from barrow.operating.costs.invocation import Billing
from barrow.operating.costs.metered_shop import MeteredShop, Refused

ROOT = Path(__file__).parents[3]
ORDERS = 2
#: Time is given, so that what is left is exact.
BILLING = Billing(duration_ms=100)


def some() -> Catalogue:
    """The sample's first six products, with their shelf and their stock."""
    whole = sample.read()
    products = whole.products[:6]
    skus = {variant["sku"] for product in products for variant in product["variants"]}
    stock = tuple(one for one in whole.stock if one["sku"] in skus)
    return replace(whole, products=products, stock=stock)


@pytest.fixture(scope="module")
def shop() -> Iterator[MeteredShop]:
    with metered_shop.opened(ROOT) as opened:
        yield opened


@pytest.fixture(scope="module")
def flows(shop: MeteredShop) -> Flows:
    return drive(shop, ORDERS, BILLING, catalogue=some())


def test_a_page_view_is_a_file_and_its_live_stock(flows: Flows) -> None:
    pages = flows.pages

    assert pages["site_reads"] == 1
    assert pages["api_requests"] == pages["lambda_requests"] == 1
    assert pages["dynamodb_reads"] == 1
    assert "dynamodb_writes" not in pages
    # the page, its picture, its live stock, and a fifth of scripts, styles and typefaces
    assert pages["cdn_requests"] > 3
    assert pages["cdn_functions"] == 2
    assert 0.00006 < pages["cdn_gb"] < 0.0003


def test_a_cart_is_three_requests_that_write_twice(flows: Flows) -> None:
    carts = flows.carts

    assert carts["api_requests"] == carts["lambda_requests"] == 3
    # three times 100 ms at half a GB
    assert carts["lambda_gb_seconds"] == Decimal("0.15")
    assert carts["dynamodb_writes"] > 2
    assert "mails" not in carts
    assert "facts" not in carts


def test_an_order_is_everything_that_follows_from_it(flows: Flows) -> None:
    paid = flows.paid

    assert paid["mails"] == 1
    # a checkout started, an order placed, a mail sent
    assert paid["facts"] == 3
    # the order goes to cart, inventory and marketing: sent, received, deleted
    assert paid["queue_requests"] == 9
    assert paid["lambda_requests"] > paid["api_requests"] > 4
    assert paid["dynamodb_writes"] > flows.carts["dynamodb_writes"]


def test_a_month_without_anybody_is_its_schedules(flows: Flows) -> None:
    idle = flows.idle

    # release_expired each minute, finish_mails and keep_privacy each five, reconcile each ten, and
    # the relay that hears reconcile note when it ran
    minutes = MONTH_MINUTES
    assert idle["lambda_requests"] == minutes + 2 * (minutes // 5) + 2 * (minutes // 10)
    assert set(idle) == {
        "lambda_requests", "lambda_gb_seconds", "dynamodb_reads", "dynamodb_writes", "log_gb",
    }  # fmt: skip
    assert flows.idle_metrics == set()


def test_the_shops_own_numbers_are_told_once_for_each_that_is_paid_for(flows: Flows) -> None:
    assert flows.metrics == {
        "CartsOpened service=cart stage=local",
        "CheckoutsStarted service=checkout stage=local",
        "OrdersPaid service=checkout stage=local",
        "Revenue currency=GBP service=checkout stage=local",
        "MailsSent service=marketing stage=local",
    }


def test_what_is_kept_is_weighed(flows: Flows) -> None:
    # six products, two orders, and what belongs to them
    assert 50_000 < flows.stored_gb * 2**30 < 5_000_000


def test_what_the_shop_refuses_is_said(shop: MeteredShop, flows: Flows) -> None:
    with pytest.raises(Refused, match="404"):
        shop.ask("GET", "/api/catalog/products/nothing-of-that-name")
    with pytest.raises(Refused, match="404"):
        shop.page("/products/nothing-of-that-name/")
