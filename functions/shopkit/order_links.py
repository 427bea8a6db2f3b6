"""Contract: the token that opens an order for whoever holds it, and the link that carries it.

It is an HMAC of the order's id under the shop's key: it is kept nowhere, neither in a table nor in
a fact, and is the same whenever it is asked for. Checkout opens orders by it, marketing writes the
link into letters. In a link it stands behind `#`: it reaches no server and no log.
"""

import base64
import hashlib
import hmac

from shopkit.settings import secret, settings


def token_of(order_id: str) -> str:
    mac = hmac.digest(secret("CURSOR_KEY").encode(), f"order:{order_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def opens(order_id: str, token: str | None) -> bool:
    return hmac.compare_digest((token or "").encode(), token_of(order_id).encode())


def order_url(order_id: str) -> str:
    return f"{settings().site_url}/order/#{order_id}.{token_of(order_id)}"
