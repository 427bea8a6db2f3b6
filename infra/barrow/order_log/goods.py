"""What a line's code, description and price say: goods, or what only stands in the log."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from barrow.order_log.classes import Class

#: Five digits, with letters for a colour or size; party bags and cushion pads are numbered apart.
_GOODS = re.compile(r"\d{5}[A-Z]*|DCGS[A-Z0-9]+|PADS")

_NOT_GOODS = {
    "POST": Class.POSTAGE,
    "DOT": Class.POSTAGE,
    "C2": Class.POSTAGE,
    "C3": Class.POSTAGE,
    "M": Class.MANUAL,
    "D": Class.DISCOUNT,
    "S": Class.SAMPLES,
    "B": Class.BAD_DEBT,
    "BANK CHARGES": Class.FEES,
    "AMAZONFEE": Class.FEES,
    "CRUK": Class.FEES,
}

#: Names in the log that ISO 3166 does not know as such; "GB" where none is meant.
_COUNTRIES = {
    "Australia": "AU", "Austria": "AT", "Bahrain": "BH", "Belgium": "BE", "Brazil": "BR",
    "Canada": "CA", "Channel Islands": "JE", "Cyprus": "CY", "Czech Republic": "CZ",
    "Denmark": "DK", "EIRE": "IE", "Finland": "FI", "France": "FR", "Germany": "DE",
    "Greece": "GR", "Hong Kong": "HK", "Iceland": "IS", "Israel": "IL", "Italy": "IT",
    "Japan": "JP", "Lebanon": "LB", "Lithuania": "LT", "Malta": "MT", "Netherlands": "NL",
    "Norway": "NO", "Poland": "PL", "Portugal": "PT", "RSA": "ZA", "Saudi Arabia": "SA",
    "Singapore": "SG", "Spain": "ES", "Sweden": "SE", "Switzerland": "CH", "USA": "US",
    "United Arab Emirates": "AE", "United Kingdom": "GB",
}  # fmt: skip


def sku_of(code: str) -> str:
    """The log writes one code in small and in capital letters."""
    return code.upper()


@lru_cache(10_000)
def not_goods(code: str) -> Class | None:
    """What a code stands for that is no article; None for an article's."""
    sku = sku_of(code)
    if _GOODS.fullmatch(sku):
        return None
    if sku.startswith("GIFT_"):
        return Class.VOUCHER
    return _NOT_GOODS.get(sku, Class.UNKNOWN_CODE)


@lru_cache(10_000)
def pence(price: Decimal) -> int:
    """Pounds in minor units, halves away from zero (shopkit/money.py has the shop's rule)."""
    return int((price * 100).quantize(Decimal(1), ROUND_HALF_UP))


def is_note(description: str) -> bool:
    """Whether it is a stockroom's remark ("?", "damaged"): names of articles are in capitals."""
    letters = [letter for letter in description if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) * 2 <= len(letters)


def country_of(name: str) -> str | None:
    """ISO 3166 code; None where the log names no country ("Unspecified")."""
    return _COUNTRIES.get(name)
