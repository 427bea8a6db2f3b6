"""Lost second factors: the owner comes back after a wait, a thief in the mailbox is seen and
stopped.
"""

import pytest

from tests.authenticator import Authenticator
from tests.shop import Response, Shop
from tests.signed_in import make_member
from tests.signing_in import ADA, IPHONE, PASSPHRASE, Browser, totp, warnings

DAY = 86400


@pytest.fixture
def owner(browser: Browser) -> tuple[Browser, str]:
    """A browser of an account with an authenticator, and its key."""
    browser.sign_in()
    browser.put("/accounts/security/password", {"password": PASSPHRASE})
    key, _ = browser.set_up_totp()
    browser.shop.advance(60)
    return browser, key


def at_second_step(shop: Shop) -> tuple[Browser, str]:
    """Whoever reads the mailbox, after the mailed code."""
    browser = Browser(shop, agent=IPHONE, viewer="198.51.100.1")
    step = browser.sign_in(ADA, "recovery")
    assert step["state"] == "second_factor"
    return browser, step["id"]


def lose(shop: Shop) -> Response:
    browser, step = at_second_step(shop)
    return browser.post("/accounts/sign-in/second-factor/lost", {"id": step})


def finish(shop: Shop) -> tuple[Browser, Response]:
    browser, step = at_second_step(shop)
    return browser, browser.post("/accounts/sign-in/second-factor/lost/finish", {"id": step})


def link_of(owner: Browser, what: str) -> str:
    (private,) = [private for name, private in warnings(owner.who["account_id"]) if name == what]
    return str(private["link"])


def test_a_recovery_that_nobody_came_back_for_lapses(
    owner: tuple[Browser, str], shop: Shop
) -> None:
    lose(shop)
    shop.advance(14 * DAY)

    browser, answer = finish(shop)

    assert (answer.status, answer.json["code"]) == (409, "recovery_not_ready")
    assert not browser.who["signed_in"]
    assert lose(shop).json["state"] == "waiting"


def test_after_seven_days_the_owner_is_in_again_without_the_second_factor(
    owner: tuple[Browser, str], shop: Shop
) -> None:
    assert lose(shop).json == {
        "object": "recovery", "state": "waiting", "until": "2026-03-09T09:01:00Z",
    }  # fmt: skip
    shop.advance(7 * DAY)

    browser, answer = finish(shop)

    assert answer.json["state"] == "signed_in"
    security = browser.get("/accounts/security").json
    assert not security["totp"]["enabled"]
    assert not security["has_password"]
    assert security["recovery_codes_left"] == 0
    assert not owner[0].who["signed_in"]
    told = [what for what, _ in warnings(browser.who["account_id"])]
    assert {"recovery_started", "recovery_done"} <= set(told)


def test_passkeys_fall_with_the_authenticator(https: str, shop: Shop) -> None:
    browser = Browser(shop)
    browser.sign_in()
    given = browser.post("/accounts/security/passkeys/options").json
    credential = Authenticator(https).create(given["options"])
    sent = {"id": given["id"], "credential": credential, "name": "Lost telephone"}
    assert browser.post("/accounts/security/passkeys", sent).status == 201
    browser.set_up_totp()
    lose(shop)
    shop.advance(7 * DAY)

    back, _ = finish(shop)

    assert back.get("/accounts/security").json["passkeys"] == []


def test_before_that_nobody_is(owner: tuple[Browser, str], shop: Shop) -> None:
    lose(shop)
    shop.advance(7 * DAY - 1)

    browser, answer = finish(shop)

    assert (answer.status, answer.json["code"]) == (409, "recovery_not_ready")
    assert not browser.who["signed_in"]
    assert owner[0].get("/accounts/security").json["totp"]["enabled"]


def test_without_having_asked_nothing_falls(owner: tuple[Browser, str], shop: Shop) -> None:
    _, answer = finish(shop)

    assert (answer.status, answer.json["code"]) == (409, "recovery_not_ready")


