"""Erasing a person, step by step: what ends, what is told, what is destroyed, and what stays."""

import json
from datetime import timedelta
from typing import Any

import pytest
from accounts import accounts_table
from accounts.privacy import activity, erasing, erasures_table, exports_table, keeping
from accounts.signing_in import opening
from shopkit import people, retention, table
from shopkit.events import OrdersLetGo
from shopkit.table import Refused

from tests.factories import make_offer, order, pay, read_order, sell
from tests.shop import EMAIL, Response, Shop
from tests.signed_in import Visitor, make_member, sign_in

ACCOUNTS = "barrow-local-accounts"
HOUR = 3600


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    return sign_in(shop, EMAIL, name="Ada Byron")


def ask(shop: Shop, who: Visitor) -> Response:
    return shop.post("/accounts/privacy/erasure", json={"confirm": True}, headers=who.headers)


def erase(shop: Shop, who: Visitor) -> str:
    """All of it, the hour of the last letters as well."""
    answer = ask(shop, who)
    assert answer.status == 202, answer.text
    shop.settle()
    shop.advance(HOUR + 1)
    shop.settle()
    return str(answer.json["id"])


def state(erasure_id: str) -> str:
    erasure = erasures_table.read(erasure_id)
    return erasure.state if erasure else ""


def facts(shop: Shop, kind: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in shop.facts.latest(kind)]


def texts(shop: Shop, to: str) -> list[str]:
    return [mail.text for mail in shop.mailbox.all() if mail.to == to]


def test_an_erasure_signs_out_at_once_and_lets_nobody_in_again(shop: Shop, ada: Visitor) -> None:
    elsewhere = sign_in(shop, EMAIL)

    answer = ask(shop, ada)

    assert (answer.status, answer.json["state"]) == (202, "asked")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert [one.get("/accounts/privacy").status for one in (ada, elsewhere)] == [401, 401]
    with pytest.raises(opening.AccountClosing):
        opening.open_account(EMAIL, shop.now)


def test_the_farewell_goes_out_before_the_keys_are_gone(shop: Shop, ada: Visitor) -> None:
    erasure_id = ask(shop, ada).json["id"]
    shop.settle()
    told, keys_then = state(erasure_id), people.keys_of([ada.account_id])
    farewells = [text for text in texts(shop, EMAIL) if "Goodbye, Ada Byron" in text]

    shop.advance(HOUR + 1)
    shop.settle()

    assert (told, list(keys_then)) == ("told", [ada.account_id])
    assert len(farewells) == 1
    assert state(erasure_id) == "done"
    assert people.keys_of([ada.account_id, people.address_subject(EMAIL)]) == {}


def test_nothing_of_the_account_is_left_but_the_record_that_it_was_erased(
    shop: Shop, ada: Visitor
) -> None:
    shop.post("/accounts/privacy/export", json={}, headers=ada.headers)
    shop.settle()
    erasure_id = erase(shop, ada)

    left = table.query_all(ACCOUNTS, accounts_table.account_pk(ada.account_id))

    assert left == []
    assert accounts_table.of_address(people.address_subject(EMAIL)) is None
    assert exports_table.read(ada.account_id) is None
    assert erasures_table.under_way(ada.account_id) is None
    record = erasures_table.read(erasure_id)
    assert record is not None
    assert (record.by, record.private, record.state) == ("self", None, "done")


def test_others_are_told_that_the_person_is_erased(shop: Shop, ada: Visitor) -> None:
    erasure_id = erase(shop, ada)

    (fact,) = facts(shop, "PersonErased")

    assert fact["erasure_id"] == erasure_id
    assert fact["account_id"] == ada.account_id
    assert fact["subjects"] == [ada.account_id, people.address_subject(EMAIL)]


def test_an_order_that_nobody_paid_is_cancelled_and_a_paid_one_is_refunded(
    shop: Shop, ada: Visitor
) -> None:
    sell(shop, make_offer("TEA-1", 450), units=10)
    unpaid, paid = order(shop, ("TEA-1", 1)), order(shop, ("TEA-1", 2))
    pay(shop, paid)

    erasure_id = erase(shop, ada)

    erasure = erasures_table.read(erasure_id)
    assert erasure is not None
    assert [read_order(shop, one)["status"] for one in (unpaid, paid)] == ["cancelled", "cancelled"]
    assert read_order(shop, paid)["payment_status"] == "refunded"
    assert (erasure.cancelled, erasure.kept) == (1, 0)


