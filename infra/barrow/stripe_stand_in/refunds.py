"""Refunds: in part or in full, as often as there is something left, never more than the charge.

A refund takes its amount from the charge and the balance when it is made, also while it is
pending, so no two refunds can promise the same money. One that fails gives both back.
"""

from typing import Any

from . import balance, disputes
from .currencies import MAXIMUM_CHARGE, text
from .errors import ApiError, resource_missing
from .operation import Operation
from .parameters import Specification, integer, metadata, one_of, string
from .store import Row

SPECIFICATION: Specification = {
    "amount": integer(1, MAXIMUM_CHARGE),
    "charge": string(),
    "metadata": metadata,
    "payment_intent": string(),
    "reason": one_of(("duplicate", "fraudulent", "requested_by_customer")),
}
LATER = 60
"""Seconds until a refund of one of the asynchronous cards changes; Stripe says "some time"."""


def create(op: Operation, wanted: dict[str, Any]) -> Row:
    charge = _charge(op, wanted)
    left = charge["amount"] - charge["amount_refunded"]
    amount = wanted.get("amount", left)
    _check(op, charge, amount, left)
    refunding = charge["payment_method"]["refunding"]
    settled = op.get("balance_transaction", charge["balance_transaction"])
    refund: Row = {
        "object": "refund",
        "id": op.new_id("re_"),
        "created": op.seconds,
        "amount": amount,
        "currency": charge["currency"],
        "charge": charge["id"],
        "payment_intent": charge["payment_intent"],
        "reason": wanted.get("reason"),
        "metadata": wanted.get("metadata", {}),
        "status": "pending" if refunding == "pending_first" else "succeeded",
        "failure_reason": None,
        "failure_balance_transaction": None,
    }
    transaction = balance.record(
        op, "refund", -amount, refund, available_on=max(op.seconds, settled["available_on"])
    )
    refund = op.put({**refund, "balance_transaction": transaction["id"]})
    before = charge["amount_refunded"]
    charge = op.change(charge, amount_refunded=before + amount)
    op.tell("refund.created", refund)
    previous: dict[str, Any] = {"amount_refunded": before}
    if charge["amount_refunded"] == charge["amount"]:
        previous["refunded"] = False
    op.tell("charge.refunded", charge, previous=previous)
    if refunding != "at_once":
        op.later(op.seconds + LATER, refund)
    return refund


def _charge(op: Operation, wanted: dict[str, Any]) -> Row:
    """The charge to give back: the one named, or the one that paid the intent named."""
    charge_id, intent_id = wanted.get("charge"), wanted.get("payment_intent")
    if charge_id is None and intent_id is None:
        raise ApiError(
            "One of the following params should be provided for this request: "
            "payment_intent or charge.",
            code="parameter_missing",
        )
    if intent_id is not None:
        intent = op.store.get("payment_intent", intent_id)
        if intent is None:
            raise resource_missing("payment_intent", intent_id, "payment_intent", executed=True)
        if intent["status"] != "succeeded":
            raise ApiError(
                f"This PaymentIntent ({intent_id}) does not have a successful charge to refund.",
                code="payment_intent_unexpected_state",
                param="payment_intent",
                executed=True,
            )
        if charge_id not in (None, intent["latest_charge"]):
            raise ApiError(
                f"Charge {charge_id} does not belong to PaymentIntent {intent_id}.",
                param="charge",
                executed=True,
            )
        charge_id = intent["latest_charge"]
    charge = op.store.get("charge", str(charge_id))
    if charge is None:
        raise resource_missing("charge", str(charge_id), "charge", executed=True)
    return charge


def _check(op: Operation, charge: Row, amount: int, left: int) -> None:
    if charge["status"] != "succeeded":
        raise ApiError(
            f"Charge {charge['id']} was not successful, so it cannot be refunded.",
            param="charge",
            executed=True,
        )
    if not disputes.takes_refunds(op, charge):
        raise ApiError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
            param="charge",
            executed=True,
        )
    if left == 0:
        raise ApiError(
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
            executed=True,
        )
    if amount > left:
        raise ApiError(
            f"Refund amount ({text(amount, charge['currency'])}) is greater than unrefunded "
            f"amount on charge ({text(left, charge['currency'])})",
            param="amount",
            executed=True,
        )


def become_due(op: Operation, refund_id: str) -> None:
    """The later state of a refund whose card settles asynchronously."""
    refund = op.get("refund", refund_id)
    if refund["status"] == "pending":
        refund = op.change(refund, status="succeeded")
        for type_ in ("refund.updated", "charge.refund.updated"):
            op.tell(type_, refund, previous={"status": "pending"})
        return
    transaction = balance.record(
        op, "refund_failure", refund["amount"], refund, available_on=op.seconds
    )
    refund = op.change(
        refund,
        status="failed",
        failure_reason="expired_or_canceled_card",
        failure_balance_transaction=transaction["id"],
    )
    charge = op.get("charge", refund["charge"])
    before = charge["amount_refunded"]
    charge = op.change(charge, amount_refunded=before - refund["amount"])
    for type_ in ("refund.failed", "refund.updated", "charge.refund.updated"):
        op.tell(type_, refund, previous={"status": "succeeded"})
    op.tell("charge.updated", charge, previous={"amount_refunded": before})
