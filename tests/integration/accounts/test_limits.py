"""Guessing does not pay, locks no owner out, and tells nobody who has an account."""

import pytest

from tests.shop import Response, Shop
from tests.signing_in import ADA, PASSPHRASE, Browser, mailed


def try_password(browser: Browser, password: str, email: str = ADA) -> Response:
    return browser.post("/accounts/sign-in/password", {"email": email, "password": password})


def with_password(shop: Shop, email: str = ADA) -> Browser:
    browser = Browser(shop)
    browser.sign_in(email)
    assert browser.put("/accounts/security/password", {"password": PASSPHRASE}).status == 204
    return browser


def test_a_password_signs_in(shop: Shop) -> None:
    owner = with_password(shop)
    browser = Browser(shop, viewer="198.51.100.1")

    answer = try_password(browser, PASSPHRASE)

    assert answer.json["state"] == "signed_in"
    assert browser.who["account_id"] == owner.who["account_id"]
    assert not browser.who["strong"]


def test_who_has_an_account_cannot_be_told_by_a_wrong_password(shop: Shop) -> None:
    with_password(shop)
    Browser(shop, viewer="10.9.9.9").sign_in("codes.only@example.com")

    answers = [
        try_password(Browser(shop, viewer=f"10.{n}.0.1"), "a wrong password", email)
        for n, email in enumerate([ADA, "codes.only@example.com", "nobody@example.com"])
    ]

    assert {(one.status, one.text) for one in answers} == {(422, answers[0].text)}
    assert answers[0].json["code"] == "wrong_credentials"


def test_at_most_ten_guesses_an_hour_at_one_account_from_however_many_networks(
    shop: Shop,
) -> None:
    with_password(shop)
    judged = 0

    for guess in range(400):
        network = f"10.{guess % 250}.{guess // 250}.1"
        answer = try_password(Browser(shop, viewer=network), f"a guess, number {guess}")
        judged += answer.status == 422
        shop.advance(9)

    assert judged == 10
    assert answer.status == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600


def test_the_limits_are_the_same_for_an_address_without_account(shop: Shop) -> None:
    with_password(shop)
    statuses: dict[str, list[int]] = {}

    for n, email in enumerate([ADA, "nobody@example.com"]):
        statuses[email] = [
            try_password(Browser(shop, viewer=f"10.{n}.{k}.1"), f"guess {n} {k}", email).status
            for k in range(6)
        ]

    assert statuses[ADA] == statuses["nobody@example.com"] == [422, 422, 422, 429, 429, 429]


def test_the_owners_browser_is_not_locked_out_by_a_strangers_guesses(shop: Shop) -> None:
    owner = with_password(shop)
    owner.post("/accounts/sign-out")
    stranger = Browser(shop, viewer="198.51.100.1")
    while try_password(stranger, "a guess of a stranger").status == 422:
        pass

    assert try_password(Browser(shop, viewer="192.0.2.1"), PASSPHRASE).status == 429
    assert try_password(owner, PASSPHRASE).status == 200


def test_a_code_is_a_way_in_while_the_password_is_guessed_at(shop: Shop) -> None:
    with_password(shop)
    stranger = Browser(shop, viewer="198.51.100.1")
    while try_password(stranger, "a guess of a stranger").status == 422:
        pass

    assert Browser(shop, viewer="192.0.2.1").sign_in()["state"] == "signed_in"


def test_one_password_over_many_accounts_is_stopped_at_a_network(shop: Shop) -> None:
    judged = 0

    for n in range(200):
        answer = try_password(
            Browser(shop, viewer=f"198.51.100.{n}"), "the same password", f"user{n}@example.com"
        )
        judged += answer.status == 422
        shop.advance(18)

    assert judged == 10


def test_one_password_over_many_accounts_is_stopped_over_all_networks(shop: Shop) -> None:
    judged = 0

    for n in range(200):
        answer = try_password(
            Browser(shop, viewer=f"10.{n}.0.1"), "the same password", f"user{n}@example.com"
        )
        judged += answer.status == 422
        shop.advance(18)

    assert judged == 10


