"""What must hold of a shop's stock and money, whatever happened: checked from the tables."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from checkout import ledger, orders_table, refunds_table
from checkout.orders import PENDING
from shopkit import aws, marshal, stock

from tests.shop import Shop

_ENDED = {"expired", "cancelled"}


def items(capability: str) -> Iterable[dict[str, Any]]:
    """Every item of a capability's table: tests may scan."""
    client = aws.client("dynamodb")
    start: dict[str, Any] = {}
    while True:
        page = client.scan(TableName=f"barrow-local-{capability}", **start)
        yield from (marshal.load(item) for item in page["Items"])
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def assert_books_balance(
    shop: Shop, opening: dict[str, int], *, at_rest: bool = True, settled: bool = True
) -> None:
    """Stock, money and Stripe agree to the unit and the penny.

    At rest nothing is pending any more; what is not settled yet may still be on its way from a
    webhook or a queue: money at Stripe, and units in the stock ledger.
    """
    rows = list(items("checkout"))
    orders = [orders_table.from_item(row) for row in rows if row["sk"] == "ORDER"]
    refunds = [refunds_table.from_item(row) for row in rows if row["sk"].startswith("REFUND#")]
    postings = [ledger.posting_of(row) for row in rows if row["sk"].startswith("LEDGER#")]
    inventory = list(items("inventory"))
    holds = {row["order_id"]: row for row in inventory if row["sk"] == "HOLD"}

    _money(shop, postings, refunds, settled)
    _stock(inventory, opening, holds, refunds, settled)
    for order in orders:
        _order(order, holds[order.id], refunds, at_rest)
    if at_rest:
        assert not [refund for refund in refunds if refund.state == "requested"]


def _money(shop: Shop, postings: list[Any], refunds: list[Any], settled: bool) -> None:
    accounts: dict[str, int] = defaultdict(int)
    for posting in postings:
        assert sum(posting.entries.values()) == 0, posting
        for account, amount in posting.entries.items():
            accounts[account] += amount
    if settled:
        at_stripe = shop.stripe.charges_total("gbp") - shop.stripe.refunds_total("gbp")
        assert accounts["stripe"] == at_stripe
    assert accounts["owed"] == -sum(_owed(refunds).values())


def _owed(refunds: list[Any]) -> dict[str, int]:
    """Payments that no order stands for, and that have not gone back: amount by payment."""
    repayments = [refund for refund in refunds if refund.repayment]
    back = {refund.payment_intent for refund in repayments if refund.state == "succeeded"}
    return {r.payment_intent: r.amount for r in repayments if r.payment_intent not in back}


def _stock(
    inventory: list[Any],
    opening: dict[str, int],
    holds: Any,
    refunds: list[Any],
    settled: bool,
) -> None:
    available: dict[str, int] = defaultdict(int)
    held: dict[str, int] = defaultdict(int)
    moved: dict[str, int] = defaultdict(int)
    for row in inventory:
        sku = row["pk"].removeprefix("STOCK#")
        if row["sk"].startswith("SHARD#"):
            assert row["available"] >= 0, row
            assert row["held"] >= 0, row
            available[sku] += row["available"]
            held[sku] += row["held"]
        elif row["sk"].startswith("MOVE#"):
            moved[sku] += row["delta"]
    promised, sold = _in_holds(holds)
    returned: dict[str, int] = defaultdict(int)
    for refund in refunds:
        if refund.restock and refund.state == "succeeded":
            for line in refund.lines:
                returned[line.sku] += line.quantity
    for sku, units in opening.items():
        # at every moment: the ledger's sum is what is on hand
        assert available[sku] + held[sku] == moved[sku], f"ledger of {sku}"
        if settled:
            assert held[sku] == promised[sku], f"held of {sku}"
            assert available[sku] == units - sold[sku] - promised[sku] + returned[sku], sku
        else:
            # what was returned may not be on the shelf yet
            assert available[sku] <= units - sold[sku] - promised[sku] + returned[sku], sku
            assert available[sku] >= units - sold[sku] - promised[sku], sku


def _in_holds(holds: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Units by SKU that holds keep, and that holds have sold."""
    promised: dict[str, int] = defaultdict(int)
    sold: dict[str, int] = defaultdict(int)
    for hold in holds.values():
        for chunk in hold["chunks"][: hold["taken"]]:
            for take in chunk:
                into = sold if hold["state"] == stock.SOLD else promised
                into[take["sku"]] += take["units"]
    return promised, sold


def _order(order: Any, hold: Any, refunds: list[Any], at_rest: bool) -> None:
    repaid = [r for r in refunds if r.order_id == order.id and r.repayment]
    if order.paid_at is not None:
        assert hold["state"] == stock.SOLD, order
        assert order.payment_intent
        given_back = sum(
            r.amount
            for r in refunds
            if r.order_id == order.id and not r.repayment and r.state != "failed"
        )
        assert order.refundable == order.total - given_back
    elif order.status in _ENDED:
        assert hold["state"] == stock.RELEASED, (order, hold)
        assert not _owed(repaid) or not at_rest
    else:
        assert order.status == PENDING
        assert not at_rest, f"{order.id} is still pending"
        assert hold["state"] in {stock.HELD, stock.TAKING, stock.RELEASING}
