"""Ids: in the order of time, the same again for what is retried, readable where people read."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from shopkit import ids
from shopkit.clock import parse, text

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: ULID's 48 bits of milliseconds end in the year 10889.
moments = st.integers(0, 253_402_300_799_999).map(lambda ms: EPOCH + timedelta(milliseconds=ms))
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def milliseconds(ulid: str) -> int:
    value = 0
    for letter in ulid:
        value = value * 32 + ids.CROCKFORD.index(letter)
    return value >> 80


@given(moments, moments)
def test_ids_sort_by_time(one: datetime, other: datetime) -> None:
    first, second = ids.new_id("ord", one), ids.new_id("ord", other)

    if one != other:
        assert (first < second) == (one < other)
    assert re.fullmatch(r"ord_[0-9A-HJKMNP-TV-Z]{26}", first)


@given(moments)
def test_an_id_holds_the_very_millisecond(at: datetime) -> None:
    assert milliseconds(ids.ulid(at)) == (at - EPOCH) // timedelta(milliseconds=1)


@given(moments, st.integers(0, 999))
def test_an_id_tells_when_it_was_made(at: datetime, micro: int) -> None:
    assert ids.moment(ids.new_id("ord", at + timedelta(microseconds=micro))) == at


@given(moments, st.integers(0, 999))
def test_a_moment_and_what_its_text_says_make_the_same_id(at: datetime, micro: int) -> None:
    at += timedelta(microseconds=micro)

    assert ids.derived_id("ref", at, "seed") == ids.derived_id("ref", parse(text(at)), "seed")


def test_two_ids_of_one_moment_differ() -> None:
    assert len({ids.new_id("evt", AT) for _ in range(1_000)}) == 1_000


def test_the_randomness_that_is_given_is_the_id_s() -> None:
    assert ids.ulid(AT, 0).endswith("0" * 16)
    assert ids.ulid(AT, (1 << 80) - 1).endswith("Z" * 16)
    assert ids.ulid(AT, 1 << 80) == ids.ulid(AT, 0)


@given(moments, st.text(), st.text())
def test_a_derived_id_is_the_same_for_the_same_seed_alone(
    at: datetime, seed: str, other: str
) -> None:
    made = ids.derived_id("ref", at, seed)

    assert made == ids.derived_id("ref", at, seed)
    assert (made == ids.derived_id("ref", at, other)) == (seed == other)


@given(st.text())
def test_an_order_number_has_no_letter_that_is_taken_for_another(seed: str) -> None:
    number = ids.order_number(seed)

    assert re.fullmatch(r"[A-Z0-9]{2}-[A-Z0-9]{3}-[A-Z0-9]{3}", number)
    assert not set(number) & set("0O1IL2Z5S8BUV")
    assert number == ids.order_number(seed)


def test_order_numbers_spread() -> None:
    numbers = {ids.order_number(f"ord_{n}:0") for n in range(20_000)}

    assert len(numbers) == 20_000
    assert {number[0] for number in numbers} == set(ids.READABLE)


def test_a_token_cannot_be_guessed_and_only_its_fingerprint_is_kept() -> None:
    token = ids.token()

    assert len(token) == 43
    assert token != ids.token()
    assert re.fullmatch(r"[0-9a-f]{64}", ids.fingerprint(token))
    assert token not in ids.fingerprint(token)
