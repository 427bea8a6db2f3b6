"""Who has refused to be counted is not, whatever their page sends."""

from typing import Any

import pytest
from accounts.profile import letters_wanted
from shopkit import table

from tests.shop import EMAIL, Response, Shop
from tests.signed_in import Visitor, sign_in
from tests.visits import batch, event

TABLE = "barrow-local-analytics"


def send(shop: Shop, headers: dict[str, str]) -> Response:
    return shop.post("/analytics/events", json=batch(shop.now, event(shop.now)), headers=headers)


def stored() -> list[dict[str, Any]]:
    return table.query_all(TABLE, "VISIT#a-window-of-1")


def answer(ada: Visitor, **answers: bool) -> None:
    """As accounts keeps it."""
    record = {"marketing": False, "analytics": False, "do_not_sell": False} | answers
    table.write(
        table.put(
            "barrow-local-accounts", {"pk": f"ACCOUNT#{ada.account_id}", "sk": "CONSENTS"} | record
        )
    )


def test_global_privacy_control_is_a_refusal(shop: Shop) -> None:
    answered = send(shop, {"Sec-GPC": "1"})

    assert (answered.status, answered.json["stored"]) == (202, 0)
    assert stored() == []


@pytest.mark.parametrize("value", ["", "0", "?0"])
def test_a_header_that_is_no_such_wish_refuses_nothing(shop: Shop, value: str) -> None:
    assert send(shop, {"Sec-GPC": value}).json["stored"] == 1


@pytest.mark.parametrize(
    "answers", [{"analytics": False}, {"analytics": True, "do_not_sell": True}]
)
def test_what_somebody_answered_in_their_account_is_held_to(
    shop: Shop, answers: dict[str, bool]
) -> None:
    ada = sign_in(shop, EMAIL)
    answer(ada, **answers)

    answered = send(shop, ada.headers)

    assert (answered.status, answered.json["stored"]) == (202, 0)
    assert stored() == []


def test_who_answered_for_letters_alone_has_not_refused_to_be_counted(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    letters_wanted.withdraw(ada.account_id, shop.now)

    assert send(shop, ada.headers).json["stored"] == 1


def test_who_agreed_in_their_account_is_counted_without_it(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    answer(ada, analytics=True)

    answered = send(shop, ada.headers)

    (item,) = stored()
    assert answered.json["stored"] == 1
    assert ada.account_id not in str(item)


def test_who_was_never_asked_in_their_account_has_refused_nothing(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)

    assert send(shop, ada.headers).json["stored"] == 1


def test_a_session_that_is_over_says_nothing_of_anybody(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    answer(ada, analytics=False)
    shop.advance(91 * 24 * 3600)

    assert send(shop, ada.headers).json["stored"] == 1
