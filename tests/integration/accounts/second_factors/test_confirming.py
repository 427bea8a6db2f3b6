"""What is dangerous needs a session that was confirmed lately, in exactly one way."""

from typing import Any

import pytest

from tests.signing_in import PASSPHRASE, Browser, mailed, totp


def confirmed(browser: Browser, **sent: Any) -> tuple[int, str | None]:
    answer = browser.post("/accounts/reauthentication", sent)
    return answer.status, answer.json.get("code")


def test_what_is_dangerous_needs_a_session_that_was_confirmed_lately(browser: Browser) -> None:
    browser.sign_in()
    browser.shop.advance(10 * 60)

    refused = browser.put("/accounts/security/password", {"password": PASSPHRASE})
    challenge = browser.post("/accounts/reauthentication/code").json["id"]
    before = browser.token
    assert confirmed(browser, id=challenge, code=mailed(challenge)["code"])[0] == 200

    assert (refused.status, refused.json["code"]) == (403, "reauthentication_needed")
    assert browser.token != before
    assert not Browser(browser.shop, cookies={"session": before}).who["signed_in"]
    assert browser.put("/accounts/security/password", {"password": PASSPHRASE}).status == 204


def test_a_password_confirms_where_there_is_no_authenticator(browser: Browser) -> None:
    browser.sign_in()
    browser.put("/accounts/security/password", {"password": PASSPHRASE})
    browser.shop.advance(3600)

    assert confirmed(browser, password="not the password") == (422, "password_wrong")
    assert confirmed(browser, password=PASSPHRASE) == (200, None)
    assert not browser.who["strong"]


def test_with_an_authenticator_neither_a_password_nor_a_mailed_code_confirms(
    guarded: tuple[Browser, str, list[str]],
) -> None:
    browser, key, _ = guarded
    browser.shop.advance(3600)

    by_password = browser.post("/accounts/reauthentication", {"password": PASSPHRASE})
    by_mail = browser.post("/accounts/reauthentication/code")

    assert (by_password.status, by_password.json["code"]) == (409, "stronger_factor_needed")
    assert by_password.json["factors"] == ["totp"]
    assert by_mail.json["code"] == "stronger_factor_needed"
    assert confirmed(browser, code=totp(browser.shop, key)) == (200, None)


def test_a_code_confirms_the_session_that_asked_for_it_alone(browser: Browser) -> None:
    browser.sign_in()
    challenge = browser.post("/accounts/reauthentication/code").json["id"]
    browser.shop.advance(60)
    browser.sign_in()

    status = confirmed(browser, id=challenge, code=mailed(challenge)["code"])

    assert status == (409, "challenge_over")


def test_a_code_that_was_mailed_for_one_thing_is_none_for_another(browser: Browser) -> None:
    browser.sign_in()
    challenge = browser.post("/accounts/reauthentication/code").json["id"]
    code = mailed(challenge)["code"]

    as_sign_in = browser.post(f"/accounts/sign-in/code/{challenge}", {"code": code})

    assert (as_sign_in.status, as_sign_in.json["code"]) == (409, "challenge_over")


@pytest.mark.parametrize(
    "sent", [{}, {"id": "chl_1"}, {"password": "x", "code": "123456"}, {"credential": {}}]
)
def test_one_confirms_in_exactly_one_way(browser: Browser, sent: dict[str, Any]) -> None:
    browser.sign_in()

    answer = browser.post("/accounts/reauthentication", sent)

    assert (answer.status, answer.json["errors"][0]["code"]) == (422, "one_way")
