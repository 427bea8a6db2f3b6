"""Whom a letter goes to, and when it does not go out at all."""

from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from marketing import erasing, mails_table, sending
from marketing.mails import DROPPED, SENDING, SENT, Mail
from shopkit import people, table, unsubscribing

from tests.integration.marketing.sealed_facts import (
    EMAIL,
    code_issued,
    order_placed,
    security_changed,
)
from tests.shop import Shop
from tests.unit.marketing import facts

TABLE = "barrow-local-marketing"


def mail_about(kind: str, about: str) -> Mail:
    found = mails_table.read(kind, about)
    assert found is not None
    return found


def row(kind: str, about: str) -> dict[str, Any]:
    found = table.get(TABLE, {"pk": f"MAIL#{kind}#{about}", "sk": "MAIL"})
    assert found is not None
    return found


def put_account(account_id: str, state: str = "open", **consents: bool) -> None:
    """An account, as accounts keeps it for those who write to it."""
    key = people.key_for(account_id, facts.NOW)
    who = {"email": EMAIL, "name": "Ada", "phone": "", "language": "", "currency": ""}
    item = {
        "pk": f"ACCOUNT#{account_id}", "sk": "ACCOUNT", "id": account_id, "state": state,
        "private": people.seal(key, who, f"account:{account_id}"),
    }  # fmt: skip
    table.write(table.put("barrow-local-accounts", item))
    agreed = {"marketing": False, "analytics": False, "do_not_sell": False} | consents
    where = {"pk": f"ACCOUNT#{account_id}", "sk": "CONSENTS"}
    table.write(table.put("barrow-local-accounts", where | agreed))


def test_a_code_goes_to_the_address_that_is_sealed_with_it(shop: Shop) -> None:
    fact = code_issued()

    sending.send_code(fact, shop.now)
    sending.send_code(fact, shop.now)

    (sent,) = shop.mailbox.all()
    assert shop.mails()[0].recipients == (EMAIL,)
    assert sent.subject == "402817 is your code to sign in at Barrow"
    assert "402817" not in repr(row("sign_in_code", fact.id))


def test_a_code_past_its_minutes_is_not_sent(shop: Shop) -> None:
    shop.advance(600)

    sending.send_code(code_issued(), shop.now)

    assert shop.mails() == ()


def test_a_code_whose_minutes_pass_while_it_waits_is_dropped(shop: Shop) -> None:
    fact = code_issued()
    sending.record_about(fact, shop.now)
    shop.advance(600)

    sending.finish_mails(shop.now)

    left = row("sign_in_code", fact.id)
    assert (left["state"], left["dropped_for"]) == (DROPPED, "too_late")
    assert "fact" not in left
    assert shop.mails() == ()


def test_a_code_that_ses_refuses_comes_again_in_half_a_minute(shop: Shop, unverified: None) -> None:
    fact = code_issued()
    with pytest.raises(sending.CodeNotSent):
        sending.send_code(fact, shop.now)
    shop.engine.verify_sender("nobody@elsewhere.example")
    shop.advance(30)

    sending.send_code(fact, shop.now)

    assert len(shop.mails()) == 1
    assert mail_about("sign_in_code", fact.id).attempts == 2


def test_codes_go_first_of_what_came_together() -> None:
    bodies = [
        '{"detail-type": "OrderPlaced"}',
        '{"detail-type":"SignInCodeIssued"}',
        '{"detail-type":"OrderRefunded"}',
        '{"detail-type": "SignInCodeIssued", "id": 2}',
    ]

    first = [one["body"] for one in sending.codes_first([{"body": body} for body in bodies])]

    assert first == [bodies[1], bodies[3], bodies[0], bodies[2]]


def test_the_holder_of_an_account_is_written_to_at_the_address_of_the_moment(shop: Shop) -> None:
    put_account("acc_1")

    sending.write_about(facts.account_lapsing(), shop.now)

    (sent,) = shop.mailbox.all()
    assert shop.mails()[0].recipients == (EMAIL,)
    assert "your account, Ada?" in sent.text


def test_a_wish_is_told_to_who_agreed_to_such_letters(shop: Shop) -> None:
    put_account("acc_1", marketing=True)

    sending.write_about(facts.wished_for_again(), shop.now)

    (sent,) = shop.mailbox.all()
    assert sent.subject == "Tea, 100 g is £3.50 now"
    message = message_from_bytes(shop.mails()[0].raw, policy=default)
    link = str(message["List-Unsubscribe"]).strip("<>")
    place, _, token = link.rpartition("/")
    assert place == "http://127.0.0.1:8000/api/accounts/unsubscribe"
    assert unsubscribing.subject_of(token) == "acc_1"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in sent.text
    assert "acc_1" not in link


