"""Fixtures of every test: a shop whose parts are real and whose time stands still."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from barrow.cloud.moto_engine import MotoEngine
from hypothesis import HealthCheck, settings

from tests.shop import Shop, open_shop
from tests.side_by_side import BrowserTogether

# how long an example takes is the machine's doing, and on a busy one says nothing of the code
settings.register_profile(
    "patient", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowserTogether | None:
    """`--dist loadgroup` keeps the browser tests with one worker; other ways are xdist's own."""
    return BrowserTogether(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A shop on moto, empty."""
    with open_shop(MotoEngine()) as opened:
        yield opened


@pytest.fixture
def cloud(shop: Shop) -> Shop:
    """The same shop, for tests that look at the engine and the clock."""
    return shop


@pytest.fixture
def client(shop: Shop) -> Callable[[str], Any]:
    """`client("cart")`: requests to the shop's origin, below /api."""
    return lambda _capability: shop
