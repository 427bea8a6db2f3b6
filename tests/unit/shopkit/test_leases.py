"""Until when the key of an address stands, reckoned."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from shopkit import leases
from shopkit.retention import SHORTEST_ADDRESS_KEY, periods

START = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=30_000)).map(lambda age: START + age)


def is_due(until: str, now: datetime) -> bool:
    """As the index is asked."""
    return until <= f"{now:%Y-%m-%d}"


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=3000)))
def test_a_key_is_not_due_before_the_period_after_its_last_use_is_over(
    now: datetime, later: timedelta
) -> None:
    until = leases.needed(now)

    # a day at most is given away, so that a second use on the day writes nothing
    assert is_due(until, now + later) is (f"{now + later:%Y-%m-%d}" >= until)
    assert not is_due(until, now + periods().of("address_keys"))
    assert is_due(until, now + periods().of("address_keys") + timedelta(days=1))


@given(MOMENTS, st.integers(0, 400))
def test_what_stands_longer_than_keys_are_kept_says_how_long(now: datetime, days: int) -> None:
    until = leases.needed(now, timedelta(days=days))

    assert until == leases.needed(now) or days > periods().address_keys
    assert not is_due(until, now + timedelta(days=days))


@given(MOMENTS)
def test_whoever_uses_a_key_that_is_due_moves_its_day(now: datetime) -> None:
    """What destroying it is conditioned on."""
    assert not is_due(leases.needed(now), now + timedelta(days=SHORTEST_ADDRESS_KEY - 1))


def test_a_second_use_on_one_day_asks_for_no_more() -> None:
    morning = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)

    assert leases.needed(morning) == leases.needed(morning + timedelta(hours=23, minutes=59))
    assert leases.needed(morning) == "2026-04-02"


def test_an_accounts_key_has_no_end() -> None:
    assert leases.is_leased("eml_01JADA")
    assert not leases.is_leased("acc_01JADA")
    assert leases.first("acc_01JADA", "") == {}
