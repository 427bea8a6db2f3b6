"""A replay that is broken off at any moment goes on, and still comes out right to the penny."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from barrow.loading import carriage
from barrow.loading.load import load
from barrow.order_log import articles
from barrow.order_log.planning import Plan
from barrow.progress import Unwatched, Watcher
from barrow.replay.replaying import Outcome, replay
from barrow.shop_client import ShopClient, ShopError

from tests.integration.operator.running_shop import RunningShop, running_shop
from tests.unit.operator.log_lines import line, planned

BEGIN = ("--no-sample", "--no-site", "--clock", "2010-12-01T08:00:00")
SLICE = {"log": "made.csv", "from": ""}


def made_log() -> Plan:
    """Forty invoices, a few minutes apart, of articles that cost now this and now that."""
    lines = []
    for n in range(40):
        at = f"2010-12-{1 + n // 20:02d}T{9 + n % 20 // 3:02d}:{n % 3 * 20:02d}"
        price = "2.10" if n % 3 else "2.55"
        lines.append(line(f"{n}", "85123A", 6 + n, price, at=at))
        lines.append(line(f"{n}", f"{20_000 + n % 7}", 2, "1.25", at=at))
        if n % 8 == 7:
            lines.append(line(f"C{n}", "85123A", -4, price, at=at))
    return planned(*lines)


class Breaking(Unwatched):
    """Does something in the middle of a replay: after the step with that number."""

    def __init__(self, after: int, act: Callable[[], None]) -> None:
        self._left = after
        self._act = act

    def step(self, count: int = 1, note: str = "") -> None:  # noqa: ARG002 — a Watcher's
        self._left -= count
        if self._left == 0:
            self._act()


@contextmanager
def shop_with(plan: Plan, state: Path) -> Iterator[tuple[RunningShop, ShopClient]]:
    with (
        running_shop(state, *BEGIN) as shop,
        ShopClient(shop.url, shop.staff_key) as client,
    ):
        load(client, articles.catalogue(plan))
        carriage.set_only(client)
        yield shop, client


@contextmanager
def opened_again(state: Path) -> Iterator[tuple[RunningShop, ShopClient]]:
    with (
        running_shop(state, "--no-site") as shop,
        ShopClient(shop.url, shop.staff_key) as client,
    ):
        yield shop, client


def go(client: ShopClient, plan: Plan, state: Path, watcher: Watcher | None = None) -> Outcome:
    return replay(client, plan, SLICE, state, watcher or Unwatched(), workers=4)


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("after", [1, 17])
def test_an_interrupted_replay_goes_on(tmp_path: Path, after: int) -> None:
    plan = made_log()
    with shop_with(plan, tmp_path) as (_, client):
        with pytest.raises(KeyboardInterrupt):
            go(client, plan, tmp_path, Breaking(after, interrupt))

        outcome = go(client, plan, tmp_path)

    assert outcome.found.differing == []
    assert outcome.found.agrees
    assert after <= outcome.resumed < outcome.steps


def test_a_shop_that_dies_in_the_middle_loses_no_order(tmp_path: Path) -> None:
    plan = made_log()
    with shop_with(plan, tmp_path):
        """Loaded, and ended well: what is killed loses its last second, the goods as well."""
    with opened_again(tmp_path) as (shop, client), pytest.raises(ShopError):
        go(client, plan, tmp_path, Breaking(23, shop.kill))

    with opened_again(tmp_path) as (_, client):
        outcome = go(client, plan, tmp_path)

    assert outcome.found.differing == []
    assert outcome.found.agrees


def test_one_worker_buys_the_same_as_many(tmp_path: Path) -> None:
    plan = made_log()
    with shop_with(plan, tmp_path) as (_, client):
        outcome = replay(client, plan, SLICE, tmp_path, Unwatched(), workers=1)

    assert outcome.found.agrees
    assert outcome.resumed == 0


def test_prices_that_somebody_else_changes_are_set_again(tmp_path: Path) -> None:
    plan = made_log()
    with shop_with(plan, tmp_path) as (_, client):

        def reprice() -> None:
            price = {"sku": "20003", "currency": "GBP", "amount": 999}
            client.put("/api/catalog/admin/prices", {"prices": [price]}, staff=True)

        outcome = replay(client, plan, SLICE, tmp_path, Breaking(12, reprice), workers=1)

    assert outcome.found.agrees
