"""Another address: both say yes, or the new one does and the old one says nothing for a week."""

from typing import Any

import pytest
from accounts import accounts_table
from shopkit import people

from tests.authenticator import Authenticator
from tests.shop import Response, Shop
from tests.signing_in import ADA, IPHONE, PASSPHRASE, Browser, letters, totp, warnings

NEW = "ada.lovelace@example.org"
DAY = 86400


def ask(browser: Browser, email: str = NEW) -> tuple[str, dict[str, str]]:
    """The challenge, and the codes by the purpose of their letters."""
    challenge = browser.asked(email, "email-change")
    return challenge, {purpose: private["code"] for purpose, private in letters(challenge)}


def change(browser: Browser, email: str = NEW, *, both: bool = True) -> Response:
    challenge, codes = ask(browser, email)
    sent = {"new_code": codes["confirm_new"]}
    if both:
        sent["old_code"] = codes["confirm_old"]
    return browser.post(f"/accounts/email-change/{challenge}", sent)


def address_of(browser: Browser) -> Any:
    return browser.get("/accounts/security").json["email"]


def stop_link(account_id: str, what: str) -> str:
    (private,) = [
        private for name, private in warnings(account_id) if name == what and private["link"]
    ]
    return str(private["link"]).partition("#")[2]


def test_each_address_has_a_letter_of_its_own(browser: Browser) -> None:
    browser.sign_in()

    challenge, _ = ask(browser)

    to = {purpose: private["email"] for purpose, private in letters(challenge)}
    assert to == {"confirm_new": NEW, "confirm_old": ADA}
    assert address_of(browser) == ADA


def test_with_both_codes_it_is_changed_at_once(browser: Browser) -> None:
    account_id = browser.sign_in()["account"]["id"]
    browser.shop.advance(60)
    other = Browser(browser.shop, agent=IPHONE)
    other.sign_in()

    answer = change(browser)

    assert answer.json == {
        "object": "email_change", "state": "changed", "email": NEW, "until": None,
    }  # fmt: skip
    assert address_of(browser) == NEW
    assert not other.who["signed_in"]
    assert accounts_table.of_address(people.address_subject(NEW)) == account_id
    assert accounts_table.of_address(people.address_subject(ADA)) is None
    account = accounts_table.read(account_id)
    assert account is not None
    assert account.version == 2


def test_both_addresses_are_told_and_the_old_one_can_stop_it(browser: Browser) -> None:
    account_id = browser.sign_in()["account"]["id"]

    change(browser)

    told = [(private["email"], bool(private["link"])) for _, private in warnings(account_id)]
    assert sorted(told) == [(NEW, False), (ADA, True)]


def test_the_session_is_of_the_new_address_from_then_on(browser: Browser) -> None:
    from shopkit import sessions

    browser.sign_in()

    change(browser)

    session = sessions.read(browser.token, browser.shop.now)
    assert session is not None
    assert session.addresses == (people.address_subject(NEW),)


@pytest.mark.parametrize("wrong", ["new", "old"])
def test_one_wrong_code_of_two_changes_nothing(browser: Browser, wrong: str) -> None:
    browser.sign_in()
    challenge, codes = ask(browser)
    sent = {"new_code": codes["confirm_new"], "old_code": codes["confirm_old"]}
    sent[f"{wrong}_code"] = f"{(int(sent[f'{wrong}_code']) + 1) % 10**6:06d}"

    answer = browser.post(f"/accounts/email-change/{challenge}", sent)

    assert (answer.status, answer.json["code"]) == (422, "code_wrong")
    assert address_of(browser) == ADA


def test_without_the_old_addresss_code_it_waits_a_week(browser: Browser) -> None:
    browser.sign_in()
    browser.put("/accounts/security/password", {"password": PASSPHRASE})

    answer = change(browser, both=False)

    assert answer.json["state"] == "waiting"
    assert answer.json["until"] == "2026-03-09T09:00:00Z"
    assert address_of(browser) == ADA
    early = browser.post("/accounts/email-change/finish")
    assert (early.status, early.json["code"]) == (409, "email_change_not_ready")
    browser.shop.advance(7 * DAY)
    browser.post("/accounts/reauthentication", {"password": PASSPHRASE})
    assert browser.post("/accounts/email-change/finish").json["state"] == "changed"
    assert address_of(browser) == NEW


def test_while_it_waits_the_old_addresss_letter_stops_it(browser: Browser) -> None:
    account_id = browser.sign_in()["account"]["id"]
    change(browser, both=False)

    token = stop_link(account_id, "email_change_asked")
    answer = Browser(browser.shop).post("/accounts/email-change/stop", {"token": token})

    assert answer.status == 204
    assert not browser.who["signed_in"]
    browser.shop.advance(8 * DAY)
    browser.sign_in()
    assert browser.post("/accounts/email-change/finish").status == 404
    assert address_of(browser) == ADA


def test_its_owner_may_give_it_up(browser: Browser) -> None:
    browser.sign_in()
    change(browser, both=False)

    assert browser.delete("/accounts/email-change").status == 204

    assert browser.get("/accounts/security").json["email_change"] is None
    assert browser.delete("/accounts/email-change").status == 404


