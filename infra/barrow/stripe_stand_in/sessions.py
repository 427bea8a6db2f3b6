"""Checkout sessions: a page where one basket can be paid, once, for a while."""

import re
from typing import Any

from . import line_items, payments
from .errors import ApiError, parameter_missing, resource_missing
from .forms import Tree
from .line_items import url
from .operation import Operation
from .parameters import (
    Required,
    Specification,
    integer,
    list_of,
    metadata,
    nested,
    one_of,
    string,
)
from .store import Row

SHORTEST, LONGEST = 30 * 60, 24 * 3600
LOCALES = """
    auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb
    nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW
""".split()  # noqa: SIM905 — a table
"""Stripe's; the page itself speaks English."""
CHALLENGES = ("automatic", "any", "challenge")


def _email(value: Tree, name: str) -> str:
    address = string(800)(value, name)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
        raise ApiError(f"Invalid email address: {address}", code="email_invalid", param=name)
    return address


_ADDRESS: Specification = {
    "line1": Required(string()),
    **dict.fromkeys(("city", "country", "line2", "postal_code", "state"), string()),
}
_SHIPPING: Specification = {
    "address": Required(nested(_ADDRESS)),
    "name": Required(string()),
    **dict.fromkeys(("carrier", "phone", "tracking_number"), string()),
}
_PAYMENT_INTENT: Specification = {
    "capture_method": one_of(("automatic", "automatic_async")),
    "description": string(1000),
    "metadata": metadata,
    "receipt_email": _email,
    "shipping": nested(_SHIPPING),
    "statement_descriptor": string(22),
    "statement_descriptor_suffix": string(22),
    "transfer_group": string(),
}
_METHOD_OPTIONS: Specification = {
    "card": nested({"request_three_d_secure": one_of(CHALLENGES)}),
}
SPECIFICATION: Specification = {
    "cancel_url": url,
    "client_reference_id": string(200),
    "customer_email": _email,
    "expires_at": integer(),
    "line_items": Required(list_of(nested(line_items.SPECIFICATION), line_items.MOST)),
    "locale": one_of(LOCALES),
    "metadata": metadata,
    "mode": Required(one_of(("payment",))),
    "payment_intent_data": nested(_PAYMENT_INTENT),
    "payment_method_options": nested(_METHOD_OPTIONS),
    "payment_method_types": list_of(one_of(("card",)), 1),
    "submit_type": one_of(("auto", "pay", "book", "donate")),
    "success_url": url,
    "ui_mode": one_of(("hosted_page",)),
}


def create(op: Operation, wanted: dict[str, Any]) -> Row:
    if "success_url" not in wanted:
        raise parameter_missing("success_url")
    expires_at = _expiry(op, wanted.get("expires_at"))
    lines = line_items.new(op, wanted["line_items"])
    card_options = wanted.get("payment_method_options", {}).get("card", {})
    session = op.put(
        {
            "object": "checkout.session",
            "id": op.new_id("cs_test_", 58),
            "created": op.seconds,
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "lines": lines,
            "amount_total": line_items.total(lines),
            "currency": lines[0]["currency"],
            "expires_at": expires_at,
            "success_url": wanted["success_url"],
            "cancel_url": wanted.get("cancel_url"),
            "client_reference_id": wanted.get("client_reference_id"),
            "customer_email": wanted.get("customer_email"),
            "customer": None,
            "locale": wanted.get("locale"),
            "metadata": wanted.get("metadata", {}),
            "submit_type": wanted.get("submit_type"),
            "payment_intent_data": wanted.get("payment_intent_data", {}),
            "request_three_d_secure": card_options.get("request_three_d_secure", "automatic"),
        }
    )
    op.later(expires_at, session)
    return session


def _expiry(op: Operation, wanted: int | None) -> int:
    if wanted is None:
        return op.seconds + LONGEST
    if wanted < op.seconds + SHORTEST:
        raise ApiError(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session "
            "creation.",
            param="expires_at",
        )
    if wanted > op.seconds + LONGEST:
        raise ApiError(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return wanted


def find(op: Operation, session_id: str, *, executed: bool = False) -> Row:
    session = op.store.get("checkout.session", session_id)
    if session is None:
        raise resource_missing("checkout.session", session_id, "session", executed=executed)
    return session


def expire(op: Operation, session_id: str) -> Row:
    session = find(op, session_id, executed=True)
    if session["status"] != "open":
        raise ApiError(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`.",
            executed=True,
        )
    return _end(op, session)


def become_due(op: Operation, session_id: str) -> None:
    session = find(op, session_id)
    if session["status"] == "open":
        _end(op, session)


def complete(op: Operation, session: Row, customer: dict[str, Any]) -> Row:
    """`customer`: the name and e-mail given on the page."""
    session = op.change(session, status="complete", payment_status="paid", customer=customer)
    op.tell("checkout.session.completed", session)
    return session


def _end(op: Operation, session: Row) -> Row:
    session = op.change(session, status="expired")
    if session["payment_intent"]:
        payments.cancel(op, op.get("payment_intent", session["payment_intent"]))
    op.tell("checkout.session.expired", session)
    return session
