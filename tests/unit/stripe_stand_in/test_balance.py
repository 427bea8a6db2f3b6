import pytest

from tests.stripe_in_process import Till, intent, line, tried


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


def test_money_moves_from_pending_to_available_whatever_else_happens() -> None:
    till = Till(fee=lambda amount, _: amount // 50)
    till.paid()
    till.paid("4000000000000077")
    till.clock.forward(days=2)
    till.paid()

    held = till.client.v1.balance.retrieve()

    assert (held.available[0].amount, held.pending[0].amount) == (2 * 2891, 2891)
    assert till.stand_in.balance("gbp") == 3 * 2891


def test_each_currency_has_its_own_sums() -> None:
    till = Till()
    till.paid()
    euros = till.paid(line_items=[line(700, currency="eur")])
    till.client.v1.refunds.create({"payment_intent": euros.payment_intent.id, "amount": 50})

    held = till.client.v1.balance.retrieve()

    assert [(each.currency, each.amount) for each in held.pending] == [("eur", 650), ("gbp", 2950)]
    assert (till.stand_in.balance("EUR"), till.stand_in.refunds_total("gbp")) == (650, 0)
