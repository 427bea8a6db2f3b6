"""What people are asked when they are asked for a consent, by version: what was agreed to can be
read years later. A text that changes becomes a new version; none is ever removed.
"""

from collections.abc import Mapping

#: The version that is asked now.
CURRENT = "2026-11"

TEXTS: Mapping[str, Mapping[str, str]] = {
    "2026-11": {
        "marketing": (
            "Send me letters about what is new and what is reduced. I can take this back at any "
            "time, here or by the link in each letter."
        ),
        "analytics": (
            "Count what I look at, so that the shop can see what is found and what is not. "
            "Nothing of it is passed on, and I can take this back here at any time."
        ),
        "do_not_sell": (
            "Do not sell or share my personal information. The shop sells none; this keeps it so "
            "for me, whatever the shop may do later."
        ),
    },
}
