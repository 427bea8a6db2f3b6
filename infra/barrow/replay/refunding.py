"""Refunds a cancellation through the staff API: at its own price, its units back on the shelf."""

from barrow.failures import Failure
from barrow.order_log.plan import Refund
from barrow.replay.journal import Journal
from barrow.shop_client import Refusal, ShopClient


class NotRefunded(Failure):
    """The shop would not refund what the log says was cancelled."""


class Cashier:
    """`careful` looks first whether a refund is there: after a broken-off replay nobody knows."""

    def __init__(self, client: ShopClient, journal: Journal, *, careful: bool) -> None:
        self._client = client
        self._journal = journal
        self._careful = careful

    def refund(self, refund: Refund) -> None:
        """Raises NotRefunded, ShopError."""
        order = self._journal.of(refund.of).order
        path = f"/api/checkout/admin/orders/{order}"
        reason = f"cancelled by {refund.invoice}"
        try:
            made = self._made(path, reason) if self._careful else ""
            if not made:
                made = self._make(refund, path, reason)
        except Refusal as refusal:
            raise NotRefunded(f"cancellation {refund.key}: {refusal}") from refusal
        self._journal.done(refund.key, made)

    def _made(self, path: str, reason: str) -> str:
        refunds = self._client.get(f"{path}/refunds", staff=True).json["data"]
        return next((str(one["id"]) for one in refunds if one["reason"] == reason), "")

    def _make(self, refund: Refund, path: str, reason: str) -> str:
        order = self._client.get(path, staff=True).json
        if order["status"] == "pending_payment":
            # paid at Stripe; the shop hears of it any moment
            self._client.post("/dev/settle", {})
        ids = {line["sku"]: line["id"] for line in order["lines"]}
        body = {
            "lines": [
                {"line_id": ids[line.sku], "quantity": line.units, "amount": line.amount}
                for line in refund.lines
            ],
            "reason": reason,
            "restock": True,
        }
        key = {"Idempotency-Key": f"replay {refund.key}"}
        made = self._client.post(f"{path}/refunds", body, headers=key, staff=True).json
        if made["status"] != "succeeded":
            raise NotRefunded(f"cancellation {refund.key}: the refund is {made['status']}")
        return str(made["id"])
