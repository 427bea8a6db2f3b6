"""Links in letters that stop something: `<site><path>#stop.<account id>.<random token>`.

They stand behind `#`, so that no server on the way and no log sees them, and whoever opens the
letter to look at it stops nothing: the page asks first, and sends the token by itself.
"""

import hmac

from shopkit import ids
from shopkit.errors import NotFound
from shopkit.settings import settings


def link(path: str, account_id: str, token: str) -> str:
    return f"{settings().site_url}{path}#stop.{account_id}.{token}"


def taken_apart(token: str) -> tuple[str, str]:
    """The account and the secret part of a link's token; raises NotFound."""
    account_id, dot, secret = token.removeprefix("stop.").partition(".")
    if not dot or not account_id.startswith("acc_") or len(account_id) != 30 or not secret:
        raise NotFound("There is nothing to stop any more")
    return account_id, secret


def is_right(kept: str, token: str) -> bool:
    return hmac.compare_digest(kept, ids.fingerprint(token))
