"""The shop's clock moves forward only, and remembers how far."""

from datetime import UTC, datetime, timedelta

import pytest
from barrow.cloud.shop_clock import ClockGoesBack, ShopClock, TooFar

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class KeptOffset:
    def __init__(self, offset: timedelta | None = None) -> None:
        self.offset = offset

    def load_offset(self) -> timedelta | None:
        return self.offset

    def save_offset(self, offset: timedelta) -> None:
        self.offset = offset


def test_it_shows_the_machines_time_at_first() -> None:
    clock = ShopClock(machine=lambda: NOON)

    assert clock.now() == NOON


def test_advancing_adds_up() -> None:
    clock = ShopClock(machine=lambda: NOON)

    clock.advance(60)
    clock.advance(0.5)

    assert clock.now() == NOON + timedelta(seconds=60.5)


def test_it_can_be_set_to_a_later_moment() -> None:
    clock = ShopClock(machine=lambda: NOON)

    clock.set(NOON + timedelta(days=2))

    assert clock.offset == timedelta(days=2)


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_it_does_not_go_back(seconds: float) -> None:
    clock = ShopClock(machine=lambda: NOON)

    with pytest.raises(ClockGoesBack):
        clock.advance(seconds)

    assert clock.now() == NOON


def test_it_is_not_set_to_a_moment_before() -> None:
    clock = ShopClock(machine=lambda: NOON)

    with pytest.raises(ClockGoesBack):
        clock.set(NOON)


@pytest.mark.parametrize("seconds", [4_000 * 86_400, float("inf")])
def test_a_jump_has_a_limit(seconds: float) -> None:
    clock = ShopClock(machine=lambda: NOON)

    with pytest.raises(TooFar):
        clock.advance(seconds)

    assert clock.now() == NOON


def test_the_distance_is_kept_and_taken_up_again() -> None:
    kept = KeptOffset()
    first = ShopClock(machine=lambda: NOON)
    first.keep_in(kept)

    first.advance(3_600)
    second = ShopClock(machine=lambda: NOON)
    second.keep_in(kept)

    assert second.now() == NOON + timedelta(hours=1)


def test_a_new_shop_may_begin_in_the_past() -> None:
    kept = KeptOffset()
    clock = ShopClock(machine=lambda: NOON)

    clock.begin(NOON - timedelta(days=365))
    clock.keep_in(kept)

    assert clock.now() == NOON - timedelta(days=365)
    assert kept.offset == timedelta(days=-365)


def test_a_shop_that_began_in_the_past_goes_on_there() -> None:
    kept = KeptOffset(timedelta(days=-365))
    clock = ShopClock(machine=lambda: NOON)

    clock.keep_in(kept)
    clock.advance(3_600)

    assert clock.now() == NOON - timedelta(days=365) + timedelta(hours=1)
    assert kept.offset == timedelta(days=-365, hours=1)


def test_a_shop_that_has_begun_does_not_begin_again() -> None:
    clock = ShopClock(machine=lambda: NOON)
    clock.keep_in(KeptOffset())

    with pytest.raises(ClockGoesBack):
        clock.begin(NOON - timedelta(days=1))

    assert clock.now() == NOON
