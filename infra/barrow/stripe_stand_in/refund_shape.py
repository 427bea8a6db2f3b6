"""A refund as the API shows it."""

from typing import Any

from .operation import Operation
from .store import Row


def render(_: Operation, row: Row) -> dict[str, Any]:
    shown = {
        "id": row["id"],
        "object": "refund",
        "amount": row["amount"],
        "balance_transaction": row["balance_transaction"],
        "charge": row["charge"],
        "created": row["created"],
        "currency": row["currency"],
        "destination_details": {
            "card": {
                "reference_status": "pending",
                "reference_type": "acquirer_reference_number",
                "type": "refund",
            },
            "type": "card",
        },
        "metadata": row["metadata"],
        "payment_intent": row["payment_intent"],
        "reason": row["reason"],
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": row["status"],
        "transfer_reversal": None,
    }
    if row["status"] == "pending":
        shown["pending_reason"] = "processing"
    if row["status"] == "failed":
        shown["failure_reason"] = row["failure_reason"]
        shown["failure_balance_transaction"] = row["failure_balance_transaction"]
    return shown
