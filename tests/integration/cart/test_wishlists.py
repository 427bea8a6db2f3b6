"""Wishlists through their doors: kept, shared, moved to the cart."""

from typing import Any

import pytest
from cart import wishlists_table
from shopkit import offers, table

from tests.factories import make_offer, sell
from tests.shop import Response, Shop
from tests.signed_in import Visitor, sign_in

ADA, BEN = "ada@example.com", "ben@example.com"


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    sell(
        shop,
        make_offer("TEA-1", 450, choice="100 g"),
        make_offer("TEA-2", 800, choice="250 g"),
        make_offer("POT-1", 1_299, product_id="prd_2", slug="pot", max_quantity=2),
        units=10,
    )
    return sign_in(shop, ADA)


def opened(visitor: Visitor, name: str = "Birthday") -> Any:
    answer = visitor.post("/cart/wishlists", json={"name": name})
    assert answer.status == 201, answer.text
    return answer.json


def wished(visitor: Visitor, wishlist: Any, sku: str, **body: Any) -> Response:
    path = f"/cart/wishlists/{wishlist['id']}/items"
    return visitor.post(path, json={"sku": sku} | body)


def items(visitor: Visitor, wishlist: Any) -> Any:
    return visitor.get(f"/cart/wishlists/{wishlist['id']}/items").json["data"]


