"""One MiniStack with one deployed shop, for all tests of this folder."""

from collections.abc import Iterator
from itertools import count

import pytest
from barrow.deploying import secrets

from tests.deploy.on_ministack import server, stripe_at_http
from tests.deploy.on_ministack.deployed_shop import STAGE, DeployedShop, copy_of_the_tree
from tests.deploy.on_ministack.server import MiniStack
from tests.deploy.on_ministack.stripe_at_http import API_KEY, StripeAtHttp


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MiniStack]:
    with server.running(tmp_path_factory.mktemp("ministack")) as started:
        yield started


@pytest.fixture(scope="session")
def stripe() -> Iterator[StripeAtHttp]:
    with stripe_at_http.serving() as served:
        yield served


@pytest.fixture(scope="session")
def shop(
    cloud: MiniStack, stripe: StripeAtHttp, tmp_path_factory: pytest.TempPathFactory
) -> DeployedShop:
    """Deployed by its operator's command, with Stripe's key set before."""
    tree = copy_of_the_tree(tmp_path_factory.mktemp("checkout"), stripe.address)
    shop = DeployedShop(cloud, tree, stripe)
    secrets.put(shop.account, shop.stage, secrets.STRIPE_KEY, API_KEY)
    shop.barrow("deploy", "--stage", STAGE)
    return shop


_numbers = count(1)


@pytest.fixture
def sku(shop: DeployedShop) -> str:
    """Of a tea of its own, at £4.50, ten units of it in stock."""
    number = next(_numbers)
    code = f"TEA-{number}"
    variant = {"sku": code, "prices": {"GBP": 450}}
    body = {"name": f"Tea number {number}", "status": "active", "variants": [variant]}
    answer = shop.post("/catalog/admin/products", json=body, staff=True)
    assert answer.status == 201, answer.text
    stock = {"sku": code, "on_hand": 10}
    answer = shop.post("/inventory/admin/stock", json=stock, staff=True)
    assert answer.status == 201, answer.text
    return code
