"""Stock: which shards give which units."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit.stock import (
    CHUNK,
    IN_STOCK,
    LOW_STOCK,
    OUT_OF_STOCK,
    Shard,
    Take,
    first_guess,
    in_chunks,
    level,
    spill,
)


def shards_of(available: list[int]) -> list[Shard]:
    return [Shard("TEA-1", n, units, 0, len(available), 0) for n, units in enumerate(available)]


orders = st.text("0123456789ABCDEFGHJK", min_size=4, max_size=12).map(lambda text: f"ord_{text}")
counts = st.lists(st.integers(0, 30), min_size=1, max_size=20)


@given(orders, counts, st.integers(1, 200))
def test_units_are_found_whenever_they_are_there_and_never_more(
    order_id: str, available: list[int], units: int
) -> None:
    takes = spill(order_id, "TEA-1", units, shards_of(available))

    if takes is None:
        assert sum(available) < units
        return
    assert sum(take.units for take in takes) == units
    assert all(0 < take.units <= available[take.shard] for take in takes)
    assert max(Counter(take.shard for take in takes).values()) == 1


@given(orders, counts, st.integers(1, 200))
def test_one_shard_gives_all_where_one_can(order_id: str, available: list[int], units: int) -> None:
    takes = spill(order_id, "TEA-1", units, shards_of(available)) or []

    assert (len(takes) == 1) == (max(available) >= units)


@given(orders, counts, st.integers(1, 200))
def test_the_shards_order_does_not_matter(order_id: str, available: list[int], units: int) -> None:
    shards = shards_of(available)

    assert spill(order_id, "TEA-1", units, shards) == spill(order_id, "TEA-1", units, shards[::-1])


@given(orders, st.dictionaries(st.text("ABC", min_size=1), st.integers(1, 99), max_size=8))
def test_a_first_guess_takes_each_sku_whole_from_a_shard_that_it_has(
    order_id: str, units: dict[str, int]
) -> None:
    shards = {sku: len(sku) for sku in units}

    takes = first_guess(order_id, units, shards)

    assert {take.sku: take.units for take in takes} == units
    assert all(0 <= take.shard < shards[take.sku] for take in takes)


def test_orders_spread_over_the_shards_of_a_hot_item() -> None:
    guesses = Counter(
        first_guess(f"ord_{n}", {"TEA-1": 1}, {"TEA-1": 10})[0].shard for n in range(2_000)
    )

    assert sorted(guesses) == list(range(10))
    assert min(guesses.values()) > 100


def test_a_sku_whose_shards_are_not_known_has_one() -> None:
    assert first_guess("ord_1", {"TEA-1": 2}, {}) == [Take("TEA-1", 0, 2)]


@given(st.integers(0, 500))
def test_chunks_hold_every_take_once_and_in_order(number: int) -> None:
    takes = [Take(f"SKU-{n}", 0, 1) for n in range(number)]

    chunks = in_chunks(takes)

    assert [take for chunk in chunks for take in chunk] == takes
    assert all(0 < len(chunk) <= CHUNK for chunk in chunks)
    assert all(len(chunk) == CHUNK for chunk in chunks[:-1])


@pytest.mark.parametrize(
    ("available", "low_at", "expected"),
    [(0, 0, OUT_OF_STOCK), (-1, 5, OUT_OF_STOCK), (1, 0, IN_STOCK), (5, 5, LOW_STOCK),
     (6, 5, IN_STOCK)],
)  # fmt: skip
def test_levels_by_example(available: int, low_at: int, expected: str) -> None:
    assert level(available, low_at) == expected
