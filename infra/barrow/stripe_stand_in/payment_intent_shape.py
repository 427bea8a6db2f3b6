"""A payment intent as the API shows it."""

from typing import Any

from . import charge_shape
from .errors import doc_url
from .operation import Operation
from .store import Row


def render(op: Operation, row: Row) -> dict[str, Any]:
    succeeded = row["status"] == "succeeded"
    return {
        "id": row["id"],
        "object": "payment_intent",
        "amount": row["amount"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": row["amount"] if succeeded else 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": row["canceled_at"],
        "cancellation_reason": "expired" if row["canceled_at"] else None,
        "capture_method": "automatic_async",
        "client_secret": f"{row['id']}_secret_{row['id'][-12:]}",
        "confirmation_method": "automatic",
        "created": row["created"],
        "currency": row["currency"],
        "customer": None,
        "description": row["description"],
        "last_payment_error": _render_error(op, row["last_payment_error"]),
        "latest_charge": row["latest_charge"],
        "livemode": False,
        "metadata": row["metadata"],
        "next_action": _next_action(row["challenge"]),
        "on_behalf_of": None,
        "payment_method": row["payment_method"],
        "payment_method_options": {
            "card": {
                "installments": None,
                "mandate_options": None,
                "network": None,
                "request_three_d_secure": row["request_three_d_secure"],
            }
        },
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": row["receipt_email"],
        "review": None,
        "setup_future_usage": None,
        "shipping": row["shipping"],
        "statement_descriptor": row["statement_descriptor"],
        "statement_descriptor_suffix": row["statement_descriptor_suffix"],
        "status": row["status"],
        "transfer_data": None,
        "transfer_group": row["transfer_group"],
    }


def _next_action(url: str | None) -> dict[str, Any] | None:
    if url is None:
        return None
    return {"type": "redirect_to_url", "redirect_to_url": {"return_url": url, "url": url}}


def _render_error(op: Operation, error: dict[str, Any] | None) -> dict[str, Any] | None:
    if error is None:
        return None
    method = charge_shape.render_payment_method(
        op, op.get("payment_method", error["payment_method"])
    )
    said = {name: value for name, value in error.items() if value is not None}
    return {
        **said,
        "doc_url": doc_url(error["code"]),
        "payment_method": method,
        "type": "card_error",
    }
