"""What happens on the payment page: a card is tried, a 3D Secure challenge is answered.

The page and programs come through here alike. A session is paid at most once: each step looks at
the session again, under the lock, before it does anything.
"""

from dataclasses import dataclass
from typing import Any, Literal

from . import card_entry, payments, session_shape, sessions
from .cards import CARDS, Card, Decline
from .operation import Operation
from .store import Row

Status = Literal["paid", "already_paid", "declined", "requires_action", "expired"]


@dataclass(frozen=True, slots=True)
class Result:
    status: Status
    error: Decline | None = None
    redirect: str | None = None

    def body(self) -> dict[str, Any]:
        error = self.error and {
            "code": self.error.code,
            "decline_code": self.error.decline_code,
            "message": self.error.message,
        }
        return {"status": self.status, "error": error, "redirect": self.redirect}


def pay(op: Operation, session_id: str, entry: card_entry.Entry) -> Result:
    """Try a card. Raises ApiError for a session that does not exist."""
    session = sessions.find(op, session_id)
    if ended := _ended(session):
        return ended
    read = card_entry.read(op, entry)
    if isinstance(read, Decline):
        return Result("declined", read)
    card, expiry = read
    intent, session = payments.for_session(op, session)
    method = card_entry.payment_method(op, entry, card, expiry)
    asked = session["request_three_d_secure"] != "automatic"
    if card.enrolled and (card.challenge == "required" or asked):
        url = session_shape.url(op, session["id"])
        payments.challenge(op, intent, method, url)
        return Result("requires_action", redirect=url)
    return _charge(op, session, intent, method, _unchallenged(card, asked=asked))


def answer_challenge(op: Operation, session_id: str, *, complete: bool) -> Result:
    """The buyer passed, or failed, or left the challenge that is waiting."""
    session = sessions.find(op, session_id)
    if ended := _ended(session):
        return ended
    intent = challenged(op, session)
    if intent is None:
        return Result("declined", _NOTHING_TO_CONFIRM)
    if not complete:
        intent = payments.fail_challenge(op, intent)
        return Result("declined", last_error(intent))
    method = op.get("payment_method", intent["payment_method"])
    return _charge(op, session, intent, method, _three_d_secure("authenticated", "challenge", "05"))


_NOTHING_TO_CONFIRM = Decline(
    "payment_intent_unexpected_state", "There is no payment waiting to be confirmed."
)


def challenged(op: Operation, session: Row) -> Row | None:
    """The session's intent, if it waits for a challenge to be answered."""
    if not session["payment_intent"]:
        return None
    intent = op.get("payment_intent", session["payment_intent"])
    return intent if intent["status"] == "requires_action" else None


def last_error(intent: Row) -> Decline | None:
    error = intent["last_payment_error"]
    return error and Decline(error["code"], error["message"], error["decline_code"])


def success_url(session: Row) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def cancel_url(session: Row) -> str | None:
    url = session["cancel_url"]
    return url and str(url).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _ended(session: Row) -> Result | None:
    if session["status"] == "complete":
        return Result("already_paid", redirect=success_url(session))
    return Result("expired") if session["status"] == "expired" else None


def _charge(
    op: Operation, session: Row, intent: Row, method: Row, three_d_secure: dict[str, Any] | None
) -> Result:
    card = CARDS[method["number"]]
    intent, charge = payments.charge(op, intent, method, card, three_d_secure)
    if intent["status"] != "succeeded":
        return Result("declined", last_error(intent))
    sessions.complete(op, session, {"name": method["name"], "email": method["email"]})
    payments.settle(op, charge, card)
    return Result("paid", redirect=success_url(session))


def _unchallenged(card: Card, *, asked: bool) -> dict[str, Any] | None:
    if card.challenge == "frictionless":
        return _three_d_secure("authenticated", "frictionless", "05")
    if card.challenge == "broken":
        return _three_d_secure("processing_error", None, None)
    if asked and card.challenge == "supported":
        return {
            **_three_d_secure("attempt_acknowledged", None, "06"),
            "result_reason": "card_not_enrolled",
        }
    return None


def _three_d_secure(result: str, flow: str | None, indicator: str | None) -> dict[str, Any]:
    return {
        "authentication_flow": flow,
        "electronic_commerce_indicator": indicator,
        "exemption_indicator": None,
        "result": result,
        "result_reason": None,
        "transaction_id": None,
        "version": "2.2.0",
    }
