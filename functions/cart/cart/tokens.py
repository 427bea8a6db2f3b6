"""The cookies that keep a cart in the browser; how they are read is in shopkit."""

from shopkit.cart_tokens import cookie_name, from_cookie, id_cookie_name, secure
from shopkit.routes import Call, Headers

from cart.editing import KEPT_SECONDS


def set_cookies(cart_id: str, token: str) -> Headers:
    """The headers that keep the token out of reach of scripts, and the cart's id within it."""
    attributes = f"Max-Age={KEPT_SECONDS}; Path=/; SameSite=Lax" + ("; Secure" if secure() else "")
    return {
        "Set-Cookie": [
            f"{id_cookie_name()}={cart_id}; {attributes}",
            f"{cookie_name()}={token}; HttpOnly; {attributes}",
        ]
    }


def renewed(call: Call, cart_id: str) -> Headers:
    """An edit keeps the cart thirty days longer, so the cookies that opened it last as long."""
    token = None if call.header("X-Cart-Token") else from_cookie(call)
    return set_cookies(cart_id, token) if token else {}