@pytest.mark.parametrize(
    ("past_the_edge", "judged"),
    [(False, 60), (True, 10)],
    ids=["who is at sixty networks", "who says to be, at the API's own address"],
)
def test_a_network_is_not_what_somebody_claims(
    shop: Shop, past_the_edge: bool, judged: int
) -> None:
    statuses = []

    for n in range(60):
        viewer = "198.51.100.1" if past_the_edge else f"10.{n}.0.1"
        browser = Browser(shop, viewer=viewer, past_the_edge=past_the_edge)
        claimed = {"X-Forwarded-For": f"10.{n}.0.1, 192.0.2.9", "X-Barrow-Edge": f"guess {n}"}
        sent = {"email": f"user{n}@example.com", "password": f"a password of its own, {n}"}
        answer = browser.post("/accounts/sign-in/password", sent, headers=claimed)
        statuses.append(answer.status)
        shop.advance(60)

    assert statuses.count(422) == judged
    assert statuses.count(429) == 60 - judged


def test_right_passwords_are_not_counted(shop: Shop) -> None:
    with_password(shop)

    statuses = [try_password(Browser(shop), PASSPHRASE).status for _ in range(15)]

    assert statuses == [200] * 15


def test_codes_are_guessed_at_ten_times_an_hour_whatever_the_challenges(shop: Shop) -> None:
    Browser(shop).sign_in()
    judged = 0

    for n in range(30):
        thief = Browser(shop, viewer=f"10.{n}.0.1")
        asked = thief.post("/accounts/sign-in/code", {"email": ADA})
        if asked.status == 429:
            continue
        for _ in range(5):
            guess = f"{(int(mailed(asked.json['id'])['code']) + 7) % 10**6:06d}"
            answer = thief.post(f"/accounts/sign-in/code/{asked.json['id']}", {"code": guess})
            judged += answer.json["code"] == "code_wrong"
            shop.advance(20)

    assert judged == 10


def test_mails_to_an_address_are_few_and_an_hour_apart_when_nobody_reads_them(
    browser: Browser,
) -> None:
    sent, waits = 0, []

    for _ in range(400):
        answer = browser.post("/accounts/sign-in/code", {"email": ADA})
        if answer.status == 202:
            sent += 1
        else:
            waits.append(int(answer.headers["Retry-After"]))
        browser.shop.advance(9)

    assert sent == 5
    assert waits[0] == 11


def test_a_stranger_cannot_keep_the_owner_from_a_code(browser: Browser, shop: Shop) -> None:
    browser.sign_in()
    browser.post("/accounts/sign-out")
    stranger = Browser(shop, viewer="198.51.100.1")
    for _ in range(100):
        stranger.post("/accounts/sign-in/code", {"email": ADA})
        shop.advance(30)

    assert browser.sign_in()["state"] == "signed_in"
    assert Browser(shop, viewer="192.0.2.1").sign_in()["state"] == "signed_in"


def test_codes_that_are_used_are_not_counted(browser: Browser) -> None:
    for _ in range(12):
        assert browser.sign_in()["state"] == "signed_in"


def test_a_guess_at_a_second_factor_is_counted_for_the_account(shop: Shop) -> None:
    owner = with_password(shop)
    owner.set_up_totp()
    shop.advance(60)
    judged = 0

    for n in range(12):
        thief = Browser(shop, viewer=f"10.{n}.0.1")
        step = try_password(thief, PASSPHRASE).json["id"]
        for _ in range(5):
            sent = {"id": step, "code": "WRONG-CODE"}
            answer = thief.post("/accounts/sign-in/recovery-code", sent)
            judged += answer.json["code"] == "code_wrong"
            shop.advance(20)

    assert judged == 10


def test_no_counter_names_who_it_counts(shop: Shop) -> None:
    from shopkit import aws

    try_password(Browser(shop, viewer="198.51.100.23"), "kept nowhere at all")

    items = aws.client("dynamodb").scan(TableName="barrow-local-accounts")["Items"]
    limits = [item for item in items if item["pk"]["S"].startswith("LIMIT#")]
    assert len(limits) == 3
    for text in ("ada", "198.51", "kept nowhere", "example.com"):
        assert text not in str(items)
    assert all("expires_at" in item for item in limits)


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
def test_too_many_is_said_in_the_same_words_to_everybody(shop: Shop, email: str) -> None:
    Browser(shop).sign_in()
    browser = Browser(shop, viewer="198.51.100.1")
    for _ in range(4):
        answer = try_password(browser, "not the password", email)

    assert answer.status == 429
    assert answer.json["code"] == "too_many_requests"
    assert answer.json["detail"] == "Too many tries; wait a while"
    assert answer.headers["Retry-After"] == "3"
