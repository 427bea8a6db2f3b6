"""The tick of the checkout: from the text beside it to the consent that accounts keeps, for who is
signed in, for who is not, and for who opens an account later.
"""

from datetime import timedelta
from typing import Any

import pytest
from accounts import accounts_table
from accounts.privacy import erasing, gathering, persons
from accounts.privacy.exports_table import Export
from accounts.privacy.persons import Person
from accounts.profile import address_consents_table, consents_table, letters_wanted
from accounts.signing_in import opening
from shopkit import clock, consents, people, table
from shopkit.consent_texts import CURRENT
from shopkit.events import MarketingAgreed

from tests.factories import bought, checkout_body, fill_cart, make_offer, pay, sell
from tests.shop import EMAIL, SITE, Bought, Shop
from tests.signed_in import Visitor, sign_in

SUBJECT = people.address_subject(EMAIL)
BEFORE = "2026-11"


@pytest.fixture(autouse=True)
def _on_sale(shop: Shop) -> None:
    sell(shop, make_offer())


def order(shop: Shop, by: Visitor | None = None, **ticked: Any) -> Bought:
    """An unpaid order of somebody who agrees to the terms, and ticks what is given."""
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    body = checkout_body(shop, cart_id, token, consents={"terms": True} | ticked)
    headers = {"X-Cart-Token": token} | (by.headers if by else {})
    answer = shop.post("/checkout/checkouts", json=body, headers=headers)
    assert answer.status == 201, answer.text
    return bought(cart_id, token, answer)


def buy(shop: Shop, by: Visitor | None = None, **ticked: Any) -> Bought:
    made = order(shop, by, **ticked)
    pay(shop, made)
    return made


def marketing(visitor: Visitor) -> dict[str, Any]:
    shown: dict[str, Any] = visitor.get("/accounts/consents").json["marketing"]
    return shown


def refuse(visitor: Visitor) -> None:
    answer_letters(visitor, False)


def agree(visitor: Visitor) -> None:
    answer_letters(visitor, True)


def answer_letters(visitor: Visitor, given: bool) -> None:
    answer = visitor.request(
        "PUT",
        "/accounts/consents",
        json={"marketing": given, "analytics": False, "do_not_sell": False,
              "text_version": CURRENT},
        headers={"If-Match": "*"},
    )  # fmt: skip
    assert answer.status == 200, answer.text


def rows(shop: Shop) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.query_all(
        "barrow-local-accounts", f"EMAIL#{SUBJECT}", begins="CONSENT", consistent=True
    )
    return found


# ── who is signed in ─────────────────────────────────────────────────────────────────────────
def test_a_tick_of_who_is_signed_in_is_the_accounts_consent_from_when_it_was_ticked(
    shop: Shop,
) -> None:
    ada = sign_in(shop, EMAIL)
    made = order(shop, ada, marketing=True, marketing_text=BEFORE)
    shop.advance(600)

    pay(shop, made)

    assert marketing(ada) == {
        "given": True, "at": "2026-03-02T09:00:00Z", "source": "checkout", "text_version": BEFORE
    }  # fmt: skip
    assert consents.wants_letters(ada.account_id, shop.now)


def test_nobody_has_agreed_before_the_order_is_paid(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)

    order(shop, ada, marketing=True)
    order(shop, marketing=True)
    shop.settle()

    assert marketing(ada)["at"] is None
    assert not consents.wants_letters(SUBJECT, shop.now)


