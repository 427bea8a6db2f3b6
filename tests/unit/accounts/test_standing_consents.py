"""Which of two answers stands, whichever is heard of first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from accounts.profile.consents import Consent, standing

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NO = Consent(False, NOON, "letter", "2026-11")
YES = Consent(True, NOON, "checkout", "2026-11")


def test_what_was_never_asked_gives_way() -> None:
    assert standing(Consent(), YES) == YES
    assert standing(YES, Consent()) == YES


@pytest.mark.parametrize(("first", "then"), [(NO, YES), (YES, NO)])
def test_the_last_word_stands_in_whichever_order_it_is_heard(first: Consent, then: Consent) -> None:
    last = replace(then, at=NOON + MINUTE)

    assert standing(first, last) == last
    assert standing(last, first) == last


def test_what_is_said_again_keeps_its_day_and_counts_from_when_it_was_said_last() -> None:
    again = standing(NO, replace(NO, at=NOON + 2 * MINUTE))

    assert again == replace(NO, again_at=NOON + 2 * MINUTE)
    assert standing(again, replace(YES, at=NOON + MINUTE)) == again
    assert standing(again, replace(YES, at=NOON + 3 * MINUTE)).given is True


def test_the_same_to_another_text_is_another_answer() -> None:
    other = replace(YES, at=NOON + MINUTE, text_version="2026-11-22")

    assert standing(YES, other) == other


def test_what_was_heard_before_changes_nothing() -> None:
    again = replace(NO, again_at=NOON + MINUTE)

    assert standing(again, again) == again
    assert standing(again, NO) == again
    assert standing(NO, NO) == NO


def test_of_a_tick_and_a_refusal_at_once_the_refusal_stands() -> None:
    refusal = replace(NO, at=YES.at)

    assert standing(YES, refusal) == standing(refusal, YES) == refusal
