"""Carts are opened, read and forgotten."""

from collections.abc import Callable
from typing import Any

from shopkit import aws, table

from tests.factories import make_offer
from tests.integration.cart.carts.opening import opened, publish


def calls_of(action: Callable[[], Any]) -> list[str]:
    """The DynamoDB calls that `action` makes, by name."""
    made: list[str] = []

    def note(model: Any, **_: Any) -> None:
        made.append(model.name)

    events = aws.client("dynamodb").meta.events
    events.register("before-call.dynamodb", note)
    action()
    events.unregister("before-call.dynamodb", note)
    return made


def test_a_new_cart_is_empty_and_opens_with_its_token_alone(door: Any) -> None:
    answer = door.post("/cart/carts", json={})
    cart = answer.json
    path = f"/cart/carts/{cart['id']}"

    assert answer.status == 201
    assert cart["object"] == "cart"
    assert cart["currency"] == "GBP"
    assert cart["lines"] == []
    assert cart["version"] == 1
    assert cart["created_at"] == "2026-03-02T09:00:00Z"
    assert cart["expires_at"] == "2026-04-01T09:00:00Z"
    assert cart["totals"]["total"] == {"amount": 0, "currency": "GBP"}
    assert door.get(path, headers={"X-Cart-Token": cart["token"]}).status == 200
    assert door.get(path).status == 404
    assert door.get(path, headers={"X-Cart-Token": cart["token"] + "x"}).status == 404
    assert door.get("/cart/carts/crt_none", headers={"X-Cart-Token": "x"}).status == 404


def test_the_token_is_not_in_the_carts_items(door: Any) -> None:
    cart, _ = opened(door, ("TEA-1", 1))

    items = table.query_all("barrow-local-cart", f"CART#{cart['id']}")

    assert len(items) == 2
    assert cart["token"] not in repr(items)


def test_the_cookie_opens_the_cart_and_edits_it_from_this_site(door: Any) -> None:
    answer = door.post("/cart/carts", json={})
    path = f"/cart/carts/{answer.json['id']}"
    cookie = {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}
    line = {"sku": "TEA-1", "quantity": 1}

    assert door.get(path, headers=cookie).status == 200
    assert door.post(f"{path}/lines", json=line, headers=cookie).status == 403
    assert door.get(path, headers=cookie).json["lines"] == []

    added = door.post(
        f"{path}/lines", json=line, headers=cookie | {"Origin": "http://127.0.0.1:8000"}
    )

    assert added.status == 201
    assert added.headers["Set-Cookie"] == answer.headers["Set-Cookie"]


def test_a_cart_is_filled_at_once_in_the_order_given(door: Any) -> None:
    publish(*(make_offer(f"S{i}", i + 1) for i in range(90)))
    skus = [f"S{i}" for i in reversed(range(90))]

    cart, token = opened(door, *((sku, 1) for sku in skus))
    read = door.get(f"/cart/carts/{cart['id']}", headers=token).json

    assert [line["sku"] for line in cart["lines"]] == skus
    assert [line["sku"] for line in read["lines"]] == skus
    assert read["totals"]["subtotal"]["amount"] == sum(range(1, 91))
    assert cart["token"] and "token" not in read


def test_a_cart_in_another_currency_has_its_prices(door: Any) -> None:
    body = {"currency": "EUR", "lines": [{"sku": "TEA-1", "quantity": 2}]}

    cart = door.post("/cart/carts", json=body).json

    assert cart["totals"]["total"] == {"amount": 1_040, "currency": "EUR"}


def test_no_code_is_known(door: Any) -> None:
    cart, token = opened(door)
    path = f"/cart/carts/{cart['id']}/codes"

    entered = door.post(path, json={"code": "SPRING"}, headers=token)
    withdrawn = door.delete(path, json={"code": "SPRING"}, headers=token | {"If-Match": "*"})

    assert (entered.status, entered.json["code"]) == (409, "code_unknown")
    assert (withdrawn.status, withdrawn.json["code"]) == (409, "code_unknown")


def test_reading_is_one_call_and_adding_three(door: Any) -> None:
    cart, token = opened(door, ("TEA-1", 1))
    path = f"/cart/carts/{cart['id']}"
    line = {"sku": "POT-1", "quantity": 1}

    reading = calls_of(lambda: door.get(path, headers=token))
    adding = calls_of(lambda: door.post(f"{path}/lines", json=line, headers=token))

    assert reading == ["Query"]
    assert adding == ["Query", "BatchGetItem", "TransactWriteItems"]


def test_a_cart_is_gone_thirty_days_after_its_last_edit(cloud: Any, door: Any) -> None:
    cart, token = opened(door, ("TEA-1", 1))
    path = f"/cart/carts/{cart['id']}"
    cloud.advance(29 * 86_400)
    door.post(f"{path}/lines", json={"sku": "POT-1", "quantity": 1}, headers=token)

    cloud.advance(30 * 86_400 - 1)
    cloud.sweep_ttl(cloud.now)
    kept = door.get(path, headers=token)
    cloud.advance(1)
    gone = door.get(path, headers=token)

    assert kept.status == 200
    assert [line["sku"] for line in kept.json["lines"]] == ["TEA-1", "POT-1"]
    assert gone.status == 404
