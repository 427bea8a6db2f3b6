"""Who has an authenticator signs in in two steps."""

from typing import Any

from tests.shop import Shop
from tests.signing_in import ADA, IPHONE, PASSPHRASE, Browser, totp, warnings


def second_step(browser: Browser, how: str = "password") -> Any:
    if how == "code":
        return browser.sign_in()
    sent = {"email": ADA, "password": PASSPHRASE}
    answer = browser.post("/accounts/sign-in/password", sent)
    assert answer.status == 200, answer.text
    return answer.json


def test_one_factor_is_not_enough_once_there_is_an_authenticator(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    for how in ("password", "code"):
        browser = Browser(shop)

        step = second_step(browser, how)

        assert step["state"] == "second_factor"
        assert step["account"] is None
        assert step["factors"] == ["totp", "recovery_code"]
        assert "session" not in browser.cookies


def test_the_authenticators_code_is_the_second_step(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    browser, key = Browser(shop), guarded[1]
    step = second_step(browser)

    sent = {"id": step["id"], "code": totp(shop, key)}
    answer = browser.post("/accounts/sign-in/second-factor", sent)

    assert answer.json["state"] == "signed_in"
    assert browser.who["strong"]


def test_no_code_of_an_authenticator_is_good_twice(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    code = totp(shop, guarded[1])
    first, second = Browser(shop), Browser(shop, viewer="198.51.100.1")
    steps = [second_step(one)["id"] for one in (first, second)]

    answers = [
        one.post("/accounts/sign-in/second-factor", {"id": step, "code": code})
        for one, step in zip((first, second), steps, strict=True)
    ]

    assert [one.status for one in answers] == [200, 422]
    assert answers[1].json["code"] == "code_wrong"


def test_the_second_step_has_five_tries(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    browser = Browser(shop)
    step = second_step(browser)["id"]
    wrong = f"{(int(totp(shop, guarded[1])) + 1) % 1_000_000:06d}"

    left = []
    for _ in range(5):
        answer = browser.post("/accounts/sign-in/second-factor", {"id": step, "code": wrong})
        left.append(answer.json["tries_left"])
        shop.advance(20)
    sent = {"id": step, "code": totp(shop, guarded[1])}
    after = browser.post("/accounts/sign-in/second-factor", sent)

    assert left == [4, 3, 2, 1, 0]
    assert (after.status, after.json["code"]) == (409, "challenge_over")


def test_the_second_step_is_of_the_browser_that_took_the_first(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    step = second_step(Browser(shop))["id"]
    thief = Browser(shop, viewer="198.51.100.1")
    thief.asked("thief@example.com")

    sent = {"id": step, "code": totp(shop, guarded[1])}

    assert thief.post("/accounts/sign-in/second-factor", sent).status == 409


def test_whoever_knows_the_password_uses_up_no_tries_of_the_owners_browser(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    owner, key, _ = guarded
    thief = Browser(shop, viewer="198.51.100.1")
    judged = 0
    while judged < 10:
        shop.advance(200)
        sent = {"id": second_step(thief)["id"], "code": "000000"}
        judged += thief.post("/accounts/sign-in/second-factor", sent).status == 422
    refused = thief.post("/accounts/sign-in/second-factor", {**sent, "code": totp(shop, key)})

    sent = {"id": second_step(owner)["id"], "code": totp(shop, key)}
    answer = owner.post("/accounts/sign-in/second-factor", sent)

    assert refused.status == 429
    assert answer.json["state"] == "signed_in"


def test_a_recovery_code_stands_in_once_and_the_owner_is_told(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    _, _, codes = guarded
    browser, again = Browser(shop), Browser(shop)
    step = second_step(browser)["id"]
    sent = {"id": step, "code": codes[3].lower().replace("-", " ")}
    answer = browser.post("/accounts/sign-in/recovery-code", sent)
    shop.advance(60)
    step = second_step(again)["id"]

    refused = again.post("/accounts/sign-in/recovery-code", {"id": step, "code": codes[3]})

    assert answer.json["state"] == "signed_in"
    assert refused.json["code"] == "code_wrong"
    assert browser.get("/accounts/security").json["recovery_codes_left"] == 9
    told = [what for what, _ in warnings(browser.who["account_id"])]
    assert "recovery_code_used" in told


def test_new_recovery_codes_are_good_and_the_old_ones_dead(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    browser, _, old = guarded
    before = browser.token

    new = browser.post("/accounts/security/recovery-codes").json["recovery_codes"]

    assert len(set(new)) == 10
    assert not set(new) & set(old)
    assert browser.token != before
    other = Browser(shop)
    step = second_step(other)["id"]
    refused = other.post("/accounts/sign-in/recovery-code", {"id": step, "code": old[0]})
    assert refused.status == 422
    taken = other.post("/accounts/sign-in/recovery-code", {"id": step, "code": new[0]})
    assert taken.status == 200


def test_a_changed_password_ends_a_second_step_under_way(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    owner, key, _ = guarded
    thief = Browser(shop, agent=IPHONE)
    step = second_step(thief)["id"]

    assert owner.put("/accounts/security/password", {"password": PASSPHRASE + "!"}).status == 204

    sent = {"id": step, "code": totp(shop, key)}
    answer = thief.post("/accounts/sign-in/second-factor", sent)
    assert (answer.status, answer.json["code"]) == (409, "challenge_over")


def test_turning_the_authenticator_on_ends_every_other_session_and_renews_this(
    browser: Browser,
) -> None:
    browser.sign_in()
    browser.shop.advance(60)
    other = Browser(browser.shop, agent=IPHONE)
    other.sign_in()
    before = browser.token

    browser.set_up_totp()

    assert not other.who["signed_in"]
    assert not Browser(browser.shop, cookies={"session": before}).who["signed_in"]
    assert browser.who["strong"]


def test_an_authenticator_is_kept_only_when_its_first_code_came_back(browser: Browser) -> None:
    browser.sign_in()
    given = browser.post("/accounts/security/totp").json

    refused = browser.put(
        "/accounts/security/totp",
        {"id": given["id"], "code": f"{(int(totp(browser.shop, given['key'])) + 1) % 10**6:06d}"},
    )

    assert refused.json["code"] == "code_wrong"
    assert not browser.get("/accounts/security").json["totp"]["enabled"]


def test_turned_off_it_is_asked_for_no_more(
    guarded: tuple[Browser, str, list[str]], shop: Shop
) -> None:
    browser, _, _ = guarded

    assert browser.delete("/accounts/security/totp").status == 204

    security = browser.get("/accounts/security").json
    assert security["totp"] == {"enabled": False, "created_at": None}
    assert security["recovery_codes_left"] == 0
    assert second_step(Browser(shop))["state"] == "signed_in"
    assert browser.delete("/accounts/security/totp").status == 404
