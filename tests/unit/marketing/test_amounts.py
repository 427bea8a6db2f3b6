"""Amounts as people read them."""

import pytest
from marketing.amounts import shown
from shopkit.money import Money


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (0, "GBP", "£0.00"),
        (5, "GBP", "£0.05"),
        (1_299, "GBP", "£12.99"),
        (123_456_789, "GBP", "£1,234,567.89"),
        (-250, "EUR", "−€2.50"),
        (1_299, "JPY", "¥1,299"),
        (1_299, "USD", "US$12.99"),
        (1_299_500, "KWD", "1,299.500 KWD"),
        (-1_299, "SEK", "−12.99 SEK"),
    ],
)
def test_amounts_have_the_digits_and_the_sign_of_their_currency(
    amount: int, currency: str, text: str
) -> None:
    assert shown(Money(amount, currency)) == text
