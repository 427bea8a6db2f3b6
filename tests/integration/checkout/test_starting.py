"""Starting a checkout: the total agreed on, units held, and every refusal with what to do."""

from typing import Any

import pytest
from shopkit import offers, table

from tests import factories
from tests.books import items
from tests.shop import Shop


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    factories.sell(shop, factories.make_offer("TEA-1", 450), factories.make_offer("POT-1", 1_299))
    book = factories.make_offer("BOOK-1", 1_600, tax_class="zero")
    factories.sell(shop, book, units=5)
    return shop


def _reprice(sku: str, price: int, **changes: Any) -> None:
    offer = factories.make_offer(sku, price, **changes)
    table.write(table.put("barrow-local-catalog", offers.to_item(offer)))


def _nothing_happened(shop: Shop) -> None:
    assert not [row for row in items("checkout") if row["sk"] in {"ORDER", "NUMBER"}]
    assert not list(shop.stripe_store.list("checkout.session"))
    assert factories.counts("TEA-1") == (100, 0)


def test_an_order_tells_what_each_figure_is_made_of(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2), ("BOOK-1", 1))

    order = factories.read_order(stocked, made)

    assert order["object"] == "order"
    assert order["status"] == "pending_payment"
    assert [
        (line["sku"], line["total"]["amount"], line["tax"]["amount"]) for line in order["lines"]
    ] == [
        ("TEA-1", 900, 150),
        ("BOOK-1", 1_600, 0),
    ]
    assert order["totals"]["subtotal"] == {"amount": 2_500, "currency": "GBP"}
    assert order["totals"]["shipping"] == {"amount": 395, "currency": "GBP"}
    # of delivery's 3.95, 900/2500 follows the tea's rate: 1.42, a sixth of it is tax
    assert order["totals"]["tax"] == {"amount": 150 + 24, "currency": "GBP"}
    assert order["totals"]["total"] == {"amount": 2_895, "currency": "GBP"}
    assert order["totals"]["why"]["shipping"] == "Standard delivery"
    assert order["payment"]["url"].endswith(made.session_id)
    assert [step["type"] for step in order["history"]] == ["CheckoutStarted"]


def test_the_session_asks_for_exactly_the_orders_total(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2), ("BOOK-1", 1))

    session = stocked.stripe_client.v1.checkout.sessions.retrieve(made.session_id)

    assert session.amount_total == 2_895
    assert session.currency == "gbp"
    assert session.client_reference_id == made.order_id
    assert session.expires_at == int(stocked.now.timestamp()) + 32 * 60


def test_abroad_the_tax_comes_off(stocked: Shop) -> None:
    cart = factories.fill_cart(stocked, ("TEA-1", 2))

    answer = factories.start_checkout(stocked, *cart, country="FR")
    order = factories.read_order(stocked, factories.bought(*cart, answer))

    assert order["lines"][0]["total"]["amount"] == 750
    assert order["totals"]["tax"] == {"amount": 0, "currency": "GBP"}
    assert order["totals"]["tax_included"] is False
    assert order["shipping_option"] == "europe"


def test_a_changed_price_is_shown_before_anybody_pays(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 2))
    body = factories.checkout_body(stocked, cart_id, token)
    _reprice("TEA-1", 500)

    answer = stocked.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": token})

    assert answer.status == 409
    assert answer.json["code"] == "total_changed"
    assert answer.json["totals"]["total"] == {"amount": 1_395, "currency": "GBP"}
    _nothing_happened(stocked)


@pytest.mark.parametrize("change", [{"active": False}, {"prices": {"EUR": 500}}])
def test_what_is_sold_no_more_is_named(stocked: Shop, change: dict[str, Any]) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 2), ("POT-1", 1))
    body = factories.checkout_body(stocked, cart_id, token)
    _reprice("TEA-1", 450, **change)

    answer = stocked.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": token})

    assert (answer.status, answer.json["code"]) == (409, "not_sold")
    assert answer.json["lines"] == [{"sku": "TEA-1"}]
    _nothing_happened(stocked)


