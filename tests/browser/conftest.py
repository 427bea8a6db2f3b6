"""Fixtures of the browser tests: the sample shop, a browser, and visitors with a device each."""

import os
from collections.abc import Callable, Iterator

import pytest
from barrow.shop_client import ShopClient
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import chrome, equipment, sample_shop
from tests.browser.back_room import BackRoom
from tests.browser.visitor import PATIENCE, Device, Visitor
from tests.integration.operator.running_shop import RunningShop

expect.set_options(timeout=PATIENCE)


def equipped(*parts: str) -> equipment.Equipment:
    """Leaves the test out, or fails it, when one of `parts` is not on this machine."""
    wanted = equipment.wish(os.environ)
    if wanted == "off":
        pytest.skip("browser tests are off (BARROW_BROWSER)")
    if reason := equipment.reason(equipment.found(), parts):
        if wanted == "required":
            pytest.fail(f"browser tests would be {reason}", pytrace=False)
        pytest.skip(f"browser tests {reason}")
    return equipment.found()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    """The sample shop: its catalogue, its pictures, its pages."""
    equipped("browser")
    with sample_shop.opened(tmp_path_factory.mktemp("sample")) as shop:
        yield shop


@pytest.fixture
def back_room(running: RunningShop) -> Iterator[BackRoom]:
    """The shop's people."""
    with ShopClient(running.url, running.staff_key) as client:
        yield BackRoom(client)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with the module: playwright's event loop must not meet the other tests' own."""
    program = equipped("browser").browser
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=list(chrome.FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def visit(running: RunningShop, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """`visit("phone")`: somebody new, whose browser must find nothing to complain of till the end.

    `visit("desktop", script=False, dark=True)` and so on, see Visitor.
    """
    visitors: list[Visitor] = []

    def arrive(device: Device = "desktop", **wishes: bool) -> Visitor:
        visitor = Visitor.arriving(browser, running.url, device, **wishes)
        visitors.append(visitor)
        return visitor

    yield arrive
    complaints = [one for visitor in visitors for one in visitor.leave()]
    assert complaints == []
