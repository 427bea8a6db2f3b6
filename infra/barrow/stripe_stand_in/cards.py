"""Stripe's test cards and what each of them does on a hosted payment page.

Source: Stripe's documentation, "Testing" (https://docs.stripe.com/testing), with an account's
default settings: Radar blocks the highest risk and asks for 3D Secure where the card requires it.
A card that no table names is refused as test mode refuses it, and never kept.
"""

from dataclasses import dataclass, replace
from typing import Literal

Challenge = Literal["required", "supported", "frictionless", "broken", "unsupported"]
Refunding = Literal["at_once", "pending_first", "fails_later"]


@dataclass(frozen=True, slots=True)
class Decline:
    """An error as a card meets it. `code` and `decline_code` are Stripe's."""

    code: str
    message: str
    decline_code: str | None = None
    blocked: bool = False  # by Radar, before the network was asked


@dataclass(frozen=True, slots=True)
class Card:
    brand: str = "visa"
    funding: str = "credit"
    country: str = "US"
    challenge: Challenge = "supported"
    enrolled: bool = False  # whether a challenge that is asked for is shown at all
    decline: Decline | None = None
    dispute: str | None = None  # the reason it will have
    inquiry: bool = False  # a dispute that takes no money yet
    refunding: Refunding = "at_once"
    available_at_once: bool = False
    risk: Literal["normal", "elevated", "highest"] = "normal"
    cvc_check: str = "pass"


def _declined(decline_code: str, message: str = "Your card was declined.") -> Decline:
    return Decline("card_declined", message, decline_code)


GENERIC = _declined("generic_decline")
INSUFFICIENT = _declined("insufficient_funds", "Your card has insufficient funds.")
BLOCKED = Decline("card_declined", "Your card was declined.", "fraudulent", blocked=True)
INCORRECT_NUMBER = Decline("incorrect_number", "Your card number is incorrect.")
NOT_A_TEST_CARD = _declined(
    "test_mode_live_card",
    "Your card was declined. Your request was in test mode, but used a non test card. "
    "For a list of valid test cards, visit: https://stripe.com/docs/testing.",
)
UNAUTHENTICATED = Decline(
    "payment_intent_authentication_failure",
    "We are unable to authenticate your payment method. "
    "Please choose a different payment method and try again.",
)

_VISA = Card()
_MASTERCARD = Card(brand="mastercard")
_AMEX = Card(brand="amex", challenge="unsupported")
_DISCOVER = Card(brand="discover")
_DINERS = Card(brand="diners")
_UNIONPAY = Card(brand="unionpay", country="CN")
_ASKS = Card(challenge="required", enrolled=True)

