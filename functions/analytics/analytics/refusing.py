"""Who is not counted, though a page sends what they did: whoever has said so, wherever they did.

A page asks before it counts, and asks nobody whose browser sends Global Privacy Control; that is
held to here all the same, since a page can be old. `Sec-GPC: 1` is the wish that one's data be
neither sold nor shared (W3C, "Global Privacy Control", §2), and California takes it for a request
to opt out (11 CCR §7025). The shop sells nothing, and takes the wish as it is meant.

What somebody has answered in their account counts on each of their devices, and over what a browser
was told before. Nothing of the account is stored with an event, or beside it.
"""

from collections.abc import Mapping

from shopkit import consents
from shopkit.sessions import Session


def refuses(headers: Mapping[str, str], account: Session | None) -> bool:
    """`headers` by their names in lower case; who is signed in costs one read more."""
    if headers.get("sec-gpc", "").strip() == "1":
        return True
    if account is None:
        return False
    answered = consents.read(account.account_id)
    return answered.do_not_sell or answered.analytics is False
