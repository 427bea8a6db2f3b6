"""Contract: what people are asked when they are asked for a consent, by version, wherever they are
asked: in the account, beside the tick of the checkout, on its plain page. What was agreed to can
be read years later. A text that changes becomes a new version; none is ever removed.
"""

from collections.abc import Mapping

#: The version that is asked now.
CURRENT = "2026-11-22"

_COUNTING = (
    "Count what I look at, so that the shop can see what is found and what is not. "
    "Nothing of it is passed on, and I can take this back here at any time."
)
_SELLING = (
    "Do not sell or share my personal information. The shop sells none; this keeps it so "
    "for me, whatever the shop may do later."
)

TEXTS: Mapping[str, Mapping[str, str]] = {
    "2026-11": {
        "marketing": (
            "Send me letters about what is new and what is reduced. I can take this back at any "
            "time, here or by the link in each letter."
        ),
        "analytics": _COUNTING,
        "do_not_sell": _SELLING,
    },
    "2026-11-22": {
        "marketing": (
            "Send me letters about what is new and what is reduced. I can take this back at any "
            "time, by the link in each letter or on the privacy page."
        ),
        "analytics": _COUNTING,
        "do_not_sell": _SELLING,
    },
}


def known(version: str) -> str:
    """The version; raises ValueError for one that there never was."""
    if version not in TEXTS:
        raise ValueError(f"there is no such text; the one that is asked now is {CURRENT}")
    return version


def known_or_none(version: object) -> str:
    """The version that a tick sends as its value; "" for none, and for a page of before ticks did.

    What the page showed cannot be said of that one, and nothing stands in the way of the order.
    """
    return version if isinstance(version, str) and version in TEXTS else ""
