"""What happens at Stripe without the shop: failed refunds, disputes, debits, other integrations."""

import json
from typing import Any

import pytest
import stripe
from barrow.cloud.stripe_desk import WEBHOOK_SECRET
from checkout import ending, orders, orders_table, payments, refunds, refunds_table

from tests import factories
from tests.books import assert_books_balance, items
from tests.integration.checkout.stripe_line import diverted, showing
from tests.shop import Response, Shop


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    factories.sell(shop, factories.make_offer("TEA-1", 1_000), units=10)
    return shop


def _refund(shop: Shop, made: Any, **body: Any) -> Response:
    return shop.post(f"/checkout/admin/orders/{made.order_id}/refunds", json=body, staff=True)


def _webhook(
    shop: Shop, kind: str, thing: dict[str, Any], signature: str | None = None
) -> Response:
    event = {"id": "evt_1", "object": "event", "type": kind, "data": {"object": thing}}
    body = json.dumps(event).encode()
    stamp = int(shop.now.timestamp())
    signed = stripe.WebhookSignature._compute_signature(f"{stamp}.{body.decode()}", WEBHOOK_SECRET)
    headers = {"Stripe-Signature": signature or f"t={stamp},v1={signed}"}
    return shop.post("/checkout/webhooks/stripe", body=body, headers=headers)


def _accounts(kind: str = "LEDGER#") -> dict[str, int]:
    accounts: dict[str, int] = {}
    for row in items("checkout"):
        if row["sk"].startswith(kind):
            for name, amount in row["entries"].items():
                accounts[name] = accounts.get(name, 0) + amount
    return {name: amount for name, amount in accounts.items() if amount}