def test_asking_again_does_not_begin_anew(owner: tuple[Browser, str], shop: Shop) -> None:
    first = lose(shop).json
    shop.advance(DAY)

    assert lose(shop).json == first


def test_every_session_sees_it_and_stops_it(owner: tuple[Browser, str], shop: Shop) -> None:
    lose(shop)

    assert owner[0].who["recovery_waiting_until"] == "2026-03-09T09:01:00Z"
    assert owner[0].get("/accounts/security").json["recovery"]["state"] == "waiting"
    assert owner[0].delete("/accounts/security/recovery").status == 204

    shop.advance(7 * DAY)
    _, answer = finish(shop)
    assert answer.json["code"] == "recovery_not_ready"
    assert owner[0].delete("/accounts/security/recovery").status == 404


def test_the_letters_link_stops_it(owner: tuple[Browser, str], shop: Shop) -> None:
    lose(shop)
    link = link_of(owner[0], "recovery_started")
    page, _, token = link.partition("#")

    answer = Browser(shop, viewer="192.0.2.1").post("/accounts/recovery/stop", {"token": token})

    assert page == "http://127.0.0.1:8000/account/recover/"
    assert answer.status == 204
    shop.advance(7 * DAY)
    assert finish(shop)[1].json["code"] == "recovery_not_ready"


@pytest.mark.parametrize("token", ["", "stop.", "stop.acc_1.x", "stop.acc_" + "0" * 26 + ".x"])
def test_a_link_that_was_not_sent_stops_nothing(
    owner: tuple[Browser, str], shop: Shop, token: str
) -> None:
    lose(shop)
    mine = f"stop.{owner[0].who['account_id']}.guessed"

    for one in (token, mine):
        assert Browser(shop).post("/accounts/recovery/stop", {"token": one}).status == 404
    assert owner[0].get("/accounts/security").json["recovery"]["state"] == "waiting"


def test_once_stopped_none_can_be_begun_for_a_week(owner: tuple[Browser, str], shop: Shop) -> None:
    lose(shop)
    owner[0].delete("/accounts/security/recovery")
    shop.advance(60)

    assert lose(shop).json["state"] == "paused"
    shop.advance(7 * DAY)
    assert lose(shop).json["state"] == "waiting"


def test_signing_in_with_the_second_factor_stops_it(owner: tuple[Browser, str], shop: Shop) -> None:
    lose(shop)
    shop.advance(DAY)
    browser = Browser(shop)
    step = browser.sign_in()["id"]

    sent = {"id": step, "code": totp(shop, owner[1])}
    assert browser.post("/accounts/sign-in/second-factor", sent).status == 200

    shop.advance(7 * DAY)
    assert finish(shop)[1].json["code"] == "recovery_not_ready"


def test_a_password_alone_does_not_begin_one(owner: tuple[Browser, str], shop: Shop) -> None:
    thief = Browser(shop, viewer="198.51.100.1")
    sent = {"email": ADA, "password": PASSPHRASE}
    step = thief.post("/accounts/sign-in/password", sent).json

    answer = thief.post("/accounts/sign-in/second-factor/lost", {"id": step["id"]})

    assert step["recovery"] is None
    assert (answer.status, answer.json["code"]) == (409, "challenge_over")


def test_a_stolen_session_does_not_begin_one(owner: tuple[Browser, str], shop: Shop) -> None:
    thief = Browser(shop, cookies={"session": owner[0].token})

    answer = thief.post("/accounts/sign-in/second-factor/lost", {"id": "chl_1"})

    assert answer.status == 409


def test_the_shops_people_ask_an_owner(shop: Shop, owner: tuple[Browser, str]) -> None:
    make_member(shop, ADA, "stockroom")

    answer = lose(shop)

    assert (answer.status, answer.json["code"]) == (409, "ask_an_owner")


def test_with_no_second_factor_there_is_nothing_to_wait_for(browser: Browser) -> None:
    browser.sign_in()
    browser.shop.advance(60)

    again = Browser(browser.shop).sign_in(ADA, "recovery")

    assert again["state"] == "signed_in"
