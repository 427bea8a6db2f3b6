"""Carts opened through their door."""

from typing import Any

from shopkit import offers, table
from shopkit.offers import Offer


def publish(*published: Offer) -> None:
    for offer in published:
        table.write(table.put("barrow-local-catalog", offers.to_item(offer)))


def opened(door: Any, *lines: tuple[str, int]) -> tuple[Any, dict[str, str]]:
    body = {"lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines]}
    cart = door.post("/cart/carts", json=body).json
    return cart, {"X-Cart-Token": cart["token"]}
