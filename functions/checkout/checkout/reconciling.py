"""Hold the orders against Stripe, both ways, and mend or report what differs.

From Stripe: every session and refund since the last run, and a session's life before it. Paid ones
must have their order paid (or repaid), ended ones must not keep an order waiting, every paid one
must belong to an order, and a refund made there must be in the books. From the shop: every order
paid in that time must have its session paid, in the same amount, at Stripe. What is mended is
counted; what cannot be explained becomes a finding, once, for a person to look at.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shopkit import clock, table
from shopkit.observability import count, logger
from shopkit.table import IS_NEW, Refused

from checkout import orders, orders_table, webhooks
from checkout.orders import NothingToRefund, Order
from checkout.payments import Gateway, Refunded, Session

#: A session can be paid for 32 minutes and this runs every ten: what is older was seen when done.
LOOK_BACK = timedelta(minutes=45)
#: After an outage the first run looks back to the last one, but no further than this.
AT_MOST = timedelta(days=7)

#: Orders read at once, newest first: of most runs' three quarters of an hour, the last page.
AT_ONCE = 20

_LAST = {"pk": "RECONCILE", "sk": "LAST"}


@dataclass
class Report:
    """What a run saw: sessions and orders looked at, orders mended, findings by code and id."""

    sessions: int = 0
    orders: int = 0
    mended: list[str] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)


def reconcile(gateway: Gateway, now: datetime) -> Report:
    """Look at everything since the last run that came through, and a session's life before it."""
    report = Report()
    since = max(_last_run(now) - LOOK_BACK, now - AT_MOST)
    seen = {session.id: session for session in gateway.sessions_since(since)}
    ours = {session.order_id for session in seen.values() if session.order_id}
    found = {order.id: order for order in orders_table.read_many(sorted(ours))}
    for session in seen.values():
        report.sessions += 1
        order = found.get(session.order_id or "")
        _each(report, session.id, lambda: _look_at_session(session, order, gateway, now, report))  # noqa: B023
    for refund in gateway.refunds_since(since):
        _each(report, refund.id, lambda: _look_at_refund(refund, gateway, now, report))  # noqa: B023
    for order in _paid_since(since):
        report.orders += 1
        _each(report, order.id, lambda: _look_at_order(order, seen, gateway, report))  # noqa: B023
    _tell(report, now)
    stuck = {reference for _, reference in report.findings}
    if charged := [one.id for one in seen.values() if one.paid and one.id in stuck]:
        # in every run that sees it, unlike its finding: somebody has paid and has no order for it
        count("ChargedNotPaid", len(charged))
    table.write(table.put(orders_table.name(), _LAST | {"at": clock.text(now)}))
    return report


def _each(report: Report, reference: str, look: Callable[[], None]) -> None:
    """One that cannot be looked at must not hide the others."""
    try:
        look()
    except Exception:
        logger().exception("reconcile", extra={"reference": reference})
        report.findings.append(("not_reconciled", reference))


def _last_run(now: datetime) -> datetime:
    last = table.get(orders_table.name(), _LAST)
    return min(now, clock.parse(last["at"])) if last else now


def _look_at_session(
    session: Session, order: Order | None, gateway: Gateway, now: datetime, report: Report
) -> None:
    if order is None:
        if session.paid and session.order_id:
            report.findings.append(("paid_without_order", session.id))
        return
    if session.open and order.status != orders.PENDING:
        gateway.expire(session.id)
        report.mended.append(session.id)
        return
    before = (order.status, order.payment_status)
    after = webhooks.look_at(order, session, gateway, now)
    if (after.status, after.payment_status) != before:
        report.mended.append(order.id)


def _look_at_refund(found: Refunded, gateway: Gateway, now: datetime, report: Report) -> None:
    try:
        if webhooks.follow_refund(found, gateway, now):
            report.mended.append(found.id)
    except NothingToRefund:
        report.findings.append(("refund_without_room", found.id))


def _paid_since(since: datetime) -> Iterable[Order]:
    """Orders of the time that count as paid, newest first until `since`."""
    for status in (orders.PAID, orders.PROCESSING, orders.SHIPPED):
        start = None
        while True:
            page, start = orders_table.list_status(status, AT_ONCE, start)
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
