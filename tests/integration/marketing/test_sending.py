"""Mails from a fact to SES and its record."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from marketing import mails_table, sending
from marketing.mails import FAILED, SENDING, SENT, Mail
from shopkit import aws, outbox, table

from tests.factories import make_offer, order, pay, sell
from tests.integration.marketing.sealed_facts import order_placed, order_refunded
from tests.shop import Shop

TABLE = "barrow-local-marketing"
CONFIRMATION = "MAIL#order_confirmation#ord_1"
REFUND = "MAIL#refund#ref_1"


def item(pk: str = CONFIRMATION) -> dict[str, Any]:
    found = table.get(TABLE, {"pk": pk, "sk": "MAIL"})
    assert found is not None
    return found


def mail(pk: str = CONFIRMATION) -> Mail:
    return mails_table.from_item(item(pk))


def facts_of(pk: str) -> list[str]:
    return [told["type"] for told in table.query_all(TABLE, pk, begins="EVENT#")]


def subjects(shop: Shop) -> list[str]:
    messages = [message_from_bytes(sent.raw, policy=default) for sent in shop.mails()]
    return [str(message["Subject"]) for message in messages]


def test_a_placed_order_is_confirmed_to_its_buyer_once(shop: Shop) -> None:
    fact = order_placed()

    taken = [sending.write_about(fact, shop.now) for _ in range(3)]

    (sent,) = shop.mails()
    message = message_from_bytes(sent.raw, policy=default)
    assert taken == [True, False, False]
    assert sent.recipients == ("ada@example.com",)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "Your order K7-4XQ-9MD at Barrow"
    assert mail().state == SENT
    assert mail().message_id
    assert mail().sent_at == shop.now
    assert facts_of(CONFIRMATION) == ["MailSent"]


def test_a_mail_goes_through_the_stage_s_configuration_set(shop: Shop) -> None:
    asked: list[str] = []
    client = aws.client("sesv2")

    def look(params: dict[str, Any], **_: Any) -> None:
        asked.append(params["ConfigurationSetName"])

    client.meta.events.register("provide-client-params.sesv2.SendEmail", look)
    try:
        sending.write_about(order_placed(), shop.now)
    finally:
        client.meta.events.unregister("provide-client-params.sesv2.SendEmail", look)

    assert asked == ["barrow-local"]


def test_another_fact_of_the_same_order_writes_no_second_mail(shop: Shop) -> None:
    sending.write_about(order_placed(), shop.now)

    again = sending.write_about(order_placed(), shop.now)

    assert again is False
    assert len(shop.mails()) == 1


def test_each_refund_of_an_order_has_its_mail(shop: Shop) -> None:
    sending.write_about(order_refunded(amount=500), shop.now)
    sending.write_about(order_refunded(refund_id="ref_2", reason="sold_out"), shop.now)

    assert subjects(shop) == [
        "We have refunded £5.00 for your order K7-4XQ-9MD",
        "We are sorry: your order K7-4XQ-9MD sold out",
    ]
    assert facts_of(REFUND) == facts_of("MAIL#refund#ref_2") == ["MailSent"]


def test_the_readers_data_are_sealed_and_kept_only_until_the_mail_is_sent(shop: Shop) -> None:
    sending.record_about(order_placed(), shop.now)
    on_its_way = item()
    shop.advance(121)

    sending.finish_mails(shop.now)

    left = table.query_all(TABLE, CONFIRMATION)
    for kept in (on_its_way, left):
        assert "ada@example.com" not in repr(kept)
        assert "Ada" not in repr(kept)
    assert "p1.eml_" in on_its_way["fact"]
    assert "p1.eml_" not in repr(left)


def test_a_crash_before_sending_is_finished_after_two_minutes(shop: Shop) -> None:
    sending.record_about(order_placed(), shop.now)
    shop.advance(119)
    early = sending.finish_mails(shop.now)
    shop.advance(1)

    sent = sending.finish_mails(shop.now)
    again = sending.finish_mails(shop.now)

    assert [early, sent, again] == [0, 1, 0]
    assert len(shop.mails()) == 1
    assert (mail().state, mail().attempts) == (SENT, 2)


def test_a_crash_between_sending_and_its_record_costs_one_copy_more(shop: Shop) -> None:
    recorded = sending.record_about(order_placed(), shop.now)
    assert recorded is not None
    before = item()
    shop.advance(121)
    sending.finish_mails(shop.now)
    table.write(table.put(TABLE, before))

    shop.advance(121)
    sending.finish_mails(shop.now)
    shop.advance(86_400)
    sending.finish_mails(shop.now)

    assert len(shop.mails()) == 2
    assert mail().state == SENT


def test_of_two_runs_of_the_schedule_one_sends(shop: Shop) -> None:
    sending.record_about(order_placed(), shop.now)
    shop.advance(121)
    (due,) = mails_table.list_due(shop.now, 10)
    sending.finish_mails(shop.now)

    with pytest.raises(table.Refused):
        mails_table.claim(due, shop.now)

    assert len(shop.mails()) == 1


def test_what_ses_refuses_is_sent_when_it_takes_it_again(shop: Shop, unverified: None) -> None:
    sending.write_about(order_placed(), shop.now)
    refused = mail()
    shop.engine.verify_sender("nobody@elsewhere.example")
    shop.advance(300)

    sent = sending.finish_mails(shop.now)

    assert refused.state == SENDING
    assert sent == 1
    assert len(shop.mails()) == 1
    assert mail().state == SENT


def test_what_ses_never_takes_is_given_up_after_three_days(shop: Shop, unverified: None) -> None:
    sending.write_about(order_placed(), shop.now)
    for _ in range(3 * 4 + 2):
        shop.advance(6 * 3600)
        sending.finish_mails(shop.now)

    left = item()

    assert mail().state == FAILED
    assert mail().attempts == 12
    assert "fact" not in left
    assert left["gsi2pk"].startswith("READER#eml_")
    assert shop.mails() == ()
    assert facts_of(CONFIRMATION) == []


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(shop: Shop) -> None:
    sending.record_about(order_refunded(email="not an address"), shop.now)
    shop.advance(1)
    sending.record_about(order_placed(), shop.now)
    shop.advance(121)

    sent = sending.finish_mails(shop.now)

    assert sent == 1
    assert mail().state == SENT
    assert mail(REFUND).state == SENDING


def test_a_name_with_a_line_break_adds_no_recipient(shop: Shop) -> None:
    fact = order_placed(name="Ada\r\nBcc: eve@example.com")

    sending.write_about(fact, shop.now)

    (sent,) = shop.mails()
    message = message_from_bytes(sent.raw, policy=default)
    assert sent.recipients == ("ada@example.com",)
    assert message["Bcc"] is None
    assert message["To"] == "ada@example.com"


def test_facts_reach_their_mails_by_stream_bus_and_queue(shop: Shop) -> None:
    sell(shop, make_offer("TEA-1", 450))
    made = order(shop, ("TEA-1", 2))
    pay(shop, made)
    refund = order_refunded(order_id=made.order_id, number=made.number)
    table.write(outbox.told("barrow-local-checkout", f"ORDER#{made.order_id}", refund))

    settled = shop.settle()

    assert settled["dead_letters"] == 0
    assert subjects(shop) == [
        f"Your order {made.number} at Barrow",
        f"We have refunded £12.95 for your order {made.number}",
    ]


def test_the_schedule_finishes_what_a_crash_left(shop: Shop) -> None:
    sending.record_about(order_placed(), shop.now)
    shop.advance(600)

    shop.settle()

    assert mail().state == SENT
    assert len(shop.mails()) == 1
