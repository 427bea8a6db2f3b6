"""Addresses that an account gave up: they go with it, unless somebody has used them since."""

from collections.abc import Callable

import pytest
from accounts import accounts_table
from accounts.accounts_table import Former
from accounts.privacy import exports_table, former_addresses, gathering
from accounts.signing_in import opening
from checkout import orders_table
from shopkit import buyers, holdings, people

from tests.factories import make_offer, order, pay, sell
from tests.shop import EMAIL, Bought, Shop
from tests.signing_in import Browser, letters, warnings
from tests.wire import Wire, watched

NEW, NEWEST = "ada.lovelace@example.org", "countess@example.net"
HOUR = 3600
FORMER = people.address_subject(EMAIL)


@pytest.fixture
def ada(shop: Shop) -> Browser:
    """She bought with the address as a guest, and then opened an account with it."""
    sell(shop, make_offer("TEA-1", 450), units=50)
    browser = Browser(shop)
    browser.sign_in(EMAIL)
    return browser


def change(browser: Browser, email: str = NEW) -> None:
    challenge = browser.asked(email, "email-change")
    codes = {purpose: private["code"] for purpose, private in letters(challenge)}
    sent = {"new_code": codes["confirm_new"], "old_code": codes["confirm_old"]}
    answer = browser.post(f"/accounts/email-change/{challenge}", sent)
    assert answer.status == 200, answer.text


def buy(shop: Shop) -> Bought:
    made = order(shop, ("TEA-1", 1))
    pay(shop, made)
    return made


def ask(browser: Browser) -> None:
    answer = browser.post("/accounts/privacy/erasure", {"confirm": True})
    assert answer.status == 202, answer.text


def finish(shop: Shop) -> None:
    shop.settle()
    shop.advance(HOUR + 60)
    shop.settle()


def id_of(browser: Browser) -> str:
    account_id = accounts_table.of_address(people.address_subject(email_of(browser)))
    assert account_id is not None
    return account_id


def email_of(browser: Browser) -> str:
    return str(browser.get("/accounts/security").json["email"])


def account_of(browser: Browser) -> accounts_table.Account:
    account = accounts_table.read(id_of(browser))
    assert account is not None
    return account


def state_of(made: Bought) -> tuple[str, bool]:
    """The order's status, and whether it still tells whose it is."""
    kept = orders_table.read(made.order_id)
    assert kept is not None
    return kept.status, buyers.open_(kept.private, kept.id) is not None


def key_stands() -> bool:
    return FORMER in people.keys_of([FORMER])


def test_an_address_that_was_given_up_is_remembered_with_its_time(ada: Browser) -> None:
    changed_at = ada.shop.now
    change(ada)
    ada.shop.advance(60)

    change(ada, NEWEST)

    account = account_of(ada)
    assert account.address == people.address_subject(NEWEST)
    assert [(one.subject, one.until) for one in account.former] == [
        (FORMER, changed_at), (people.address_subject(NEW), ada.shop.now),
    ]  # fmt: skip


def test_an_address_that_is_the_accounts_again_is_no_former_one(ada: Browser) -> None:
    change(ada)

    change(ada, EMAIL)

    account = account_of(ada)
    assert account.former == (Former(people.address_subject(NEW), ada.shop.now),)


def test_an_address_that_was_stopped_was_never_the_owners(ada: Browser) -> None:
    account_id = id_of(ada)
    change(ada)
    (link,) = [
        private["link"] for name, private in warnings(account_id)
        if name == "email_changed" and private["link"]
    ]  # fmt: skip

    stopped = Browser(ada.shop).post(
        "/accounts/email-change/stop", {"token": str(link).partition("#")[2]}
    )

    account = accounts_table.read(account_id)
    assert stopped.status == 204, stopped.text
    assert account is not None
    assert (account.address, account.former) == (FORMER, ())
    for subject in (FORMER, people.address_subject(NEW)):
        assert accounts_table.whose_it_was(subject) == {}


def test_whose_an_address_was_is_told_until_it_is_theirs_again(ada: Browser) -> None:
    account_id, new = id_of(ada), people.address_subject(NEW)
    change(ada)
    left_at = ada.shop.now
    told = accounts_table.whose_it_was(FORMER)
    ada.shop.advance(60)

    change(ada, EMAIL)

    assert told == {account_id: left_at}
    assert accounts_table.whose_it_was(FORMER) == {}
    assert list(accounts_table.whose_it_was(new)) == [account_id]


def test_of_very_many_addresses_the_oldest_are_told_no_more(
    ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts_table, "MOST_FORMER", 1)
    change(ada)

    change(ada, NEWEST)

    assert accounts_table.whose_it_was(FORMER) == {}
    assert list(accounts_table.whose_it_was(people.address_subject(NEW))) == [id_of(ada)]


def test_what_was_bought_with_it_is_called_off_and_its_key_goes_with_the_account(
    shop: Shop, ada: Browser
) -> None:
    made = buy(shop)
    shop.advance(60)
    change(ada)

    ask(ada)
    finish(shop)

    assert state_of(made) == ("cancelled", False)
    assert not key_stands()
    assert [fact["data"]["subjects"][2:] for fact in shop.facts.latest("PersonErased")] == [
        [FORMER]
    ]


