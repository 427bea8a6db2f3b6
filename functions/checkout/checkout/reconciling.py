"""Hold the orders against Stripe, both ways, and mend or report what differs.

From Stripe: every session of the last hours. Paid ones must have their order paid (or repaid),
ended ones must not keep an order waiting, and every paid one must belong to an order. From the
shop: every order paid in that time must have its session paid, in the same amount, at Stripe. What
is mended is counted; what cannot be explained becomes a finding, once, for a person to look at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shopkit import clock, table
from shopkit.observability import count, logger
from shopkit.table import IS_NEW, Refused

from checkout import ending, ledger, orders, orders_table, paying
from checkout.orders import Order
from checkout.payments import Gateway, Session

#: A session lives at most a day; what is older was looked at while it was not.
LOOK_BACK = timedelta(hours=3)


@dataclass
class Report:
    """What a run saw: sessions and orders looked at, orders mended, findings by code and id."""

    sessions: int = 0
    orders: int = 0
    mended: list[str] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)


def reconcile(gateway: Gateway, now: datetime, since: datetime | None = None) -> Report:
    report = Report()
    from_time = since or now - LOOK_BACK
    seen: dict[str, Session] = {}
    for session in gateway.sessions_since(from_time):
        seen[session.id] = session
        report.sessions += 1
        _look_at_session(session, gateway, now, report)
    for order in _paid_since(from_time):
        report.orders += 1
        _look_at_order(order, seen, gateway, report)
    _tell(report, now)
    return report


def _look_at_session(session: Session, gateway: Gateway, now: datetime, report: Report) -> None:
    order = orders_table.read(session.order_id) if session.order_id else None
    if order is None:
        if session.paid and session.order_id:
            report.findings.append(("paid_without_order", session.id))
        return
    before = (order.status, order.payment_status)
    if session.paid:
        if not _booked(order, session):
            order = paying.settle(order, session, gateway, now)
    elif session.open and order.status != orders.PENDING:
        gateway.expire(session.id)
        report.mended.append(session.id)
    elif not session.open and order.status == orders.PENDING and order.session_id == session.id:
        order = ending.end(order, orders.EXPIRED, "", now)
    if (order.status, order.payment_status) != before:
        report.mended.append(order.id)


def _booked(order: Order, session: Session) -> bool:
    """Whether this payment stands in the books already, as a sale or as money sent back."""
    if order.paid_at and order.session_id == session.id:
        return True
    kinds = {
        item["sk"].split("#")[1]
        for item in table.query_all(
            orders_table.name(), orders_table.pk(order.id), begins="LEDGER#", consistent=True
        )
        if ledger.posting_of(item).kind != "unearned"
        or ledger.posting_of(item).reference == session.id
    }
    return "unearned" in kinds and "repaid" in kinds


def _paid_since(since: datetime) -> Iterable[Order]:
    """Orders of the time that count as paid, newest first until `since`."""
    for status in (orders.PAID, orders.PROCESSING, orders.SHIPPED):
        start = None
        while True:
            page, start = orders_table.list_status(status, 100, start)
            for order in page:
                if order.created_at < since:
                    start = None
                    break
                yield order
            if start is None:
                break


def _look_at_order(
    order: Order, seen: dict[str, Session], gateway: Gateway, report: Report
) -> None:
    session = seen.get(order.session_id or "")
    if session is None and order.session_id:
        session = gateway.read(order.session_id)
    if session is None or not session.paid:
        report.findings.append(("order_without_payment", order.id))
    elif (session.amount, session.currency) != (order.total, order.currency):
        report.findings.append(("amount_differs", order.id))


def _tell(report: Report, now: datetime) -> None:
    for code, reference in report.findings:
        item = {"pk": "FINDINGS", "sk": f"{code}#{reference}", "code": code,
                "reference": reference, "at": clock.text(now)}  # fmt: skip
        try:
            table.write(
                table.put(orders_table.name(), item, only_if=IS_NEW, condition="finding_is_new")
            )
        except Refused:
            continue
        count("ReconcileFinding", code=code)
        logger().error("reconcile", extra={"finding": code, "reference": reference})
    if report.mended:
        count("ReconcileMended", len(report.mended))
