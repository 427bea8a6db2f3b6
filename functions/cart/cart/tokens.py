"""The cookies that keep a cart in the browser; how they are read is in shopkit."""

from shopkit import cart_tokens
from shopkit.cart_tokens import cookie_name, from_cookie, id_cookie_name
from shopkit.carts import Cart
from shopkit.routes import Call, Headers
from shopkit.sessions import secure

from cart.editing import KEPT_SECONDS


def set_cookies(cart_id: str, token: str) -> Headers:
    """The headers that keep the token out of reach of scripts, and the cart's id within it."""
    return {
        "Set-Cookie": [
            f"{id_cookie_name()}={cart_id}; {_kept()}",
            f"{cookie_name()}={token}; HttpOnly; {_kept()}",
        ]
    }


def account_cookies(cart: Cart | None) -> Headers:
    """The id of the account's cart, if it has one, and no token: its session opens it."""
    no_id, no_token = cart_tokens.cleared()
    which = f"{id_cookie_name()}={cart.id}; {_kept()}" if cart else no_id
    return {"Set-Cookie": [which, no_token]}


def renewed(call: Call, cart: Cart) -> Headers:
    """An edit keeps the cart thirty days longer, so the cookies that opened it last as long."""
    if cart.account_id:
        return account_cookies(cart)
    token = None if call.header("X-Cart-Token") else from_cookie(call)
    return set_cookies(cart.id, token) if token else {}


def _kept() -> str:
    return f"Max-Age={KEPT_SECONDS}; Path=/; SameSite=Lax" + ("; Secure" if secure() else "")
