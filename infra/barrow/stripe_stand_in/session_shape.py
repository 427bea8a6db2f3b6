"""A checkout session as the API shows it."""

from typing import Any

from .operation import Operation
from .store import Row

_NEVER_SET = dict.fromkeys(
    (
        "adaptive_pricing",
        "after_expiration",
        "allow_promotion_codes",
        "billing_address_collection",
        "client_secret",
        "collected_information",
        "consent",
        "consent_collection",
        "currency_conversion",
        "customer",
        "customer_account",
        "integration_identifier",
        "invoice",
        "invoice_creation",
        "origin_context",
        "payment_link",
        "payment_method_configuration_details",
        "permissions",
        "recovered_from",
        "saved_payment_method_options",
        "setup_intent",
        "shipping_address_collection",
        "shipping_cost",
        "subscription",
        "wallet_options",
    )
)


def url(op: Operation, session_id: str) -> str:
    return f"{op.payment_page_base.rstrip('/')}/{session_id}"


def render(op: Operation, row: Row) -> dict[str, Any]:
    open_ = row["status"] == "open"
    return {
        **_NEVER_SET,
        "id": row["id"],
        "object": "checkout.session",
        "amount_subtotal": row["amount_total"],
        "amount_total": row["amount_total"],
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": row["cancel_url"],
        "client_reference_id": row["client_reference_id"],
        "created": row["created"],
        "currency": row["currency"],
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer_creation": "if_required",
        "customer_details": _customer_details(row),
        "customer_email": row["customer_email"],
        "discounts": [],
        "expires_at": row["expires_at"],
        "livemode": False,
        "locale": row["locale"],
        "metadata": row["metadata"],
        "mode": "payment",
        "payment_intent": row["payment_intent"],
        "payment_method_collection": "if_required",
        "payment_method_options": {
            "card": {"request_three_d_secure": row["request_three_d_secure"]}
        },
        "payment_method_types": ["card"],
        "payment_status": row["payment_status"],
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": row["status"],
        "submit_type": row["submit_type"],
        "success_url": row["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": url(op, row["id"]) if open_ else None,
    }


def _customer_details(row: Row) -> dict[str, Any] | None:
    given = row["customer"] or {"email": row["customer_email"], "name": None}
    if not given["email"]:
        return None
    empty = ("city", "country", "line1", "line2", "postal_code", "state")
    return {
        "address": dict.fromkeys(empty) if row["customer"] else None,
        "business_name": None,
        "email": given["email"],
        "individual_name": None,
        "name": given["name"],
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": None,
    }
