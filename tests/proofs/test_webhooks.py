"""Webhooks as the world sends them: twice, out of order, late, after the end, forged, foreign."""

import json
from typing import Any

import pytest
import stripe
from barrow.cloud.stripe_desk import WEBHOOK_SECRET
from checkout import ending, orders, orders_table

from tests import factories
from tests.books import assert_books_balance, items
from tests.shop import Shop


@pytest.fixture
def made(shop: Shop) -> Any:
    """An unpaid order for two of ten."""
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    return factories.order(shop, ("TEA-1", 2))


def _event(kind: str, thing: dict[str, Any]) -> bytes:
    event = {"id": "evt_1", "object": "event", "type": kind, "data": {"object": thing}}
    return json.dumps(event).encode()


def _signature(body: bytes, at: float, key: str = WEBHOOK_SECRET) -> str:
    text = f"{int(at)}.{body.decode()}"
    mac = stripe.WebhookSignature._compute_signature(text, key)
    return f"t={int(at)},v1={mac}"


def _send(shop: Shop, body: bytes, signature: str) -> Any:
    headers = {"Stripe-Signature": signature, "Content-Type": "application/json"}
    return shop.post("/checkout/webhooks/stripe", body=body, headers=headers)


def _postings() -> list[Any]:
    return [row for row in items("checkout") if row["sk"].startswith("LEDGER#")]


def _facts(kind: str) -> list[Any]:
    return [row for row in items("checkout") if row.get("type") == kind]


def test_twice_is_once(shop: Shop, made: Any) -> None:
    shop.stripe.switches.duplicate = True

    factories.pay(shop, made)

    assert factories.read_order(shop, made)["status"] == "paid"
    assert len(_postings()) == 1
    assert len(_facts("OrderPlaced")) == 1
    assert len(shop.mailbox.all()) == 1
    assert_books_balance(shop, {"TEA-1": 10})


def test_any_order_of_arrival_comes_to_the_same(shop: Shop, made: Any) -> None:
    shop.stripe.switches.reordered = True
    shop.pay(made.session_id)
    shop.advance(60)
    shop.stripe.switches.reordered = False
    shop.settle()

    assert factories.read_order(shop, made)["status"] == "paid"
    assert len(_postings()) == 1
    assert_books_balance(shop, {"TEA-1": 10})


def test_five_minutes_late_is_in_time(shop: Shop, made: Any) -> None:
    shop.stripe.switches.late = 300
    shop.pay(made.session_id)
    shop.settle()
    waiting = factories.read_order(shop, made)["status"]

    shop.advance(301)
    shop.settle()

    assert waiting == "pending_payment"
    assert factories.read_order(shop, made)["status"] == "paid"
    assert_books_balance(shop, {"TEA-1": 10})


def test_a_payment_that_no_webhook_told_of_is_found_before_the_units_are_freed(
    shop: Shop, made: Any
) -> None:
    shop.stripe.switches.late = 7 * 24 * 3600
    shop.pay(made.session_id)

    shop.advance(40 * 60)
    shop.settle()

    order = factories.read_order(shop, made)
    assert order["status"] == "paid"
    assert "OrderExpired" not in [step["type"] for step in order["history"]]
    assert factories.counts("TEA-1") == (8, 0)
    assert_books_balance(shop, {"TEA-1": 10})


def _end_behind_stripes_back(shop: Shop, made: Any) -> None:
    """What must not happen, and is handled: the hold goes while the session is open."""
    order = orders_table.read(made.order_id)
    assert order is not None
    ending.end(order, orders.EXPIRED, "", shop.now)


def test_after_the_end_the_units_are_taken_again_where_they_can_be(shop: Shop, made: Any) -> None:
    _end_behind_stripes_back(shop, made)
    assert factories.counts("TEA-1") == (10, 0)

    factories.pay(shop, made)

    assert factories.read_order(shop, made)["status"] == "paid"
    assert factories.counts("TEA-1") == (8, 0)
    assert_books_balance(shop, {"TEA-1": 10})


def test_after_the_end_and_sold_out_the_money_goes_back_and_the_buyer_is_told(
    shop: Shop, made: Any
) -> None:
    _end_behind_stripes_back(shop, made)
    factories.pay(shop, factories.order(shop, ("TEA-1", 9)))
    shop.stripe.switches.duplicate = True

    factories.pay(shop, made)

    order = factories.read_order(shop, made)
    assert order["status"] == "expired"
    assert [(p["kind"], p["amount"]["amount"]) for p in order["payments"]] == [
        ("payment", order["totals"]["total"]["amount"]),
        ("refund", -order["totals"]["total"]["amount"]),
    ]
    assert shop.stripe.refunds_total("gbp") == order["totals"]["total"]["amount"]
    told = [mail for mail in shop.mailbox.all() if order["number"] in mail.subject + mail.text]
    assert len(told) == 1
    assert_books_balance(shop, {"TEA-1": 10})


