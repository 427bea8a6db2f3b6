"""One Idempotency-Key: one order, one payment session, one answer, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests import factories
from tests.books import assert_books_balance, items
from tests.shop import Response, Shop


def _orders() -> list[Any]:
    return [row for row in items("checkout") if row["sk"] == "ORDER"]


def _until_answered(shop: Shop, body: dict[str, Any], headers: dict[str, str]) -> Response:
    """As a careful client does: in flight means send it again."""
    while True:
        answer = shop.post("/checkout/checkouts", json=body, headers=headers)
        if answer.status != 409 or answer.json["code"] != "in_flight":
            return answer


def test_five_at_once_make_one_order_one_session_and_get_one_answer(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 2))
    body = factories.checkout_body(shop, cart_id, token)
    headers = {"X-Cart-Token": token, "Idempotency-Key": "once"}

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: _until_answered(shop, body, headers), range(5)))

    assert {answer.status for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    replayed = [answer.headers.get("Idempotent-Replayed") for answer in answers]
    assert sorted(replayed, key=str) == [None, *["true"] * 4]
    assert len(_orders()) == 1
    assert len(list(shop.stripe_store.list("checkout.session"))) == 1
    assert factories.counts("TEA-1") == (8, 2)


def test_the_same_key_with_another_body_is_refused_and_writes_nothing(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 2))
    first = factories.start_checkout(shop, cart_id, token, key="once")

    other = factories.start_checkout(shop, cart_id, token, key="once", email="b@example.com")

    assert first.status == 201
    assert other.status == 422
    assert other.json["code"] == "idempotency_key_reused"
    assert len(_orders()) == 1
    assert factories.counts("TEA-1") == (8, 2)


def test_a_refusal_is_answered_again_though_stock_has_come(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=1)
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 2))
    body = factories.checkout_body(shop, cart_id, token)
    headers = {"X-Cart-Token": token, "Idempotency-Key": "once"}
    refused = shop.post("/checkout/checkouts", json=body, headers=headers)
    adjustment = {"delta": 5, "reason": "received"}
    shop.post("/inventory/admin/stock/TEA-1/adjustments", json=adjustment, staff=True)

    again = shop.post("/checkout/checkouts", json=body, headers=headers)
    anew = shop.post(
        "/checkout/checkouts", json=body, headers=headers | {"Idempotency-Key": "another"}
    )

    assert (refused.status, refused.json["code"]) == (409, "out_of_stock")
    assert again.text == refused.text
    assert again.headers["Idempotent-Replayed"] == "true"
    assert anew.status == 201


def test_after_a_day_a_key_is_new_and_the_order_it_made_is_over(shop: Shop) -> None:
    factories.sell(shop, factories.make_offer("TEA-1"), units=10)
    cart_id, token = factories.fill_cart(shop, ("TEA-1", 2))
    body = factories.checkout_body(shop, cart_id, token)
    headers = {"X-Cart-Token": token, "Idempotency-Key": "once"}
    first = shop.post("/checkout/checkouts", json=body, headers=headers)
    shop.advance(3 * 24 * 3600)
    shop.settle()

    later = shop.post("/checkout/checkouts", json=body, headers=headers)

    assert later.status == 201
    assert later.json["order_id"] != first.json["order_id"]
    assert factories.counts("TEA-1") == (8, 2)
    assert_books_balance(shop, {"TEA-1": 10}, at_rest=False)
