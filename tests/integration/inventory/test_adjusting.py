"""An adjustment sent again: entered once, wherever the function died, and nobody else's."""

from collections.abc import Callable
from typing import Any

import pytest
from inventory import adjusting
from inventory.adjustments_table import Adjustment
from shopkit import table
from shopkit.errors import IdempotencyKeyReused

from tests import factories
from tests.books import assert_books_balance, items
from tests.shop import Response, Shop
from tests.wire import AFTER, BEFORE, Died, Wire, watched

STOCK = "/inventory/admin/stock"
DAY = 24 * 3600


@pytest.fixture
def tea(shop: Shop) -> Shop:
    body = {"sku": "TEA-1", "on_hand": 10}
    assert shop.post(STOCK, json=body, staff=True).status == 201
    return shop


def _adjust(shop: Shop, delta: int, key: str = "delivery-77") -> Response:
    body = {"delta": delta, "reason": "counted", "note": "shelf 3"}
    return shop.post(
        f"{STOCK}/TEA-1/adjustments", json=body, headers={"Idempotency-Key": key}, staff=True
    )


def _calls(shop: Shop, send: Callable[[], Any]) -> list[str]:
    with watched(shop, Wire()) as wire:
        send()
    return wire.calls


def _time_out_functions() -> None:
    """The time that dead functions had is over, by the machine's clock."""
    name = "barrow-local-inventory"
    for row in items("inventory"):
        if row["sk"] == "IDEMPOTENCY":
            key = {"pk": row["pk"], "sk": row["sk"]}
            table.write(table.update(name, key, "SET in_progress_until = :past", {":past": 0}))


@pytest.mark.parametrize("when", [BEFORE, AFTER])
@pytest.mark.parametrize("delta", [5, -10])
def test_it_is_entered_once_wherever_the_function_died(tea: Shop, delta: int, when: str) -> None:
    adds_nothing = _calls(tea, lambda: _adjust(tea, 0, "first"))

    for at in range(1, len(adds_nothing) + 1):
        key, before = f"delivery-{at}", factories.counts("TEA-1")[0]
        with pytest.raises(Died), watched(tea, Wire(at, when)):
            _adjust(tea, delta, key)
        _time_out_functions()

        again = _adjust(tea, delta, key)

        assert again.status == 201, (at, again.text)
        assert factories.counts("TEA-1") == (before + delta, 0), adds_nothing[at - 1]
        _adjust(tea, -delta, f"undo-{at}")
    assert_books_balance(tea, {"TEA-1": 10})


def test_another_adjustment_is_not_taken_for_what_died_under_its_key(tea: Shop) -> None:
    first = Adjustment("TEA-1", 5, "counted", "", "ops")
    adjusting.adjust(first, "k", tea.now)

    for other in (
        Adjustment("TEA-1", 6, "counted", "", "ops"),
        Adjustment("TEA-1", 5, "found", "", "ops"),
        Adjustment("TEA-1", 5, "counted", "shelf 3", "ops"),
    ):
        with pytest.raises(IdempotencyKeyReused):
            adjusting.adjust(other, "k", tea.now)

    assert factories.counts("TEA-1") == (15, 0)


def test_a_key_is_one_persons_for_one_sku(tea: Shop) -> None:
    tea.post(STOCK, json={"sku": "POT-1", "on_hand": 10}, staff=True)

    for sku, by in [("TEA-1", "ops"), ("TEA-1", "till"), ("POT-1", "ops")]:
        adjusting.adjust(Adjustment(sku, 5, "found", "", by), "k", tea.now)

    assert factories.counts("TEA-1") == (20, 0)
    assert factories.counts("POT-1") == (15, 0)


def test_a_key_is_free_again_after_a_day(tea: Shop) -> None:
    _adjust(tea, 5)
    tea.advance(DAY - 60)
    within = _adjust(tea, 5)
    tea.advance(120)

    after = _adjust(tea, 7)

    assert (within.status, within.json["on_hand"]) == (201, 15)
    assert (after.status, after.json["on_hand"]) == (201, 22)
    assert factories.counts("TEA-1") == (22, 0)


def test_the_ledger_is_in_order_of_time_with_keys_and_without(tea: Shop) -> None:
    for delta, key in [(1, "b"), (2, None), (3, "a")]:
        tea.advance(60)
        adjusting.adjust(Adjustment("TEA-1", delta, "found", "", "ops"), key, tea.now)

    movements = tea.get(f"{STOCK}/TEA-1/movements", staff=True).json["data"]

    assert [entry["delta"] for entry in movements] == [3, 2, 1, 10]
