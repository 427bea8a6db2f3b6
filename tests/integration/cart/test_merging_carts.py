"""What becomes of a guest's cart when they sign in, through the doors."""

from typing import Any

import pytest
from cart import account_carts_table, carts_table
from shopkit import offers, table

from tests.factories import fill_cart, make_offer, sell, start_checkout
from tests.shop import SITE, Response, Shop
from tests.signed_in import Visitor, sign_in

ADA, BEN = "ada@example.com", "ben@example.com"


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    sell(shop, make_offer("TEA-1", 450), make_offer("POT-1", 1_299, max_quantity=4), units=10)
    sell(shop, make_offer("CUP-1", 700), units=5)
    return sign_in(shop, ADA)


def merge(visitor: Visitor, cart_id: str, token: str, **body: Any) -> Response:
    answer = visitor.post(
        "/cart/merge", json={"cart_id": cart_id} | body, headers={"X-Cart-Token": token}
    )
    assert answer.status == 200, answer.text
    return answer


def units(cart: dict[str, Any]) -> dict[str, int]:
    return {line["sku"]: line["quantity"] for line in cart["lines"]}


def mine(visitor: Visitor) -> Any:
    return visitor.get("/cart/mine").json["cart"]


def with_a_cart(visitor: Visitor, *lines: tuple[str, int]) -> dict[str, Any]:
    """The cart that the account has from another day."""
    body = {"lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines]}
    answer = visitor.post("/cart/carts", json=body)
    assert answer.status == 201, answer.text
    cart: dict[str, Any] = answer.json
    return cart


def test_the_first_cart_of_a_guest_becomes_the_accounts_own(ada: Visitor) -> None:
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 2))

    merged = merge(ada, cart_id, token).json

    assert (merged["outcome"], merged["capped"], merged["left_out"]) == ("adopted", [], [])
    assert (merged["cart"]["id"], merged["cart"]["owner"]) == (cart_id, "account")
    assert units(mine(ada)) == {"TEA-1": 2}


def test_from_then_on_its_token_opens_nothing_and_the_session_opens_it(ada: Visitor) -> None:
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 2))
    path, by_token = f"/cart/carts/{cart_id}", {"X-Cart-Token": token}
    answer = merge(ada, cart_id, token)

    with_token = ada.shop.get(path, headers=by_token)
    added = ada.shop.post(f"{path}/lines", json={"sku": "POT-1", "quantity": 1}, headers=by_token)
    signed_in = ada.get(path)

    assert [with_token.status, added.status, signed_in.status] == [404, 404, 200]
    assert units(signed_in.json) == {"TEA-1": 2}
    assert answer.headers["Set-Cookie"].startswith("cart_token=; HttpOnly; Max-Age=0")


def test_while_browsing_both_carts_are_added_up_in_the_accounts(ada: Visitor) -> None:
    own = with_a_cart(ada, ("TEA-1", 2), ("CUP-1", 1))
    cart_id, token = fill_cart(ada.shop, ("POT-1", 1), ("TEA-1", 3))
    ada.shop.advance(1)

    merged = merge(ada, cart_id, token).json

    assert merged["outcome"] == "merged"
    assert merged["cart"]["id"] == own["id"]
    assert [(line["sku"], line["quantity"]) for line in mine(ada)["lines"]] == [
        ("TEA-1", 5), ("CUP-1", 1), ("POT-1", 1)
    ]  # fmt: skip
    assert table.query_all("barrow-local-cart", f"CART#{cart_id}") == []


def test_what_is_capped_is_told_until_it_was_seen(ada: Visitor) -> None:
    with_a_cart(ada, ("CUP-1", 3), ("POT-1", 3))
    cart_id, token = fill_cart(ada.shop, ("CUP-1", 4), ("POT-1", 2))

    merged = merge(ada, cart_id, token).json
    again = merge(ada, cart_id, token).json

    capped = [
        {"sku": "CUP-1", "title": "Tea CUP-1", "choice": "",
         "wanted": 7, "quantity": 5, "by": "stock"},
        {"sku": "POT-1", "title": "Tea POT-1", "choice": "",
         "wanted": 5, "quantity": 4, "by": "limit"},
    ]  # fmt: skip
    assert merged["capped"] == again["capped"] == capped
    notices = [line["notices"][0]["code"] for line in mine(ada)["lines"]]
    assert notices == ["quantity_capped", "quantity_capped"]
    ada.post(f"/cart/carts/{merged['cart']['id']}/acknowledge")
    assert merge(ada, cart_id, token).json["capped"] == []
    assert units(mine(ada)) == {"CUP-1": 5, "POT-1": 4}


