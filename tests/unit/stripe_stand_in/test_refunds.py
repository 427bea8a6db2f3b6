from typing import Any

import pytest
import stripe

from tests.stripe_in_process import Till


def refund(till: Till, **params: Any) -> Any:
    return till.client.v1.refunds.create(params)


def paid(card: str = "4242424242424242") -> tuple[Till, str, str]:
    """A till with 29.50 paid, the intent's id and the charge's; its events are delivered."""
    till = Till()
    session = till.paid(card)
    till.deliver()
    till.endpoint.got.clear()
    return till, session.payment_intent.id, session.payment_intent.latest_charge.id


def test_without_an_amount_everything_goes_back() -> None:
    till, intent, charge_id = paid()

    given = refund(till, payment_intent=intent, reason="requested_by_customer", metadata={"r": "1"})

    charge = till.client.v1.charges.retrieve(charge_id)
    assert (given.amount, given.status, given.charge) == (2950, "succeeded", charge_id)
    assert (given.reason, given.metadata and given.metadata.to_dict()) == (
        "requested_by_customer",
        {"r": "1"},
    )
    assert (charge.amount_refunded, charge.refunded) == (2950, True)
    assert till.stand_in.balance("gbp") == 0
    till.deliver()
    assert till.endpoint.types() == ["refund.created", "charge.refunded"]
    assert till.endpoint.got[1]["data"]["previous_attributes"] == {
        "amount_refunded": 0,
        "refunded": False,
    }


def test_parts_go_back_until_nothing_is_left() -> None:
    till, intent, charge_id = paid()

    refund(till, payment_intent=intent, amount=1000)
    refund(till, charge=charge_id, amount=1949)
    refund(till, payment_intent=intent, charge=charge_id)

    amounts = [each.amount for each in till.client.v1.refunds.list({"charge": charge_id}).data]
    assert amounts == [1, 1949, 1000]
    assert till.stand_in.refunds_total("gbp") == 2950


def test_never_more_goes_back_than_is_left() -> None:
    till, intent, charge_id = paid()
    refund(till, payment_intent=intent, amount=1000)

    with pytest.raises(stripe.InvalidRequestError) as refused:
        refund(till, payment_intent=intent, amount=1951)

    assert str(refused.value.user_message) == (
        "Refund amount (£19.51) is greater than unrefunded amount on charge (£19.50)"
    )
    assert refused.value.param == "amount"
    assert till.client.v1.charges.retrieve(charge_id).amount_refunded == 1000
    assert till.stand_in.balance("gbp") == 1950


def test_a_charge_that_went_back_can_not_go_back_again() -> None:
    till, intent, _ = paid()
    refund(till, payment_intent=intent)

    with pytest.raises(stripe.InvalidRequestError) as refused:
        refund(till, payment_intent=intent)

    assert refused.value.code == "charge_already_refunded"
    assert till.stand_in.refunds_total("gbp") == 2950


@pytest.mark.parametrize(
    ("params", "status", "code", "param"),
    [
        ({}, 400, "parameter_missing", None),
        ({"payment_intent": "pi_nobody"}, 404, "resource_missing", "payment_intent"),
        ({"charge": "ch_nobody"}, 404, "resource_missing", "charge"),
        ({"charge": "x", "amount": 0}, 400, "parameter_invalid_integer", "amount"),
        ({"charge": "x", "amount": -5}, 400, "parameter_invalid_integer", "amount"),
        ({"charge": "x", "reverse_transfer": True}, 400, "parameter_unknown", "reverse_transfer"),
        ({"charge": "x", "reason": "why not"}, 400, None, "reason"),
        ({"charge": "x", "expand": ["colour"]}, 400, None, "expand"),
    ],
)
def test_a_refund_of_nothing_sensible_is_refused(
    params: dict[str, Any], status: int, code: str | None, param: str | None
) -> None:
    till, _, _ = paid()

    with pytest.raises(stripe.InvalidRequestError) as refused:
        refund(till, **params)

    assert (refused.value.http_status, refused.value.code, refused.value.param) == (
        status,
        code,
        param,
    )
    assert till.client.v1.refunds.list().data == []


def test_a_wrong_expand_leaves_no_refund_behind() -> None:
    till, intent, _ = paid()

    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        refund(till, payment_intent=intent, expand=["charge.colour"])

    assert till.stand_in.refunds_total("gbp") == 0


def test_an_intent_without_a_successful_charge_gives_nothing_back() -> None:
    till = Till()
    session = till.session()
    till.stand_in.pay(session.id, "4000000000000002")
    charge = till.client.v1.charges.list().data[0]

    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        refund(till, payment_intent=str(charge.payment_intent))
    with pytest.raises(stripe.InvalidRequestError, match="not successful"):
        refund(till, charge=charge.id)

    assert till.stand_in.balance("gbp") == 0


def test_a_charge_and_an_intent_must_belong_together() -> None:
    till, intent, _ = paid()
    other = till.paid()

    with pytest.raises(stripe.InvalidRequestError, match="does not belong"):
        refund(till, payment_intent=intent, charge=other.payment_intent.latest_charge.id)

    assert till.stand_in.refunds_total("gbp") == 0


def test_money_that_a_bank_took_back_is_not_given_back_as_well() -> None:
    till, intent, _ = paid("4000000000000259")

    with pytest.raises(stripe.InvalidRequestError) as refused:
        refund(till, payment_intent=intent)

    assert refused.value.code == "charge_disputed"
    assert till.stand_in.balance("gbp") == 0


def test_money_that_a_bank_only_asked_about_can_be_given_back() -> None:
    till, intent, _ = paid("4000000000001976")

    refund(till, payment_intent=intent)

    assert till.stand_in.balance("gbp") == 0


def test_a_pending_refund_succeeds_later_and_holds_its_amount_meanwhile() -> None:
    till, intent, _ = paid("4000000000007726")
    given = refund(till, payment_intent=intent, amount=2000)

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        refund(till, payment_intent=intent, amount=1000)
    till.stand_in.tick(till.clock.forward(seconds=60))

    after = till.client.v1.refunds.retrieve(given.id)
    till.deliver()
    assert (given.status, given.pending_reason, after.status) == (
        "pending",
        "processing",
        "succeeded",
    )
    assert till.endpoint.types() == [
        "refund.created",
        "charge.refunded",
        "refund.updated",
        "charge.refund.updated",
    ]
    assert till.stand_in.balance("gbp") == 950


def test_a_refund_that_fails_later_gives_the_money_back_to_the_balance() -> None:
    till, intent, charge_id = paid("4000000000005126")
    given = refund(till, payment_intent=intent, amount=2000)
    held = till.stand_in.balance("gbp")

    till.stand_in.tick(till.clock.forward(seconds=60))

    after = till.client.v1.refunds.retrieve(given.id, {"expand": ["failure_balance_transaction"]})
    charge = till.client.v1.charges.retrieve(charge_id)
    till.deliver()
    assert (given.status, held) == ("succeeded", 950)
    assert (after.status, after.failure_reason) == ("failed", "expired_or_canceled_card")
    assert isinstance(after.failure_balance_transaction, stripe.BalanceTransaction)
    assert after.failure_balance_transaction.amount == 2000
    assert (charge.amount_refunded, till.stand_in.balance("gbp")) == (0, 2950)
    assert till.stand_in.refunds_total("gbp") == 0
    assert till.endpoint.types()[2:] == [
        "refund.failed",
        "refund.updated",
        "charge.refund.updated",
        "charge.updated",
    ]