def test_an_erased_persons_order_is_shown_without_whose_it_was(shop: Shop, ada: Visitor) -> None:
    sell(shop, make_offer("TEA-1", 450), units=10)
    paid = order(shop, ("TEA-1", 2))
    pay(shop, paid)
    before = read_order(shop, paid)

    erase(shop, ada)

    after = read_order(shop, paid)
    assert (before["email"], after["email"], after["shipping_address"]) == (EMAIL, None, None)
    assert (after["number"], after["totals"], after["country"]) == (
        before["number"],
        before["totals"],
        "GB",
    )
    listed = shop.get("/checkout/admin/orders?status=cancelled", staff=True)
    assert [one["id"] for one in listed.json["data"]] == [paid.order_id]


def test_asked_for_twice_it_is_one_erasure(shop: Shop, ada: Visitor) -> None:
    first = ask(shop, ada).json["id"]
    by_staff = shop.post(
        "/accounts/admin/privacy/erasures",
        json={"account_id": ada.account_id, "reason": "a letter of 1 March"},
        staff=True,
    )

    assert by_staff.json["id"] == first


def test_the_last_owner_cannot_leave_the_shop_without_one(shop: Shop) -> None:
    owner = make_member(shop, "owner@example.com", "owner")

    refused = ask(shop, owner)

    assert (refused.status, refused.json["code"]) == (409, "last_owner")
    assert owner.get("/accounts/privacy").status == 200


def test_one_of_two_owners_can_be_erased_and_is_no_member_any_more(shop: Shop) -> None:
    make_member(shop, "other@example.com", "owner")
    owner = make_member(shop, "owner@example.com", "owner")

    erase(shop, owner)

    listed = shop.get("/accounts/admin/staff", staff=True)
    assert owner.account_id not in listed.text


def test_an_erasure_is_for_who_has_just_shown_who_they_are(shop: Shop, ada: Visitor) -> None:
    shop.advance(11 * 60)

    refused = ask(shop, ada)

    assert (refused.status, refused.json["code"]) == (403, "reauthentication_needed")
    account = accounts_table.read(ada.account_id)
    assert account is not None
    assert account.state == accounts_table.OPEN


@pytest.mark.parametrize("body", [{}, {"confirm": False}, {"confirm": "true"}])
def test_an_erasure_has_to_be_confirmed(shop: Shop, ada: Visitor, body: dict[str, Any]) -> None:
    refused = shop.post("/accounts/privacy/erasure", json=body, headers=ada.headers)

    assert refused.status == 422
    assert erasures_table.under_way(ada.account_id) is None


def test_checkout_is_asked_again_each_day_until_it_answers(shop: Shop, ada: Visitor) -> None:
    erasure_id = ask(shop, ada).json["id"]

    for hours in (1, 20, 25):
        keeping.keep(shop.now + timedelta(hours=hours), still_time=lambda: True)

    pk = erasures_table.pk(erasure_id)
    told = [item["type"] for item in table.query_all(ACCOUNTS, pk, begins="EVENT#")]
    assert told == ["ErasureAsked"] * 3
    assert state(erasure_id) == "asked"


def test_checkouts_answer_counts_once_and_says_nothing_to_a_finished_erasure(
    shop: Shop, ada: Visitor
) -> None:
    erasure_id = erase(shop, ada)
    farewells = len(facts(shop, "ErasureConfirmed"))

    erasing.orders_let_go(
        OrdersLetGo.of(shop.now, erasure_id=erasure_id, cancelled=7, kept=7), shop.now
    )

    shop.settle()
    assert state(erasure_id) == "done"
    assert (farewells, len(facts(shop, "ErasureConfirmed"))) == (1, 1)


def test_the_same_address_can_come_back_as_somebody_new(shop: Shop, ada: Visitor) -> None:
    erase(shop, ada)

    anew = sign_in(shop, EMAIL, name="Ada again")

    shop.settle()
    assert anew.account_id != ada.account_id
    assert anew.get("/accounts/privacy").status == 200


def test_who_comes_back_while_a_step_is_done_twice_keeps_the_new_key(
    shop: Shop, ada: Visitor
) -> None:
    erasure_id = ask(shop, ada).json["id"]
    shop.settle()
    read_before = erasures_table.read(erasure_id)
    assert read_before is not None
    shop.advance(HOUR + 60)
    shop.settle()
    subject = people.address_subject(EMAIL)
    new, made = people.new_key(subject, shop.now)
    table.transact([made])

    with pytest.raises(Refused):
        erasures_table.destroyed(read_before, shop.now, people.destroyed(read_before.subjects))

    assert people.keys_of([subject])[subject].id == new.id


def test_the_record_itself_ends_with_its_period(shop: Shop, ada: Visitor) -> None:
    erasure_id = erase(shop, ada)

    items = table.query_all(ACCOUNTS, erasures_table.pk(erasure_id))

    ends = shop.now + retention.periods().of("erasures")
    assert len(items) == 4
    assert [
        one["sk"] for one in items if abs(one["expires_at"] - ends.timestamp()) > 2 * HOUR
    ] == []