def test_money_that_went_back_is_not_taken_for_a_payment_when_stock_comes(
    shop: Shop, made: Any
) -> None:
    _end_behind_stripes_back(shop, made)
    factories.pay(shop, factories.order(shop, ("TEA-1", 9)))
    factories.pay(shop, made)
    adjustment = {"delta": 50, "reason": "received"}
    shop.post("/inventory/admin/stock/TEA-1/adjustments", json=adjustment, staff=True)

    body = _event("checkout.session.completed", {"id": made.session_id})
    answer = _send(shop, body, _signature(body, shop.now.timestamp()))
    shop.settle()

    assert answer.status == 200
    assert factories.read_order(shop, made)["status"] == "expired"
    assert_books_balance(shop, {"TEA-1": 60})


@pytest.mark.parametrize("forgery", ["another_key", "no_signature", "old", "garbage", "changed"])
def test_a_forged_event_is_refused_and_changes_nothing(shop: Shop, made: Any, forgery: str) -> None:
    now = shop.now.timestamp()
    body = _event("checkout.session.completed", {"id": made.session_id})
    signature = {
        "another_key": _signature(body, now, "whsec_other"),
        "no_signature": "",
        "old": _signature(body, now - 301),
        "garbage": "t=now,v1=zz",
        "changed": _signature(body + b" ", now),
    }[forgery]
    shop.stripe.switches.late = 3600
    shop.pay(made.session_id)

    answer = _send(shop, body, signature)

    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert factories.read_order(shop, made)["status"] == "pending_payment"
    assert not _postings()


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("checkout.session.completed", {"id": "cs_test_nobody_knows"}),
        ("charge.dispute.created", {"id": "dp_1", "amount": 5, "payment_intent": "pi_none"}),
        ("refund.updated", {"id": "re_none"}),
        ("customer.created", {"id": "cus_1"}),
    ],
)
def test_what_is_not_ours_is_received_and_left_alone(
    shop: Shop, made: Any, kind: str, thing: dict[str, Any]
) -> None:
    body = _event(kind, thing)

    answer = _send(shop, body, _signature(body, shop.now.timestamp()))

    assert answer.status == 200
    assert answer.json == {"received": True, "type": kind}
    assert factories.read_order(shop, made)["status"] == "pending_payment"
    assert not _postings()


def test_a_session_that_another_shop_of_the_account_made_is_left_alone(
    shop: Shop, made: Any
) -> None:
    session = shop.stripe_client.v1.checkout.sessions.create(
        params={
            "mode": "payment",
            "client_reference_id": made.order_id,
            "line_items": [
                {"quantity": 1, "price_data": {"currency": "gbp", "unit_amount": 5000,
                                               "product_data": {"name": "Other"}}}
            ],
            "success_url": "https://other.example/",
        }
    )  # fmt: skip
    shop.pay(session.id)
    shop.settle()

    assert factories.read_order(shop, made)["status"] == "pending_payment"
    assert not _postings()


def test_an_event_that_says_paid_of_an_unpaid_session_is_not_believed(
    shop: Shop, made: Any
) -> None:
    thing = {"id": made.session_id, "payment_status": "paid", "status": "complete"}
    body = _event("checkout.session.completed", thing)

    answer = _send(shop, body, _signature(body, shop.now.timestamp()))

    assert answer.status == 200
    assert factories.read_order(shop, made)["status"] == "pending_payment"
    assert not _postings()


def test_a_refund_that_fails_at_the_bank_puts_everything_back(shop: Shop, made: Any) -> None:
    assert shop.pay(made.session_id, "4000000000005126")["status"] == "paid"
    shop.settle()
    before = factories.read_order(shop, made)
    line = before["lines"][0]["id"]
    answer = shop.post(
        f"/checkout/admin/orders/{made.order_id}/refunds",
        json={"lines": [{"line_id": line, "quantity": 1}], "restock": False},
        staff=True,
    )
    assert answer.status == 201

    shop.advance(24 * 3600)
    shop.settle()

    after = factories.read_order(shop, made)
    assert after["refundable"] == before["refundable"]
    assert after["payment_status"] == "paid"
    assert [p["status"] for p in after["payments"]] == ["succeeded", "failed"]
    assert_books_balance(shop, {"TEA-1": 10})


def test_a_dispute_marks_the_order_and_moves_the_books(shop: Shop, made: Any) -> None:
    outcome = shop.pay(made.session_id, "4000000000000259")
    assert outcome["status"] == "paid"
    shop.settle()

    order = factories.read_order(shop, made)
    assert order["payment_status"] == "disputed"
    assert len(_facts("PaymentDisputed")) == 1
    kinds = sorted(row["kind"] for row in _postings())
    assert kinds == ["dispute", "payment"]
    assert all(sum(row["entries"].values()) == 0 for row in _postings())
