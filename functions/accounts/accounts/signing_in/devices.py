"""Browsers: what one is called in a list of sessions, and how one is known again.

Known again: a browser that has signed in to an address carries `<nonce>.<HMAC of address and
nonce>`. Its tries are counted apart from those of strangers (OWASP, "Slow Down Online Guessing
Attacks with Device Cookies"): somebody who guesses at an address from elsewhere uses up the
strangers' tries, and the owner's browser still has its own. The cookie opens nothing.
"""

import hashlib
import hmac
import re
import secrets

from shopkit.settings import secret

_COOKIE = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9a-f]{32})\Z")

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("python", "a program"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def label(user_agent: str | None) -> str:
    """What people call the browser that sends this: "Firefox on Windows". Browsers claim to be
    each other (RFC 9110 §10.1.5), so the rarer name comes first.
    """
    given = (user_agent or "")[:1000]
    browser = next((name for mark, name in _BROWSERS if mark in given), "a browser")
    system = next((name for mark, name in _SYSTEMS if mark in given), "")
    text = f"{browser} on {system}" if system else browser
    return text[0].upper() + text[1:]


def known(cookie: str | None, subject: str) -> str | None:
    """The browser's nonce, when its cookie says that it has signed in to the address before."""
    match = _COOKIE.match(cookie or "")
    if match is None or not hmac.compare_digest(match[2], _mac(subject, match[1])):
        return None
    return match[1]


def cookie_for(subject: str) -> str:
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_mac(subject, nonce)}"


def _mac(subject: str, nonce: str) -> str:
    message = f"device:{subject}:{nonce}".encode()
    return hmac.digest(secret("PEOPLE_KEY").encode(), message, hashlib.sha256)[:16].hex()