def test_an_empty_cart_and_a_strangers_cart_are_refused(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 2))
    body = factories.checkout_body(stocked, cart_id, token)
    empty, empty_token = factories.fill_cart(stocked)

    stranger = stocked.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": empty_token})
    nobody = stocked.post("/checkout/checkouts", json=body)
    nothing = stocked.post(
        "/checkout/checkouts", json=body | {"cart_id": empty}, headers={"X-Cart-Token": empty_token}
    )

    assert (stranger.status, nobody.status) == (404, 404)
    assert (nothing.status, nothing.json["code"]) == (409, "cart_empty")
    _nothing_happened(stocked)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"email": "nobody"}, "/email"),
        ({"shipping_option": "rocket"}, "/shipping_option"),
        ({"consents": {"terms": False}}, "/consents/terms"),
        ({"expected_total": {"amount": -5, "currency": "GBP"}}, "/expected_total/amount"),
        ({"gift": True}, "/gift"),
    ],
)
def test_a_wrong_field_is_pointed_at(stocked: Shop, change: dict[str, Any], pointer: str) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 1))
    body = factories.checkout_body(stocked, cart_id, token) | change

    answer = stocked.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": token})

    assert answer.status == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]
    _nothing_happened(stocked)


def test_a_total_that_no_card_can_pay_holds_nothing(stocked: Shop) -> None:
    body = {"options": [{"id": "free", "name": "Free", "estimate": "soon", "countries": ["*"],
                         "price": {"GBP": 0}}]}  # fmt: skip
    stocked.put(
        "/checkout/admin/shipping-options", json=body, headers={"If-Match": "*"}, staff=True
    )
    factories.sell(stocked, factories.make_offer("PIN-1", 29))

    answer = factories.start_checkout(stocked, *factories.fill_cart(stocked, ("PIN-1", 1)))

    assert (answer.status, answer.json["code"]) == (409, "amount_not_payable")
    assert factories.counts("PIN-1") == (100, 0)


def test_another_try_after_stripe_was_away_goes_on_with_the_same_order(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 2))
    body = factories.checkout_body(stocked, cart_id, token)
    headers = {"X-Cart-Token": token, "Idempotency-Key": "once"}
    request = stocked.stripe_http.request
    stocked.stripe_http.request = _away  # type: ignore[method-assign]
    away = stocked.post("/checkout/checkouts", json=body, headers=headers)
    stocked.stripe_http.request = request  # type: ignore[method-assign]

    again = stocked.post("/checkout/checkouts", json=body, headers=headers)

    assert (away.status, away.json["code"]) == (503, "unavailable")
    assert again.status == 201
    assert factories.counts("TEA-1") == (98, 2)
    assert len([row for row in items("checkout") if row["sk"] == "ORDER"]) == 1


def _away(*_: Any, **__: Any) -> Any:
    import stripe

    raise stripe.APIConnectionError("nobody answers")  # type: ignore[no-untyped-call]


def test_an_order_opens_with_its_token_alone(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 1))
    other = factories.order(stocked, ("TEA-1", 1))
    path = f"/checkout/orders/{made.order_id}"

    assert stocked.get(path).status == 404
    assert stocked.get(path, headers={"X-Order-Token": other.order_token}).status == 404
    assert stocked.get(path, headers={"X-Order-Token": made.order_token}).status == 200
    assert stocked.get("/checkout/orders/ord_none", headers={"X-Order-Token": "x"}).status == 404


def test_a_cookie_buys_only_from_this_sites_pages(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 1))
    body = factories.checkout_body(stocked, cart_id, token)
    cookie = {"Cookie": f"cart_token={token}"}

    foreign = stocked.post(
        "/checkout/checkouts", json=body, headers=cookie | {"Origin": "https://other.example"}
    )
    silent = stocked.post("/checkout/checkouts", json=body, headers=cookie)
    own = stocked.post(
        "/checkout/checkouts", json=body, headers=cookie | {"Origin": "http://127.0.0.1:8000"}
    )

    assert (foreign.status, silent.status, own.status) == (403, 403, 201)


def test_an_order_that_one_item_cannot_hold_is_refused_before_anything_is_held(shop: Shop) -> None:
    skus = [f"SKU-{n}" for n in range(270)]
    for sku in skus:
        offer = factories.make_offer(sku, title="🫖" * 200)
        table.write(table.put("barrow-local-catalog", offers.to_item(offer)))
    for start in range(0, 270, 25):
        batch = [{"sku": sku, "on_hand": 5} for sku in skus[start : start + 25]]
        shop.post("/inventory/admin/stock/batch", json={"items": batch}, staff=True)
    cart_id, token = factories.fill_cart(shop)
    for start in range(0, 270, 90):
        lines = [{"sku": sku, "quantity": 1} for sku in skus[start : start + 90]]
        path = f"/cart/carts/{cart_id}/lines"
        assert shop.post(path, json={"lines": lines}, headers={"X-Cart-Token": token}).status == 201

    answer = factories.start_checkout(shop, cart_id, token)

    assert (answer.status, answer.json["code"]) == (409, "order_too_large")
    assert factories.counts("SKU-0") == (5, 0)
