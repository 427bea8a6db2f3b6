"""Which module shows which kind of row, and under which path and name the API has it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import (
    balance,
    charge_shape,
    disputes,
    events,
    payment_intent_shape,
    refund_shape,
    session_shape,
    webhook_endpoints,
)
from .operation import Operation
from .store import Row


def _event(op: Operation, row: Row) -> dict[str, Any]:
    return events.render(row, render(op, row["row"]))


@dataclass(frozen=True, slots=True)
class Kind:
    render: Callable[[Operation, Row], dict[str, Any]]
    path: str
    param: str  # what an unknown id is called in the error
    filters: tuple[str, ...] = ()
    """List parameters that name an indexed field."""
    listed: bool = True


KINDS = {
    "checkout.session": Kind(
        session_shape.render, "/v1/checkout/sessions", "session", ("payment_intent", "status")
    ),
    "payment_intent": Kind(payment_intent_shape.render, "/v1/payment_intents", "intent"),
    "charge": Kind(charge_shape.render, "/v1/charges", "id", ("payment_intent",)),
    "refund": Kind(refund_shape.render, "/v1/refunds", "id", ("charge", "payment_intent")),
    "dispute": Kind(disputes.render, "/v1/disputes", "id", ("charge", "payment_intent")),
    "balance_transaction": Kind(
        balance.render_transaction,
        "/v1/balance_transactions",
        "id",
        ("source", "type", "currency"),
    ),
    "event": Kind(_event, "/v1/events", "id"),
    "payment_method": Kind(
        charge_shape.render_payment_method, "/v1/payment_methods", "payment_method", listed=False
    ),
    "webhook_endpoint": Kind(
        webhook_endpoints.render, "/v1/webhook_endpoints", "webhook_endpoint", listed=False
    ),
}


def render(op: Operation, row: Row) -> dict[str, Any]:
    return KINDS[row["object"]].render(op, row)