def test_staff_erase_who_wrote_a_letter_by_address(shop: Shop, ada: Visitor) -> None:
    body = {"email": EMAIL.upper(), "reason": "letter of 1 March"}

    answer = shop.post("/accounts/admin/privacy/erasures", json=body, staff=True)
    shop.settle()
    shop.advance(HOUR + 1)
    shop.settle()

    read = shop.get(f"/accounts/admin/privacy/erasures/{answer.json['id']}", staff=True).json
    listed = shop.get("/accounts/admin/privacy/erasures", staff=True).json["data"]
    assert (answer.status, answer.json["account_id"]) == (202, ada.account_id)
    assert read["state"] == "done"
    assert [one["id"] for one in listed] == [read["id"]]
    assert EMAIL not in json.dumps(listed)


def test_nobody_erases_one_of_the_shops_people_who_may_more_than_they_do(shop: Shop) -> None:
    owner = make_member(shop, "owner@example.com", "owner")
    make_member(shop, "other@example.com", "owner")
    role = {"name": "privacy", "title": "Privacy", "permissions": ["accounts:privacy"]}
    assert owner.post("/accounts/admin/roles", json=role).status == 201
    clerk = make_member(shop, "clerk@example.com", "privacy")
    key = {"name": "letters", "permissions": ["accounts:privacy"], "days": 7}
    made = owner.post("/accounts/admin/api-keys", json=key).json["key"]
    body = {"account_id": owner.account_id, "reason": "letter of 1 March"}
    path = "/accounts/admin/privacy/erasures"

    by_clerk = clerk.post(path, json=body)
    by_key = shop.post(path, json=body, headers={"Authorization": f"Bearer {made}"})

    assert (by_clerk.status, by_clerk.json["code"]) == (403, "beyond_your_own")
    assert (by_key.status, by_key.json["code"]) == (403, "person_needed")
    assert owner.get("/accounts/privacy").status == 200
    assert owner.account_id in shop.get("/accounts/admin/staff", staff=True).text


def test_staff_name_one_person_in_one_way(shop: Shop, ada: Visitor) -> None:
    both = {"email": EMAIL, "account_id": ada.account_id, "reason": "letter"}

    answers = [
        shop.post("/accounts/admin/privacy/erasures", json=body, staff=True).status
        for body in (both, {"reason": "letter"})
    ]

    assert answers == [422, 422]


def test_an_account_that_nobody_uses_is_told_and_then_erased(shop: Shop, ada: Visitor) -> None:
    days = retention.periods()
    shop.advance((days.inactive_accounts - days.notice) * 24 * HOUR)
    shop.settle()
    told = facts(shop, "AccountLapsing")

    for _ in range(2):
        shop.advance(days.notice * 24 * HOUR)
        shop.settle()

    assert [fact["account_id"] for fact in told] == [ada.account_id]
    assert accounts_table.read(ada.account_id) is None
    assert people.keys_of([ada.account_id]) == {}


def test_who_signs_in_after_the_notice_stays(shop: Shop, ada: Visitor) -> None:
    days = retention.periods()
    shop.advance((days.inactive_accounts - days.notice) * 24 * HOUR)
    shop.settle()

    table.write(activity.seen(ada.account_id, shop.now))
    shop.advance((days.notice + 1) * 24 * HOUR)
    shop.settle()

    assert accounts_table.read(ada.account_id) is not None


def test_the_shops_last_owner_is_not_erased_for_being_away(shop: Shop) -> None:
    owner = make_member(shop, "owner@example.com", "owner")
    days = retention.periods()
    shop.advance((days.inactive_accounts - days.notice) * 24 * HOUR)
    shop.settle()
    away = shop.now + timedelta(days=days.notice)

    taken = [
        keeping.keep(away + timedelta(minutes=minutes), still_time=lambda: True)
        for minutes in (0, 5, 24 * 60)
    ]

    account = accounts_table.read(owner.account_id)
    assert account is not None
    assert (account.state, taken) == (accounts_table.OPEN, [1, 0, 0])


def test_who_signs_in_at_the_very_last_moment_stays(shop: Shop, ada: Visitor) -> None:
    days = retention.periods()
    shop.advance((days.inactive_accounts - days.notice) * 24 * HOUR)
    shop.settle()
    last = shop.now + timedelta(days=days.notice)
    asked = 0

    def still_time() -> bool:
        # asked for the second time when the account was seen to be due, and has its turn
        nonlocal asked
        asked += 1
        if asked == 2:
            table.write(activity.seen(ada.account_id, last))
        return True

    keeping.keep(last, still_time)

    account = accounts_table.read(ada.account_id)
    assert account is not None
    assert (account.state, asked) == (accounts_table.OPEN, 3)
