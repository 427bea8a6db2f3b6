"""Disputes: a bank takes a charge back, or only asks."""

from typing import Any

from . import balance
from .operation import Operation
from .store import Row

DAYS_TO_ANSWER = 7


def open_dispute(op: Operation, charge: Row, reason: str, *, inquiry: bool) -> None:
    """An inquiry takes no money. Anything else takes the charge's whole amount at once."""
    dispute: Row = {
        "object": "dispute",
        "id": op.new_id("dp_"),
        "created": op.seconds,
        "amount": charge["amount"],
        "currency": charge["currency"],
        "charge": charge["id"],
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": reason,
        "status": "warning_needs_response" if inquiry else "needs_response",
        "balance_transaction": None,
    }
    if not inquiry:
        transaction = balance.record(
            op, "adjustment", -charge["amount"], dispute, available_on=op.seconds
        )
        dispute["balance_transaction"] = transaction["id"]
    op.put(dispute)
    op.tell("charge.dispute.created", dispute)
    if not inquiry:
        op.tell("charge.dispute.funds_withdrawn", dispute)
    op.tell("charge.updated", op.change(charge, disputed=True), previous={"disputed": False})


def takes_refunds(op: Operation, charge: Row) -> bool:
    """A charge whose money the bank has taken back can't be refunded as well."""
    return not any(
        dispute["balance_transaction"]
        for dispute in op.store.list("dispute", "charge", [charge["id"]])
    )


def render(op: Operation, row: Row) -> dict[str, Any]:
    taken = row["balance_transaction"]
    transactions = []
    if taken:
        transactions = [balance.render_transaction(op, op.get("balance_transaction", taken))]
    method = row["payment_method"]
    return {
        "id": row["id"],
        "object": "dispute",
        "amount": row["amount"],
        "balance_transactions": transactions,
        "charge": row["charge"],
        "created": row["created"],
        "currency": row["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": row["created"] + DAYS_TO_ANSWER * 86_400,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": not taken,
        "livemode": False,
        "metadata": {},
        "payment_intent": row["payment_intent"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": method["brand"],
                "case_type": "chargeback" if taken else "inquiry",
                "network": method["brand"],
                "network_reason_code": "10",
            },
        },
        "reason": row["reason"],
        "status": row["status"],
    }
