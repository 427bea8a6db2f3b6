"""The clock: one source, UTC, and times whose text sorts as they do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import clock

zones = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
moments = st.datetimes(
    datetime(1971, 1, 2),  # noqa: DTZ001 — Hypothesis takes naive bounds
    datetime(9998, 12, 30),  # noqa: DTZ001
    timezones=zones,
)


@pytest.fixture
def own_time() -> Iterator[None]:
    yield
    clock.use(None)


@given(moments, moments)
def test_texts_sort_as_their_moments_do(one: datetime, other: datetime) -> None:
    if abs(one - other) >= timedelta(milliseconds=1):
        assert (clock.text(one) < clock.text(other)) == (one < other)


@given(moments)
def test_a_text_is_read_back_to_the_millisecond(at: datetime) -> None:
    back = clock.parse(clock.text(at))

    assert timedelta(0) <= at - back < timedelta(milliseconds=1)
    assert back.utcoffset() == timedelta(0)


def test_a_text_is_rfc_3339_in_utc() -> None:
    at = datetime(2026, 3, 2, 10, 0, 0, 1_999, tzinfo=timezone(timedelta(hours=1)))

    assert clock.text(at) == "2026-03-02T09:00:00.001Z"


@pytest.mark.usefixtures("own_time")
def test_the_time_comes_from_the_source_that_was_given() -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)

    clock.use(lambda: at)

    assert clock.now() == at


@pytest.mark.usefixtures("own_time")
def test_without_a_source_it_is_the_machines_time_and_aware() -> None:
    clock.use(None)

    assert abs(datetime.now(UTC) - clock.now()) < timedelta(minutes=1)
    assert clock.now().utcoffset() == timedelta(0)