def test_a_merge_that_comes_again_adds_nothing(ada: Visitor) -> None:
    with_a_cart(ada, ("TEA-1", 2))
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 3))

    outcomes = [merge(ada, cart_id, token).json["outcome"] for _ in range(3)]

    assert outcomes == ["merged", "nothing", "nothing"]
    assert units(mine(ada)) == {"TEA-1": 5}


def test_nobody_brings_a_cart_whose_token_they_do_not_have(ada: Visitor) -> None:
    strangers, token = fill_cart(ada.shop, ("TEA-1", 3))
    _, other_token = fill_cart(ada.shop, ("POT-1", 1))

    by_id = merge(ada, strangers, other_token).json

    assert (by_id["outcome"], by_id["cart"]) == ("nothing", None)
    still = ada.shop.get(f"/cart/carts/{strangers}", headers={"X-Cart-Token": token})
    assert units(still.json) == {"TEA-1": 3}


def test_an_accounts_cart_is_nobody_elses(ada: Visitor) -> None:
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 3))
    merge(ada, cart_id, token)
    ben = sign_in(ada.shop, BEN)
    path = f"/cart/carts/{cart_id}"
    line = {"sku": "TEA-1", "quantity": 1}

    taken = merge(ben, cart_id, token).json
    read = ben.get(path, headers={"X-Cart-Token": token})
    added = ben.post(f"{path}/lines", json=line, headers={"X-Cart-Token": token})

    assert (taken["outcome"], taken["cart"]) == ("nothing", None)
    assert [read.status, added.status] == [404, 404]
    assert units(mine(ada)) == {"TEA-1": 3}


def test_the_cart_is_the_same_on_every_device(ada: Visitor) -> None:
    telephone = sign_in(ada.shop, ADA)
    own = with_a_cart(ada, ("TEA-1", 1))

    there = with_a_cart(telephone, ("POT-1", 1))
    edited = telephone.patch(
        f"/cart/carts/{own['id']}/lines/{own['lines'][0]['id']}",
        json={"quantity": 4}, headers={"If-Match": "*"},
    )  # fmt: skip

    assert (there["id"], there["token"]) == (own["id"], None)
    assert edited.status == 200
    assert units(mine(ada)) == {"TEA-1": 4, "POT-1": 1}


def test_at_checkout_the_guests_cart_stays_as_it_is_and_the_other_waits(ada: Visitor) -> None:
    own = with_a_cart(ada, ("CUP-1", 2))
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 1))

    kept = merge(ada, cart_id, token, at_checkout=True).json

    assert (kept["outcome"], kept["cart"]["id"]) == ("guest_kept", cart_id)
    assert units(mine(ada)) == {"TEA-1": 1}
    assert units(ada.get(f"/cart/carts/{own['id']}").json) == {"CUP-1": 2}


@pytest.mark.parametrize("paid_for", ["guests", "own"])
def test_a_cart_that_is_being_paid_for_is_not_touched(ada: Visitor, paid_for: str) -> None:
    shop = ada.shop
    own_id, own_token = fill_cart(shop, ("CUP-1", 2))
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    ordered = (cart_id, token) if paid_for == "guests" else (own_id, own_token)
    assert start_checkout(shop, *ordered).status == 201
    merge(ada, own_id, own_token)

    kept = merge(ada, cart_id, token).json

    assert kept["outcome"] == "guest_kept"
    assert units(mine(ada)) == {"TEA-1": 1}
    assert units(ada.get(f"/cart/carts/{own_id}").json) == {"CUP-1": 2}


def test_after_the_order_the_cart_that_waited_is_the_accounts_again(ada: Visitor) -> None:
    shop = ada.shop
    own = with_a_cart(ada, ("CUP-1", 2))
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    started = start_checkout(shop, cart_id, token)
    merge(ada, cart_id, token)
    shop.pay(started.json["payment"]["url"].rsplit("/", 1)[1])
    shop.stripe.deliver_due(shop.now)

    before_the_fact = mine(ada)
    shop.settle()
    after = mine(ada)

    assert before_the_fact["id"] == after["id"] == own["id"]
    assert units(after) == {"CUP-1": 2}


