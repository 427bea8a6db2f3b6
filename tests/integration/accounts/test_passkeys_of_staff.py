"""Passkeys of the shop's people: what they open, and that the mail alone changes none of them."""

from typing import Any

import pytest

from tests.authenticator import Authenticator
from tests.integration.accounts.passkeys_made import add, sign_in
from tests.shop import Shop
from tests.signed_in import make_member
from tests.signing_in import ADA, Browser, totp


def test_staff_come_in_by_a_passkey_with_their_permissions_and_keep_the_last_one(
    https: str, shop: Shop, browser: Browser
) -> None:
    make_member(shop, ADA, "stockroom")
    browser.sign_in()
    authenticator = Authenticator(https)
    passkey = add(browser, authenticator).json["id"]
    other = Browser(shop)

    sign_in(other, authenticator)

    assert "inventory:write" in other.who["permissions"]
    refused = other.delete(f"/accounts/security/passkeys/{passkey}")
    assert (refused.status, refused.json["code"]) == (409, "last_second_factor")


def test_who_reads_the_mail_of_staff_adds_no_second_factor_beside_theirs(
    https: str, shop: Shop, browser: Browser
) -> None:
    make_member(shop, ADA, "owner")
    browser.sign_in()
    assert add(browser, Authenticator(https)).status == 201
    shop.advance(60)
    thief = Browser(shop, viewer="198.51.100.1")
    thief.sign_in()
    offered = thief.post("/accounts/security/passkeys/options")

    enrolling = thief.post("/accounts/security/totp")

    for refused in (offered, enrolling):
        assert (refused.status, refused.json["code"]) == (403, "second_factor_needed")
    assert not thief.who["strong"]
    assert thief.get("/checkout/admin/orders").status == 403
    assert len(browser.get("/accounts/security").json["passkeys"]) == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [("email-change", {"email": "thief@example.com"}), ("privacy/erasure", {"confirm": True})],
)
def test_who_reads_the_mail_of_staff_neither_moves_nor_erases_their_account(
    https: str, shop: Shop, browser: Browser, path: str, body: dict[str, Any]
) -> None:
    make_member(shop, "olive@example.com", "owner")
    make_member(shop, ADA, "manager")
    browser.sign_in()
    assert add(browser, Authenticator(https)).status == 201
    shop.advance(60)
    thief = Browser(shop, viewer="198.51.100.1")
    thief.sign_in()

    refused = thief.post(f"/accounts/{path}", body)

    assert (refused.status, refused.json["code"]) == (403, "second_factor_needed")
    assert browser.who["signed_in"]


def test_a_second_factor_that_was_asked_for_before_the_first_one_stood_is_refused(
    https: str, shop: Shop, browser: Browser
) -> None:
    make_member(shop, ADA, "owner")
    browser.sign_in()
    thief = Browser(shop, viewer="198.51.100.1")
    thief.sign_in()
    enrolment = thief.post("/accounts/security/totp").json
    given = thief.post("/accounts/security/passkeys/options").json
    credential = Authenticator(https).create(given["options"])
    assert add(browser, Authenticator(https)).status == 201

    sent = {"id": enrolment["id"], "code": totp(shop, enrolment["key"])}
    by_totp = thief.put("/accounts/security/totp", sent)
    sent = {"id": given["id"], "credential": credential, "name": "Mine"}
    by_passkey = thief.post("/accounts/security/passkeys", sent)

    for refused in (by_totp, by_passkey):
        assert (refused.status, refused.json["code"]) == (403, "second_factor_needed")
    assert thief.who["permissions"] == []
    assert browser.post("/accounts/security/totp").status == 200


def test_a_session_from_before_they_were_staff_takes_no_second_factor_away(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    thief = Browser(shop, viewer="198.51.100.1")
    thief.sign_in()
    make_member(shop, ADA, "owner")
    (passkey,) = thief.get("/accounts/security").json["passkeys"]

    refused = thief.delete(f"/accounts/security/passkeys/{passkey['id']}")

    assert (refused.status, refused.json["code"]) == (403, "second_factor_needed")
    assert sign_in(Browser(shop), holder[1]).status == 200
