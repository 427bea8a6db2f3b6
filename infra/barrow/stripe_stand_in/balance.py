"""The account's balance: its transactions, and running totals by currency.

Nothing is summed up on request: each transaction moves its currency's totals. Money of a charge
is pending until the second midnight UTC (Stripe's delay depends on country and account; this one
is the stand-in's own), unless its card skips that.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from .operation import Operation
from .store import Row, Store

Movement = Literal["charge", "refund", "refund_failure", "adjustment"]

_CATEGORY = {
    "charge": "charge",
    "refund": "refund",
    "refund_failure": "refund_failure",
    "adjustment": "dispute",
}


def record(  # noqa: PLR0913 — what a balance transaction is made of
    op: Operation,
    type_: Movement,
    amount: int,
    source: Row,
    *,
    fee: int = 0,
    available_on: int,
) -> Row:
    """Move the balance by `amount` (signed) less `fee`. Answers the transaction."""
    currency = source["currency"]
    transaction = op.put(
        {
            "object": "balance_transaction",
            "id": op.new_id("txn_"),
            "created": op.seconds,
            "type": type_,
            "amount": amount,
            "currency": currency,
            "fee": fee,
            "available_on": available_on,
            "source": source["id"],
        }
    )
    held = totals(op.store, currency)
    moved = {**held["moved"], type_: held["moved"].get(type_, 0) + amount}
    pending = dict(held["pending"])
    available = held["available"]
    if available_on > op.seconds:
        pending[str(available_on)] = pending.get(str(available_on), 0) + amount - fee
    else:
        available += amount - fee
    for day in [day for day in pending if int(day) <= op.seconds]:
        available += pending.pop(day)
    op.put(
        {
            **held,
            "fees": held["fees"] + fee,
            "moved": moved,
            "available": available,
            "pending": pending,
        }
    )
    return transaction


def settles_on(op: Operation, *, at_once: bool) -> int:
    """When a charge of now becomes available, in seconds since 1970."""
    if at_once:
        return op.seconds
    day = datetime.combine(op.now.astimezone(UTC).date(), datetime.min.time(), UTC)
    return int((day + timedelta(days=2)).timestamp())


def totals(store: Store, currency: str) -> Row:
    """`moved`: the sum of each type's amounts; `available` and `pending` (by day): net of fees."""
    return store.get("totals", currency) or {
        "object": "totals",
        "id": currency,
        "created": 0,
        "fees": 0,
        "moved": {},
        "available": 0,
        "pending": {},
    }


def net(store: Store, currency: str) -> int:
    """All there is, available or pending."""
    held = totals(store, currency)
    return int(held["available"] + sum(held["pending"].values()))


def render(op: Operation) -> dict[str, Any]:
    available, pending = [], []
    for held in sorted(op.store.list("totals"), key=lambda each: str(each["id"])):
        ready = sum(amount for day, amount in held["pending"].items() if int(day) <= op.seconds)
        waiting = sum(held["pending"].values()) - ready
        available.append(_amount(held["available"] + ready, held["id"]))
        pending.append(_amount(waiting, held["id"]))
    return {
        "object": "balance",
        "available": available or [_amount(0, "gbp")],
        "livemode": False,
        "pending": pending or [_amount(0, "gbp")],
    }


def _amount(amount: int, currency: str) -> dict[str, Any]:
    return {"amount": amount, "currency": currency, "source_types": {"card": amount}}


def render_transaction(op: Operation, row: Row) -> dict[str, Any]:
    fee = row["fee"]
    return {
        "id": row["id"],
        "object": "balance_transaction",
        "amount": row["amount"],
        "available_on": row["available_on"],
        "balance_type": "payments",
        "created": row["created"],
        "currency": row["currency"],
        "description": None,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [
            {
                "amount": fee,
                "application": None,
                "currency": row["currency"],
                "description": "Stripe processing fees",
                "type": "stripe_fee",
            }
        ]
        if fee
        else [],
        "net": row["amount"] - fee,
        "reporting_category": _CATEGORY[row["type"]],
        "source": row["source"],
        "status": "pending" if row["available_on"] > op.seconds else "available",
        "type": row["type"],
    }