def test_who_does_not_tick_takes_nothing_back(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    buy(shop, ada, marketing=True)
    shop.advance(60)

    buy(shop, ada)

    assert marketing(ada)["given"] is True
    assert len(shop.facts.latest("MarketingAgreed")) == 1


def test_a_tick_answers_an_earlier_refusal(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    refuse(ada)
    shop.advance(60)

    buy(shop, ada, marketing=True)

    assert marketing(ada)["given"] is True


def test_who_refuses_between_the_tick_and_the_payment_has_refused(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    made = order(shop, ada, marketing=True)
    shop.advance(60)
    refuse(ada)

    pay(shop, made)

    assert marketing(ada)["given"] is False


# ── who is not ───────────────────────────────────────────────────────────────────────────────
def test_a_guests_tick_is_the_addresss_with_nothing_that_tells_whose_it_is(shop: Shop) -> None:
    buy(shop, marketing=True)

    standing = address_consents_table.read(SUBJECT, shop.now).marketing
    assert consents.wants_letters(SUBJECT, shop.now)
    assert (standing.source, standing.text_version) == ("checkout", CURRENT)
    assert [item["marketing"] for item in rows(shop)] == [True, True]
    assert EMAIL not in repr(rows(shop))
    assert EMAIL not in repr(shop.facts.latest("MarketingAgreed"))


def test_a_version_that_there_never_was_is_refused(shop: Shop) -> None:
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    ticked = {"terms": True, "marketing": True, "marketing_text": "1999-01"}
    body = checkout_body(shop, cart_id, token, consents=ticked)

    answer = shop.post("/checkout/checkouts", json=body, headers={"X-Cart-Token": token})

    assert answer.status == 422
    assert [one["pointer"] for one in answer.json["errors"]] == ["/consents/marketing_text"]


def test_a_tick_that_is_told_twice_is_kept_once(shop: Shop) -> None:
    buy(shop, marketing=True)
    (told,) = shop.facts.latest("MarketingAgreed")

    letters_wanted.agree(MarketingAgreed.model_validate(told["data"]), shop.now)

    assert len(rows(shop)) == 2


def test_an_answer_of_an_address_ends_with_its_time(shop: Shop) -> None:
    buy(shop, marketing=True)

    almost, over = shop.now + timedelta(days=1094), shop.now + timedelta(days=1096)

    assert consents.wants_letters(SUBJECT, almost)
    assert not consents.wants_letters(SUBJECT, over)
    assert address_consents_table.read(SUBJECT, over).marketing.given is False


def test_a_tick_that_is_heard_of_after_its_erasure_is_not_kept(shop: Shop) -> None:
    buy(shop, marketing=True)
    (told,) = shop.facts.latest("MarketingAgreed")
    late = told["data"] | {"id": "evt_01M81XTXN6G3DWKRD18MG1RZZZ"}
    table.transact(people.destroyed([SUBJECT]))
    address_consents_table.forget(SUBJECT)
    people.key_for(SUBJECT, shop.now)  # whoever has the address is somebody anew

    letters_wanted.agree(MarketingAgreed.model_validate(late), shop.now)

    assert rows(shop) == []


# ── taken back ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("signed_in", [True, False])
def test_the_confirmations_link_takes_the_tick_back(shop: Shop, signed_in: bool) -> None:
    ada = sign_in(shop, EMAIL) if signed_in else None
    buy(shop, ada, marketing=True)
    subject = ada.account_id if ada else SUBJECT
    assert consents.wants_letters(subject, shop.now)
    (letter,) = shop.mailbox.all()
    shop.advance(60)

    done = shop.post(unsubscribe_path(letter.text))

    assert done.status == 200
    assert not consents.wants_letters(subject, shop.now)


def test_the_order_tells_of_the_tick_without_its_buyer(shop: Shop) -> None:
    buy(shop, marketing=True)
    buy(shop)

    told = [one["data"] for one in shop.facts.latest("OrderPlaced")]

    assert sorted(one["marketing"] for one in told) == [False, True]
    assert EMAIL not in repr(told)


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_link_that_is_followed_before_the_tick_is_heard_of_takes_it_back(
    shop: Shop, signed_in: bool
) -> None:
    ada = sign_in(shop, EMAIL) if signed_in else None
    subject = ada.account_id if ada else SUBJECT
    made = order(shop, ada, marketing=True)
    shop.advance(60)
    letters_wanted.withdraw(subject, shop.now)

    pay(shop, made)

    assert not consents.wants_letters(subject, shop.now)


def test_a_tick_after_the_link_was_followed_counts_again(shop: Shop) -> None:
    buy(shop, marketing=True)
    shop.advance(60)
    letters_wanted.withdraw(SUBJECT, shop.now)
    shop.advance(60)

    buy(shop, marketing=True)

    assert consents.wants_letters(SUBJECT, shop.now)


def test_a_link_of_whoever_was_erased_keeps_nothing_of_them(shop: Shop) -> None:
    buy(shop)
    table.transact(people.destroyed([SUBJECT]))

    letters_wanted.withdraw(SUBJECT, shop.now)

    assert rows(shop) == []


def test_a_refusal_that_is_said_again_outlives_a_tick_in_between_and_keeps_its_day(
    shop: Shop,
) -> None:
    ada = sign_in(shop, EMAIL)
    refuse(ada)
    shop.advance(60)
    made = order(shop, ada, marketing=True)
    shop.advance(60)
    refuse(ada)

    pay(shop, made)

    stands = marketing(ada)
    assert (stands["given"], stands["at"]) == (False, "2026-03-02T09:00:00Z")


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_second_click_outlives_a_tick_in_between(shop: Shop, signed_in: bool) -> None:
    ada = sign_in(shop, EMAIL) if signed_in else None
    subject = ada.account_id if ada else SUBJECT
    buy(shop, ada, marketing=True)
    shop.advance(60)
    letters_wanted.withdraw(subject, shop.now)
    shop.advance(60)
    made = order(shop, ada, marketing=True)
    shop.advance(60)
    letters_wanted.withdraw(subject, shop.now)

    pay(shop, made)

    assert not consents.wants_letters(subject, shop.now)


def test_an_address_that_says_no_again_takes_that_into_its_account(shop: Shop) -> None:
    buy(shop, marketing=True)
    shop.advance(60)
    letters_wanted.withdraw(SUBJECT, shop.now)
    shop.advance(60)
    letters_wanted.withdraw(SUBJECT, shop.now)

    ada = sign_in(shop, EMAIL)
    shop.settle()

    (only,) = consents_table.history(ada.account_id)
    assert only["marketing"] == {
        "given": False,
        "at": "2026-03-02T09:01:00.000Z",
        "source": "letter",
        "text_version": CURRENT,
        "again_at": "2026-03-02T09:02:00.000Z",
    }


@pytest.mark.parametrize("signed_in", [True, False])
def test_following_a_link_again_and_again_keeps_no_more_of_it(shop: Shop, signed_in: bool) -> None:
    ada = sign_in(shop, EMAIL) if signed_in else None
    subject = ada.account_id if ada else SUBJECT
    buy(shop, ada, marketing=True)
    shop.advance(60)
    letters_wanted.withdraw(subject, shop.now)
    shop.settle()
    kept, told = records(subject), len(shop.facts.latest("ConsentsChanged"))

    for _ in range(5):
        shop.advance(60)
        letters_wanted.withdraw(subject, shop.now)

    shop.settle()
    assert records(subject) == kept
    assert len(shop.facts.latest("ConsentsChanged")) == told
    assert not consents.wants_letters(subject, shop.now)


def records(subject: str) -> list[str]:
    pk = f"ACCOUNT#{subject}" if subject.startswith("acc_") else f"EMAIL#{subject}"
    items = table.query_all("barrow-local-accounts", pk, begins="CONSENT#", consistent=True)
    return [item["sk"] for item in items]


def test_a_tick_that_is_said_again_is_shown_for_as_long_as_it_counts(shop: Shop) -> None:
    buy(shop, marketing=True)
    shop.advance(1000 * 86400)
    buy(shop, marketing=True)

    later = shop.now + timedelta(days=1000)

    (said,) = address_consents_table.history(SUBJECT)
    assert said["marketing"]["again_at"] == clock.text(shop.now)
    assert consents.wants_letters(SUBJECT, later)
    assert [later.timestamp() < item["expires_at"] for item in rows(shop)] == [True, True]


def test_what_an_account_says_again_is_in_its_copy_once(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    for _ in range(3):
        shop.advance(60)
        letters_wanted.withdraw(ada.account_id, shop.now)

    first, last = consents_table.history(ada.account_id)

    assert first["marketing"]["again_at"] is None
    assert last["marketing"] == first["marketing"] | {"again_at": clock.text(shop.now)}


def unsubscribe_path(text: str) -> str:
    begins = f"{SITE}/api/accounts/unsubscribe/"
    (link,) = [line for line in text.splitlines() if line.startswith(begins)]
    return link.removeprefix(f"{SITE}/api")


# ── an account ───────────────────────────────────────────────────────────────────────────────
def test_who_opens_an_account_with_the_address_has_agreed_already(shop: Shop) -> None:
    buy(shop, marketing=True)
    shop.advance(3600)

    ada = sign_in(shop, EMAIL)
    shop.settle()

    assert marketing(ada) == {
        "given": True, "at": "2026-03-02T09:00:00Z", "source": "checkout", "text_version": CURRENT
    }  # fmt: skip
    assert not consents.wants_letters(SUBJECT, shop.now)
    assert len(rows(shop)) == 1, "what was answered is kept, and stands no more"


def test_an_answer_in_the_account_that_came_later_stays(shop: Shop) -> None:
    buy(shop, marketing=True)
    shop.advance(60)
    ada = sign_in(shop, EMAIL)
    refuse(ada)

    shop.settle()

    assert marketing(ada)["given"] is False
    assert address_consents_table.read(SUBJECT, shop.now).version == 0


def test_who_only_types_an_address_does_not_change_what_its_account_has_said(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)
    refuse(ada)
    shop.advance(60)

    buy(shop, marketing=True)

    assert marketing(ada)["given"] is False
    assert not consents.wants_letters(SUBJECT, shop.now)


def test_who_only_types_an_address_answers_for_an_account_that_was_never_asked(shop: Shop) -> None:
    ada = sign_in(shop, EMAIL)

    buy(shop, marketing=True)

    assert marketing(ada)["source"] == "checkout"
    assert rows(shop) == []


def test_a_new_address_of_an_account_brings_what_was_said_with_it(shop: Shop) -> None:
    buy(shop, marketing=True)
    account = opening.open_account("else@example.com", shop.now)
    ada = sign_in(shop, "else@example.com")
    shop.settle()
    readdress(account.id, shop)

    letters_wanted.join(account.id, shop.now)

    assert marketing(ada)["source"] == "checkout"


def test_the_link_reaches_an_account_that_has_given_the_address_up(shop: Shop) -> None:
    ada = left_with_a_tick(shop)
    (letter,) = shop.mailbox.all()

    done = shop.post(unsubscribe_path(letter.text))

    assert done.status == 200
    assert not consents.wants_letters(ada.account_id, shop.now)
    assert marketing(ada)["source"] == "letter"


def test_what_the_account_has_said_since_is_not_that_links_to_take_back(shop: Shop) -> None:
    ada = left_with_a_tick(shop)
    shop.advance(60)
    buy(shop, ada, marketing=True)
    shop.advance(60)

    letters_wanted.withdraw(SUBJECT, shop.now)

    assert consents.wants_letters(ada.account_id, shop.now)


def test_what_its_holder_has_said_in_the_account_is_theirs_whoever_has_the_address(
    shop: Shop,
) -> None:
    ada = sign_in(shop, EMAIL)
    agree(ada)
    shop.advance(60)
    readdress(ada.account_id, shop, people.address_subject("countess@example.net"))
    shop.advance(60)
    buy(shop, marketing=True)  # whoever has the mailbox now
    shop.advance(60)

    letters_wanted.withdraw(SUBJECT, shop.now)

    assert not consents.wants_letters(SUBJECT, shop.now)
    assert consents.wants_letters(ada.account_id, shop.now)


def test_whose_an_address_was_goes_with_their_account(shop: Shop) -> None:
    ada = left_with_a_tick(shop)
    buy(shop)  # somebody has the address now: what was done with it stays, and the account does not

    erase(shop, persons.of_account(ada.account_id))
    shop.advance(2 * 3600)
    shop.settle()

    assert accounts_table.read(ada.account_id) is None
    assert accounts_table.whose_it_was(SUBJECT) == {}
    letters_wanted.withdraw(SUBJECT, shop.now)


def left_with_a_tick(shop: Shop) -> Visitor:
    """Of an account that took over what its address had ticked, and has another address now."""
    buy(shop, marketing=True)
    shop.advance(60)
    ada = sign_in(shop, EMAIL)
    shop.settle()
    shop.advance(60)
    readdress(ada.account_id, shop, people.address_subject("countess@example.net"))
    assert consents.wants_letters(ada.account_id, shop.now)
    shop.advance(60)
    return ada


def readdress(account_id: str, shop: Shop, subject: str = SUBJECT) -> None:
    """Past the letters to both addresses, which are another test's."""
    account = accounts_table.read(account_id)
    assert account is not None
    key = people.key_of(account_id)
    person = accounts_table.opened(account)
    _, writes = accounts_table.readdressed(
        account, person, key, subject, shop.now, taken_back=False
    )
    table.transact(writes)


# ── copies and ends ──────────────────────────────────────────────────────────────────────────
def test_a_guests_copy_has_what_they_agreed_to(shop: Shop) -> None:
    buy(shop, marketing=True, marketing_text=BEFORE)
    export = Export("exp_1", SUBJECT, None, "asked", shop.now, "")

    (letters,) = [part for part in gathering.of(export, shop.now) if part.name == "letters"]

    assert letters.records == [
        {
            "marketing": {
                "given": True,
                "at": "2026-03-02T09:00:00.000Z",
                "source": "checkout",
                "text_version": BEFORE,
                "again_at": None,
            }
        }
    ]


def test_with_a_guest_goes_what_they_agreed_to(shop: Shop) -> None:
    buy(shop, marketing=True)

    erase(shop, persons.of_guest(EMAIL))

    assert rows(shop) == []
    assert not consents.wants_letters(SUBJECT, shop.now)


def test_a_link_that_is_followed_while_all_goes_leaves_nothing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy(shop, marketing=True)
    erasing.ask(persons.of_guest(EMAIL), "self", shop.now)
    shop.settle()
    ask = table.query_all
    asked: list[str] = []

    def followed(*place: Any, **how: Any) -> list[dict[str, Any]]:
        found = ask(*place, **how)
        if place[1] == f"EMAIL#{SUBJECT}" and not asked:
            asked.append(place[1])
            letters_wanted.withdraw(SUBJECT, shop.now)
        return found

    monkeypatch.setattr(table, "query_all", followed)
    shop.advance(2 * 3600)
    shop.settle()

    assert asked
    assert rows(shop) == []


def test_with_an_account_goes_what_was_said_with_its_address_before_it_was_opened(
    shop: Shop,
) -> None:
    buy(shop, marketing=True)
    ada = sign_in(shop, EMAIL)
    shop.settle()

    erase(shop, persons.of_account(ada.account_id))

    assert rows(shop) == []
    assert not consents.wants_letters(ada.account_id, shop.now)


def erase(shop: Shop, person: Person) -> None:
    erasing.ask(person, "self", shop.now)
    shop.settle()
    shop.advance(3601)
    shop.settle()
