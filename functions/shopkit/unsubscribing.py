"""Contract: the link that ends letters nobody asked for, without a sign-in (GDPR, Art. 7 (3)).

Marketing writes it into each such letter and its List-Unsubscribe header, and into the confirmation
of an order whose buyer ticked that they want them; accounts follows it. Its token is the reader's
subject (people.py), encrypted: it cannot be made up, and tells neither a log nor whoever finds it
whose it is. It opens nothing else.

Its key comes of PEOPLE_KEY, the one secret that is never renewed: a letter may lie in an inbox for
years before somebody has had enough.
"""

import base64
import hashlib
import hmac

from shopkit import cipher
from shopkit.settings import secret, settings

_ABOUT = b"unsubscribe"


def url(subject: str) -> str:
    return f"{settings().site_url}/api/accounts/unsubscribe/{token_of(subject)}"


def token_of(subject: str) -> str:
    sealed = cipher.seal(_key(), subject.encode(), _ABOUT)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def subject_of(token: str) -> str | None:
    """Whose letters it ends; None for what is no token of this shop's."""
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        return cipher.open_(_key(), sealed, _ABOUT).decode()
    except (ValueError, cipher.Altered):
        return None


def _key() -> bytes:
    return hmac.digest(secret("PEOPLE_KEY").encode(), b"unsubscribe links", hashlib.sha256)
