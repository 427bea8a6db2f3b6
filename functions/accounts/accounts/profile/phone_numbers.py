"""Telephone numbers as people type them, kept as E.164 has them: `+441947602345`.

A number that begins with + or 00 names its country itself. Any other is one of the country that the
rest of the address, or the shop, is in; of the countries below it is known how theirs become
international. Sources: ITU-T E.164 (at most 15 digits) and its list of assigned codes; ITU's list
of dialling procedures for the digits that are dialled before a number within the country alone.
"""

import re

from shopkit.errors import FieldError, Invalid

#: Country code, and what is dialled first within the country: it is no part of the number abroad.
_HOME = {
    "AT": ("43", "0"), "AU": ("61", "0"), "BE": ("32", "0"), "BG": ("359", "0"),
    "CA": ("1", "1"), "CH": ("41", "0"), "CY": ("357", ""), "CZ": ("420", ""),
    "DE": ("49", "0"), "DK": ("45", ""), "EE": ("372", ""), "ES": ("34", ""),
    "FI": ("358", "0"), "FR": ("33", "0"), "GB": ("44", "0"), "GG": ("44", "0"),
    "GR": ("30", ""), "HK": ("852", ""), "HR": ("385", "0"), "HU": ("36", "06"),
    "IE": ("353", "0"), "IM": ("44", "0"), "IS": ("354", ""), "IT": ("39", ""),
    "JE": ("44", "0"), "JP": ("81", "0"), "KR": ("82", "0"), "LT": ("370", "0"),
    "LU": ("352", ""), "LV": ("371", ""), "MT": ("356", ""), "NL": ("31", "0"),
    "NO": ("47", ""), "NZ": ("64", "0"), "PL": ("48", ""), "PT": ("351", ""),
    "RO": ("40", "0"), "SE": ("46", "0"), "SG": ("65", ""), "SI": ("386", "0"),
    "SK": ("421", "0"), "US": ("1", "1"),
}  # fmt: skip

#: Beside digits, what numbers are written with; "(0)" is dialled at home alone.
_BETWEEN = re.compile(r"\(0\)|[\s().\-/\u2010-\u2015\u00a0\u202f]")
#: The shortest that ITU knows has seven with its country code.
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}\Z")


def normalised(text: str, country: str, pointer: str = "/phone") -> str:
    """The number in E.164's form, "" for none; `country` is where a number without a code is.

    Raises Invalid for what is no telephone number, at `pointer`.
    """
    bare = _BETWEEN.sub("", text)
    if not bare:
        return ""
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    elif not bare.startswith("+") and country in _HOME:
        code, first = _HOME[country]
        bare = f"+{code}{bare.removeprefix(first)}"
    if not _INTERNATIONAL.match(bare):
        told = "Type a telephone number with its country code, such as +44 1632 960983"
        raise Invalid("This is no telephone number", [FieldError(pointer, "invalid", told)])
    return bare
