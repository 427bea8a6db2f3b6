"""What letters about accounts say: codes, security, invitations, exports, ends, and wishes."""

from dataclasses import replace
from typing import Any

import pytest
from marketing import account_letters

from tests.unit.marketing.facts import (
    account_lapsing,
    code_issued,
    data_exported,
    erasure_confirmed,
    make_reader,
    security_changed,
    staff_invited,
    wished_for_again,
)
from tests.unit.marketing.rendered import render, write

CODE: dict[str, Any] = {"code": "402817", "minutes": 10, "link": ""}
STOP = "https://shop.example/account/recover/#stop.abc"
NOTHING: dict[str, Any] = {"device": "", "link": "", "until": ""}


@pytest.mark.parametrize("purpose", [*sorted(account_letters.CODES), "of_a_later_version"])
def test_a_code_stands_in_subject_text_and_html_with_its_minutes(purpose: str) -> None:
    reader = make_reader(**CODE)

    letter = write(code_issued(purpose), reader)
    html, text = render(code_issued(purpose), reader)

    assert letter.subject.startswith("402817 is your code")
    assert letter.subject.endswith(" at Barrow & Daughters")
    assert "402817" in text.splitlines()
    for seen in (html, text):
        assert "402817" in seen
        assert "It is good for 10 minutes, and once." in seen


@pytest.mark.parametrize("purpose", sorted(account_letters.CODES))
def test_who_did_not_ask_for_a_code_is_told_what_that_means(purpose: str) -> None:
    html, text = render(code_issued(purpose), make_reader(**CODE))

    inside = purpose in {"confirm_old", "reauthenticate"}
    for seen in (html, text):
        assert ("You did not ask for it?" in seen) is not inside
        assert ("somebody else is signed in to your account" in seen) is inside
    assert html.links == (["https://shop.example/account/security/"] if inside else [])


def test_each_purpose_has_a_heading_of_its_own() -> None:
    headings = [heading for _, heading, _ in account_letters.CODES.values()]

    assert len(set(headings)) == len(headings) >= 8


def test_a_codes_link_leads_to_the_page_and_a_letter_without_one_has_none() -> None:
    html, text = render(code_issued(), make_reader(**(CODE | {"link": "https://shop.example/x/"})))
    bare, _ = render(code_issued(), make_reader(**CODE))

    assert html.links == ["https://shop.example/x/"]
    assert "https://shop.example/x/" in text.splitlines()
    assert bare.links == []


@pytest.mark.parametrize("what", [*sorted(account_letters.CHANGES), "of_a_later_version"])
def test_a_change_of_security_is_told_with_its_time_and_device(what: str) -> None:
    reader = make_reader(**(NOTHING | {"device": "Firefox on Linux"}))

    html, text = render(security_changed(what), reader)

    for seen in (html, text):
        assert "2 March 2026, 09:00 UTC" in seen
        assert "Firefox on Linux" in seen
        assert "Was it you? Then all is well." in seen
    assert html.links == ["https://shop.example/account/security/"]
    assert text.count("Dear Ada, ") == 1


@pytest.mark.parametrize("what", [*sorted(account_letters.STOPS), "of_a_later_version"])
def test_a_change_that_can_be_stopped_says_until_when_and_what_that_does(what: str) -> None:
    reader = make_reader(device="", link=STOP, until="2026-03-09T09:00:00.000Z")

    html, text = render(security_changed(what), reader)

    does = account_letters.STOPS.get(what, "everything stays as it was")
    for seen in (html, text):
        assert f"If it was not, stop it by 9 March 2026: {does}." in seen
        assert "look at your account’s security now" not in seen
    assert html.links == [STOP]
    assert STOP in text.splitlines()


def test_an_invitation_names_the_roles_and_who_invites() -> None:
    link = "https://shop.example/account/invitation/#abc"
    reader = make_reader(
        "", roles=["Support", "Stockroom", "Marketer"], link=link, invited_by="Mr Grey", until=""
    )

    html, text = render(staff_invited(), reader)

    for seen in (html, text):
        assert "Mr Grey invites you to work in the back office of" in seen
        assert "as Support, Stockroom and Marketer." in seen
        assert "The link works once, and for this address alone." in seen
    assert html.links == [link]
    assert link in text.splitlines()


def test_an_export_says_until_when_it_can_be_fetched() -> None:
    link = "https://shop.example/account/privacy/#export=abc"
    reader = make_reader(link=link, until="2026-03-09T09:00:00.000Z")

    html, text = render(data_exported(), reader)

    for seen in (html, text):
        assert "Your data are ready, Ada" in seen
        assert "until 9 March 2026" in seen
    assert html.links == [link]


@pytest.mark.parametrize(
    ("cancelled", "kept", "told", "not_told"),
    [
        (0, 0, "Goodbye, Ada", "order"),
        (1, 0, "One order that was not on the way yet is cancelled.", "in our books"),
        (2, 0, "2 orders that were not on the way yet are cancelled.", "in our books"),
        (0, 1, "One order stays in our books", "cancelled"),
        (0, 3, "3 orders stay in our books", "cancelled"),
    ],
)
def test_a_farewell_tells_what_became_of_the_orders(
    cancelled: int, kept: int, told: str, not_told: str
) -> None:
    html, text = render(erasure_confirmed(), make_reader(cancelled=cancelled, kept=kept))

    for seen in (html, text):
        assert told in seen
        assert not_told not in seen
        assert "the last letter that you get from us" in seen
    assert html.links == []


def test_an_account_that_lapses_can_be_kept_by_signing_in() -> None:
    html, text = render(account_lapsing())

    for seen in (html, text):
        assert "Do you still want your account, Ada?" in seen
        assert "On 1 April 2026 we erase the account" in seen
    assert html.links == ["https://shop.example/account/sign-in/"]


@pytest.mark.parametrize(
    ("changes", "subject", "told"),
    [
        ({}, "Tea, 100 g is £3.50 now", "costs £3.50 now. It was £4.50."),
        ({"was": None}, "Tea, 100 g is £3.50 now", "costs £3.50 now."),
        ({"kind": "back_in_stock", "was": None}, "Tea, 100 g is back", "for £3.50, while there is"),
    ],
)
def test_a_wish_that_can_be_had_again_is_told_and_can_be_stopped(
    changes: dict[str, Any], subject: str, told: str
) -> None:
    fact = wished_for_again(**changes)

    stop_url = "https://shop.example/api/accounts/unsubscribe/abc"
    reader = replace(make_reader(), stop_url=stop_url)

    letter = write(fact, reader)
    html, text = render(fact, reader)

    assert letter.subject == subject
    for seen in (html, text):
        assert told in seen
    assert letter.stop_url == stop_url
    assert html.links == ["https://shop.example/products/tea/", letter.stop_url]
    assert letter.stop_url in text.splitlines()


def test_letters_that_one_must_have_cannot_be_stopped() -> None:
    assert write(code_issued(), make_reader(**CODE)).stop_url is None
    assert write(security_changed(), make_reader(**NOTHING)).stop_url is None