def test_what_was_bought_with_it_is_in_the_copy(shop: Shop, ada: Browser) -> None:
    made = buy(shop)
    shop.advance(60)
    change(ada)
    ada.post("/accounts/privacy/export", {})

    export = exports_table.read(id_of(ada))
    assert export is not None
    (orders,) = [part for part in gathering.of(export, shop.now) if part.name == "orders"]
    assert [(one["id"], one["email"]) for one in orders.records] == [(made.order_id, EMAIL)]


def test_what_others_did_with_it_since_is_not_in_the_copy(shop: Shop, ada: Browser) -> None:
    made = buy(shop)
    shop.settle()
    shop.advance(60)
    change(ada)
    shop.advance(60)
    order(shop, ("TEA-1", 1))
    stranger = Browser(shop, viewer="198.51.100.9")
    stranger.post("/accounts/sign-in/code", {"email": EMAIL})
    shop.advance(2 * HOUR)
    shop.settle()
    ada.sign_in(NEW)
    ada.post("/accounts/privacy/export", {})

    export = exports_table.read(id_of(ada))
    assert export is not None
    parts = {part.name: part.records for part in gathering.of(export, shop.now)}
    mails = [one["about"] for one in parts["mails"]]
    strangers = holdings.mails_to(FORMER)[0]
    assert [one["id"] for one in parts["orders"]] == [made.order_id]
    assert made.order_id in mails
    assert strangers["kind"] == "sign_in_code"
    assert strangers["about"] not in mails


def ordered(shop: Shop) -> None:
    buy(shop)


def opened(shop: Shop) -> None:
    opening.open_account(EMAIL, shop.now)


@pytest.mark.parametrize("used", [ordered, opened])
def test_an_address_that_somebody_has_used_since_stays_theirs(
    shop: Shop, ada: Browser, used: Callable[[Shop], None]
) -> None:
    made = buy(shop)
    shop.advance(60)
    change(ada)
    used(shop)
    account_id = id_of(ada)

    ask(ada)
    finish(shop)

    assert accounts_table.read(account_id) is None
    assert state_of(made) == ("paid", True)
    (fact,) = [fact["data"] for fact in shop.facts.latest("PersonErased")]
    assert fact["subjects"] == [account_id, people.address_subject(NEW)]


def test_an_address_that_was_only_typed_since_is_still_theirs(shop: Shop, ada: Browser) -> None:
    made = buy(shop)
    shop.advance(60)
    change(ada)
    typed = order(shop, ("TEA-1", 1))
    shop.advance(2 * HOUR)
    shop.settle()
    ended = orders_table.read(typed.order_id)
    ada.sign_in(NEW)

    ask(ada)
    finish(shop)

    assert ended is not None
    assert ended.status == "expired"
    assert state_of(made) == ("cancelled", False)
    assert not key_stands()


def test_an_address_that_somebody_is_ordering_with_is_not_theirs(shop: Shop, ada: Browser) -> None:
    made = buy(shop)
    shop.advance(60)
    change(ada)
    order(shop, ("TEA-1", 1))

    subjects = former_addresses.still_theirs(account_of(ada))

    assert (subjects, state_of(made)) == ((), ("paid", True))


def test_an_order_that_was_paid_and_called_off_since_was_somebodys(
    shop: Shop, ada: Browser
) -> None:
    shop.advance(60)
    change(ada)
    theirs = buy(shop)
    shop.post(f"/checkout/admin/orders/{theirs.order_id}/cancel", staff=True)
    shop.settle()

    assert state_of(theirs) == ("cancelled", True)
    assert former_addresses.still_theirs(account_of(ada)) == ()


def test_an_order_with_it_in_the_hour_of_the_letters_is_somebody_elses_and_stays(
    shop: Shop, ada: Browser
) -> None:
    change(ada)
    people.key_for(FORMER, shop.now)
    shop.advance(60)
    ask(ada)
    shop.settle()
    shop.advance(60)

    made = buy(shop)
    finish(shop)

    assert accounts_table.of_address(people.address_subject(NEW)) is None
    assert state_of(made) == ("paid", True)


def test_the_account_of_somebody_who_never_changed_it_is_read_at_no_more_cost(
    shop: Shop, ada: Browser
) -> None:
    account = account_of(ada)

    with watched(shop, Wire()) as wire:
        theirs = former_addresses.still_theirs(account)

    assert (theirs, wire.calls) == ((), [])


def test_only_so_many_are_remembered(shop: Shop, ada: Browser) -> None:
    account = account_of(ada)
    key, person = people.key_of(account.id), accounts_table.opened(account)

    for number in range(accounts_table.MOST_FORMER + 5):
        account, _ = accounts_table.readdressed(
            account, person, key, f"eml_{number}", shop.now, taken_back=False
        )

    assert len(account.former) == accounts_table.MOST_FORMER
    assert account.former[-1].subject == f"eml_{accounts_table.MOST_FORMER + 3}"
