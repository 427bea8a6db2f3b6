"""Money: exact in integers, rounded by one rule, split without losing a penny."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shopkit.money import MINOR_DIGITS, CurrencyMismatch, Money, half_up, share, total

integers = st.integers(-(10**12), 10**12)
amounts = st.integers(-(10**10), 10**10)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@given(integers, integers.filter(bool))
def test_half_up_is_the_nearest_integer_and_halves_go_away_from_zero(top: int, bottom: int) -> None:
    exact = Fraction(top, bottom)

    rounded = half_up(top, bottom)

    distance = abs(rounded - exact)
    assert distance <= Fraction(1, 2)
    if distance == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(integers, integers.filter(bool))
def test_half_up_of_a_negative_is_the_negative_of_half_up(top: int, bottom: int) -> None:
    assert half_up(-top, bottom) == -half_up(top, bottom)


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (49, 100, 0), (50, 100, 1), (0, 7, 0), (450, 120, 4)],
)
def test_half_up_by_example(top: int, bottom: int, expected: int) -> None:
    assert half_up(top, bottom) == expected


def test_half_up_refuses_to_divide_by_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        half_up(1, 0)


@given(amounts, weights)
def test_shares_add_up_to_the_whole(amount: int, over: list[int]) -> None:
    parts = share(amount, over)

    assert sum(parts) == amount
    assert len(parts) == len(over)


@given(amounts, weights.filter(any))
def test_no_other_split_is_nearer_to_the_proportion(amount: int, over: list[int]) -> None:
    whole = sum(over)
    exact = [Fraction(abs(amount) * weight, whole) for weight in over]

    parts = [abs(part) for part in share(amount, over)]

    errors = [part - quota for part, quota in zip(parts, exact, strict=True)]
    assert all(abs(error) < 1 for error in errors)
    # moving a unit from one part to another brings the two no nearer: the method's optimality
    assert max(errors) - min(errors) <= 1


@given(amounts, weights)
def test_a_part_without_weight_gets_nothing_unless_none_has_any(
    amount: int, over: list[int]
) -> None:
    parts = share(amount, over)

    if any(over):
        assert {part for part, weight in zip(parts, over, strict=True) if not weight} <= {0}
    else:
        assert max(parts) - min(parts) <= 1


@given(amounts, weights)
def test_what_is_taken_off_is_split_like_what_is_put_on(amount: int, over: list[int]) -> None:
    assert share(-amount, over) == [-part for part in share(amount, over)]


def test_equal_remainders_go_to_the_earlier_part() -> None:
    assert share(100, [1, 1, 1]) == [34, 33, 33]
    assert share(2, [1, 1, 1]) == [1, 1, 0]


@pytest.mark.parametrize("over", [[], [1, -1]])
def test_there_is_no_split_over_nothing_or_less(over: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share(100, over)


@given(amounts, amounts, st.integers(-1000, 1000))
def test_money_counts_as_integers_do(one: int, other: int, quantity: int) -> None:
    a, b = Money(one, "GBP"), Money(other, "GBP")

    assert (a + b).amount == one + other
    assert (a - b).amount == one - other
    assert (a * quantity).amount == one * quantity
    assert -a + a == Money(0, "GBP")
    assert total([a, b, a], "GBP").amount == one + other + one


def test_two_currencies_never_meet_in_one_sum() -> None:
    pounds, euros = Money(1, "GBP"), Money(1, "EUR")

    with pytest.raises(CurrencyMismatch):
        pounds + euros
    with pytest.raises(CurrencyMismatch):
        pounds - euros
    with pytest.raises(CurrencyMismatch):
        total([pounds, euros], "GBP")
    assert pounds != euros


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (0, "GBP", "0.00 GBP"),
        (5, "GBP", "0.05 GBP"),
        (-123_456_789, "EUR", "-1,234,567.89 EUR"),
        (1_234, "JPY", "1,234 JPY"),
        (1_234, "KWD", "1.234 KWD"),
        (-1, "BHD", "-0.001 BHD"),
        (5_000, "CLP", "5,000 CLP"),
        (1_500, "OMR", "1.500 OMR"),
    ],
)
def test_money_reads_in_its_currencys_digits(amount: int, currency: str, text: str) -> None:
    assert str(Money(amount, currency)) == text


def test_every_currency_that_has_not_two_digits_is_known() -> None:
    """ISO 4217, list one, as amended up to 2025."""
    without = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX"]
    without += ["UYI", "VND", "VUV", "XAF", "XOF", "XPF"]
    with_three = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    with_four = ["CLF", "UYW"]

    expected = (
        dict.fromkeys(without, 0) | dict.fromkeys(with_three, 3) | dict.fromkeys(with_four, 4)
    )

    assert expected == MINOR_DIGITS
