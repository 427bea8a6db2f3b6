"""Sums over shards, spreading of units, and when a level is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventory.stock_items import LevelChange, NotEnoughUnits, counts, level_change, spread
from shopkit.stock import Shard

shards = st.lists(st.integers(0, 50), min_size=1, max_size=8).map(
    lambda units: [Shard("TEA-1", n, count, n, len(units), 0) for n, count in enumerate(units)]
)


@given(shards, st.integers(0, 10**6))
def test_what_comes_in_is_spread_exactly_and_evenly(found: list[Shard], delta: int) -> None:
    takes = spread(delta, "TEA-1", found, "seed")

    assert sum(take.units for take in takes) == delta
    parts = [take.units for take in takes] + [0] * (len(found) - len(takes))
    assert max(parts) - min(parts) <= 1


@given(shards, st.integers(1, 500), st.text(max_size=4))
def test_what_goes_out_is_taken_from_where_it_is(found: list[Shard], units: int, seed: str) -> None:
    free = counts(found).available
    if units > free:
        with pytest.raises(NotEnoughUnits):
            spread(-units, "TEA-1", found, seed)
        return

    takes = spread(-units, "TEA-1", found, seed)

    assert sum(take.units for take in takes) == -units
    by_shard = {shard.shard: shard.available for shard in found}
    assert all(by_shard[take.shard] + take.units >= 0 for take in takes)
    assert len({take.shard for take in takes}) == len(takes)


def test_on_hand_is_what_may_be_sold_and_what_is_held() -> None:
    both = counts([Shard("A", 0, 3, 2, 2, 0), Shard("A", 1, 4, 1, 2, 0)])

    assert (both.available, both.held, both.on_hand) == (7, 3, 10)


@pytest.mark.parametrize(
    ("before", "was_low", "available", "told"),
    [
        ("in_stock", False, 50, None),
        ("in_stock", False, 10, LevelChange("low_stock", 10, low=True, ran_low=True)),
        ("low_stock", True, 9, None),
        ("low_stock", True, 0, LevelChange("out_of_stock", 0, low=True, ran_low=False)),
        ("out_of_stock", True, 3, LevelChange("low_stock", 3, low=True, ran_low=False)),
        ("out_of_stock", True, 30, LevelChange("in_stock", 30, low=False, ran_low=False)),
    ],
)
def test_a_level_is_told_when_it_changes_and_lowness_once(
    before: str, was_low: bool, available: int, told: LevelChange | None
) -> None:
    assert level_change(before, was_low, available, reorder_point=10) == told
