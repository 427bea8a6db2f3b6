"""Contract: the token that opens a cart, from a header, or from the cookie that came with the cart.

On https the cookie is `__Host-cart_token`, which no other host of the domain can set or read
(RFC 6265bis §4.1.3.2); a site on plain http cannot have such a cookie and uses `cart_token`.
"""

from shopkit.errors import NotAllowed
from shopkit.routes import Call
from shopkit.settings import settings


def secure() -> bool:
    return not settings().site_url.startswith("http://")


def cookie_name() -> str:
    return "__Host-cart_token" if secure() else "cart_token"


def for_reading(call: Call) -> str | None:
    """The token that the request presents; the header wins."""
    return call.header("X-Cart-Token") or from_cookie(call)


def for_writing(call: Call) -> str | None:
    """As `for_reading`; raises NotAllowed for a cookie that a page of another site sent along."""
    if call.header("X-Cart-Token"):
        return call.header("X-Cart-Token")
    token = from_cookie(call)
    if token and call.header("Origin") != settings().site_url:
        raise NotAllowed("A write with the cart's cookie needs the Origin of this site")
    return token


def from_cookie(call: Call) -> str | None:
    for pair in (call.header("Cookie") or "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == cookie_name() and value:
            return value
    return None