def test_units_of_a_refund_that_failed_later_come_back_once(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    assert stocked.pay(made.session_id, "4000000000005126")["status"] == "paid"
    stocked.settle()
    line = factories.read_order(stocked, made)["lines"][0]["id"]
    part = [{"line_id": line, "quantity": 2}]
    assert _refund(stocked, made, lines=part).status == 201
    stocked.advance(24 * 3_600)
    stocked.settle()

    again = _refund(stocked, made, lines=part)
    money = _refund(stocked, made, amount=2_000)
    stocked.settle()

    assert (again.status, again.json["code"]) == (409, "nothing_to_refund")
    assert money.status == 201
    assert sum(factories.counts("TEA-1")) == 10


def test_a_repayment_that_the_bank_returns_is_paid_out_again(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    order = orders_table.read(made.order_id)
    assert order is not None
    ending.end(order, orders.EXPIRED, "", stocked.now)
    factories.pay(stocked, factories.order(stocked, ("TEA-1", 10)))
    assert stocked.pay(made.session_id, "4000000000005126")["status"] == "paid"
    stocked.settle()
    stocked.advance(24 * 3_600)
    stocked.settle()
    owed = -_accounts()["owed"]

    less = _refund(stocked, made, amount=owed - 1)
    again = _refund(stocked, made, amount=owed)

    assert less.status == 409
    assert again.status == 201
    assert owed == order.total
    assert "owed" not in _accounts()


def test_a_failure_that_is_told_while_the_refund_is_booked_counts(
    stocked: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    factories.pay(stocked, made)
    as_requested: list[Any] = []
    succeed = refunds._succeed

    def noted(refund: Any, *rest: Any) -> Any:
        as_requested.append(refund)
        return succeed(refund, *rest)

    monkeypatch.setattr(refunds, "_succeed", noted)
    _refund(stocked, made, amount=500)
    refunds.fail(as_requested[0], "re_x", stocked.now)

    assert [one.state for one in refunds_table.list_of(made.order_id)] == ["failed"]
    order = factories.read_order(stocked, made)
    assert order["refundable"] == order["totals"]["total"]


def test_a_refund_made_at_stripe_is_in_the_books(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 4))
    factories.pay(stocked, made)
    order = orders_table.read(made.order_id)
    assert order is not None
    stocked.stripe_client.v1.refunds.create(
        params={"payment_intent": order.payment_intent or "", "amount": 500}
    )
    stocked.settle()
    stocked.post("/checkout/admin/reconcile", staff=True)

    assert factories.read_order(stocked, made)["payment_status"] == "partially_refunded"
    assert_books_balance(stocked, {"TEA-1": 10})


def test_a_refund_in_parts_empties_every_account(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1", 333), factories.make_offer("POT-1", 777))
    made = factories.order(shop, ("TEA-1", 3), ("POT-1", 1))
    factories.pay(shop, made)
    lines = factories.read_order(shop, made)["lines"]
    for line in lines:
        for _ in range(line["quantity"]):
            part = [{"line_id": line["id"], "quantity": 1}]
            assert _refund(shop, made, lines=part).status == 201

    _refund(shop, made, amount=factories.read_order(shop, made)["refundable"]["amount"])

    assert _accounts() == {}


def test_a_zero_rated_line_sent_back_takes_no_vat_back(shop: Shop) -> None:
    book = factories.make_offer("BOOK-1", 6_000, tax_class="zero")
    factories.sell(shop, book, factories.make_offer("TEA-1", 6_000))
    made = factories.order(shop, ("BOOK-1", 1), ("TEA-1", 1))
    factories.pay(shop, made)
    line = factories.read_order(shop, made)["lines"][0]

    _refund(shop, made, lines=[{"line_id": line["id"], "quantity": 1}])

    assert _accounts("LEDGER#refund#") == {"stripe": -6_000, "sales:zero": 6_000}


def test_a_dispute_told_before_its_payment_is_not_lost(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    stocked.stripe.switches.reordered = True
    stocked.pay(made.session_id, "4000000000000259")
    for _ in range(4):
        stocked.advance(3_600)
        stocked.settle()

    assert factories.read_order(stocked, made)["payment_status"] == "disputed"
    assert _accounts().get("stripe", 0) == stocked.stripe.balance("gbp")


def test_a_bank_debit_under_way_keeps_its_units(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    under_way = {"status": "complete", "payment_status": "unpaid", "payment_intent": "pi_1"}

    with diverted(stocked, showing(made.session_id, stocked, **under_way)):
        told = _webhook(stocked, "checkout.session.completed", {"id": made.session_id})
        stocked.advance(3 * 3_600)
        stocked.settle()

    assert told.status == 200
    assert factories.read_order(stocked, made)["status"] == "pending_payment"
    assert factories.counts("TEA-1") == (8, 2)


SETUP: dict[str, Any] = {
    "id": "cs_setup",
    "object": "checkout.session",
    "mode": "setup",
    "status": "complete",
    "payment_status": "no_payment_required",
    "currency": None,
    "amount_total": None,
    "client_reference_id": None,
    "metadata": {},
    "payment_intent": None,
    "url": None,
    "created": 1_772_442_000,
}


def test_a_session_without_money_is_nothing_to_the_shop(stocked: Shop) -> None:
    def divert(method: str, url: str) -> Any:
        if "/v1/checkout/sessions/cs_setup" in url:
            return json.dumps(SETUP), 200, {}
        if method == "get" and "/v1/checkout/sessions?" in url:
            page = {"object": "list", "data": [SETUP], "has_more": False, "url": "/v1/x"}
            return json.dumps(page), 200, {}
        return None

    with diverted(stocked, divert):
        told = _webhook(stocked, "checkout.session.completed", {"id": "cs_setup"})
        report = stocked.post("/checkout/admin/reconcile", staff=True)

    assert told.status == 200
    assert report.status == 200
    assert report.json["findings"] == []


def test_a_second_time_in_a_signature_does_not_renew_it(stocked: Shop) -> None:
    event = {"id": "evt_1", "object": "event", "type": "x", "data": {"object": {"id": "x"}}}
    body = json.dumps(event).encode()
    old = int(stocked.now.timestamp()) - 86_400
    signed = stripe.WebhookSignature._compute_signature(f"{old}.{body.decode()}", WEBHOOK_SECRET)
    header = f"t={old},v1={signed},t={int(stocked.now.timestamp())}"

    answer = stocked.post(
        "/checkout/webhooks/stripe", body=body, headers={"Stripe-Signature": header}
    )

    assert answer.status == 400


@pytest.mark.parametrize("signature", ["t=1,v1=é", "t=é,v1=1", "v1=1", "t=,v1=", ",", "t=1"])
def test_a_signature_that_is_none_is_refused(stocked: Shop, signature: str) -> None:
    assert _webhook(stocked, "x", {"id": "x"}, signature).status == 400


def test_stripes_client_gives_up_before_the_function_does() -> None:
    payments.use(None)
    payments._stripe.cache_clear()

    gateway: Any = payments.gateway()

    waits = gateway._client._requestor._get_http_client()._timeout
    repeats = gateway._client._requestor._options.max_network_retries
    assert waits * (repeats + 1) < 25
