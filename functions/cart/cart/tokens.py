"""The cookie that keeps a cart's token in the browser; how it is read is in shopkit."""

from shopkit.cart_tokens import cookie_name, from_cookie, secure
from shopkit.routes import Call, Headers

from cart.editing import KEPT_SECONDS


def set_cookie(token: str) -> Headers:
    """The header that keeps the token in the browser, out of reach of scripts."""
    attributes = f"Max-Age={KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Lax"
    attributes += "; Secure" if secure() else ""
    return {"Set-Cookie": f"{cookie_name()}={token}; {attributes}"}


def renewed(call: Call) -> Headers:
    """An edit keeps the cart thirty days longer, so the cookie that opened it lasts as long."""
    token = None if call.header("X-Cart-Token") else from_cookie(call)
    return set_cookie(token) if token else {}
