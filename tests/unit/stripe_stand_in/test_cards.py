from typing import Any

import pytest
import stripe
from barrow.stripe_stand_in.cards import CARDS, passes_luhn

from tests.stripe_in_process import Till


def tried(card: str, **options: Any) -> tuple[Till, dict[str, Any], stripe.checkout.Session]:
    """A session after one attempt: the till, what the buyer is told, the session."""
    till = Till()
    session = till.session()
    told = till.stand_in.pay(session.id, card, **options)
    found = till.client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )
    till.deliver()
    return till, told, found


def intent(session: stripe.checkout.Session) -> Any:
    return session.payment_intent


@pytest.mark.parametrize(
    ("card", "brand", "country", "funding"),
    [
        ("4242424242424242", "visa", "US", "credit"),
        ("4000056655665556", "visa", "US", "debit"),
        ("5555555555554444", "mastercard", "US", "credit"),
        ("5105105105105100", "mastercard", "US", "prepaid"),
        ("378282246310005", "amex", "US", "credit"),
        ("6011111111111117", "discover", "US", "credit"),
        ("36227206271667", "diners", "US", "credit"),
        ("3566002020360505", "jcb", "JP", "credit"),
        ("6205500000000000004", "unionpay", "CN", "credit"),
        ("4000008260000000", "visa", "GB", "credit"),
        ("4000058260000005", "visa", "GB", "debit"),
    ],
)
def test_a_good_card_is_charged_once(card: str, brand: str, country: str, funding: str) -> None:
    till, told, session = tried(card)

    assert told == {
        "status": "paid",
        "error": None,
        "redirect": f"https://shop.example/thanks?s={session.id}",
    }
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert (intent(session).status, intent(session).amount_received) == ("succeeded", 2950)
    used = intent(session).latest_charge.payment_method_details.card
    assert (used.brand, used.country, used.funding, used.last4) == (
        brand,
        country,
        funding,
        card[-4:],
    )
    assert till.stand_in.charges_total("gbp") == 2950
    assert till.endpoint.types() == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
        "charge.updated",
    ]


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("4000000000000002", "card_declined", "generic_decline"),
        ("4000000000009995", "card_declined", "insufficient_funds"),
        ("4000000000009987", "card_declined", "lost_card"),
        ("4000000000009979", "card_declined", "stolen_card"),
        ("4000000000000069", "expired_card", None),
        ("4000000000000127", "incorrect_cvc", None),
        ("4000000000000119", "processing_error", None),
        ("4000000000006975", "card_declined", "card_velocity_exceeded"),
        ("4100000000000019", "card_declined", "fraudulent"),
        ("4000008400001280", "card_declined", "generic_decline"),
    ],
)
def test_a_bad_card_is_declined_and_the_attempt_recorded(
    card: str, code: str, decline_code: str | None
) -> None:
    till, told, session = tried(card)

    assert (told["status"], told["redirect"]) == ("declined", None)
    assert (told["error"]["code"], told["error"]["decline_code"]) == (code, decline_code)
    assert (session.status, session.payment_status) == ("open", "unpaid")
    error = intent(session).last_payment_error
    assert (error.type, error.code, error.message) == ("card_error", code, told["error"]["message"])
    assert error.charge == intent(session).latest_charge.id
    assert intent(session).status == "requires_payment_method"
    assert (intent(session).latest_charge.paid, intent(session).latest_charge.failure_code) == (
        False,
        code,
    )
    assert till.stand_in.balance("gbp") == 0
    assert till.endpoint.types() == [
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
    ]


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("4242424242424241", "incorrect_number", None),
        ("4242", "incorrect_number", None),
        ("not a number", "incorrect_number", None),
        ("4111111111111111", "card_declined", "test_mode_live_card"),
    ],
)
def test_a_number_that_is_no_test_card_never_reaches_a_bank(
    card: str, code: str, decline_code: str | None
) -> None:
    till, told, session = tried(card)

    assert told["status"] == "declined"
    assert (told["error"]["code"], told["error"]["decline_code"]) == (code, decline_code)
    assert session.payment_intent is None
    assert till.endpoint.got == []


def test_the_number_of_a_real_card_is_not_kept() -> None:
    till, _, _ = tried("4111111111111111")

    assert not any("4111111111111111" in str(row) for row in till.store.changed())


def test_another_card_can_be_tried_on_the_same_intent() -> None:
    till, _, declined = tried("4000000000009995")

    told = till.stand_in.pay(declined.id, "4242424242424242")

    intents = till.client.v1.payment_intents.list().data
    charges = till.client.v1.charges.list({"payment_intent": intent(declined).id}).data
    assert told["status"] == "paid"
    assert [each.id for each in intents] == [intent(declined).id]
    assert intents[0].last_payment_error is None
    assert [each.status for each in charges] == ["succeeded", "failed"]


def test_a_session_is_paid_at_most_once() -> None:
    till, first, session = tried("4242424242424242")

    again = till.stand_in.pay(session.id, "5555555555554444")

    assert again == {"status": "already_paid", "error": None, "redirect": first["redirect"]}
    assert till.stand_in.charges_total("gbp") == 2950


