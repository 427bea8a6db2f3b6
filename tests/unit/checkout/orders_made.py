"""Orders for unit tests of checkout's rules."""

from datetime import UTC, datetime
from typing import Any

from checkout.orders import HOLD_FOR, PAID, PAY_WITHIN, Order, OrderLine, TaxPart

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_line(sku: str = "TEA-1", quantity: int = 3, total: int = 1_000, **more: Any) -> OrderLine:
    fields: dict[str, Any] = {
        "line_id": f"lin_{sku}",
        "sku": sku,
        "title": sku.title(),
        "quantity": quantity,
        "unit_amount": total // quantity,
        "tax_class": "standard",
        "rate": 20,
        "total": total,
        "tax": total // 6,
    }
    return OrderLine(**(fields | more))


def make_order(*lines: OrderLine, **more: Any) -> Order:
    """A paid order of `lines` (default one), delivery free."""
    lines = lines or (make_line(),)
    total = sum(line.total for line in lines)
    tax = sum(line.tax for line in lines)
    fields: dict[str, Any] = {
        "id": "ord_01",
        "number": "K7-4XQ-9MD",
        "status": PAID,
        "payment_status": "paid",
        "fulfilment_status": "unfulfilled",
        "cart_id": "crt_01",
        "currency": "GBP",
        "lines": lines,
        "subtotal": total,
        "shipping": 0,
        "shipping_id": "standard",
        "shipping_name": "Standard delivery",
        "tax": tax,
        "tax_included": True,
        "total": total,
        "taxes": (TaxPart("standard", 20, total - tax, tax),),
        "country": "GB",
        "private": "p1.eml_01.key.c2VhbGVk",
        "created_at": AT,
        "pay_by": AT + PAY_WITHIN,
        "hold_until": AT + HOLD_FOR,
        "refundable": total,
        "paid_at": AT,
        "payment_intent": "pi_1",
    }
    return Order(**(fields | more))
