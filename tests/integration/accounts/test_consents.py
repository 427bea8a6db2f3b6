"""What people agree to and take back, through the door, and how others learn of it."""

from typing import Any

import pytest
from accounts.profile import letters_wanted
from shopkit import consents, table

from tests.shop import Response, Shop
from tests.signed_in import Visitor, sign_in

PATH = "/accounts/consents"
TEXT = "2026-11-22"


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    return sign_in(shop, "ada@example.com")


def answer(visitor: Visitor, match: str = "*", **answers: Any) -> Response:
    body = {
        "marketing": False, "analytics": False, "do_not_sell": False, "text_version": TEXT
    } | answers  # fmt: skip
    return visitor.request("PUT", PATH, json=body, headers={"If-Match": match})


def test_nobody_has_agreed_before_they_were_asked(ada: Visitor) -> None:
    shown = ada.get(PATH)
    nobody = {"given": False, "at": None, "source": None, "text_version": None}

    assert shown.headers["ETag"] == '"0"'
    assert shown.json["marketing"] == shown.json["analytics"] == nobody
    assert shown.json["do_not_sell"] == nobody
    assert shown.json["text_version"] == TEXT
    assert all(shown.json["texts"].values())
    assert consents.read(ada.account_id) == consents.Consents()


def test_an_answer_is_kept_with_its_time_its_page_and_its_text(ada: Visitor) -> None:
    given = answer(ada, '"0"', marketing=True, source="sign_up")

    yes = {"given": True, "at": "2026-03-02T09:00:00Z", "source": "sign_up", "text_version": TEXT}
    assert given.status == 200
    assert given.json["marketing"] == yes
    assert given.json["analytics"] == yes | {"given": False}
    assert ada.get(PATH).json == given.json
    assert consents.read(ada.account_id) == consents.Consents(marketing=True, analytics=False)


def test_taking_back_is_the_same_act_and_an_answer_that_stays_keeps_its_day(ada: Visitor) -> None:
    answer(ada, marketing=True, do_not_sell=True)
    ada.shop.advance(86_400)

    taken_back = answer(ada, '"1"', do_not_sell=True)

    assert taken_back.json["marketing"]["given"] is False
    assert taken_back.json["marketing"]["at"] == "2026-03-03T09:00:00Z"
    assert taken_back.json["do_not_sell"]["at"] == "2026-03-02T09:00:00Z"
    assert consents.read(ada.account_id) == consents.Consents(analytics=False, do_not_sell=True)


def test_every_answer_that_ever_stood_is_still_there(ada: Visitor) -> None:
    for marketing in (True, False, True):
        answer(ada, marketing=marketing)
        ada.shop.advance(60)

    pk = f"ACCOUNT#{ada.account_id}"
    records = table.query_all("barrow-local-accounts", pk, begins="CONSENT#")

    assert [item["marketing"] for item in records] == [True, False, True]
    assert [item["sk"].split("#")[1] for item in records] == [
        "2026-03-02T09:00:00.000Z", "2026-03-02T09:01:00.000Z", "2026-03-02T09:02:00.000Z"
    ]  # fmt: skip


def test_an_answer_to_a_text_that_is_not_asked_any_more_is_not_taken(ada: Visitor) -> None:
    old = answer(ada, marketing=True, text_version="2020-01")

    assert (old.status, old.json["code"], old.json["text_version"]) == (
        409, "consent_text_changed", TEXT
    )  # fmt: skip
    assert consents.read(ada.account_id).marketing is False


def test_an_answer_names_the_version_it_edits(ada: Visitor) -> None:
    body = {"marketing": True, "analytics": True, "do_not_sell": True, "text_version": TEXT}
    unnamed = ada.request("PUT", PATH, json=body)
    first, second = answer(ada, '"0"', marketing=True), answer(ada, '"0"')

    assert [unnamed.status, first.status, second.status] == [428, 200, 412]
    assert consents.read(ada.account_id).marketing is True


def test_each_answer_is_told_to_the_others(ada: Visitor) -> None:
    answer(ada, marketing=True, do_not_sell=True)
    answer(ada, do_not_sell=True)

    settled = ada.shop.settle()

    facts = ada.shop.facts.latest("ConsentsChanged")
    told = [(fact["data"]["marketing"], fact["data"]["do_not_sell"]) for fact in facts]
    assert settled["dead_letters"] == 0
    assert sorted(told) == [(False, True), (True, True)]
    assert {fact["data"]["account_id"] for fact in facts} == {ada.account_id}


def test_who_answers_for_letters_alone_is_told_of_with_nothing_else(ada: Visitor) -> None:
    letters_wanted.withdraw(ada.account_id, ada.shop.now)
    ada.shop.settle()

    (fact,) = ada.shop.facts.latest("ConsentsChanged")
    told = [fact["data"][name] for name in ("marketing", "analytics", "do_not_sell")]
    assert told == [False, None, None]


def test_without_a_session_nobody_answers(ada: Visitor) -> None:
    body = {"marketing": True, "analytics": True, "do_not_sell": True, "text_version": TEXT}

    answers = [
        ada.shop.get(PATH),
        ada.shop.put(PATH, json=body, headers={"If-Match": "*"}),
        ada.shop.put(PATH, json=body, headers={"If-Match": "*", "Cookie": ada.headers["Cookie"]}),
    ]

    assert [one.status for one in answers] == [401, 401, 403]
    assert consents.read(ada.account_id) == consents.Consents()