def test_for_a_week_the_old_address_takes_a_change_back_and_what_a_thief_added(
    https: str, shop: Shop
) -> None:
    owner = Browser(shop)
    account_id = owner.sign_in()["account"]["id"]
    shop.advance(3 * DAY)
    thief = Browser(shop, agent=IPHONE, viewer="198.51.100.1")
    thief.sign_in()
    thief.put("/accounts/security/password", {"password": PASSPHRASE})
    given = thief.post("/accounts/security/passkeys/options").json
    passkey = Authenticator(https)
    sent = {"id": given["id"], "credential": passkey.create(given["options"]), "name": "Thief's"}
    assert thief.post("/accounts/security/passkeys", sent).status == 201
    assert change(thief).status == 200
    thief.set_up_totp()
    shop.advance(7 * DAY - 60)

    token = stop_link(account_id, "email_changed")
    stopped = Browser(shop).post("/accounts/email-change/stop", {"token": token})

    assert stopped.status == 204
    assert not thief.who["signed_in"]
    back = Browser(shop)
    assert back.sign_in()["account"]["id"] == account_id
    security = back.get("/accounts/security").json
    assert security["email"] == ADA
    assert security["passkeys"] == []
    assert not security["has_password"]
    assert not security["totp"]["enabled"]


def test_what_was_there_a_day_before_stays_when_a_change_is_taken_back(shop: Shop) -> None:
    owner = Browser(shop)
    account_id = owner.sign_in()["account"]["id"]
    key, _ = owner.set_up_totp()
    shop.advance(2 * DAY)
    owner.post("/accounts/reauthentication", {"code": totp(shop, key)})
    assert change(owner).status == 200

    token = stop_link(account_id, "email_changed")
    assert Browser(shop).post("/accounts/email-change/stop", {"token": token}).status == 204

    reader = Browser(shop, viewer="198.51.100.1")
    assert reader.sign_in(ADA)["state"] == "second_factor"


def test_after_a_week_it_is_final(browser: Browser) -> None:
    account_id = browser.sign_in()["account"]["id"]
    change(browser)
    browser.shop.advance(7 * DAY)

    token = stop_link(account_id, "email_changed")
    answer = Browser(browser.shop).post("/accounts/email-change/stop", {"token": token})

    assert answer.status == 404
    assert address_of(browser) == NEW


def test_a_change_cannot_be_taken_back_to_an_address_that_is_another_accounts_now(
    browser: Browser,
) -> None:
    account_id = browser.sign_in()["account"]["id"]
    change(browser)
    Browser(browser.shop, viewer="198.51.100.1").sign_in(ADA)

    token = stop_link(account_id, "email_changed")
    answer = Browser(browser.shop).post("/accounts/email-change/stop", {"token": token})

    assert (answer.status, answer.json["code"]) == (409, "address_taken")
    assert address_of(browser) == NEW


def test_an_account_that_is_being_erased_is_not_called_back_to_an_address_that_would_stay_taken(
    browser: Browser, shop: Shop
) -> None:
    account_id = browser.sign_in()["account"]["id"]
    change(browser)
    assert browser.post("/accounts/privacy/erasure", {"confirm": True}).status == 202

    token = stop_link(account_id, "email_changed")
    answer = Browser(shop).post("/accounts/email-change/stop", {"token": token})

    assert (answer.status, answer.json["code"]) == (409, "account_closing")
    shop.settle()
    shop.advance(3601)
    shop.settle()
    assert Browser(shop).sign_in(ADA)["opened"]


def test_an_address_that_has_an_account_is_told_of_only_to_who_reads_its_mail(
    browser: Browser,
) -> None:
    Browser(browser.shop, viewer="198.51.100.1").sign_in(NEW)
    browser.sign_in()

    challenge, codes = ask(browser)
    sent = {"new_code": codes["confirm_new"], "old_code": codes["confirm_old"]}
    answer = browser.post(f"/accounts/email-change/{challenge}", sent)

    assert (answer.status, answer.json["code"]) == (409, "address_taken")
    assert address_of(browser) == ADA


def test_the_same_address_is_no_change(browser: Browser) -> None:
    browser.sign_in()

    answer = browser.post("/accounts/email-change", {"email": "Ada@Example.com"})

    assert (answer.status, answer.json["errors"][0]["code"]) == (422, "same")


def test_it_needs_a_session_that_was_confirmed_lately(browser: Browser) -> None:
    browser.sign_in()
    browser.shop.advance(600)

    answer = browser.post("/accounts/email-change", {"email": NEW})

    assert (answer.status, answer.json["code"]) == (403, "reauthentication_needed")


def test_another_session_cannot_confirm_it(browser: Browser) -> None:
    browser.sign_in()
    challenge, codes = ask(browser)
    browser.shop.advance(60)
    browser.sign_in()

    sent = {"new_code": codes["confirm_new"], "old_code": codes["confirm_old"]}
    answer = browser.post(f"/accounts/email-change/{challenge}", sent)

    assert (answer.status, answer.json["code"]) == (409, "challenge_over")
