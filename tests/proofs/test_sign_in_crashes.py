"""The process dies at each call of a way in, or of a change of security: what is left is whole, and
whoever tries again is in, once.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from accounts import accounts_table
from accounts.signing_in import security_table
from barrow.cloud.moto_engine import MotoEngine
from shopkit import aws, marshal, people

from tests.shop import Shop, open_shop
from tests.signing_in import PASSPHRASE, Browser, letters, mailed, totp
from tests.wire import AFTER, BEFORE, Died, Wire, watched

Act = Callable[[], Any]


def sign_up(browser: Browser, email: str) -> Act:
    challenge = browser.asked(email, "sign-up", name="Ada")
    code = mailed(challenge)["code"]
    return lambda: browser.post(f"/accounts/sign-in/code/{challenge}", {"code": code})


def set_password(browser: Browser, email: str) -> Act:
    browser.sign_in(email)
    return lambda: browser.put("/accounts/security/password", {"password": PASSPHRASE})


def turn_totp_on(browser: Browser, email: str) -> Act:
    browser.sign_in(email)
    given = browser.post("/accounts/security/totp").json
    sent = {"id": given["id"], "code": totp(browser.shop, given["key"])}
    return lambda: browser.put("/accounts/security/totp", sent)


def change_address(browser: Browser, email: str) -> Act:
    browser.sign_in(email)
    challenge = browser.asked(f"new.{email}", "email-change")
    codes = {purpose: private["code"] for purpose, private in letters(challenge)}
    sent = {"new_code": codes["confirm_new"], "old_code": codes["confirm_old"]}
    return lambda: browser.post(f"/accounts/email-change/{challenge}", sent)


def sign_out_everywhere(browser: Browser, email: str) -> Act:
    browser.sign_in(email)
    Browser(browser.shop, viewer=browser.viewer).sign_in(email)
    return lambda: browser.delete("/accounts/sessions?all=true")


SCENARIOS = [
    sign_up, set_password, turn_totp_on, change_address, sign_out_everywhere,
]  # fmt: skip


@pytest.mark.parametrize("prepare", SCENARIOS)
def test_a_death_at_any_call_leaves_a_whole_account_that_lets_its_owner_in(
    prepare: Callable[[Browser, str], Act],
) -> None:
    with open_shop(MotoEngine()) as shop:
        act = prepare(Browser(shop, viewer="10.0.0.1"), "undisturbed@example.com")
        with watched(shop, Wire()) as wire:
            assert act().status < 300
        died = 0

        for at in wire.writes:
            for when in (BEFORE, AFTER):
                email = f"{when}{at}@example.com"
                act = prepare(Browser(shop, viewer=f"10.{at}.{when == AFTER:d}.1"), email)
                with watched(shop, Wire(at, when)) as cut, suppress(Died):
                    act()
                died += len(cut.calls) == at
                _is_whole(shop, email, f"{when} {wire.calls[at - 1]}")

        assert died == 2 * len(wire.writes)
        assert wire.writes


def _is_whole(shop: Shop, email: str, died_at: str) -> None:
    listed = [
        found
        for one in (email, f"new.{email}")
        if (found := accounts_table.of_address(people.address_subject(one)))
    ]
    assert len(listed) <= 1, died_at
    rows = _everything()
    for account_id in listed:
        security = security_table.read(account_id)
        standing = {
            row["pk"].removeprefix("SESSION#")
            for row in rows
            if row["pk"].startswith("SESSION#") and row["account_id"] == account_id
        }
        assert standing == set(security.sessions), died_at
        account = accounts_table.read(account_id)
        assert account is not None
        person = accounts_table.opened(account)
        assert account.address == people.address_subject(person.email), died_at
        email = person.email
        assert bool(security.recovery_codes) == security.has_totp, died_at
    again = Browser(shop, viewer="192.0.2.7")
    shop.advance(60)
    state = again.sign_in(email)["state"]
    assert state in {"signed_in", "second_factor"}, died_at


def _everything() -> list[Any]:
    pages = aws.client("dynamodb").get_paginator("scan")
    table = accounts_table.accounts_table()
    return [
        marshal.load(item) for page in pages.paginate(TableName=table) for item in page["Items"]
    ]
