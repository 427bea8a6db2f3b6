"""The token that opens a cart: from a header, or from the cookie that came with the cart.

On https the cookie is `__Host-cart_token`, which no other host of the domain can set or read
(RFC 6265bis §4.1.3.2); a site on plain http cannot have such a cookie and uses `cart_token`.
"""

from shopkit.errors import NotAllowed
from shopkit.http import Call
from shopkit.settings import settings

from cart.editing import KEPT_SECONDS


def cookie_name() -> str:
    return "__Host-cart_token" if _secure() else "cart_token"


def for_reading(call: Call) -> str | None:
    """The token that the request presents; the header wins."""
    return call.header("X-Cart-Token") or _from_cookie(call)


def for_editing(call: Call) -> str | None:
    """As `for_reading`; raises NotAllowed for a cookie that a page of another site sent along."""
    if call.header("X-Cart-Token"):
        return call.header("X-Cart-Token")
    token = _from_cookie(call)
    if token and call.header("Origin") != settings().site_url:
        raise NotAllowed("A write with the cart's cookie needs the Origin of this site")
    return token


def set_cookie(token: str) -> dict[str, str]:
    """The header that keeps the token in the browser, out of reach of scripts."""
    secure = "; Secure" if _secure() else ""
    attributes = f"Max-Age={KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Lax{secure}"
    return {"Set-Cookie": f"{cookie_name()}={token}; {attributes}"}


def renewed(call: Call) -> dict[str, str]:
    """An edit keeps the cart thirty days longer, so the cookie that opened it lasts as long."""
    token = None if call.header("X-Cart-Token") else _from_cookie(call)
    return set_cookie(token) if token else {}


def _secure() -> bool:
    return not settings().site_url.startswith("http://")


def _from_cookie(call: Call) -> str | None:
    for pair in (call.header("Cookie") or "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == cookie_name() and value:
            return value
    return None
