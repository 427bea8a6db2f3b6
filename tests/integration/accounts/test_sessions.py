"""Sessions: listed, ended one or all, renewed, and over by themselves."""

from shopkit import sessions as doors

from tests.shop import Shop
from tests.signing_in import ADA, IPHONE, PASSPHRASE, Browser


def both(browser: Browser) -> tuple[Browser, Browser]:
    """The same account in two browsers."""
    browser.sign_in()
    browser.shop.advance(60)
    phone = Browser(browser.shop, agent=IPHONE, viewer="198.51.100.1")
    phone.sign_in()
    return browser, phone


def test_the_list_has_every_browser_and_says_which_this_is(browser: Browser) -> None:
    _, phone = both(browser)

    listed = phone.get("/accounts/sessions").json["data"]

    assert [(one["device"], one["current"]) for one in listed] == [
        ("Safari on iPhone", True),
        ("Firefox on Windows", False),
    ]
    assert listed[1]["created_at"] < listed[0]["created_at"]


def test_one_browser_signs_the_other_out(browser: Browser) -> None:
    desk, phone = both(browser)
    (other,) = [one for one in phone.get("/accounts/sessions").json["data"] if not one["current"]]

    assert phone.delete(f"/accounts/sessions/{other['id']}").status == 204

    assert not desk.who["signed_in"]
    assert phone.who["signed_in"]
    assert phone.delete(f"/accounts/sessions/{other['id']}").status == 404


def test_nobody_signs_out_another_accounts_browser(browser: Browser) -> None:
    browser.sign_in()
    mine = browser.get("/accounts/sessions").json["data"][0]["id"]
    thief = Browser(browser.shop, viewer="198.51.100.1")
    thief.sign_in("thief@example.com")

    assert thief.delete(f"/accounts/sessions/{mine}").status == 404
    assert browser.who["signed_in"]


def test_all_others_are_signed_out_and_a_stolen_cookie_is_dead(browser: Browser) -> None:
    desk, phone = both(browser)
    stolen = Browser(browser.shop, cookies={"session": desk.token}, viewer="192.0.2.66")

    assert phone.delete("/accounts/sessions").status == 204

    assert not stolen.who["signed_in"]
    assert stolen.get("/accounts/me").status == 401
    assert phone.who["signed_in"]


def test_everybody_is_signed_out_this_browser_too(browser: Browser) -> None:
    desk, phone = both(browser)

    assert phone.delete("/accounts/sessions?all=true").status == 204

    assert "session" not in phone.cookies
    assert not desk.who["signed_in"]


def test_a_session_ends_after_fourteen_days_unused(browser: Browser) -> None:
    browser.sign_in()
    browser.shop.advance(14 * 86400 - 1)
    assert browser.who["signed_in"]

    browser.shop.advance(14 * 86400 - 1)
    assert browser.who["signed_in"]
    browser.shop.advance(14 * 86400)

    assert not browser.who["signed_in"]


def test_a_session_ends_after_ninety_days_however_often_it_is_used(browser: Browser) -> None:
    browser.sign_in()
    days = 0

    while browser.who["signed_in"]:
        browser.shop.advance(86400)
        days += 1

    assert days == 90


def test_a_renewed_session_lives_no_longer_for_it(browser: Browser) -> None:
    browser.sign_in()
    ends_at = browser.who["ends_at"]
    browser.shop.advance(300)

    assert browser.put("/accounts/security/password", {"password": PASSPHRASE}).status == 204

    assert browser.who["ends_at"] == ends_at


def test_uses_are_noted_every_quarter_of_an_hour(browser: Browser) -> None:
    browser.sign_in()
    began = last = browser.shop.now
    writes = 0

    for _ in range(8):
        browser.shop.advance(5 * 60)
        session = doors.read(browser.token, browser.shop.now)
        assert session is not None
        noted = doors.read(browser.token, browser.shop.now)
        assert noted is not None
        writes += noted.used_at != session.used_at
        last = noted.used_at

    assert writes == 2
    assert last > began


def test_a_session_that_ended_while_it_was_used_is_not_brought_back(browser: Browser) -> None:
    account_id = browser.sign_in()["account"]["id"]
    browser.shop.advance(3600)
    from accounts.signing_in import sessions

    sessions.end_all(account_id)

    assert doors.read(browser.token, browser.shop.now) is None
    assert not browser.who["signed_in"]


def test_the_thirty_first_browser_ends_the_oldest_session(shop: Shop) -> None:
    browsers = []
    for number in range(31):
        browser = Browser(shop, viewer=f"10.{number}.0.1")
        browser.sign_in()
        browsers.append(browser)
        shop.advance(60)

    assert not browsers[0].who["signed_in"]
    assert browsers[1].who["signed_in"]
    assert len(browsers[30].get("/accounts/sessions").json["data"]) == 30


def test_a_write_with_the_cookie_from_another_sites_page_is_refused_before_it_is_read(
    browser: Browser,
) -> None:
    browser.sign_in()

    for origin in ("https://evil.example", "null", ""):
        answer = browser.put(
            "/accounts/security/password", {"pass": "word"}, headers={"Origin": origin}
        )
        assert (answer.status, answer.json["code"]) == (403, "not_allowed")


def test_a_read_needs_no_origin(browser: Browser) -> None:
    browser.sign_in()

    assert browser.get("/accounts/security", headers={"Origin": ""}).status == 200


def test_without_a_session_there_is_nothing_to_see(browser: Browser) -> None:
    for path in ("/accounts/security", "/accounts/sessions", "/accounts/me"):
        assert browser.get(path).status == 401
    browser.cookies["session"] = "x" * 43
    assert browser.get("/accounts/security").status == 401
    browser.cookies["session"] = "../../etc"
    assert browser.get("/accounts/security").status == 401


def test_what_the_table_holds_of_a_session_opens_nothing(browser: Browser) -> None:
    browser.sign_in(ADA)
    session = doors.read(browser.token, browser.shop.now)
    assert session is not None

    stolen = Browser(browser.shop, cookies={"session": session.fingerprint[:43]})

    assert not stolen.who["signed_in"]
    assert browser.token not in repr(session)
