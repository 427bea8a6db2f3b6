"""Charges: one for each attempt that was sent to a bank, or stopped on its way there."""

from typing import Any

from .cards import Card, Decline
from .operation import Operation
from .store import Row


def outcome(card: Card, decline: Decline | None) -> dict[str, Any]:
    """What the network and Radar said, as Stripe's `charge.outcome`."""
    said: dict[str, Any] = {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "approved_by_network",
        "reason": None,
        "risk_level": card.risk,
        "risk_score": {"normal": 20, "elevated": 70, "highest": 90}[card.risk],
        "seller_message": "Payment complete.",
        "type": "authorized",
    }
    if decline and decline.blocked:
        said |= {
            "network_status": "not_sent_to_network",
            "reason": "highest_risk_level",
            "seller_message": "Stripe blocked this payment as too risky.",
            "type": "blocked",
        }
    elif decline:
        said |= {
            "network_decline_code": "01",
            "network_status": "declined_by_network",
            "reason": decline.decline_code or decline.code,
            "seller_message": "The bank did not accept the payment.",
            "type": "issuer_declined",
        }
    return said


def new(
    op: Operation,
    intent: Row,
    payment_method: Row,
    card: Card,
    three_d_secure: dict[str, Any] | None,
) -> Row:
    """Succeeded, or failed where the card declines."""
    decline = card.decline
    return op.put(
        {
            "object": "charge",
            "id": op.new_id("ch_"),
            "created": op.seconds,
            "amount": intent["amount"],
            "amount_refunded": 0,
            "currency": intent["currency"],
            "payment_intent": intent["id"],
            "payment_method": payment_method,
            "metadata": intent["metadata"],
            "description": intent["description"],
            "receipt_email": intent["receipt_email"],
            "shipping": intent["shipping"],
            "statement_descriptor": intent["statement_descriptor"],
            "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
            "transfer_group": intent["transfer_group"],
            "status": "failed" if decline else "succeeded",
            "failure_code": decline.code if decline else None,
            "failure_message": decline.message if decline else None,
            "outcome": outcome(card, decline),
            "three_d_secure": three_d_secure,
            "balance_transaction": None,
            "disputed": False,
        }
    )