def test_a_checkout_that_came_to_nothing_lets_both_carts_join_at_the_next_sign_in(
    ada: Visitor,
) -> None:
    shop = ada.shop
    with_a_cart(ada, ("CUP-1", 2))
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    start_checkout(shop, cart_id, token)
    merge(ada, cart_id, token)
    shop.advance(3 * 3600)
    shop.settle()

    again = sign_in(shop, ADA)
    merged = again.post("/cart/merge", json={}).json

    assert merged["outcome"] == "merged"
    assert units(merged["cart"]) == {"TEA-1": 1, "CUP-1": 2}


def test_what_is_bought_already_is_not_brought(ada: Visitor) -> None:
    shop = ada.shop
    with_a_cart(ada, ("CUP-1", 2))
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    started = start_checkout(shop, cart_id, token)
    shop.pay(started.json["payment"]["url"].rsplit("/", 1)[1])
    shop.stripe.deliver_due(shop.now)

    # the fact that ends the cart is still on its way
    merged = merge(ada, cart_id, token).json

    assert merged["outcome"] == "nothing"
    assert units(merged["cart"]) == {"CUP-1": 2}


def test_a_long_cart_moves_whole_and_in_its_order(ada: Visitor) -> None:
    shop = ada.shop
    skus = [f"S{n:03d}" for n in range(130)]
    for sku in skus:
        table.write(table.put("barrow-local-catalog", offers.to_item(make_offer(sku, 100))))
    own = with_a_cart(ada, ("TEA-1", 1))
    cart_id, token = fill_cart(shop, *((sku, 1) for sku in skus[:90]))
    shop.advance(1)
    more = [{"sku": sku, "quantity": 1} for sku in skus[90:]]
    shop.post(f"/cart/carts/{cart_id}/lines", json={"lines": more}, headers={"X-Cart-Token": token})
    shop.advance(1)

    merged = merge(ada, cart_id, token).json

    assert [line["sku"] for line in mine(ada)["lines"]] == ["TEA-1", *skus]
    assert merged["cart"]["id"] == own["id"]
    assert table.query_all("barrow-local-cart", f"CART#{cart_id}") == []


def test_a_guests_empty_cart_leaves_the_accounts_alone(ada: Visitor) -> None:
    own = with_a_cart(ada, ("TEA-1", 1))
    cart_id, token = fill_cart(ada.shop)

    merged = merge(ada, cart_id, token).json

    assert merged["outcome"] == "nothing"
    assert (merged["cart"]["id"], merged["cart"]["version"]) == (own["id"], own["version"])


def test_without_a_session_there_is_no_cart_of_ones_own(ada: Visitor) -> None:
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 1))
    own_page = {"Origin": SITE, "X-Cart-Token": token}

    answers = [
        ada.shop.get("/cart/mine"),
        ada.shop.post("/cart/merge", json={"cart_id": cart_id}, headers=own_page),
    ]

    assert [answer.status for answer in answers] == [401, 401]


def test_a_page_of_another_site_merges_nothing(ada: Visitor) -> None:
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 1))
    session = ada.headers["Cookie"]
    sent = {"Cookie": f"{session}; cart_id={cart_id}; cart_token={token}"}

    foreign = ada.shop.post(
        "/cart/merge", json={}, headers=sent | {"Origin": "https://evil.example"}
    )
    own = ada.shop.post("/cart/merge", json={}, headers=sent | {"Origin": SITE})

    assert foreign.status == 403
    assert (own.status, own.json["outcome"]) == (200, "adopted")


def test_the_carts_of_an_account_are_found_for_whoever_erases_it(ada: Visitor) -> None:
    own = with_a_cart(ada, ("CUP-1", 2))
    cart_id, token = fill_cart(ada.shop, ("TEA-1", 1))
    merge(ada, cart_id, token, at_checkout=True)

    found = carts_table.list_of_account(ada.account_id)

    assert sorted(found) == sorted([own["id"], cart_id])
    assert account_carts_table.read(ada.account_id).cart_ids == (cart_id, own["id"])
