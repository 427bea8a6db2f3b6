"""Telephone numbers as people type them."""

import pytest
from accounts.profile import phone_numbers
from shopkit.errors import Invalid

TYPED = [
    ("+44 1632 960983", "GB", "+441632960983"),
    ("0044 1632 960983", "DE", "+441632960983"),
    ("+44 (0)1632 960-983", "US", "+441632960983"),
    ("01632 960983", "GB", "+441632960983"),
    ("(202) 555-0123", "US", "+12025550123"),
    ("1 202 555 0123", "US", "+12025550123"),
    ("06 12 34 56 78", "FR", "+33612345678"),
    ("06 1 234 5678", "HU", "+3612345678"),
    ("06 6982", "IT", "+39066982"),
    ("030/1234567", "DE", "+49301234567"),
    ("020‑7946‑0000", "GB", "+442079460000"),
    ("", "GB", ""),
    ("  ", "GB", ""),
]


@pytest.mark.parametrize(("typed", "country", "kept"), TYPED)
def test_a_number_is_kept_in_its_international_form(typed: str, country: str, kept: str) -> None:
    assert phone_numbers.normalised(typed, country) == kept


NO_NUMBERS = [
    "ring twice", "+0441632960983", "+44", "12", "+1111111111111111",
    "+44 1632 960983 ext 3", "++441632960983", "+٤٤١٦٣٢٩٦٠٩٨٣",
]  # fmt: skip


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_told_where_it_stands(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        phone_numbers.normalised(typed, "GB", "/shipping_address/phone")

    assert [error.pointer for error in refused.value.errors] == ["/shipping_address/phone"]


def test_a_country_whose_dialling_is_not_known_needs_the_plus() -> None:
    with pytest.raises(Invalid):
        phone_numbers.normalised("0312 345678", "KG")

    assert phone_numbers.normalised("+996 312 345678", "KG") == "+996312345678"


def test_a_kept_number_typed_again_is_the_same() -> None:
    kept = [phone_numbers.normalised(typed, country) for typed, country, _ in TYPED]

    assert [phone_numbers.normalised(number, "GB") for number in kept] == kept
