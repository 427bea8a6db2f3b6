"""Events: what happened, with the object as it was then."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

from stripe import api_version

from .store import Row

TYPES = (
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.failed",
    "charge.refund.updated",
    "charge.refunded",
    "charge.succeeded",
    "charge.updated",
    "checkout.session.completed",
    "checkout.session.expired",
    "payment_intent.canceled",
    "payment_intent.created",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "payment_intent.succeeded",
    "refund.created",
    "refund.failed",
    "refund.updated",
)


def matching(patterns: Iterable[str]) -> list[str]:
    """The types that patterns such as "charge.*" mean, each once."""
    wanted = list(patterns)
    return [type_ for type_ in TYPES if any(fnmatchcase(type_, each) for each in wanted)]


def render(event: Row, rendered_object: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"object": rendered_object}
    if event["previous"] is not None:
        data["previous_attributes"] = event["previous"]
    return {
        "id": event["id"],
        "object": "event",
        "api_version": api_version,
        "created": event["created"],
        "data": data,
        "livemode": False,
        "pending_webhooks": event["pending_webhooks"],
        "request": event["request"],
        "type": event["type"],
    }
