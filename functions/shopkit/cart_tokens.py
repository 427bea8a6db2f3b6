"""Contract: what opens a cart: a token, from a header or from the cookie that came with the cart,
or the session of the account that it belongs to.

On https the cookie is `__Host-cart_token`, which no other host of the domain can set or read
(RFC 6265bis §4.1.3.2); a site on plain http cannot have such a cookie and uses `cart_token`.

Beside it comes `cart_id` (`__Host-cart_id`), which opens nothing: it tells which cart the token is
for, to a page that is asked for by its address alone, and to scripts, which may not read the token.
An account's cart has the second cookie alone, and whoever signs out is left neither.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from shopkit import carts
from shopkit.carts import Cart, Opener
from shopkit.errors import NotAllowed, NotFound
from shopkit.routes import Call
from shopkit.sessions import cookie, secure
from shopkit.settings import settings

_CART_ID = re.compile(r"crt_[0-9A-HJKMNP-TV-Z]{26}\Z")


def cookie_name() -> str:
    return "__Host-cart_token" if secure() else "cart_token"


def id_cookie_name() -> str:
    return "__Host-cart_id" if secure() else "cart_id"


@dataclass(frozen=True)
class Shopper:
    """Whose browser asks, as its cookies say: the cart, and what opens it; "" and None without."""

    cart_id: str
    token: str | None
    account_id: str | None = None

    @property
    def opener(self) -> Opener:
        return Opener(self.token, self.account_id)

    def cart(self, now: datetime) -> Cart | None:
        """None for a cart that is not there, is another's, or is expired, and without one."""
        if not self.cart_id:
            return None
        try:
            return carts.read(self.cart_id, self.opener, now)
        except NotFound:
            return None


def shopper(call: Call) -> Shopper:
    """For pages without script; who may write by it is for the kit's form routes to say."""
    cart_id = cookie(call.headers, id_cookie_name()) or ""
    return Shopper(cart_id if _CART_ID.match(cart_id) else "", from_cookie(call), _account(call))


def for_reading(call: Call) -> Opener:
    """The token that the request presents, of which the header wins, and who is signed in."""
    return Opener(call.header("X-Cart-Token") or from_cookie(call), _account(call))


def for_writing(call: Call) -> Opener:
    """As `for_reading`; raises NotAllowed for a cookie that a page of another site sent along."""
    if not call.header("X-Cart-Token"):
        token = from_cookie(call)
        if token and call.header("Origin") != settings().site_url:
            raise NotAllowed("A write with the cart's cookie needs the Origin of this site")
    return for_reading(call)


def cleared() -> list[str]:
    """Values of Set-Cookie that leave nothing of a cart in the browser, for whoever signs out."""
    attributes = "Max-Age=0; Path=/; SameSite=Lax" + ("; Secure" if secure() else "")
    return [f"{id_cookie_name()}=; {attributes}", f"{cookie_name()}=; HttpOnly; {attributes}"]


def _account(call: Call) -> str | None:
    return call.account.account_id if call.account else None


def from_cookie(call: Call) -> str | None:
    return cookie(call.headers, cookie_name())
