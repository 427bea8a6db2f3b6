"""Slugs from names, and names as they are sorted and searched: pure."""

import re
import unicodedata
from collections.abc import Iterable

#: A slug holds 120 characters; the number of a namesake needs a few of them.
_LONGEST = 112
#: So many namesakes get the next number; 100 keys are one read.
_NAMESAKES = 99

_UNFOLDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th"})


def folded(name: str) -> str:
    """`name` without case, accents and ligatures, at most 200 long: É and e sort alike."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_UNFOLDED))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(bare.split())[:200]


def slug_of(name: str, otherwise: str) -> str:
    """A slug made of `name`; `otherwise` when no letter of it has an ASCII form."""
    text = folded(name.replace("&", " and ").replace("'", "").replace("’", ""))
    parts = re.findall(r"[a-z0-9]+", text)
    return "-".join(parts)[:_LONGEST].strip("-") or otherwise


def candidates(slug: str) -> list[str]:
    """`slug`, then `slug-2`, `slug-3` … in the order in which they are tried."""
    return [slug] + [f"{slug}-{n}" for n in range(2, _NAMESAKES + 2)]


def first_free(slug: str, taken: Iterable[str]) -> str | None:
    """The first candidate that is not `taken`; None when all are."""
    gone = set(taken)
    return next((candidate for candidate in candidates(slug) if candidate not in gone), None)
