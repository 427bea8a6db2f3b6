"""What is asked again is done once, and what stopped half way goes on."""

from typing import Any

import pytest
from checkout import orders_table

from tests import factories
from tests.books import assert_books_balance, items
from tests.integration.checkout.stripe_line import diverted, refusing, unreachable
from tests.shop import Response, Shop

TEA = {"TEA-1": 10}


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    factories.sell(shop, factories.make_offer("TEA-1", 1_000), units=10)
    return shop


@pytest.fixture
def paid(stocked: Shop) -> Any:
    made = factories.order(stocked, ("TEA-1", 4))
    factories.pay(stocked, made)
    return made


def _refund(shop: Shop, made: Any, key: str, **body: Any) -> Response:
    path = f"/checkout/admin/orders/{made.order_id}/refunds"
    return shop.post(path, json=body, headers={"Idempotency-Key": key}, staff=True)


def _cancel(shop: Shop, made: Any, **headers: str) -> Response:
    path = f"/checkout/orders/{made.order_id}/cancel"
    return shop.post(path, headers={"X-Order-Token": made.order_token} | headers)


def _let_time_pass(shop: Shop) -> None:
    for minutes in (1, 5, 60):
        shop.advance(minutes * 60)
        shop.settle()


def test_a_refund_asked_again_after_no_answer_is_paid_once(stocked: Shop, paid: Any) -> None:
    with diverted(stocked, unreachable("/v1/refunds")):
        first = _refund(stocked, paid, "r1", amount=1_000)
    again = _refund(stocked, paid, "r1", amount=1_000)
    _let_time_pass(stocked)

    assert (first.status, again.status) == (503, 201)
    assert stocked.stripe.refunds_total("gbp") == 1_000
    assert_books_balance(stocked, TEA)


def test_a_cancellation_asked_again_after_no_answer_goes_on(stocked: Shop, paid: Any) -> None:
    with diverted(stocked, unreachable("/v1/refunds")):
        first = _cancel(stocked, paid, **{"Idempotency-Key": "c"})
    again = _cancel(stocked, paid, **{"Idempotency-Key": "c"})
    _let_time_pass(stocked)

    assert (first.status, again.status) == (503, 200)
    assert again.json["payment_status"] == "refunded"
    assert_books_balance(stocked, TEA)


def test_a_cancellation_that_stripe_refuses_leaves_the_order_standing(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    assert stocked.pay(made.session_id, "4000000000000259")["status"] == "paid"
    stocked.settle()

    refused = _cancel(stocked, made)
    again = _cancel(stocked, made)

    assert (refused.status, refused.json["code"]) == (409, "refund_refused")
    assert (again.status, again.json["code"]) == (409, "refund_refused")
    order = factories.read_order(stocked, made)
    assert order["status"] == "paid"
    assert order["refundable"] == order["totals"]["total"]


def test_the_word_cancelled_as_a_reason_cancels_nothing(stocked: Shop, paid: Any) -> None:
    answer = _refund(stocked, paid, "r1", amount=1, reason="cancelled")

    assert answer.status == 201
    assert factories.read_order(stocked, paid)["status"] == "paid"


def test_a_cart_is_bought_once_whatever_the_key(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 2))
    starts = [factories.start_checkout(stocked, cart_id, token, key=f"k{n}") for n in range(4)]
    held = factories.counts("TEA-1")
    for start in starts:
        stocked.pay(start.json["payment"]["url"].rsplit("/", 1)[1])
    stocked.settle()

    late = factories.start_checkout(stocked, *factories.fill_cart(stocked, ("TEA-1", 1)))
    again = stocked.post(
        "/checkout/checkouts",
        json=factories.checkout_body(
            stocked, *factories.fill_cart(stocked, ("TEA-1", 1))
        ) | {"cart_id": cart_id},
        headers={"X-Cart-Token": token},
    )  # fmt: skip

    assert [start.status for start in starts] == [201] * 4
    assert held == (8, 2)
    paid = [
        row
        for row in items("checkout")
        if row["sk"] == "ORDER" and orders_table.from_item(row).paid_at
    ]
    assert [order["id"] for order in paid] == [starts[-1].json["order_id"]]
    assert late.status == 201
    assert (again.status, again.json["code"]) == (409, "cart_ordered")


