"""Passkeys: made, signed in with, confirmed by, named, removed; what is wrong is refused."""

import hashlib
from typing import Any

import pytest

from tests.authenticator import BACKED_UP, ELIGIBLE, PRESENT, VERIFIED, Authenticator, raw
from tests.integration.accounts.passkeys_made import add, sign_in
from tests.shop import Shop
from tests.signing_in import ADA, Browser, warnings


def test_a_passkey_signs_in_without_an_address_and_is_two_factors(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    browser = Browser(shop)

    answer = sign_in(browser, holder[1])

    assert answer.json["state"] == "signed_in"
    assert browser.who["account_id"] == holder[0].who["account_id"]
    assert browser.who["strong"]


def test_the_options_are_for_a_discoverable_passkey_that_verifies_its_user(
    https: str, browser: Browser
) -> None:
    account_id = browser.sign_in(name="Ada", what="sign-up")["account"]["id"]

    options = browser.post("/accounts/security/passkeys/options").json["options"]

    assert options["rp"] == {"id": "shop.example.com", "name": "Barrow"}
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert options["user"]["name"] == ADA
    assert options["user"]["displayName"] == "Ada"
    assert account_id not in (options["user"]["id"], options["user"]["name"])
    assert options.get("excludeCredentials", []) == []


def test_a_passkey_is_named_and_listed_and_renamed(
    holder: tuple[Browser, Authenticator],
) -> None:
    browser, authenticator = holder
    sign_in(browser, authenticator)

    (listed,) = browser.get("/accounts/security").json["passkeys"]
    renamed = browser.patch(f"/accounts/security/passkeys/{listed['id']}", {"name": "Red key"})

    assert listed["name"] == "My telephone"
    assert listed["last_used_at"] == "2026-03-02T09:01:00Z"
    assert not listed["synced"]
    assert renamed.json["name"] == "Red key"
    assert browser.get("/accounts/security").json["passkeys"][0]["name"] == "Red key"


def test_a_device_that_has_one_is_not_asked_for_another(
    holder: tuple[Browser, Authenticator],
) -> None:
    browser, authenticator = holder

    options = browser.post("/accounts/security/passkeys/options").json["options"]

    (excluded,) = options["excludeCredentials"]
    assert excluded["id"] == authenticator.create(options)["id"]


def test_two_passkeys_are_two_and_one_removed_opens_nothing(
    holder: tuple[Browser, Authenticator], https: str, shop: Shop
) -> None:
    browser, first = holder
    second = Authenticator(https)
    assert add(browser, second, "Key ring").status == 201
    mine = {one["name"]: one["id"] for one in browser.get("/accounts/security").json["passkeys"]}

    assert browser.delete(f"/accounts/security/passkeys/{mine['My telephone']}").status == 204

    refused = sign_in(Browser(shop), first)
    assert (refused.status, refused.json["code"]) == (422, "passkey_refused")
    assert sign_in(Browser(shop), second).status == 200
    assert browser.delete(f"/accounts/security/passkeys/{mine['My telephone']}").status == 404
    told = [what for what, _ in warnings(browser.who["account_id"])]
    assert sorted(told)[:3] == ["new_device", "passkey_added", "passkey_added"]
    assert "passkey_removed" in told


def test_a_challenge_is_good_once(holder: tuple[Browser, Authenticator], shop: Shop) -> None:
    browser = Browser(shop)
    given = browser.post("/accounts/sign-in/passkey/options").json
    credential = holder[1].get(given["options"])
    sent = {"id": given["id"], "credential": credential}
    assert browser.post("/accounts/sign-in/passkey", sent).status == 200
    shop.advance(1)

    replayed = Browser(shop).post("/accounts/sign-in/passkey", sent)

    # the counter that the passkey was left at refuses it as well, and may be the first to
    assert replayed.status in {409, 422}
    assert replayed.json["code"] in {"challenge_over", "passkey_refused"}


def test_a_passkeys_used_challenge_is_no_codes_challenge(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    browser, authenticator = Browser(shop), holder[1]
    given = browser.post("/accounts/sign-in/passkey/options").json
    sent = {"id": given["id"], "credential": authenticator.get(given["options"])}
    assert browser.post("/accounts/sign-in/passkey", sent).status == 200
    used = hashlib.sha256(raw(given["options"]["challenge"])).hexdigest()

    answer = browser.post(f"/accounts/sign-in/code/{used}", {"code": "123456"})

    assert (answer.status, answer.json["code"]) == (409, "challenge_over")


def test_a_challenge_is_good_once_for_an_authenticator_that_does_not_count(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    browser, authenticator = Browser(shop), holder[1]
    given = browser.post("/accounts/sign-in/passkey/options").json
    authenticator.count = -1
    sent = {"id": given["id"], "credential": authenticator.get(given["options"])}
    assert browser.post("/accounts/sign-in/passkey", sent).status == 200

    replayed = Browser(shop).post("/accounts/sign-in/passkey", sent)

    assert (replayed.status, replayed.json["code"]) == (409, "challenge_over")


def test_a_challenge_is_good_for_five_minutes(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    browser = Browser(shop)
    given = browser.post("/accounts/sign-in/passkey/options").json
    sent = {"id": given["id"], "credential": holder[1].get(given["options"])}
    shop.advance(301)

    answer = browser.post("/accounts/sign-in/passkey", sent)

    assert (answer.status, answer.json["code"]) == (409, "challenge_over")


def test_a_counter_that_goes_back_is_a_copy_and_refused(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    authenticator = holder[1]
    for _ in range(3):
        assert sign_in(Browser(shop), authenticator).status == 200
    authenticator.count = 1

    answer = sign_in(Browser(shop), authenticator)

    assert (answer.status, answer.json["code"]) == (422, "passkey_refused")


@pytest.mark.parametrize("flaw", ["origin", "host", "unverified", "signature", "key", "user"])
def test_what_is_not_this_passkey_of_this_site_is_refused(
    holder: tuple[Browser, Authenticator], https: str, shop: Shop, flaw: str
) -> None:
    authenticator = holder[1]
    if flaw == "origin":
        authenticator.origin = "https://shop.example.com.evil.example"
    elif flaw == "host":
        authenticator.rp_id = "evil.example"
    elif flaw == "unverified":
        authenticator.flags = PRESENT
    elif flaw == "key":
        authenticator.key = Authenticator(https).key
    elif flaw == "user":
        other = Browser(shop, viewer="198.51.100.1")
        other.sign_in("bob@example.com")
        bob = other.who["account_id"]
        authenticator.user_handle = bob.encode()
    browser = Browser(shop)
    given = browser.post("/accounts/sign-in/passkey/options").json
    credential = authenticator.get(given["options"])
    if flaw == "signature":
        credential["response"]["signature"] = credential["response"]["signature"][:-2] + "AA"

    sent = {"id": given["id"], "credential": credential}
    answer = browser.post("/accounts/sign-in/passkey", sent)

    assert (answer.status, answer.json["code"]) == (422, "passkey_refused")
    assert not browser.who["signed_in"]


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": 1},
        {"response": None},
        {"response": {"userHandle": "!!!"}},
        {"response": {"userHandle": "_w"}},
        {"id": "x", "rawId": "x", "type": "public-key", "response": {"userHandle": None}},
        {"id": ["x"], "response": {"userHandle": "YWNjXzAx", "clientDataJSON": 7}},
    ],
)
def test_nonsense_is_refused_and_never_breaks(
    holder: tuple[Browser, Authenticator], shop: Shop, credential: dict[str, Any]
) -> None:
    browser, owner = Browser(shop), holder[0]
    given = browser.post("/accounts/sign-in/passkey/options").json

    sent = {"id": given["id"], "credential": credential}
    refused = browser.post("/accounts/sign-in/passkey", sent)
    making = owner.post("/accounts/security/passkeys/options").json
    unmade = owner.post(
        "/accounts/security/passkeys",
        {"id": making["id"], "credential": credential, "name": "Nonsense"},
    )

    assert (refused.status, refused.json["code"]) == (422, "passkey_refused")
    assert (unmade.status, unmade.json["code"]) == (422, "passkey_refused")


def test_options_of_one_thing_are_not_good_for_another(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    owner, authenticator = holder
    given = owner.post("/accounts/reauthentication/passkey/options").json

    sent = {"id": given["id"], "credential": authenticator.get(given["options"])}
    answer = Browser(shop).post("/accounts/sign-in/passkey", sent)

    assert (answer.status, answer.json["code"]) == (409, "challenge_over")


def test_a_passkey_confirms_a_session_and_makes_it_strong(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    browser, authenticator = Browser(shop), holder[1]
    browser.sign_in()
    assert not browser.who["strong"]
    shop.advance(3600)
    given = browser.post("/accounts/reauthentication/passkey/options").json
    assert [one["id"] for one in given["options"]["allowCredentials"]]

    sent = {
        "id": given["id"],
        # of a named passkey, the authenticator need not say whose it is
        "credential": authenticator.get(given["options"], names_user=False),
    }
    answer = browser.post("/accounts/reauthentication", sent)

    assert answer.status == 200
    assert answer.json["strong"]
    assert answer.json["fresh_until"] == "2026-03-02T10:11:00Z"


def test_another_accounts_passkey_confirms_nothing(
    holder: tuple[Browser, Authenticator], shop: Shop
) -> None:
    thief = Browser(shop, viewer="198.51.100.1")
    thief.sign_in("thief@example.com")
    given = thief.post("/accounts/reauthentication/passkey/options").json

    sent = {"id": given["id"], "credential": holder[1].get(given["options"])}
    answer = thief.post("/accounts/reauthentication", sent)

    assert (answer.status, answer.json["code"]) == (422, "passkey_refused")


def test_a_synced_passkey_is_shown_as_one(https: str, browser: Browser) -> None:
    browser.sign_in()
    synced = Authenticator(https, flags=PRESENT | VERIFIED | ELIGIBLE | BACKED_UP)

    assert add(browser, synced).json["synced"]


def test_a_site_without_a_name_has_no_passkeys(browser: Browser) -> None:
    browser.sign_in()

    for path in ("/accounts/sign-in/passkey/options", "/accounts/security/passkeys/options"):
        answer = browser.post(path)
        assert (answer.status, answer.json["code"]) == (409, "passkeys_unavailable")
