"""Kept answers: what was answered, for whoever sends the same request again, and nobody else."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit import kept_answers
from shopkit.cipher import Altered

SECRET = kept_answers.secret_of("POST /carts ada", "k-1")
TEXTS = st.text(max_size=50) | st.text(max_size=50).map(lambda text: text * 1_000)


@given(TEXTS)
def test_what_was_answered_comes_back(answer: str) -> None:
    assert kept_answers.open_(kept_answers.seal(answer, SECRET, "R#1"), SECRET, "R#1") == answer


@given(TEXTS.filter(bool))
def test_what_was_kept_before_is_read_as_it_is(answer: str) -> None:
    assert kept_answers.open_(answer, SECRET, "R#1") == answer
    assert kept_answers.open_(zlib.compress(answer.encode()), SECRET, "R#1") == answer


@pytest.mark.parametrize(("route", "key"), [("POST /carts ben", "k-1"), ("POST /carts ada", "k-2")])
def test_it_opens_for_its_sender_and_key_alone(route: str, key: str) -> None:
    kept = kept_answers.seal("Ada Byron", SECRET, "R#1")

    with pytest.raises(Altered):
        kept_answers.open_(kept, kept_answers.secret_of(route, key), "R#1")


def test_it_opens_in_its_own_record_alone() -> None:
    with pytest.raises(Altered):
        kept_answers.open_(kept_answers.seal("Ada Byron", SECRET, "R#1"), SECRET, "R#2")


def test_how_it_is_kept_cannot_be_told_otherwise() -> None:
    kept = kept_answers.seal("Ada Byron", SECRET, "R#1")

    for how in (b"\x00", b"\x02", b""):
        with pytest.raises(Altered):
            kept_answers.open_(how + kept[1:], SECRET, "R#1")


def test_a_long_answer_takes_less_room_than_it_has_letters() -> None:
    long = "a cart's line, and another " * 2_000

    assert len(kept_answers.seal(long, SECRET, "R#1")) < len(long) / 20


def test_a_short_answer_takes_29_bytes_more() -> None:
    assert len(kept_answers.seal("Ada Byron", SECRET, "R#1")) == len("Ada Byron") + 29