def test_a_key_whose_order_ended_unanswered_makes_another(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 2))
    body = factories.checkout_body(stocked, cart_id, token)
    headers = {"X-Cart-Token": token, "Idempotency-Key": "once"}
    with diverted(stocked, unreachable("/v1/checkout/sessions")):
        away = stocked.post("/checkout/checkouts", json=body, headers=headers)
    _let_time_pass(stocked)

    again = stocked.post("/checkout/checkouts", json=body, headers=headers)

    assert (away.status, again.status) == (503, 201)
    assert again.json["status"] == "pending_payment"
    assert factories.counts("TEA-1") == (8, 2)


def test_a_day_later_a_key_makes_an_order_that_can_be_paid(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 2))
    body = factories.checkout_body(stocked, cart_id, token)
    headers = {"X-Cart-Token": token, "Idempotency-Key": "once"}
    first = stocked.post("/checkout/checkouts", json=body, headers=headers)
    stocked.advance(25 * 3600)
    stocked.settle()

    later = stocked.post("/checkout/checkouts", json=body, headers=headers)

    assert later.status == 201
    assert later.json["status"] == "pending_payment"
    assert later.json["order_id"] != first.json["order_id"]


def test_an_order_that_stripe_refuses_is_told_and_let_go_at_once(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 10))

    with diverted(stocked, refusing("/v1/checkout/sessions", "customer_email")):
        answer = factories.start_checkout(stocked, cart_id, token)

    assert (answer.status, answer.json["code"]) == (409, "payment_refused")
    assert factories.counts("TEA-1") == (10, 0)


def test_a_session_that_never_opens_holds_the_units_no_longer_than_any_other(
    stocked: Shop,
) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 10))

    with diverted(stocked, unreachable("/v1/checkout/sessions")):
        answer = factories.start_checkout(stocked, cart_id, token)
        stocked.advance(40 * 60)
        stocked.settle()

    assert answer.status == 503
    assert factories.counts("TEA-1") == (10, 0)


def test_an_order_that_cannot_be_ended_does_not_keep_others_from_it(
    stocked: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checkout import sweeping

    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    stocked.stripe.switches.late = 7 * 86_400
    stuck = [factories.order(stocked, ("TEA-1", 1)) for _ in range(2)]
    stocked.advance(1)
    factories.order(stocked, ("TEA-1", 3))

    def divert(method: str, url: str) -> Any:
        if any(made.session_id in url for made in stuck):
            return "{}", 500, {}
        return None

    with diverted(stocked, divert):
        for _ in range(3):
            stocked.advance(3_600)
            stocked.settle()
        while_stuck = factories.counts("TEA-1")
    _let_time_pass(stocked)

    assert while_stuck == (8, 2)
    assert factories.counts("TEA-1") == (10, 0)


def test_a_hold_of_more_takes_than_lines_is_whole_before_anybody_pays(shop: Shop) -> None:
    from shopkit import stock

    skus = [f"S-{n}" for n in range(stock.CHUNK - 1)]
    factories.sell(shop, *(factories.make_offer(sku, 100) for sku in skus), units=5)
    factories.sell(shop, factories.make_offer("HOT", 100), units=4, shards=2)

    made = factories.order(shop, *((sku, 1) for sku in skus), ("HOT", 4))

    hold = stock.read_hold(made.order_id)
    assert hold is not None
    assert (hold.state, hold.taken, len(hold.chunks)) == (stock.HELD, 2, 2)
    assert factories.counts("HOT") == (0, 4)
    factories.pay(shop, made)
    assert_books_balance(shop, dict.fromkeys(skus, 5) | {"HOT": 4})
