"""A person taken out of the stand-in: nothing of them is left, and the sums stay what they were."""

import json

from barrow.stripe_stand_in import MemoryStore

from tests.stripe_in_process import Till, filled_in
from tests.stripe_spec import StripeSpec, description


def is_adas(address: str) -> bool:
    return address.lower() == "ada@example.com"


def kept(till: Till) -> str:
    """All that the stand-in would find again after a restart."""
    rows = {}
    for (kind, id_), (_, row) in till.store._rows.items():
        rows[f"{kind} {id_}"] = row
    return json.dumps(rows)


def test_nothing_of_a_buyer_is_left_in_any_row() -> None:
    till = Till()
    session = till.session("key-1")
    till.submit(session.id, **filled_in("4000 0000 0000 0002"))
    till.submit(session.id, **filled_in(email="ADA@example.com"))
    till.deliver()
    assert "Ada Byron" in kept(till)

    changed = till.stand_in.redact(is_adas)

    assert changed > 5
    assert "ada@" not in kept(till).lower()
    assert "Ada" not in kept(till)


def test_what_was_typed_at_the_till_goes_though_it_is_of_another_name() -> None:
    till = Till()
    session = till.session()
    till.submit(session.id, **filled_in(name="Mary Byron", email="mary@example.com"))

    till.stand_in.redact(is_adas)

    assert "mary" not in kept(till).lower()


def test_what_was_paid_and_given_back_stays() -> None:
    till = Till(told=StripeSpec(description()).check)
    paid = till.paid()
    before = (till.stand_in.charges_total("gbp"), till.stand_in.balance("gbp"))

    till.stand_in.redact(is_adas)
    refund = till.client.v1.refunds.create({"payment_intent": paid.payment_intent.id})

    found = till.client.v1.checkout.sessions.retrieve(paid.id)
    assert before == (2950, 2950)
    assert refund.status == "succeeded"
    assert (found.amount_total, found.payment_status) == (2950, "paid")
    assert (found.customer_email, found.customer_details) == (None, None)
    assert till.stand_in.balance("gbp") == 0


def test_other_buyers_stay_as_they_were() -> None:
    till = Till()
    till.paid()
    bens = till.session("key-2", customer_email="ben@example.com").id
    till.submit(bens, **filled_in(name="Ben Ada", email="ben@example.com"))
    before = kept(till).count("ben@example.com")

    till.stand_in.redact(is_adas)

    found = till.client.v1.checkout.sessions.retrieve(bens)
    assert (found.customer_details.name, found.customer_email) == ("Ben Ada", "ben@example.com")
    assert kept(till).count("ben@example.com") == before > 3


def test_the_first_answer_is_given_again_without_the_person() -> None:
    till = Till()
    first = till.session("key-1")

    till.stand_in.redact(is_adas)
    again = till.session("key-1")

    assert (again.id, again.url, again.amount_total) == (first.id, first.url, 2950)
    assert again.customer_email is None


def test_done_again_it_changes_nothing() -> None:
    till = Till()
    till.paid()
    till.stand_in.redact(is_adas)

    assert till.stand_in.redact(is_adas) == 0


def test_it_is_written_down_and_there_after_a_restart() -> None:
    till, store = Till(), MemoryStore()
    till.paid()
    store.restore(till.store.changed())

    till.stand_in.redact(is_adas)
    store.restore(till.store.changed())

    assert "ada@" not in kept(Till(store=store)).lower()
