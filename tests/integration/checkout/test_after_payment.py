"""What staff and buyers do with an order: refunds, cancellation, look-ups, the books."""

from typing import Any

import pytest

from tests import factories
from tests.books import assert_books_balance
from tests.shop import EMAIL, Shop

OPENING = {"TEA-1": 100, "POT-1": 100}


@pytest.fixture
def made(shop: Shop) -> Any:
    """A paid order: three teas, a pot."""
    factories.sell(shop, factories.make_offer("TEA-1", 333), factories.make_offer("POT-1", 1_299))
    made = factories.order(shop, ("TEA-1", 3), ("POT-1", 1))
    factories.pay(shop, made)
    return made


def _refund(shop: Shop, made: Any, **body: Any) -> Any:
    return shop.post(f"/checkout/admin/orders/{made.order_id}/refunds", json=body, staff=True)


def _line(shop: Shop, made: Any, sku: str) -> str:
    lines = factories.read_order(shop, made)["lines"]
    return str(next(line["id"] for line in lines if line["sku"] == sku))


def test_units_come_back_with_their_money(shop: Shop, made: Any) -> None:
    line = _line(shop, made, "TEA-1")

    answer = _refund(shop, made, lines=[{"line_id": line, "quantity": 2}], reason="too many")
    shop.settle()

    order = factories.read_order(shop, made)
    assert answer.status == 201
    assert answer.json["amount"] == {"amount": 666, "currency": "GBP"}
    assert order["payment_status"] == "partially_refunded"
    assert order["lines"][0]["returned"] == 2
    assert order["refundable"]["amount"] == order["totals"]["total"]["amount"] - 666
    assert factories.counts("TEA-1") == (99, 0)
    assert_books_balance(shop, OPENING)


def test_damaged_units_do_not_come_back_on_the_shelf(shop: Shop, made: Any) -> None:
    line = _line(shop, made, "POT-1")

    _refund(shop, made, lines=[{"line_id": line, "quantity": 1}], restock=False)
    shop.settle()

    assert factories.counts("POT-1") == (99, 0)
    assert_books_balance(shop, OPENING)


def test_an_agreed_amount_and_then_the_rest(shop: Shop, made: Any) -> None:
    total = factories.read_order(shop, made)["totals"]["total"]["amount"]

    first = _refund(shop, made, amount=500, reason="goodwill")
    rest = _refund(shop, made, amount=total - 500)
    more = _refund(shop, made, amount=1)

    assert (first.status, rest.status) == (201, 201)
    assert (more.status, more.json["code"]) == (409, "nothing_to_refund")
    assert factories.read_order(shop, made)["payment_status"] == "refunded"
    assert shop.stripe.refunds_total("gbp") == total
    shop.settle()
    assert_books_balance(shop, OPENING)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"lines": [{"line_id": "lin_none", "quantity": 1}]}, 422, "invalid"),
        ({"amount": 10**8 - 1}, 409, "nothing_to_refund"),
        ({}, 422, "invalid"),
        ({"amount": -1}, 422, "invalid"),
    ],
)
def test_a_refund_that_cannot_be_moves_nothing(
    shop: Shop, made: Any, body: dict[str, Any], status: int, code: str
) -> None:
    answer = _refund(shop, made, **body)

    assert (answer.status, answer.json["code"]) == (status, code)
    assert shop.stripe.refunds_total("gbp") == 0
    assert_books_balance(shop, OPENING)


def test_an_unpaid_order_is_not_refunded(shop: Shop, made: Any) -> None:
    unpaid = factories.order(shop, ("TEA-1", 1))

    answer = _refund(shop, unpaid, amount=100)

    assert (answer.status, answer.json["code"]) == (409, "not_in_this_state")


def test_a_paid_order_is_called_off_whole(shop: Shop, made: Any) -> None:
    path = f"/checkout/orders/{made.order_id}/cancel"

    answer = shop.post(path, headers={"X-Order-Token": made.order_token})
    again = shop.post(path, headers={"X-Order-Token": made.order_token})
    shop.settle()

    assert answer.status == 200
    assert answer.json["status"] == "cancelled"
    assert answer.json["payment_status"] == "refunded"
    assert (again.status, again.json["code"]) == (409, "not_in_this_state")
    assert factories.counts("TEA-1") == (100, 0)
    assert_books_balance(shop, OPENING)


def test_an_unpaid_order_is_called_off_and_cannot_be_paid_any_more(shop: Shop, made: Any) -> None:
    unpaid = factories.order(shop, ("TEA-1", 5))

    answer = shop.post(
        f"/checkout/orders/{unpaid.order_id}/cancel",
        headers={"X-Order-Token": unpaid.order_token},
    )

    assert answer.json["status"] == "cancelled"
    assert shop.pay(unpaid.session_id)["status"] == "expired"
    assert factories.counts("TEA-1") == (97, 0)
    shop.settle()
    assert_books_balance(shop, OPENING)


