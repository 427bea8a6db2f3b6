"""The one delivery option of a shop that sells an order log: agreed beforehand, and free.

The log has postage on lines of its own, if at all; so an order's total is the sum of its lines.
"""

from typing import Any

from barrow.order_log.articles import CURRENCY
from barrow.shop_client import ShopClient

PATH = "/api/checkout/admin/shipping-options"
ID = "agreed-carriage"

OPTION: dict[str, Any] = {
    "id": ID,
    "name": "Carriage as agreed",
    "estimate": "as agreed",
    "countries": ["*"],
    "price": {CURRENCY: 0},
}


def is_set(client: ShopClient) -> bool:
    """Whether it is the only option of the shop. Raises ShopError."""
    options = client.get(PATH, staff=True).json["options"]
    return [option["id"] for option in options] == [ID]


def set_only(client: ShopClient) -> bool:
    """Put it in the place of all others; False when it was there. Raises ShopError."""
    if is_set(client):
        return False
    version = client.get(PATH, staff=True).etag
    client.put(PATH, {"options": [OPTION]}, headers={"If-Match": version}, staff=True)
    return True
