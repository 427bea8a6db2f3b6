"""How fast somebody may try: at most so many in any hour, whatever the rhythm."""

from accounts.signing_in.pacing import HOUR, Pace, given_back, taken
from hypothesis import given
from hypothesis import strategies as st

PACE = Pace(most=10)


def test_the_first_three_tries_need_no_patience() -> None:
    tries: list[int] = []

    for at in (1000, 1000, 1001):
        after = taken(tries, at, PACE)
        assert isinstance(after, list)
        tries = after

    assert tries == [1000, 1000, 1001]


def test_the_fourth_waits_three_seconds_and_each_further_one_twice_as_long() -> None:
    tries, waits = [0, 0, 0], []

    for _ in range(7):
        wait = taken(tries, tries[-1], PACE)
        assert isinstance(wait, int)
        waits.append(wait)
        after = taken(tries, tries[-1] + wait, PACE)
        assert isinstance(after, list)
        tries = after

    assert waits == [3000, 6000, 12000, 24000, 48000, 96000, 192000]


def test_after_the_tenth_it_is_the_first_ones_hour_that_must_pass() -> None:
    tries = [0, 0, 0, 3000, 9000, 21000, 45000, 93000, 189000, 381000]

    assert taken(tries, 381000, PACE) == HOUR - 381000
    assert taken(tries, HOUR - 1, PACE) == 1
    assert taken(tries, HOUR + 200_000, PACE) == [*tries[9:], HOUR + 200_000]


def test_a_try_that_was_right_is_as_if_it_had_not_been() -> None:
    assert given_back([5, 9, 9, 12], 9) == [5, 9, 12]
    assert given_back([5], 9) == [5]


@given(st.lists(st.integers(0, 3 * HOUR), min_size=1, max_size=60))
def test_no_hour_has_more_than_ten_tries_whatever_the_rhythm(moments: list[int]) -> None:
    tries: list[int] = []
    made: list[int] = []

    for at in sorted(moments):
        after = taken(tries, at, PACE)
        if isinstance(after, list):
            tries = after
            made.append(at)

    for at in made:
        assert sum(at - HOUR < other <= at for other in made) <= 10


@given(st.lists(st.integers(0, 3 * HOUR), min_size=1, max_size=60))
def test_who_waits_as_long_as_told_may_try(moments: list[int]) -> None:
    tries: list[int] = []

    for at in sorted(moments):
        now = max(at, tries[-1]) if tries else at
        for _ in range(3):
            after = taken(tries, now, PACE)
            if isinstance(after, list):
                break
            assert after > 0
            now += after
        assert isinstance(after, list)
        tries = after