@pytest.mark.parametrize(
    "card",
    ["4000002500003155", "4000002760003184", "4000003800000446", "4000000000003220"],
)
def test_a_card_that_must_be_authenticated_waits_for_the_challenge(card: str) -> None:
    till, told, waiting = tried(card, three_d_secure="leave")

    assert told == {"status": "requires_action", "error": None, "redirect": waiting.url}
    assert intent(waiting).status == "requires_action"
    assert intent(waiting).next_action.redirect_to_url.url == waiting.url
    assert waiting.status == "open"
    assert till.endpoint.types() == ["payment_intent.created", "payment_intent.requires_action"]
    assert till.stand_in.charges_total("gbp") == 0


def test_a_challenge_that_is_completed_leads_to_the_charge() -> None:
    till, told, session = tried("4000002760003184")

    secure = intent(session).latest_charge.payment_method_details.card.three_d_secure
    assert told["status"] == "paid"
    assert (secure.authentication_flow, secure.result) == ("challenge", "authenticated")
    assert till.endpoint.types()[:3] == [
        "payment_intent.created",
        "payment_intent.requires_action",
        "charge.succeeded",
    ]


def test_a_challenge_that_is_failed_charges_nothing() -> None:
    till, told, session = tried("4000002760003184", three_d_secure="fail")

    assert told["status"] == "declined"
    assert told["error"]["code"] == "payment_intent_authentication_failure"
    assert intent(session).latest_charge is None
    assert intent(session).last_payment_error.code == "payment_intent_authentication_failure"
    assert till.endpoint.types()[-1] == "payment_intent.payment_failed"


@pytest.mark.parametrize(
    ("card", "decline_code"),
    [("4000008260003178", "insufficient_funds"), ("4000008400001629", "generic_decline")],
)
def test_a_card_can_be_declined_after_its_challenge(card: str, decline_code: str) -> None:
    till, told, _ = tried(card)

    assert (told["status"], told["error"]["decline_code"]) == ("declined", decline_code)
    assert till.endpoint.types()[1:] == [
        "payment_intent.requires_action",
        "charge.failed",
        "payment_intent.payment_failed",
    ]


def test_expiring_a_session_ends_a_waiting_challenge() -> None:
    till, _, waiting = tried("4000002760003184", three_d_secure="leave")

    till.client.v1.checkout.sessions.expire(waiting.id)
    answer = till.submit(waiting.id, challenge="complete")

    assert answer.status == 410
    assert till.stand_in.charges_total("gbp") == 0


@pytest.mark.parametrize(
    ("card", "asked", "status"),
    [
        ("4000000000003055", "automatic", "paid"),
        ("4000000000003055", "any", "requires_action"),
        ("4242424242424242", "any", "paid"),
        ("378282246310005", "challenge", "paid"),
        ("4000000032200000", "automatic", "paid"),
    ],
)
def test_3d_secure_is_asked_for_where_the_card_and_the_shop_want_it(
    card: str, asked: str, status: str
) -> None:
    till = Till()
    session = till.session(payment_method_options={"card": {"request_three_d_secure": asked}})

    assert till.stand_in.pay(session.id, card, three_d_secure="leave")["status"] == status


@pytest.mark.parametrize(
    ("card", "reason", "taken"),
    [
        ("4000000000000259", "fraudulent", 2950),
        ("4000000000002685", "product_not_received", 2950),
        ("4000000000001976", "fraudulent", 0),
    ],
)
def test_some_charges_are_disputed_after_they_succeeded(card: str, reason: str, taken: int) -> None:
    till, told, session = tried(card)

    disputes = till.client.v1.disputes.list({"charge": intent(session).latest_charge.id}).data
    assert told["status"] == "paid"
    assert [(each.reason, each.amount) for each in disputes] == [(reason, 2950)]
    assert intent(session).latest_charge.disputed
    assert till.stand_in.disputes_total("gbp") == taken
    assert till.stand_in.balance("gbp") == 2950 - taken
    assert "charge.dispute.created" in till.endpoint.types()


@pytest.mark.parametrize(
    ("card", "available", "pending"),
    [("4242424242424242", 0, 2950), ("4000000000000077", 2950, 0)],
)
def test_money_is_pending_until_the_second_midnight_but_for_one_card(
    card: str, available: int, pending: int
) -> None:
    till, _, _ = tried(card)

    now = till.client.v1.balance.retrieve()
    till.clock.forward(days=2)
    later = till.client.v1.balance.retrieve()

    assert (now.available[0].amount, now.pending[0].amount) == (available, pending)
    assert (later.available[0].amount, later.pending[0].amount) == (2950, 0)


def test_a_fee_is_kept_from_the_balance_and_from_nothing_else() -> None:
    till = Till(fee=lambda amount, currency: 20 + amount // 100 if currency == "gbp" else 0)

    charge = till.paid().payment_intent.latest_charge

    move = till.client.v1.balance_transactions.retrieve(charge.balance_transaction)
    assert (move.amount, move.fee, move.net) == (2950, 49, 2901)
    assert till.stand_in.charges_total("gbp") == 2950
    assert till.stand_in.balance("gbp") == 2901


def test_every_card_of_the_table_could_be_a_card() -> None:
    assert [number for number in CARDS if not passes_luhn(number)] == []
    assert not passes_luhn("4242424242424241")
    assert not passes_luhn("٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢")


def test_an_unknown_session_is_told_apart() -> None:
    told = Till().stand_in.pay("cs_test_nobody", "4242424242424242")

    assert told["status"] == "unknown"
    assert told["error"]["code"] == "resource_missing"