def test_nobody_calls_off_a_strangers_order(shop: Shop, made: Any) -> None:
    answer = shop.post(f"/checkout/orders/{made.order_id}/cancel", headers={"X-Order-Token": "x"})

    assert answer.status == 404
    assert factories.read_order(shop, made)["status"] == "paid"


def test_an_unpaid_order_expires_and_frees_its_units(shop: Shop, made: Any) -> None:
    unpaid = factories.order(shop, ("TEA-1", 5))
    shop.advance(35 * 60)
    shop.settle()
    kept = factories.counts("TEA-1")

    shop.advance(2 * 60)
    shop.settle()

    assert kept in {(92, 5), (97, 0)}
    assert factories.read_order(shop, unpaid)["status"] == "expired"
    assert factories.counts("TEA-1") == (97, 0)
    assert_books_balance(shop, OPENING)


def test_staff_find_orders_by_status_number_and_email(shop: Shop, made: Any) -> None:
    factories.order(shop, ("TEA-1", 1))

    paid = shop.get("/checkout/admin/orders?status=paid", staff=True).json
    pending = shop.get("/checkout/admin/orders?status=pending_payment", staff=True).json
    number = shop.get(f"/checkout/admin/orders?number={made.number.lower()}", staff=True).json
    mine = shop.get(f"/checkout/admin/orders?email={EMAIL.upper()}&limit=1", staff=True).json
    more = shop.get(
        f"/checkout/admin/orders?email={EMAIL.upper()}&limit=1&cursor={mine['next_cursor']}",
        staff=True,
    ).json

    assert [order["id"] for order in paid["data"]] == [made.order_id]
    assert len(pending["data"]) == 1
    assert [order["id"] for order in number["data"]] == [made.order_id]
    assert mine["has_more"] is True
    assert {mine["data"][0]["id"], more["data"][0]["id"]} == {
        made.order_id,
        pending["data"][0]["id"],
    }


def test_staff_routes_are_closed_to_everybody_else(shop: Shop, made: Any) -> None:
    for method, path in [
        ("GET", "/checkout/admin/orders"),
        ("GET", f"/checkout/admin/orders/{made.order_id}"),
        ("POST", f"/checkout/admin/orders/{made.order_id}/refunds"),
        ("GET", "/checkout/admin/ledger?day=2026-03-02"),
        ("POST", "/checkout/admin/reconcile"),
    ]:
        answer = shop.request(method, path, json={"amount": 5} if method == "POST" else None)
        wrong = shop.request(method, path, headers={"Authorization": "Bearer bk_wrong"})
        assert (answer.status, wrong.status) == (401, 401), path
    assert shop.stripe.refunds_total("gbp") == 0


def test_the_books_of_a_day_add_up(shop: Shop, made: Any) -> None:
    _refund(shop, made, amount=500)

    page = shop.get("/checkout/admin/ledger?day=2026-03-02", staff=True).json
    other = shop.get("/checkout/admin/ledger?day=2026-03-03", staff=True).json

    assert [posting["kind"] for posting in page["data"]] == ["payment", "refund"]
    assert all(sum(posting["entries"].values()) == 0 for posting in page["data"])
    assert sum(posting["entries"]["stripe"] for posting in page["data"]) == (
        shop.stripe.charges_total("gbp") - 500
    )
    assert other["data"] == []


def test_reconciling_finds_a_payment_that_the_shop_has_forgotten(shop: Shop, made: Any) -> None:
    from shopkit import table

    unpaid = factories.order(shop, ("TEA-1", 1))
    shop.stripe.switches.late = 3_600
    shop.pay(unpaid.session_id)
    key = {"pk": f"ORDER#{made.order_id}", "sk": "ORDER"}
    table.write(table.delete("barrow-local-checkout", key))

    report = shop.post("/checkout/admin/reconcile", staff=True).json

    assert report["mended"] == [unpaid.order_id]
    assert [finding["code"] for finding in report["findings"]] == ["paid_without_order"]
    assert factories.read_order(shop, unpaid)["status"] == "paid"


def test_shipping_options_are_replaced_under_their_version(shop: Shop) -> None:
    path = "/checkout/admin/shipping-options"
    before = shop.get(path, staff=True)
    bands = [{"up_to_grams": 500, "price": {"GBP": 300}}]
    body = {"options": [{"id": "van", "name": "Van", "estimate": "soon", "countries": ["GB"],
                         "bands": bands}]}  # fmt: skip

    missing = shop.put(path, json=body, staff=True)
    done = shop.put(path, json=body, headers={"If-Match": before.headers["ETag"]}, staff=True)
    stale = shop.put(path, json=body, headers={"If-Match": before.headers["ETag"]}, staff=True)

    assert before.json["version"] == 0
    assert (missing.status, done.status, stale.status) == (428, 200, 412)
    assert done.headers["ETag"] == '"1"'
    assert [option["id"] for option in shop.get(path, staff=True).json["options"]] == ["van"]
