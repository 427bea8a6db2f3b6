"""Percentiles by nearest rank: always a value that was measured."""

import pytest

from bench.figures import milliseconds, percentile


@pytest.mark.parametrize(
    ("percent", "value"), [(50, 20.0), (75, 30.0), (76, 40.0), (99, 40.0), (100, 40.0), (0, 10.0)]
)
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(
    percent: float, value: float
) -> None:
    assert percentile([40.0, 10.0, 30.0, 20.0], percent) == value


def test_one_value_is_every_percentile() -> None:
    assert percentile([7.0], 1) == percentile([7.0], 99) == 7.0


def test_seconds_are_shown_as_milliseconds() -> None:
    assert milliseconds([0.00123, 0.0045], 50) == "1.23"