def test_a_wishlist_is_opened_renamed_and_removed_by_its_version(ada: Visitor) -> None:
    made = opened(ada)
    path = f"/cart/wishlists/{made['id']}"
    name = {"name": "Wedding"}

    unnamed = ada.patch(path, json=name)
    stale = ada.patch(path, json=name, headers={"If-Match": '"9"'})
    renamed = ada.patch(path, json=name, headers={"If-Match": '"1"'})
    read = ada.get(path)
    removed = ada.delete(path, headers={"If-Match": read.headers["ETag"]})

    assert made == {
        "object": "wishlist", "id": made["id"], "name": "Birthday", "items": 0,
        "shared_url": None, "version": 1, "created_at": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    assert [unnamed.status, stale.status, renamed.status] == [428, 412, 200]
    assert read.json == renamed.json == made | {"name": "Wedding", "version": 2}
    assert (removed.status, ada.get(path).status) == (204, 404)


def test_lists_come_newest_first_page_by_page(ada: Visitor) -> None:
    for name in ("first", "second", "third"):
        opened(ada, name)
        ada.shop.advance(1)

    page = ada.get("/cart/wishlists?limit=2").json
    rest = ada.get(f"/cart/wishlists?limit=2&cursor={page['next_cursor']}").json

    assert [one["name"] for one in page["data"]] == ["third", "second"]
    assert [one["name"] for one in rest["data"]] == ["first"]
    assert (page["has_more"], rest["has_more"]) == (True, False)


def test_there_are_at_most_twenty_and_one_less_makes_room(ada: Visitor) -> None:
    made = [opened(ada, f"list {n}") for n in range(20)]

    full = ada.post("/cart/wishlists", json={"name": "one more"})
    ada.delete(f"/cart/wishlists/{made[0]['id']}", headers={"If-Match": "*"})
    again = ada.post("/cart/wishlists", json={"name": "one more"})

    assert (full.status, full.json["code"], full.json["max_wishlists"]) == (
        409, "wishlists_full", 20,
    )  # fmt: skip
    assert again.status == 201


def test_the_name_of_a_list_stands_in_no_item(ada: Visitor) -> None:
    made = opened(ada, "For Zebediah")
    ada.post(f"/cart/wishlists/{made['id']}/share")

    stored = table.query_all("barrow-local-cart", f"ACCOUNT#{ada.account_id}")

    assert stored
    assert "Zebediah" not in repr(stored)


def test_a_wish_shows_what_it_costs_now_and_cost_then(ada: Visitor) -> None:
    made = opened(ada)
    sku = wished(ada, made, "TEA-1").json
    publish("TEA-1", 400)

    (wish,) = items(ada, made)

    assert sku["price"] == {"amount": 450, "currency": "GBP"}
    assert wish == sku | {"price": {"amount": 400, "currency": "GBP"}, "choice": ""}
    assert wish["wished_at_price"] == {"amount": 450, "currency": "GBP"}
    assert (wish["availability"], wish["sold"]) == ("in_stock", True)


def publish(sku: str, price: int) -> None:
    offer = make_offer(sku, price)
    table.write(table.put("barrow-local-catalog", offers.to_item(offer)))


def test_wished_for_again_it_is_the_same_wish(ada: Visitor) -> None:
    made = opened(ada)

    first, second = wished(ada, made, "TEA-1"), wished(ada, made, "TEA-1")

    assert (first.status, second.status) == (201, 201)
    assert second.json == first.json
    assert ada.get(f"/cart/wishlists/{made['id']}").json["items"] == 1


def test_what_is_not_sold_cannot_be_wished_for(ada: Visitor) -> None:
    made = opened(ada)

    answer = wished(ada, made, "NONE")

    assert (answer.status, answer.json["code"]) == (409, "not_sold")
    assert items(ada, made) == []


def test_what_is_not_sold_opens_no_list_for_itself(ada: Visitor) -> None:
    answer = ada.post("/cart/wishes", json={"sku": "NONE"})

    assert (answer.status, answer.json["code"]) == (409, "not_sold")
    assert ada.get("/cart/wishlists").json["data"] == []


def test_a_list_takes_two_hundred_wishes(ada: Visitor) -> None:
    made = opened(ada)
    key = wishlists_table.key(ada.account_id, made["id"])
    nearly = table.update(
        "barrow-local-cart", key, "SET #count = :n", {":n": 199}, names={"#count": "count"}
    )
    table.write(nearly)

    last, full = wished(ada, made, "TEA-1"), wished(ada, made, "TEA-2")
    same = wished(ada, made, "TEA-1")

    assert last.status == 201
    assert (full.status, full.json["code"], full.json["max_wishes"]) == (409, "wishlist_full", 200)
    assert same.json == last.json


def test_the_first_wish_opens_a_list_and_the_next_goes_there(ada: Visitor) -> None:
    first = ada.post("/cart/wishes", json={"sku": "TEA-1"})
    second = ada.post("/cart/wishes", json={"sku": "POT-1"}).json

    assert first.status == 201
    assert (first.json["wishlist"]["name"], first.json["wishlist"]["items"]) == ("Wishlist", 1)
    assert second["wishlist"]["id"] == first.json["wishlist"]["id"]
    assert second["wishlist"]["items"] == 2
    assert second["wish"]["sku"] == "POT-1"


def test_a_wish_that_is_taken_back_is_gone_once(ada: Visitor) -> None:
    made = opened(ada)
    path = f"/cart/wishlists/{made['id']}/items/{wished(ada, made, 'TEA-1').json['id']}"

    statuses = [ada.delete(path).status for _ in range(2)]

    assert statuses == [204, 404]
    assert ada.get(f"/cart/wishlists/{made['id']}").json["items"] == 0


def test_moving_puts_it_into_the_cart_and_off_the_list(ada: Visitor) -> None:
    made = opened(ada)
    wish = wished(ada, made, "POT-1").json
    path = f"/cart/wishlists/{made['id']}/items/{wish['id']}/move"

    too_many = ada.post(path, json={"quantity": 3})
    moved = ada.post(path, json={"quantity": 2})
    again = ada.post(path, json={})

    assert (too_many.status, too_many.json["code"]) == (409, "quantity_limit")
    assert moved.status == 200
    assert [(one["sku"], one["quantity"]) for one in moved.json["cart"]["lines"]] == [("POT-1", 2)]
    assert moved.json["wishlist"]["items"] == 0
    assert again.status == 404
    assert ada.get("/cart/mine").json["cart"] == moved.json["cart"]


def test_of_a_wish_for_any_choice_one_is_chosen_when_it_is_moved(ada: Visitor) -> None:
    made = opened(ada)
    wish = wished(ada, made, "TEA-1", any_choice=True).json
    path = f"/cart/wishlists/{made['id']}/items/{wish['id']}/move"

    another = ada.post(path, json={"sku": "POT-1"})
    moved = ada.post(path, json={"sku": "TEA-2"})

    assert (wish["any_choice"], wish["choice"]) == (True, "")
    assert (another.status, another.json["errors"][0]["pointer"]) == (422, "/sku")
    assert [one["sku"] for one in moved.json["cart"]["lines"]] == ["TEA-2"]


def test_a_link_shows_the_list_and_nothing_of_its_owner(ada: Visitor) -> None:
    made = opened(ada)
    wished(ada, made, "TEA-1")
    shared = ada.post(f"/cart/wishlists/{made['id']}/share").json
    again = ada.post(f"/cart/wishlists/{made['id']}/share").json
    token = shared["shared_url"].removeprefix("http://127.0.0.1:8000/wishlist/#")

    seen = ada.shop.get("/cart/shared-wishlist", headers={"X-Wishlist-Token": token})

    assert again == shared
    assert len(token) == 43
    assert seen.status == 200
    assert (seen.json["name"], seen.json["has_more"]) == ("Birthday", False)
    assert seen.json["data"] == [{
        "object": "wish", "sku": "TEA-1", "any_choice": False, "title": "Tea TEA-1",
        "choice": "100 g", "slug": "tea", "picture": None, "sold": True,
        "price": {"amount": 450, "currency": "GBP"}, "availability": "in_stock",
    }]  # fmt: skip
    assert ada.account_id not in seen.text
    assert made["id"] not in seen.text
    assert token not in repr(table.query_all("barrow-local-cart", f"ACCOUNT#{ada.account_id}"))


def test_a_link_taken_back_opens_nothing_and_a_new_one_is_another(ada: Visitor) -> None:
    made = opened(ada)
    path = f"/cart/wishlists/{made['id']}/share"
    first = ada.post(path).json["shared_url"]
    taken_back = ada.delete(path).json
    second = ada.post(path).json["shared_url"]

    def see(url: str) -> int:
        token = url.partition("#")[2]
        return ada.shop.get("/cart/shared-wishlist", headers={"X-Wishlist-Token": token}).status

    assert taken_back["shared_url"] is None
    assert first != second
    assert [see(first), see(second)] == [404, 200]
    ada.delete(f"/cart/wishlists/{made['id']}", headers={"If-Match": "*"})
    assert see(second) == 404
    assert ada.shop.get("/cart/shared-wishlist").status == 404


def test_another_persons_list_is_none(ada: Visitor) -> None:
    made = opened(ada)
    wish = wished(ada, made, "TEA-1").json
    ben = sign_in(ada.shop, BEN)
    path = f"/cart/wishlists/{made['id']}"
    any_version = {"If-Match": "*"}

    answers = [
        ben.get(path),
        ben.patch(path, json={"name": "Mine"}, headers=any_version),
        ben.delete(path, headers=any_version),
        ben.get(f"{path}/items"),
        ben.post(f"{path}/items", json={"sku": "POT-1"}),
        ben.delete(f"{path}/items/{wish['id']}"),
        ben.post(f"{path}/items/{wish['id']}/move", json={}),
        ben.post(f"{path}/share"),
        ben.delete(f"{path}/share"),
    ]

    assert [answer.status for answer in answers] == [404] * 9
    assert ada.get(path).json == made | {"items": 1, "version": 2}
    assert ben.get("/cart/wishlists").json["data"] == []
    assert ada.shop.get("/cart/wishlists").status == 401


def test_with_a_list_its_wishes_go_too(ada: Visitor) -> None:
    made, other = opened(ada), opened(ada, "Another")
    wished(ada, made, "TEA-1")
    wished(ada, other, "TEA-1")
    ada.delete(f"/cart/wishlists/{made['id']}", headers={"If-Match": "*"})

    ada.shop.settle()

    stored = table.query_all("barrow-local-cart", f"ACCOUNT#{ada.account_id}", begins="WISH#")
    assert [item["wishlist_id"] for item in stored] == [other["id"]]


def test_a_wish_that_is_sent_twice_is_answered_as_the_first_time(ada: Visitor) -> None:
    wishlist = opened(ada)
    path, once = f"/cart/wishlists/{wishlist['id']}/items", {"Idempotency-Key": "w-1"}

    first = ada.post(path, json={"sku": "TEA-1"}, headers=once)
    again = ada.post(path, json={"sku": "TEA-1"}, headers=once)
    another = ada.post(path, json={"sku": "TEA-2"}, headers=once)

    assert (first.status, again.status) == (201, 201)
    assert again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (another.status, another.json["code"]) == (422, "idempotency_key_reused")


def test_a_first_wish_that_is_sent_twice_opens_one_list(ada: Visitor) -> None:
    once = {"Idempotency-Key": "w-2"}

    first, again = (ada.post("/cart/wishes", json={"sku": "TEA-1"}, headers=once) for _ in range(2))

    assert (first.status, again.json) == (201, first.json)
    assert len(ada.get("/cart/wishlists").json["data"]) == 1


def test_a_wish_moved_twice_under_one_key_is_in_the_cart_once_and_found_so(ada: Visitor) -> None:
    wishlist = opened(ada)
    wish = wished(ada, wishlist, "TEA-1").json
    path = f"/cart/wishlists/{wishlist['id']}/items/{wish['id']}/move"
    once = {"Idempotency-Key": "w-3"}

    first, again = (ada.post(path, json={"quantity": 2}, headers=once) for _ in range(2))

    assert (first.status, again.status) == (200, 200)
    assert again.json == first.json
    assert [line["quantity"] for line in again.json["cart"]["lines"]] == [2]
    assert ada.post(path, json={"quantity": 2}).status == 404
