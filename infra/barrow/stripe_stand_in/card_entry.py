"""What is typed into the payment page's form, and what can be told of it without asking a bank."""

import hashlib
from dataclasses import dataclass, replace

from .cards import CARDS, INCORRECT_NUMBER, NOT_A_TEST_CARD, Card, Decline, passes_luhn
from .operation import Operation
from .store import Row


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed into the form."""

    number: str
    expiry: str  # "12/34", also "12 / 2034"
    cvc: str
    name: str
    email: str


def read(op: Operation, entry: Entry) -> tuple[Card, tuple[int, int]] | Decline:
    """What Stripe's page finds out before any bank is asked; nothing of it is recorded."""
    number = entry.number.replace(" ", "").replace("-", "")
    if not passes_luhn(number):
        return INCORRECT_NUMBER
    month, _, year = entry.expiry.replace(" ", "").partition("/")
    if not (month.isascii() and month.isdigit() and 1 <= int(month) <= 12):
        return Decline("invalid_expiry_month", "Your card's expiration month is invalid.")
    if not (year.isascii() and year.isdigit() and len(year) in (2, 4)):
        return Decline("invalid_expiry_year", "Your card's expiration year is invalid.")
    expiry = (int(year) + (2000 if len(year) == 2 else 0), int(month))
    if not (op.now.year, op.now.month) <= expiry <= (op.now.year + 50, 12):
        return Decline("invalid_expiry_year", "Your card's expiration year is invalid.")
    card = CARDS.get(number)
    digits = 4 if card and card.brand == "amex" else 3
    if not (entry.cvc.isascii() and entry.cvc.isdigit() and len(entry.cvc) == digits):
        return Decline("invalid_cvc", "Your card's security code is invalid.")
    return (card, expiry) if card else NOT_A_TEST_CARD


def payment_method(op: Operation, entry: Entry, card: Card, expiry: tuple[int, int]) -> Row:
    number = entry.number.replace(" ", "").replace("-", "")
    return op.put(
        {
            "object": "payment_method",
            "id": op.new_id("pm_"),
            "created": op.seconds,
            "number": number,  # a test card's, or it would not have come this far
            "brand": card.brand,
            "country": card.country,
            "funding": card.funding,
            "refunding": card.refunding,
            "cvc_check": card.cvc_check,
            "exp_year": expiry[0],
            "exp_month": expiry[1],
            "fingerprint": hashlib.sha256(number.encode()).hexdigest()[:16],
            "name": entry.name or None,
            "email": entry.email or None,
        }
    )


def example(card: str, session: Row, year: int) -> Entry:
    """A form filled in as a program would: everything right but for the card itself."""
    number = card.replace(" ", "")
    entry = Entry(number, f"12/{year + 3}", "123", "Test Buyer", "")
    known = CARDS.get(number)
    if known and known.brand == "amex":
        entry = replace(entry, cvc="1234")
    return replace(entry, email=session["customer_email"] or "buyer@example.com")
