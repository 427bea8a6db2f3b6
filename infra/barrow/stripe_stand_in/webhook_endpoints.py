"""Webhook endpoints as an account registers them. Nothing is delivered there.

The stand-in calls the one endpoint that its host named (webhooks.py): an address of the internet
leads nowhere from a machine of one's own.
"""

import re
from typing import Any

from .errors import ApiError, resource_missing
from .forms import Tree
from .operation import Operation
from .parameters import Required, Specification, boolean, list_of, metadata, string
from .store import Row

KIND = "webhook_endpoint"
#: Stripe's limit for an account in test mode.
MOST = 16
_LOOPBACK = re.compile(r"https?://(127\.|\[::1\]|localhost\b)")


def _url(value: Tree, name: str) -> str:
    address = string(5000)(value, name)
    if not re.match(r"https?://[^/\s]+\.[^/\s]+", address) or _LOOPBACK.match(address):
        raise ApiError(
            "Invalid URL: URL must be publicly accessible.", code="url_invalid", param=name
        )
    return address


_CHANGEABLE: Specification = {
    "description": string(5000),
    "enabled_events": list_of(string(), 500),
    "metadata": metadata,
}
TO_CREATE: Specification = {
    **_CHANGEABLE,
    "api_version": string(),
    "enabled_events": Required(list_of(string(), 500)),
    "url": Required(_url),
}
TO_UPDATE: Specification = {**_CHANGEABLE, "disabled": boolean, "url": _url}


def create(op: Operation, wanted: dict[str, Any]) -> dict[str, Any]:
    """The endpoint with its secret, which is told this once."""
    if len(list(op.store.list(KIND))) >= MOST:
        raise ApiError(
            f"You have reached the maximum of {MOST} test webhook endpoints.",
        )
    row = op.put(
        {
            "object": KIND,
            "id": op.new_id("we_"),
            "created": op.seconds,
            "url": wanted["url"],
            "enabled_events": wanted["enabled_events"],
            "api_version": wanted.get("api_version"),
            "description": wanted.get("description"),
            "metadata": wanted.get("metadata", {}),
            "status": "enabled",
        }
    )
    return {**render(op, row), "secret": op.new_id("whsec_", 32)}


def update(op: Operation, id_: str, wanted: dict[str, Any]) -> dict[str, Any]:
    row = _find(op, id_)
    changes = {name: value for name, value in wanted.items() if name not in {"disabled", "expand"}}
    if "metadata" in changes:
        changes["metadata"] = {**row["metadata"], **changes["metadata"]}
    if "disabled" in wanted:
        changes["status"] = "disabled" if wanted["disabled"] else "enabled"
    return render(op, op.change(row, **changes))


def delete(op: Operation, id_: str) -> dict[str, Any]:
    _find(op, id_)
    op.store.forget(KIND, id_)
    return {"id": id_, "object": KIND, "deleted": True}


def render(_: Operation, row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "object": KIND,
        "api_version": row["api_version"],
        "application": None,
        "created": row["created"],
        "description": row["description"],
        "enabled_events": row["enabled_events"],
        "livemode": False,
        "metadata": row["metadata"],
        "status": row["status"],
        "url": row["url"],
    }


def _find(op: Operation, id_: str) -> Row:
    row = op.store.get(KIND, id_)
    if row is None:
        raise resource_missing(KIND, id_, "webhook_endpoint")
    return row
