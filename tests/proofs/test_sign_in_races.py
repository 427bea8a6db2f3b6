"""Sixteen at once: five tries are five, one code opens one session, and who is out stays out."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from accounts.signing_in import opening, security_table, sessions
from barrow.cloud.ministack_engine import MiniStackEngine
from barrow.cloud.moto_engine import MotoEngine
from shopkit import people
from shopkit.settings import settings

from tests.shop import open_shop
from tests.signing_in import ADA, PASSPHRASE, Browser, mailed, totp

THREADS = 16
ENGINES = pytest.mark.parametrize("engine", [MotoEngine, MiniStackEngine])
Engine = Callable[[], Any]


def at_once(do: Callable[[int], Any], times: int = THREADS) -> list[Any]:
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(do, range(times)))


def same_browser(browser: Browser, viewer: str = "") -> Browser:
    """Another tab, with the same cookies."""
    return Browser(browser.shop, viewer=viewer or browser.viewer, cookies=dict(browser.cookies))


@ENGINES
def test_sixteen_guesses_at_one_code_are_at_most_five_tries(engine: Engine) -> None:
    with open_shop(engine()) as shop:
        browser = Browser(shop)
        challenge = browser.asked()
        right = int(mailed(challenge)["code"])

        def guess(n: int) -> Any:
            code = f"{(right + 1 + n) % 10**6:06d}"
            path = f"/accounts/sign-in/code/{challenge}"
            return same_browser(browser).post(path, {"code": code}).json["code"]

        told = Counter(at_once(guess))

        assert told["code_wrong"] <= 5
        assert set(told) <= {"code_wrong", "challenge_over", "too_many_requests"}


@ENGINES
def test_sixteen_tabs_with_the_right_code_open_one_session(engine: Engine) -> None:
    with open_shop(engine()) as shop:
        browser = Browser(shop)
        browser.sign_in()
        shop.advance(60)
        known = same_browser(browser)
        challenge = known.asked()
        code = mailed(challenge)["code"]

        def answer(_: int) -> int:
            path = f"/accounts/sign-in/code/{challenge}"
            return same_browser(known).post(path, {"code": code}).status

        told = Counter(at_once(answer))

        assert told[200] == 1
        assert set(told) <= {200, 409, 429}


@ENGINES
def test_sixteen_guesses_at_one_password_are_counted_as_sixteen(engine: Engine) -> None:
    with open_shop(engine()) as shop:
        Browser(shop).sign_in()

        def guess(n: int) -> int:
            sent = {"email": ADA, "password": f"guess, number {n}"}
            browser = Browser(shop, viewer=f"10.{n}.0.1")
            return browser.post("/accounts/sign-in/password", sent).status

        told = Counter(at_once(guess, 48))

        # three need no delay; all others come too soon after them
        assert told[422] == 3
        assert told[429] == 45


@ENGINES
def test_sixteen_sign_ups_with_one_address_open_one_account(engine: Engine) -> None:
    with open_shop(engine()) as shop:
        opened = at_once(lambda n: opening.open_account(ADA, shop.now, name=f"Ada {n}"))

        assert len({account.id for account in opened}) == 1
        subject = people.address_subject(ADA)
        assert {account.address for account in opened} == {subject}


@ENGINES
def test_one_code_of_an_authenticator_opens_one_session(engine: Engine) -> None:
    with open_shop(engine()) as shop:
        owner = Browser(shop)
        owner.sign_in()
        owner.put("/accounts/security/password", {"password": PASSPHRASE})
        key, _ = owner.set_up_totp()
        shop.advance(60)
        sent = {"email": ADA, "password": PASSPHRASE}
        steps = []
        for n in range(6):
            browser = Browser(shop, viewer=f"10.{n}.0.1")
            step = browser.post("/accounts/sign-in/password", sent).json["id"]
            steps.append((browser, step))
        code = totp(shop, key)

        def answer(n: int) -> int:
            browser, step = steps[n]
            sent = {"id": step, "code": code}
            return browser.post("/accounts/sign-in/second-factor", sent).status

        told = Counter(at_once(answer, len(steps)))

        assert told[200] == 1


@ENGINES
def test_who_signs_in_while_everybody_is_signed_out_is_out_or_came_after(engine: Engine) -> None:
    with open_shop(engine()) as shop:
        owner = Browser(shop)
        account_id = owner.sign_in()["account"]["id"]
        owner.put("/accounts/security/password", {"password": PASSPHRASE})
        browsers = [same_browser(owner) for _ in range(THREADS)]
        for browser in browsers:
            browser.cookies.pop("session")

        def act(n: int) -> None:
            if n % 4 == 3:
                sessions.end_all(account_id)
            else:
                sent = {"email": ADA, "password": PASSPHRASE}
                browsers[n].post("/accounts/sign-in/password", sent)

        at_once(act)

        listed = set(security_table.read(account_id).sessions)
        standing = {
            item["pk"].removeprefix("SESSION#")
            for item in everything()
            if item["pk"].startswith("SESSION#")
        }
        assert standing == listed
        assert not owner.who["signed_in"]
        sessions.end_all(account_id)
        assert not any(browser.who["signed_in"] for browser in browsers)


@ENGINES
def test_a_token_that_is_renewed_by_two_at_once_is_renewed_once(engine: Engine) -> None:
    with open_shop(engine()) as shop:
        browser = Browser(shop)
        browser.sign_in()
        tabs = [same_browser(browser) for _ in range(8)]

        def set_password(n: int) -> int:
            sent = {"password": f"{PASSPHRASE}, {n}"}
            return tabs[n].put("/accounts/security/password", sent).status

        told = Counter(at_once(set_password, len(tabs)))

        assert told[204] == 1
        assert set(told) <= {204, 401}
        assert sum(tab.who["signed_in"] for tab in tabs) == 1


def everything() -> list[Any]:
    from shopkit import aws, marshal

    answer = aws.client("dynamodb").scan(TableName=settings().table("accounts"))
    assert "LastEvaluatedKey" not in answer
    return [marshal.load(item) for item in answer["Items"]]
