import pytest
from barrow.stripe_stand_in.cards import CARDS, passes_luhn

from tests.stripe_in_process import Till, intent, tried


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


@pytest.mark.parametrize(
    ("card", "type_", "network_status"),
    [
        ("4242424242424242", "authorized", "approved_by_network"),
        ("4000000000000002", "issuer_declined", "declined_by_network"),
        ("4100000000000019", "blocked", "not_sent_to_network"),
    ],
)
def test_a_charge_tells_who_decided(card: str, type_: str, network_status: str) -> None:
    _, _, session = tried(card)

    outcome = intent(session).latest_charge.outcome
    assert (outcome.type, outcome.network_status) == (type_, network_status)


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


def test_every_card_of_the_table_could_be_a_card() -> None:
    assert [number for number in CARDS if not passes_luhn(number)] == []
    assert not passes_luhn("4242424242424241")
    assert not passes_luhn("٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢")


def test_an_unknown_session_is_told_apart() -> None:
    told = Till().stand_in.pay("cs_test_nobody", "4242424242424242")

    assert told["status"] == "unknown"
    assert told["error"]["code"] == "resource_missing"
