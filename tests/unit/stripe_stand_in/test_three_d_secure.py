import pytest

from tests.stripe_in_process import Till, intent, tried


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