CARDS: dict[str, Card] = {
    # by brand
    "4242424242424242": _VISA,
    "4000056655665556": replace(_VISA, funding="debit"),
    "5555555555554444": _MASTERCARD,
    "2223003122003222": _MASTERCARD,
    "5200828282828210": replace(_MASTERCARD, funding="debit"),
    "5105105105105100": replace(_MASTERCARD, funding="prepaid"),
    "378282246310005": _AMEX,
    "371449635398431": _AMEX,
    "6011111111111117": _DISCOVER,
    "6011000990139424": _DISCOVER,
    "6011981111111113": replace(_DISCOVER, funding="debit"),
    "3056930009020004": _DINERS,
    "36227206271667": _DINERS,
    "6555900000604105": _DISCOVER,
    "3566002020360505": Card(brand="jcb", country="JP"),
    "6200000000000005": _UNIONPAY,
    "6200000000000047": replace(_UNIONPAY, funding="debit"),
    "6205500000000000004": _UNIONPAY,
    "4000002500001001": replace(_VISA, country="FR"),
    "5555552500001001": replace(_MASTERCARD, country="FR"),
    "4000050360000001": replace(_VISA, country="AU", funding="debit"),
    "5555050360000080": replace(_MASTERCARD, country="AU", funding="debit"),
    # declined
    "4000000000000002": Card(decline=GENERIC),
    "4000000000009995": Card(decline=INSUFFICIENT),
    "4000000000009987": Card(decline=_declined("lost_card")),
    "4000000000009979": Card(decline=_declined("stolen_card")),
    "4000000000000069": Card(decline=Decline("expired_card", "Your card has expired.")),
    "4000000000000127": Card(
        decline=Decline("incorrect_cvc", "Your card's security code is incorrect."),
        cvc_check="fail",
    ),
    "4000000000000119": Card(
        decline=Decline(
            "processing_error",
            "An error occurred while processing your card. Try again in a little bit.",
        )
    ),
    "4000000000006975": Card(
        decline=_declined(
            "card_velocity_exceeded",
            "Your card was declined for making repeated attempts too frequently "
            "or exceeding its amount limit.",
        )
    ),
    "4000000000000341": Card(decline=GENERIC),
    # risk
    "4100000000000019": Card(decline=BLOCKED, risk="highest"),
    "4000000000004954": Card(decline=BLOCKED, risk="highest"),
    "4000000000009235": Card(risk="elevated"),
    "4000000000000101": Card(cvc_check="fail"),
    "4000000000000036": _VISA,  # these four fail checks of an address, which the page does not ask
    "4000000000000028": _VISA,
    "4000000000000010": _VISA,
    "4000000000000044": _VISA,
    # disputed after success
    "4000000000000259": Card(dispute="fraudulent"),
    "4000000000002685": Card(dispute="product_not_received"),
    "4000000000001976": Card(dispute="fraudulent", inquiry=True),
    # refunds that take their time
    "4000000000007726": Card(refunding="pending_first"),
    "4000000000005126": Card(refunding="fails_later"),
    # paid out of the pending balance at once
    "4000000000000077": Card(available_at_once=True),
    "4000003720000278": Card(available_at_once=True, country="IE"),
    # 3D Secure
    "4000002500003155": replace(_ASKS, country="FR"),
    "4000002760003184": replace(_ASKS, country="DE"),
    "4000003800000446": replace(_ASKS, country="IT"),
    "4000008260003178": replace(_ASKS, country="GB", decline=INSUFFICIENT),
    "4000000000003220": replace(_ASKS, country="IE"),
    "4000008400000027": _ASKS,
    "4000008400001629": replace(_ASKS, decline=GENERIC),
    "4000008400001280": Card(challenge="broken", decline=GENERIC),
    "4000000000003055": Card(enrolled=True),
    "4000000000003097": Card(challenge="supported"),
    "4000000032200000": Card(challenge="frictionless"),
    # by country
    "5200007840000022": replace(_MASTERCARD, country="AE"),
    "4000058260000005": replace(_VISA, country="GB", funding="debit"),
    "5555558265554449": replace(_MASTERCARD, country="GB"),
    "3530111333300000": Card(brand="jcb", country="JP"),
    "4000057640000008": replace(_VISA, country="TH", funding="debit"),
}

_BY_COUNTRY = """
AR 4000000320000021 BR 4000000760000002 CA 4000001240000000 CL 4000001520000001
CO 4000001700000003 CR 4000001880000005 EC 4000002180000000 MX 4000004840008001
PA 4000005910000000 PY 4000006000000066 PE 4000006040000068 UY 4000008580000003
AE 4000007840000001 AT 4000000400000008 BE 4000000560000004 BG 4000001000000000
BY 4000001120000005 HR 4000001910000009 CY 4000001960000008 CZ 4000002030000002
DK 4000002080000001 EE 4000002330000009 FI 4000002460000001 FR 4000002500000003
DE 4000002760000016 GI 4000002920000005 GR 4000003000000030 HU 4000003480000005
IE 4000003720000005 IT 4000003800000008 LV 4000004280000005 LI 4000004380000004
LT 4000004400000000 LU 4000004420000006 MT 4000004700000007 NL 4000005280000002
NO 4000005780000007 PL 4000006160000005 PT 4000006200000007 RO 4000006420000001
SA 4000006820000007 SI 4000007050000006 SK 4000007030000001 ES 4000007240000007
SE 4000007520000008 CH 4000007560000009 GB 4000008260000000 AU 4000000360000006
CN 4000001560000002 HK 4000003440000004 IN 4000003560000008 JP 4000003920000003
MY 4000004580000002 NZ 4000005540000008 SG 4000007020000003 TW 4000001580000008
TH 4000007640000003
""".split()  # noqa: SIM905 — a table
CARDS.update(
    (number, replace(_VISA, country=country))
    for country, number in zip(_BY_COUNTRY[::2], _BY_COUNTRY[1::2], strict=True)
)


def passes_luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B: 12 to 19 digits whose check digit fits."""
    if not (number.isascii() and number.isdigit() and 12 <= len(number) <= 19):
        return False
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number))]
    return sum(digit - 9 * (digit > 9) for digit in doubled) % 10 == 0
