"""A charge, and the card it was made with, as the API shows them."""

from typing import Any

from .operation import Operation
from .store import Row


def render(_: Operation, row: Row) -> dict[str, Any]:
    paid = row["status"] == "succeeded"
    method = row["payment_method"]
    return {
        "id": row["id"],
        "object": "charge",
        "amount": row["amount"],
        "amount_captured": row["amount"] if paid else 0,
        "amount_refunded": row["amount_refunded"],
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": row["balance_transaction"],
        "billing_details": billing_details(method),
        "calculated_statement_descriptor": row["statement_descriptor"] or "BARROW",
        "captured": paid,
        "created": row["created"],
        "currency": row["currency"],
        "customer": None,
        "description": row["description"],
        "disputed": row["disputed"],
        "failure_balance_transaction": None,
        "failure_code": row["failure_code"],
        "failure_message": row["failure_message"],
        "fraud_details": {},
        "livemode": False,
        "metadata": row["metadata"],
        "on_behalf_of": None,
        "outcome": row["outcome"],
        "paid": paid,
        "payment_intent": row["payment_intent"],
        "payment_method": method["id"],
        "payment_method_details": {
            "type": "card",
            "card": {
                **_card(method),
                "amount_authorized": row["amount"] if paid else None,
                "authorization_code": None,
                "installments": None,
                "mandate": None,
                "network": method["brand"],
                "network_token": {"used": False},
                "three_d_secure": row["three_d_secure"],
                "wallet": None,
            },
        },
        "receipt_email": row["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": paid and row["amount_refunded"] == row["amount"],
        "review": None,
        "shipping": row["shipping"],
        "source_transfer": None,
        "statement_descriptor": row["statement_descriptor"],
        "statement_descriptor_suffix": row["statement_descriptor_suffix"],
        "status": row["status"],
        "transfer_data": None,
        "transfer_group": row["transfer_group"],
    }


def render_payment_method(_: Operation, row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": billing_details(row),
        "card": {
            **_card(row),
            "display_brand": row["brand"],
            "generated_from": None,
            "networks": {"available": [row["brand"]], "preferred": None},
            "three_d_secure_usage": {"supported": row["brand"] != "amex"},
            "wallet": None,
        },
        "created": row["created"],
        "customer": None,
        "livemode": False,
        "metadata": {},
        "type": "card",
    }


def billing_details(method: Row) -> dict[str, Any]:
    empty = {"city", "country", "line1", "line2", "postal_code", "state"}
    return {
        "address": dict.fromkeys(sorted(empty)),
        "email": method["email"],
        "name": method["name"],
        "phone": None,
        "tax_id": None,
    }


def _card(method: Row) -> dict[str, Any]:
    return {
        "brand": method["brand"],
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": method["cvc_check"],
        },
        "country": method["country"],
        "exp_month": method["exp_month"],
        "exp_year": method["exp_year"],
        "fingerprint": method["fingerprint"],
        "funding": method["funding"],
        "last4": method["number"][-4:],
        "regulated_status": "unregulated",
    }