def test_a_confirmation_to_who_ticked_has_their_link_and_is_no_advertisement(shop: Shop) -> None:
    sending.write_about(order_placed(marketing=True), shop.now)

    (sent,) = shop.mailbox.all()
    begins = "http://127.0.0.1:8000/api/accounts/unsubscribe/"
    (link,) = [line for line in sent.text.splitlines() if line.startswith(begins)]
    message = message_from_bytes(shop.mails()[0].raw, policy=default)
    assert unsubscribing.subject_of(link.removeprefix(begins)) == people.address_subject(EMAIL)
    assert message["List-Unsubscribe"] is None


def test_a_wish_is_not_told_to_who_asked_to_be_erased(shop: Shop) -> None:
    put_account("acc_1", state="closing", marketing=True)

    sending.write_about(facts.wished_for_again(), shop.now)

    assert shop.mails() == ()


def test_a_wish_is_not_told_to_who_did_not_agree(shop: Shop) -> None:
    put_account("acc_1", analytics=True)
    fact = facts.wished_for_again()

    sending.write_about(fact, shop.now)

    left = row("wished_for_again", fact.id)
    assert (left["state"], left["dropped_for"]) == (DROPPED, "not_agreed")
    assert shop.mails() == ()


def test_who_takes_the_consent_back_before_the_letter_went_does_not_get_it(shop: Shop) -> None:
    put_account("acc_1", marketing=True)
    sending.record_about(facts.wished_for_again(), shop.now)
    put_account("acc_1", marketing=False)
    shop.advance(121)

    sending.finish_mails(shop.now)

    assert shop.mails() == ()


def test_nobody_writes_to_an_account_that_is_gone(shop: Shop) -> None:
    fact = facts.account_lapsing()

    sending.write_about(fact, shop.now)

    assert row("account_lapsing", fact.id)["dropped_for"] == "erased"
    assert shop.mails() == ()


def test_a_mail_that_waits_when_its_reader_is_erased_is_dropped(shop: Shop) -> None:
    sending.record_about(order_placed(), shop.now)
    table.transact(people.destroyed([people.address_subject(EMAIL)]))
    shop.advance(121)

    sending.finish_mails(shop.now)

    assert row("order_confirmation", "ord_1")["dropped_for"] == "erased"
    assert shop.mails() == ()


def test_an_erased_person_stands_in_no_mail_any_more(shop: Shop) -> None:
    sending.write_about(order_placed(), shop.now)
    sending.write_about(security_changed("acc_1"), shop.now)
    waiting = security_changed("acc_1")
    sending.record_about(waiting, shop.now)
    sending.record_about(order_placed("ord_2", "else@example.com"), shop.now)
    subjects = ["acc_1", people.address_subject(EMAIL)]
    table.transact(people.destroyed(subjects))
    shop.advance(1)

    erasing.forget(subjects, shop.now)
    erasing.forget(subjects, shop.now)

    mails = [mails_table.from_item(one) for one in mails_table.list_mails(10, None).items]
    assert sorted((one.kind, one.state, bool(one.reader)) for one in mails) == [
        ("order_confirmation", SENDING, True),
        ("order_confirmation", SENT, False),
        ("security_changed", DROPPED, False),
        ("security_changed", SENT, False),
    ]
    assert all(mails_table.of_reader(subject) == ([], None) for subject in subjects)


def test_mails_of_whoever_has_the_address_later_are_left_alone(shop: Shop) -> None:
    erased_at = shop.now
    shop.advance(60)
    sending.write_about(order_placed(), shop.now)
    sending.record_about(order_placed("ord_2"), shop.now)

    erasing.forget([people.address_subject(EMAIL)], erased_at)

    assert mail_about("order_confirmation", "ord_1").reader
    assert mail_about("order_confirmation", "ord_2").state == SENDING


def test_the_list_forgets_a_mail_after_its_time(shop: Shop) -> None:
    sending.write_about(order_placed(), shop.now)

    expires = row("order_confirmation", "ord_1")["expires_at"]

    assert expires == int(shop.now.timestamp()) + 90 * 86_400


def test_a_fact_of_the_version_before_is_read_as_it_names_its_buyer(shop: Shop) -> None:
    old = facts.order_placed(
        private="",
        email=EMAIL,
        name="Ada Byron",
        address=["Ada Byron", "12 Cross Street", "Whitby"],
    )

    sending.write_about(old, shop.now)

    (sent,) = shop.mailbox.all()
    assert sent.to == EMAIL
    assert "Thank you, Ada Byron" in sent.text
    assert "Ada Byron\n12 Cross Street\nWhitby\n" in sent.text
    assert EMAIL not in repr(row("order_confirmation", "ord_1"))
