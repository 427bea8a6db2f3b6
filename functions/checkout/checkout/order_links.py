"""The order's token, and the link that carries it.

The token opens the order for whoever holds it: an HMAC of the order's id under the shop's key, so
it is never stored and is the same whenever it is asked for. In a link it stands behind `#`: it
reaches no server and no log.
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


def cancel_url() -> str:
    return f"{settings().site_url}/cart/"


def plain_order_url() -> str:
    """Where a browser without script finds the order that it remembers (plain_orders.py)."""
    return f"{settings().site_url}/api/checkout/order-page"


def plain_cancel_url() -> str:
    return f"{settings().site_url}/api/cart/page"
