"""Finds what a crash of the shop has lost of what the journal says is done.

The local shop keeps its state as of one moment, a second or so before a crash. So what is lost is
the latest: looking backwards ends when enough in a row is there.
"""

from typing import Any

from barrow.order_log.plan import Purchase, Step
from barrow.replay.journal import Journal
from barrow.shop_client import Refusal, ShopClient

#: More than are ever under way side by side.
ENOUGH = 50


def forget_lost(client: ShopClient, journal: Journal, steps: dict[str, Step]) -> list[str]:
    """Mark lost steps as not done; answers their keys. `steps` by key. Raises ShopError."""
    if any(True for _ in journal.latest()):
        client.post("/dev/settle", {"timeout_seconds": 120})
    lost: list[str] = []
    there = 0
    for key in journal.latest():
        step = steps.get(key)
        if step is None:
            continue
        if _is_there(client, journal, step):
            there += 1
        else:
            there = 0
            lost.append(key)
        if there == ENOUGH:
            break
    for key in lost:
        journal.lost(key)
    return lost


def _is_there(client: ShopClient, journal: Journal, step: Step) -> bool:
    entry = journal.of(step.key)
    if isinstance(step, Purchase):
        order = _found(client, f"/api/checkout/admin/orders/{entry.order}")
        return bool(order) and order["payment_status"] != "unpaid"
    refunds = _found(client, f"/api/checkout/admin/orders/{journal.of(step.of).order}/refunds")
    return any(one["id"] == entry.refund for one in refunds.get("data", []))


def _found(client: ShopClient, path: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = client.get(path, staff=True).json
    except Refusal as refusal:
        if refusal.status == 404:
            return {}
        raise
    return found
