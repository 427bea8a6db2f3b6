"""In by a mailed code: one way for everybody, of the browser that asked, once and for a while."""

import pytest
from shopkit import clock, people, table
from shopkit.settings import settings

from tests.shop import Shop
from tests.signing_in import ADA, IPHONE, Browser, letters, mailed

BOB = "bob@example.com"


def answer(browser: Browser, challenge: str, code: str) -> tuple[int, str | None]:
    got = browser.post(f"/accounts/sign-in/code/{challenge}", {"code": code})
    return got.status, got.json.get("code")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_signing_up_opens_an_account_and_signs_in(browser: Browser) -> None:
    signed_in = browser.sign_in(ADA, "sign-up", name="Ada", language="en-GB")

    assert signed_in["state"] == "signed_in"
    assert signed_in["opened"]
    assert signed_in["account"]["name"] == "Ada"
    assert browser.who["account_id"] == signed_in["account"]["id"]
    assert browser.who["signed_in"]
    assert browser.cookies["account"] == "1"


def test_the_same_address_in_other_letters_is_the_same_account(browser: Browser) -> None:
    first = browser.sign_in(ADA)
    browser.shop.advance(60)

    second = Browser(browser.shop).sign_in("ADA@Example.COM")

    assert second["account"]["id"] == first["account"]["id"]
    assert not second["opened"]


@pytest.mark.parametrize(
    ("what", "without", "with_"),
    [
        ("sign-up", "sign_up", "has_account"),
        ("sign-in/code", "no_account", "sign_in"),
        ("recovery", "no_account", "recovery"),
    ],
)
def test_only_the_letter_tells_whether_there_is_an_account(
    browser: Browser, what: str, without: str, with_: str
) -> None:
    browser.sign_in(BOB)
    stranger = Browser(browser.shop, viewer="198.51.100.1")

    answers = [stranger.post(f"/accounts/{what}", {"email": email}) for email in (ADA, BOB)]

    told = [{**one.json, "id": "", "created_at": "", "expires_at": ""} for one in answers]
    assert told[0] == told[1]
    assert [one.status for one in answers] == [202, 202]
    assert [letters(one.json["id"])[0][0] for one in answers] == [without, with_]


def test_the_letter_says_how_long_its_code_is_good_and_where_it_is_typed(browser: Browser) -> None:
    challenge = browser.asked(ADA, "sign-up", language="de")

    private = mailed(challenge)

    assert private["email"] == ADA
    assert private["minutes"] == 10
    assert private["language"] == "de"
    assert private["link"] == f"http://127.0.0.1:8000/account/sign-up/#code={private['code']}"
    assert len(private["code"]) == 6


def test_nothing_that_is_written_has_the_address_or_the_code_in_clear(browser: Browser) -> None:
    challenge = browser.asked(ADA)
    code = mailed(challenge)["code"]

    items = table.query_all(settings().table("accounts"), f"CHALLENGE#{challenge}")

    assert len(items) == 2
    assert all("ada" not in str(item).lower() for item in items)
    assert all(code not in str(item) for item in items)
    (fact,) = [item for item in items if item["sk"].startswith("EVENT#")]
    assert fact["expires_at"] == int(browser.shop.now.timestamp()) + 24 * 3600


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_is_the_last(
    browser: Browser,
) -> None:
    challenge = browser.asked()
    code = mailed(challenge)["code"]
    left = []

    for _ in range(5):
        got = browser.post(f"/accounts/sign-in/code/{challenge}", {"code": wrong(code)})
        left.append((got.status, got.json["code"], got.json["tries_left"]))
        browser.shop.advance(30)

    assert left == [(422, "code_wrong", n) for n in (4, 3, 2, 1, 0)]
    assert answer(browser, challenge, code) == (409, "challenge_over")
    assert not browser.who["signed_in"]


def test_a_code_is_good_once(browser: Browser) -> None:
    challenge = browser.asked()
    code = mailed(challenge)["code"]

    assert answer(browser, challenge, code)[0] == 200
    assert answer(browser, challenge, code) == (409, "challenge_over")


def test_a_code_is_good_for_ten_minutes(browser: Browser) -> None:
    challenge = browser.asked()
    browser.shop.advance(10 * 60)

    assert answer(browser, challenge, mailed(challenge)["code"]) == (409, "challenge_over")


def test_a_code_is_good_in_the_browser_alone_that_asked_for_it(browser: Browser) -> None:
    challenge = browser.asked()
    code = mailed(challenge)["code"]
    thief = Browser(browser.shop, agent=IPHONE, viewer="198.51.100.1")
    thief.asked("thief@example.com")

    assert answer(thief, challenge, code) == (409, "challenge_over")
    assert answer(Browser(browser.shop), challenge, code) == (409, "challenge_over")
    # and used none of the owner's tries
    assert answer(browser, challenge, code)[0] == 200


