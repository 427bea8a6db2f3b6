"""Payment intents: one for a session, made at its first attempt, with all its attempts on it."""

from typing import Any

from . import balance, charges, disputes
from .cards import UNAUTHENTICATED, Card, Decline
from .operation import Operation
from .store import Row


def for_session(op: Operation, session: Row) -> tuple[Row, Row]:
    """The session's intent, new if this is its first attempt, and the session that names it."""
    if session["payment_intent"]:
        return op.get("payment_intent", session["payment_intent"]), session
    wanted = session["payment_intent_data"]
    intent = op.put(
        {
            "object": "payment_intent",
            "id": op.new_id("pi_"),
            "created": op.seconds,
            "amount": session["amount_total"],
            "currency": session["currency"],
            "status": "requires_payment_method",
            "metadata": wanted.get("metadata", {}),
            "description": wanted.get("description"),
            "receipt_email": wanted.get("receipt_email"),
            "shipping": wanted.get("shipping"),
            "statement_descriptor": wanted.get("statement_descriptor"),
            "statement_descriptor_suffix": wanted.get("statement_descriptor_suffix"),
            "transfer_group": wanted.get("transfer_group"),
            "latest_charge": None,
            "payment_method": None,
            "last_payment_error": None,
            "challenge": None,
            "canceled_at": None,
            "request_three_d_secure": session["request_three_d_secure"],
        }
    )
    op.tell("payment_intent.created", intent)
    return intent, op.change(session, payment_intent=intent["id"])


def challenge(op: Operation, intent: Row, payment_method: Row, url: str) -> Row:
    """Ask for 3D Secure; the page at `url` shows it."""
    intent = op.change(
        intent,
        status="requires_action",
        payment_method=payment_method["id"],
        last_payment_error=None,
        challenge=url,
    )
    op.tell("payment_intent.requires_action", intent)
    return intent


def fail_challenge(op: Operation, intent: Row) -> Row:
    return _failed(op, intent, intent["payment_method"], UNAUTHENTICATED, charge=None)


def charge(
    op: Operation,
    intent: Row,
    payment_method: Row,
    card: Card,
    three_d_secure: dict[str, Any] | None,
) -> tuple[Row, Row]:
    """Take the money, or don't. Answers the intent, `succeeded` or not, and the charge."""
    taken = charges.new(op, intent, payment_method, card, three_d_secure)
    if card.decline:
        op.tell("charge.failed", taken)
        return _failed(op, intent, payment_method["id"], card.decline, charge=taken["id"]), taken
    op.tell("charge.succeeded", taken)
    intent = op.change(
        intent,
        status="succeeded",
        payment_method=payment_method["id"],
        latest_charge=taken["id"],
        last_payment_error=None,
        challenge=None,
    )
    op.tell("payment_intent.succeeded", intent)
    return intent, taken


def settle(op: Operation, taken: Row, card: Card) -> None:
    """Put a charge's money on the balance, and dispute it where its card says so."""
    transaction = balance.record(
        op,
        "charge",
        taken["amount"],
        taken,
        fee=op.fee(taken["amount"], taken["currency"]),
        available_on=balance.settles_on(op, at_once=card.available_at_once),
    )
    taken = op.change(taken, balance_transaction=transaction["id"])
    op.tell("charge.updated", taken, previous={"balance_transaction": None})
    if card.dispute:
        disputes.open_dispute(op, taken, card.dispute, inquiry=card.inquiry)


def cancel(op: Operation, intent: Row) -> None:
    """A session ended without money: its intent can't be paid any more either."""
    canceled = op.change(intent, status="canceled", canceled_at=op.seconds, challenge=None)
    op.tell("payment_intent.canceled", canceled)


def _failed(
    op: Operation, intent: Row, payment_method: str, decline: Decline, *, charge: str | None
) -> Row:
    error = {
        "code": decline.code,
        "decline_code": decline.decline_code,
        "message": decline.message,
        "charge": charge,
        "payment_method": payment_method,
    }
    intent = op.change(
        intent,
        status="requires_payment_method",
        payment_method=None,
        latest_charge=charge or intent["latest_charge"],
        last_payment_error=error,
        challenge=None,
    )
    op.tell("payment_intent.payment_failed", intent)
    return intent
