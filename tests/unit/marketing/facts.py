"""Facts that call for a mail."""

from datetime import UTC, datetime
from typing import Any

from shopkit.events import Line, OrderPlaced, OrderRefunded

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_line(title: str = "Tea, 100 g", quantity: int = 2, unit_amount: int = 450) -> Line:
    return Line(
        line_id="lin_1",
        sku="TEA-1",
        title=title,
        quantity=quantity,
        unit_amount=unit_amount,
        total=quantity * unit_amount,
    )


def order_placed(**changes: Any) -> OrderPlaced:
    fields: dict[str, Any] = {
        "order_id": "ord_1",
        "number": "K7-4XQ-9MD",
        "cart_id": "crt_1",
        "email": "ada@example.com",
        "name": "Ada",
        "order_url": "https://shop.example/order/?id=ord_1&token=abc",
        "currency": "GBP",
        "lines": [make_line()],
        "subtotal": 900,
        "shipping": 395,
        "shipping_name": "Standard",
        "tax": 216,
        "tax_included": True,
        "total": 1_295,
        "address": ["Ada Byron", "12 Cross Street", "Whitby YO21 1AA"],
    }
    return OrderPlaced.of(NOW, **(fields | changes))


def order_refunded(**changes: Any) -> OrderRefunded:
    fields: dict[str, Any] = {
        "order_id": "ord_1",
        "number": "K7-4XQ-9MD",
        "refund_id": "ref_1",
        "email": "ada@example.com",
        "name": "Ada",
        "order_url": "https://shop.example/order/?id=ord_1&token=abc",
        "amount": 1_295,
        "currency": "GBP",
        "reason": "requested_by_customer",
    }
    return OrderRefunded.of(NOW, **(fields | changes))
