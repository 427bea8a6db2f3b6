"""What people say of themselves, through the door."""

from typing import Any

import pytest
from accounts import accounts_table
from shopkit import contacts, people, table

from tests.integration.accounts.counting import calls_of
from tests.shop import Shop
from tests.signed_in import Visitor, sign_in

ADA = "ada@example.com"


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    return sign_in(shop, ADA, name="Ada")


def edit(visitor: Visitor, match: str = "*", **body: Any) -> Any:
    return visitor.patch("/accounts/me", json=body, headers={"If-Match": match})


def test_whoever_is_signed_in_sees_what_the_shop_knows_of_them(ada: Visitor) -> None:
    me = ada.get("/accounts/me")

    assert me.status == 200
    assert me.json == {
        "object": "account", "id": ada.account_id, "email": ADA, "name": "Ada", "phone": None,
        "language": "", "currency": "GBP", "currencies": ["GBP"], "addresses": 0, "version": 1,
        "created_at": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    assert me.headers["ETag"] == '"1"'
    assert ada.shop.get("/accounts/me").status == 401


def test_what_is_named_is_edited_and_the_rest_stays(ada: Visitor) -> None:
    named = edit(ada, '"1"', name="Ada Byron", phone="01947 602 345", language="en-GB")
    numbered = edit(ada, '"2"', phone="+49 (0)30 1234-567")
    cleared = edit(ada, '"3"', phone="")

    assert named.status == 200
    assert (named.json["name"], named.json["phone"]) == ("Ada Byron", "+441947602345")
    assert (numbered.json["phone"], numbered.json["language"]) == ("+49301234567", "en-GB")
    assert (cleared.json["phone"], cleared.json["name"]) == (None, "Ada Byron")
    assert ada.get("/accounts/me").json == cleared.json


def test_an_edit_names_the_version_it_edits(ada: Visitor) -> None:
    unnamed = ada.patch("/accounts/me", json={"name": "B"})
    stale = edit(ada, '"7"', name="B")
    first, second = edit(ada, '"1"', name="B"), edit(ada, '"1"', name="C")

    assert [unnamed.status, stale.status, first.status, second.status] == [428, 412, 200, 412]
    assert ada.get("/accounts/me").json["name"] == "B"


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a number that is none": ({"phone": "tomorrow"}, "/phone"),
    "a number too long": ({"phone": "+4412345678901234"}, "/phone"),
    "a language that is none": ({"language": "English"}, "/language"),
    "a currency without prices": ({"currency": "XTS"}, "/currency"),
    "a currency that is none": ({"currency": "pounds"}, "/currency"),
    "the address": ({"email": "b@example.com"}, "/email"),
    "who they are": ({"id": "acc_1"}, "/id"),
    "an endless name": ({"name": "x" * 201}, "/name"),
}


@pytest.mark.parametrize(("body", "pointer"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_is_told_and_nothing_changes(
    ada: Visitor, body: dict[str, Any], pointer: str
) -> None:
    answer = edit(ada, **body)

    assert answer.status == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    assert ada.get("/accounts/me").json["version"] == 1


def test_nothing_of_it_stands_in_clear(ada: Visitor) -> None:
    edit(ada, name="Zebediah", phone="+441947602345")

    stored = repr(table.query_all("barrow-local-accounts", f"ACCOUNT#{ada.account_id}"))

    assert [text for text in ("Zebediah", "441947602345", ADA) if text in stored] == []


def test_reading_it_is_one_call_beside_the_session(ada: Visitor) -> None:
    assert calls_of(lambda: ada.get("/accounts/me")) == ["GetItem", "BatchGetItem"]


def test_letters_find_the_address_of_the_moment_and_none_of_the_erased(ada: Visitor) -> None:
    edit(ada, name="Ada Byron", language="en-GB")

    known = contacts.read(ada.account_id)
    table.transact(people.destroyed([ada.account_id]))
    erased = contacts.read(ada.account_id)

    assert known == contacts.Contact(ADA, "Ada Byron", "en-GB")
    assert erased is None
    assert contacts.read("acc_none") is None


def test_an_account_that_is_closing_takes_no_edit(ada: Visitor) -> None:
    key = accounts_table.account_key(ada.account_id)
    closing = table.update(
        "barrow-local-accounts", key, "SET #state = :closing", {":closing": "closing"},
        names={"#state": "state"},
    )  # fmt: skip
    table.write(closing)

    answer = edit(ada, name="B")

    assert answer.status == 401
