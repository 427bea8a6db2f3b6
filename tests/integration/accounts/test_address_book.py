"""Address books through their door: kept by each country's rules, two of them defaults."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from accounts import accounts_table
from accounts.profile import address_book_table
from shopkit import table

from tests.shop import ADDRESS, Response, Shop
from tests.signed_in import Visitor, sign_in

BOOK = "/accounts/addresses"
AMERICAN = {
    "name": "Bea Smith", "line1": "1 Main Street", "city": "Albany", "region": "new york",
    "postcode": "12207", "country": "US",
}  # fmt: skip


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    return sign_in(shop, "ada@example.com")


def keep(visitor: Visitor, address: dict[str, Any] = ADDRESS, **changes: Any) -> Any:
    answer = visitor.post(BOOK, json=address | changes)
    assert answer.status == 201, answer.text
    return answer.json


def put(visitor: Visitor, kept: Any, match: str = "*", **changes: Any) -> Response:
    path = f"{BOOK}/{kept['id']}"
    return visitor.request("PUT", path, json=ADDRESS | changes, headers={"If-Match": match})


def defaults(visitor: Visitor) -> dict[str, tuple[bool, bool]]:
    listed = visitor.get(BOOK).json["data"]
    return {one["name"]: (one["default_shipping"], one["default_billing"]) for one in listed}


def test_an_address_is_kept_as_it_is_written(ada: Visitor) -> None:
    kept = keep(ada, postcode="yo211aa", phone="01947 602345", line2="Flat 2")

    assert kept == {
        "object": "address", "id": kept["id"], "name": "Ada Byron", "line1": "12 Cross Street",
        "line2": "Flat 2", "city": "Whitby", "region": "", "postcode": "YO21 1AA",
        "country": "GB", "phone": "+441947602345", "default_shipping": True,
        "default_billing": True, "version": 1, "created_at": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    assert ada.get(f"{BOOK}/{kept['id']}").json == kept
    assert ada.get(BOOK).json["data"] == [kept]
    assert ada.get("/accounts/me").json["addresses"] == 1


def test_every_part_that_cannot_stay_is_told_at_once(ada: Visitor) -> None:
    wrong = AMERICAN | {"region": "Narnia", "postcode": "ABC", "phone": "call me"}

    answer = ada.post(BOOK, json=wrong)

    assert answer.status == 422
    assert answer.json["code"] == "invalid"
    assert {(error["pointer"], error["code"]) for error in answer.json["errors"]} == {
        ("/region", "unknown_choice"), ("/postcode", "invalid"), ("/phone", "invalid"),
    }  # fmt: skip
    assert ada.get(BOOK).json["data"] == []


def test_what_a_country_needs_is_asked_for(ada: Visitor) -> None:
    without = {name: part for name, part in AMERICAN.items() if name not in {"region", "postcode"}}

    american = ada.post(BOOK, json=without)
    nowhere = ada.post(BOOK, json=without | {"country": "ZZ"})

    assert {(error["pointer"], error["code"]) for error in american.json["errors"]} == {
        ("/region", "required"), ("/postcode", "required"),
    }  # fmt: skip
    assert [error["pointer"] for error in nowhere.json["errors"]] == ["/country"]


def test_the_first_is_both_defaults_and_a_later_one_takes_them_when_it_is_told_to(
    ada: Visitor,
) -> None:
    first = keep(ada, name="first")
    keep(ada, name="second")
    before = defaults(ada)
    keep(ada, AMERICAN, name="third", default_shipping=True)

    assert before == {"first": (True, True), "second": (False, False)}
    assert defaults(ada) == {
        "third": (True, False), "first": (False, True), "second": (False, False),
    }  # fmt: skip
    assert ada.get(BOOK).json["data"][0]["name"] == "third"
    assert ada.get(f"{BOOK}/{first['id']}").json["version"] == 2


def test_an_edit_names_the_version_it_edits(ada: Visitor) -> None:
    kept = keep(ada)

    unnamed = ada.request("PUT", f"{BOOK}/{kept['id']}", json=ADDRESS)
    stale = put(ada, kept, '"4"')
    edited = put(ada, kept, '"1"', name="B", default_billing=True)
    again = put(ada, kept, '"1"', name="C")

    assert [unnamed.status, stale.status, edited.status, again.status] == [428, 412, 200, 412]
    assert (edited.json["name"], edited.json["version"]) == ("B", 2)
    assert (edited.json["default_shipping"], edited.json["default_billing"]) == (False, True)
    assert edited.json["created_at"] == kept["created_at"]
    assert ada.get(f"{BOOK}/{kept['id']}").json == edited.json


def test_an_address_that_is_removed_is_gone_and_nothing_takes_its_place(ada: Visitor) -> None:
    first, _ = keep(ada, name="first"), keep(ada, name="second")
    path = f"{BOOK}/{first['id']}"

    statuses = [
        ada.delete(path).status,
        ada.delete(path, headers={"If-Match": '"2"'}).status,
        ada.delete(path, headers={"If-Match": '"1"'}).status,
        ada.delete(path, headers={"If-Match": "*"}).status,
        ada.get(path).status,
    ]

    assert statuses == [428, 412, 204, 404, 404]
    assert defaults(ada) == {"second": (False, False)}
    assert ada.get("/accounts/me").json["addresses"] == 1


def test_a_book_has_thirty_addresses_whoever_races_for_the_last(ada: Visitor) -> None:
    for n in range(28):
        keep(ada, name=f"number {n}")

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: ada.post(BOOK, json=ADDRESS), range(6)))

    assert sorted(answer.status for answer in answers) == [201, 201, 409, 409, 409, 409]
    refused = next(answer.json for answer in answers if answer.status == 409)
    assert (refused["code"], refused["max_addresses"]) == ("address_book_full", 30)
    assert len(ada.get(BOOK).json["data"]) == 30
    assert ada.get("/accounts/me").json["addresses"] == 30


def test_another_persons_address_is_none(ada: Visitor) -> None:
    kept = keep(ada)
    ben = sign_in(ada.shop, "ben@example.com")

    answers = [
        ben.get(f"{BOOK}/{kept['id']}"),
        put(ben, kept, name="Mine"),
        ben.delete(f"{BOOK}/{kept['id']}", headers={"If-Match": "*"}),
    ]

    assert [answer.status for answer in answers] == [404, 404, 404]
    assert ben.get(BOOK).json["data"] == []
    assert ada.get(f"{BOOK}/{kept['id']}").json == kept
    assert ada.shop.get(BOOK).status == 401


def test_nothing_of_an_address_stands_in_clear(ada: Visitor) -> None:
    keep(ada, phone="+441947602345")

    stored = repr(table.query_all("barrow-local-accounts", f"ACCOUNT#{ada.account_id}"))

    parts = ("Ada Byron", "Cross Street", "Whitby", "YO21", "441947602345")
    assert "ADDRESS#" in stored
    assert [part for part in parts if part in stored] == []


def test_one_address_does_not_open_as_another(ada: Visitor) -> None:
    first, second = keep(ada, name="first"), keep(ada, name="second")
    keys = [address_book_table.address_key(ada.account_id, one["id"]) for one in (first, second)]
    items = [table.get("barrow-local-accounts", key) or {} for key in keys]
    swapped = items[0] | {"private": items[1]["private"]}
    table.write(table.put("barrow-local-accounts", swapped))

    assert ada.get(BOOK).status == 500


def test_an_account_that_is_closing_keeps_no_address(ada: Visitor) -> None:
    closing = table.update(
        "barrow-local-accounts", accounts_table.account_key(ada.account_id),
        "SET #state = :closing", {":closing": "closing"}, names={"#state": "state"},
    )  # fmt: skip
    table.write(closing)

    answer = ada.post(BOOK, json=ADDRESS)

    assert answer.status == 401
    assert address_book_table.read(ada.account_id).addresses == ()


def test_the_rules_of_a_country_are_there_for_whoever_draws_a_form(shop: Shop) -> None:
    american = shop.get("/accounts/address-rules/US").json
    japanese = shop.get("/accounts/address-rules/JP").json
    nowhere = [
        shop.get(f"/accounts/address-rules/{country}").status
        for country in ("ZZ", "gb", "all", "ALL", "QQ", "G", "%2e%2e", "GB--en")
    ]

    parts = {part["name"]: part for part in american["parts"]}
    assert list(parts) == ["name", "line1", "line2", "city", "region", "postcode"]
    assert [name for name in parts if parts[name]["required"]] == [
        "name", "line1", "city", "region", "postcode"
    ]  # fmt: skip
    assert (parts["region"]["label"], parts["postcode"]["label"]) == ("State", "ZIP code")
    assert {"value": "CA", "label": "California"} in parts["region"]["choices"]
    assert american["postcode_examples"] == ["95014", "22162-1010"]
    assert {"value": "Tokyo", "label": "Tokyo"} in japanese["parts"][
        [part["name"] for part in japanese["parts"]].index("region")
    ]["choices"]
    assert nowhere == [404] * 8