def test_each_of_two_codes_asked_for_is_good(browser: Browser) -> None:
    first = browser.asked()
    browser.shop.advance(30)
    second = browser.asked()

    assert answer(browser, second, mailed(second)["code"])[0] == 200
    browser.shop.advance(30)
    assert answer(browser, first, mailed(first)["code"])[0] == 200


def test_a_code_may_be_typed_in_two_groups(browser: Browser) -> None:
    challenge = browser.asked()
    code = mailed(challenge)["code"]

    assert answer(browser, challenge, f" {code[:3]} {code[3:]} ")[0] == 200


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567890123", "١٢٣٤٥٦"])
def test_what_is_no_code_is_said_to_be_none_and_costs_no_try(browser: Browser, code: str) -> None:
    challenge = browser.asked()

    got = browser.post(f"/accounts/sign-in/code/{challenge}", {"code": code})

    assert got.status == 422
    assert got.json["errors"][0]["pointer"] == "/code"
    right = mailed(challenge)["code"]
    assert answer(browser, challenge, right)[0] == 200


def test_signing_in_draws_a_new_session_and_ends_the_one_before(browser: Browser) -> None:
    browser.sign_in()
    before = browser.token
    browser.shop.advance(60)
    old = Browser(browser.shop, cookies={"session": before})

    browser.sign_in()

    assert browser.token != before
    assert not old.who["signed_in"]
    assert len(browser.get("/accounts/sessions").json["data"]) == 1


def test_a_session_that_was_planted_is_not_taken_over(browser: Browser) -> None:
    planted = "A" * 43
    browser.cookies["session"] = planted

    browser.sign_in()

    assert browser.token != planted
    assert not Browser(browser.shop, cookies={"session": planted}).who["signed_in"]


def test_signing_in_as_another_ends_the_first_ones_session(browser: Browser) -> None:
    browser.sign_in(ADA)
    before = browser.token

    browser.sign_in(BOB)

    assert not Browser(browser.shop, cookies={"session": before}).who["signed_in"]


def test_signing_out_ends_the_session_and_leaves_nothing_of_it(browser: Browser) -> None:
    browser.sign_in()
    stolen = Browser(browser.shop, cookies={"session": browser.token})

    answer_ = browser.post("/accounts/sign-out")

    assert answer_.status == 204
    assert not {"session", "account", "browser"} & set(browser.cookies)
    assert not stolen.who["signed_in"]
    assert browser.post("/accounts/sign-out").status == 204


def test_a_page_of_another_site_signs_nobody_in(browser: Browser) -> None:
    elsewhere = {"Origin": "https://evil.example"}

    asked = browser.post("/accounts/sign-in/code", {"email": ADA}, headers=elsewhere)
    unnamed = browser.post(
        "/accounts/sign-in/code",
        {"email": ADA},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert (asked.status, asked.json["code"]) == (403, "not_allowed")
    assert unnamed.status == 403
    assert not browser.cookies


def test_on_https_the_cookies_are_of_this_host_alone(shop: Shop, https: str) -> None:
    browser = Browser(shop)

    browser.sign_in()

    set_ = dict(line.split("=", 1) for line in browser.set_cookies)
    assert set(set_) == {"__Host-session", "__Host-account", "__Host-device"}
    assert set_["__Host-session"].endswith(
        "; Max-Age=7776000; Path=/; SameSite=Lax; HttpOnly; Secure"
    )
    assert set_["__Host-account"] == "1; Max-Age=7776000; Path=/; SameSite=Lax; Secure"
    assert browser.who["signed_in"]


def test_an_account_that_is_being_erased_lets_nobody_in(browser: Browser) -> None:
    account_id = browser.sign_in()["account"]["id"]
    browser.post("/accounts/sign-out")
    browser.shop.advance(60)
    close(account_id)

    challenge = browser.asked()

    assert answer(browser, challenge, mailed(challenge)["code"]) == (409, "account_closing")


def close(account_id: str) -> None:
    key = {"pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT"}
    table.write(
        table.update(
            settings().table("accounts"),
            key,
            "SET #state = :closing",
            {":closing": "closing"},
            names={"#state": "state"},
        )
    )


def test_an_account_is_opened_with_the_facts_that_tell_of_it(browser: Browser) -> None:
    account_id = browser.sign_in()["account"]["id"]

    items = table.query_all(settings().table("accounts"), f"ACCOUNT#{account_id}")

    kinds = {item["sk"].split("#")[0] for item in items}
    assert kinds >= {"ACCOUNT", "SECURITY", "EVENT", "ACTIVITY"}
    assert [item["type"] for item in items if item["sk"].startswith("EVENT#")] == ["AccountOpened"]
    (account,) = [item for item in items if item["sk"] == "ACCOUNT"]
    assert account["address"] == people.address_subject(ADA)
    assert account["created_at"] == clock.text(browser.shop.now)
