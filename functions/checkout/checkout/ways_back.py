"""Where the payment page sends the buyer who has paid, and the one who has not."""

from shopkit.order_links import order_url
from shopkit.settings import settings


def of_order(order_id: str, *, without_script: bool) -> tuple[str, str]:
    """A browser without script is shown the order that it remembers (plain_orders.py)."""
    site = settings().site_url
    if without_script:
        return f"{site}/api/checkout/order-page", f"{site}/api/cart/page"
    return order_url(order_id), f"{site}/cart/"
