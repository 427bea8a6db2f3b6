"""What a refund tells the rest of the shop."""

from datetime import datetime

from shopkit.events import Line, OrderRefunded, RefundFailed

from checkout.orders import Order
from checkout.refunds_table import Refund


def refunded(refund: Refund, order: Order, now: datetime) -> OrderRefunded:
    by_id = {line.line_id: line for line in order.lines}
    restock = [
        Line(
            line_id=part.line_id,
            sku=part.sku,
            title=by_id[part.line_id].title,
            quantity=part.quantity,
            unit_amount=by_id[part.line_id].unit_amount,
            total=part.amount,
        )
        for part in refund.lines
        if refund.restock and part.quantity
    ]
    return OrderRefunded.of(
        now,
        order_id=order.id,
        number=order.number,
        refund_id=refund.id,
        private=order.private,
        amount=refund.amount,
        currency=refund.currency,
        reason=refund.reason,
        restock=restock,
    )


def failed(refund: Refund, order: Order, now: datetime) -> RefundFailed:
    return RefundFailed.of(
        now,
        order_id=order.id,
        number=order.number,
        refund_id=refund.id,
        amount=refund.amount,
        currency=refund.currency,
    )
