"""A person is erased: their orders are let go of, and then no longer theirs."""

import json
from dataclasses import replace
from typing import Any

import pytest
from checkout import erasing, orders_table, refunds_table
from checkout.orders import Order
from checkout.payments import gateway
from shopkit import outbox, people, table
from shopkit.events import ErasureAsked, PersonErased

from tests import factories
from tests.books import assert_books_balance, items
from tests.integration.checkout.stripe_line import diverted, showing
from tests.shop import EMAIL, Bought, Shop

UNITS = {"TEA-1": 20}
TOLD = "OrdersLetGo"


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    factories.sell(shop, factories.make_offer("TEA-1"), units=20)
    shop.settle()
    return shop


def subject() -> str:
    return people.address_subject(EMAIL)


def asked(shop: Shop, erasure_id: str = "ers_1") -> ErasureAsked:
    return ErasureAsked.of(
        shop.now, erasure_id=erasure_id, account_id=None, subjects=["acc_1", subject()]
    )


def asked_by_who_had_the_address(shop: Shop) -> ErasureAsked:
    """Of an account that has given the address up, and another one since."""
    subjects = ["acc_1", people.address_subject("ada@example.org"), subject()]
    return ErasureAsked.of(shop.now, erasure_id="ers_1", account_id="acc_1", subjects=subjects)


def erased(shop: Shop) -> PersonErased:
    """The fact, told as accounts tells it: after the keys are gone."""
    table.transact(people.destroyed([subject()]))
    return PersonErased.of(
        shop.now, erasure_id="ers_1", account_id=None, subjects=["acc_1", subject()]
    )


def hear(shop: Shop, fact: Any) -> None:
    erasing.hear(fact, gateway, shop.now)


def read(made: Bought) -> Order:
    order = orders_table.read(made.order_id)
    assert order is not None
    return order


def paid(shop: Shop, units: int = 2) -> Bought:
    made = factories.order(shop, ("TEA-1", units))
    factories.pay(shop, made)
    return made


def ship(made: Bought) -> None:
    order = read(made)
    orders_table.save(replace(order, status="shipped", fulfilment_status="fulfilled"), order)


def let_go() -> list[tuple[int, int]]:
    """(cancelled, kept) of every OrdersLetGo that was told."""
    told = [json.loads(row["data"]) for row in items("checkout") if row.get("type") == TOLD]
    return [(one["cancelled"], one["kept"]) for one in told]


def indexes_of(made: Bought) -> set[str]:
    """Which indexes still lead to the order by a person."""
    row = table.get("barrow-local-checkout", {"pk": f"NUMBER#{made.number}", "sk": "NUMBER"})
    assert row is not None
    return {name for name in row if name.startswith("gsi")}


def test_unpaid_orders_end_paid_ones_go_back_and_those_on_their_way_are_kept(
    stocked: Shop,
) -> None:
    unpaid, went, on_its_way = factories.order(stocked, ("TEA-1", 1)), paid(stocked), paid(stocked)
    ship(on_its_way)

    hear(stocked, asked(stocked))
    stocked.settle()

    statuses = [read(made).status for made in (unpaid, went, on_its_way)]
    assert statuses == ["cancelled", "cancelled", "shipped"]
    assert (read(went).payment_status, read(went).refundable) == ("refunded", 0)
    assert let_go() == [(1, 1)]
    assert_books_balance(stocked, UNITS)


def test_the_buyer_is_told_of_the_money_while_the_key_is_there(stocked: Shop) -> None:
    paid(stocked)

    hear(stocked, asked(stocked))
    stocked.settle()

    assert [mail.subject.split(" for ")[0] for mail in stocked.mailbox.all()][-1] == (
        "We have refunded £12.95"
    )


def test_other_peoples_orders_are_left_alone(stocked: Shop) -> None:
    cart_id, token = factories.fill_cart(stocked, ("TEA-1", 1))
    answer = factories.start_checkout(stocked, cart_id, token, email="bob@example.com")
    bobs = factories.bought(cart_id, token, answer)

    hear(stocked, asked(stocked))
    hear(stocked, erased(stocked))

    assert read(bobs).status == "pending_payment"
    assert factories.read_order(stocked, bobs)["email"] == "bob@example.com"
    assert let_go() == [(0, 0)]


def test_the_same_fact_and_the_same_erasure_cancel_once_and_answer_each_time(
    stocked: Shop,
) -> None:
    made = paid(stocked)
    fact = asked(stocked)

    for _ in range(2):
        hear(stocked, fact)
    again = let_go()
    hear(stocked, asked(stocked))

    assert len(refunds_table.list_of(made.order_id)) == 1
    assert again == [(1, 0)]
    assert let_go() == [(1, 0), (1, 0)]


def test_an_order_that_was_refunded_whole_before_counts_as_kept(stocked: Shop) -> None:
    made = paid(stocked)
    body = {"amount": read(made).total}
    stocked.post(f"/checkout/admin/orders/{made.order_id}/refunds", json=body, staff=True)

    hear(stocked, asked(stocked))

    assert let_go() == [(0, 1)]
    assert len(refunds_table.list_of(made.order_id)) == 1


def test_money_on_its_way_is_waited_for_day_by_day(stocked: Shop) -> None:
    made = factories.order(stocked, ("TEA-1", 2))
    under_way = {"status": "complete", "payment_status": "unpaid", "payment_intent": "pi_1"}
    with diverted(stocked, showing(made.session_id, stocked, **under_way)):
        hear(stocked, asked(stocked))
        stocked.advance(600)
        stocked.settle()
        waits = (let_go(), read(made).status)
    stocked.pay(made.session_id)

    stocked.advance(86_400)
    stocked.settle()
    stocked.settle()

    assert waits == ([], "pending_payment")
    assert let_go() == [(1, 0)]
    assert read(made).payment_status == "refunded"


def test_who_orders_with_a_former_address_while_money_is_waited_for_keeps_the_order(
    stocked: Shop,
) -> None:
    theirs = factories.order(stocked, ("TEA-1", 2))
    under_way = {"status": "complete", "payment_status": "unpaid", "payment_intent": "pi_1"}
    with diverted(stocked, showing(theirs.session_id, stocked, **under_way)):
        hear(stocked, asked_by_who_had_the_address(stocked))
    stocked.advance(600)
    anothers = paid(stocked)
    stocked.pay(theirs.session_id)

    stocked.advance(86_400)
    stocked.settle()
    stocked.settle()

    assert let_go() == [(1, 0)]
    assert (read(theirs).payment_status, read(anothers).status) == ("refunded", "paid")


def test_who_orders_with_a_former_address_before_the_erasure_is_heard_of_keeps_the_order(
    stocked: Shop,
) -> None:
    fact = asked_by_who_had_the_address(stocked)
    stocked.advance(60)
    anothers = paid(stocked)

    hear(stocked, fact)

    assert (let_go(), read(anothers).status) == ([(0, 0)], "paid")


def test_what_stripe_does_not_answer_is_done_by_the_sweeper(stocked: Shop) -> None:
    made = paid(stocked)
    with diverted(stocked, lambda _method, _url: ("{}", 500, {})):
        hear(stocked, asked(stocked))
        unanswered = (read(made).status, let_go())

    stocked.advance(600)
    stocked.settle()

    assert unanswered == ("cancelled", [])
    assert let_go() == [(1, 0)]
    assert len(refunds_table.list_of(made.order_id)) == 1
    assert_books_balance(stocked, UNITS)


def test_once_erased_nothing_tells_whose_the_orders_were(stocked: Shop) -> None:
    went, on_its_way = paid(stocked), paid(stocked)
    ship(on_its_way)
    hear(stocked, asked(stocked))
    stocked.settle()

    hear(stocked, erased(stocked))

    for made in (went, on_its_way):
        assert indexes_of(made) == set()
        assert (read(made).private, read(made).subject, read(made).country) == ("", "", "GB")
        assert factories.read_order(stocked, made)["email"] is None
    assert [row["pk"] for row in items("checkout") if subject() in repr(row)] == []
    assert_books_balance(stocked, UNITS)


def test_what_was_ordered_meanwhile_goes_back_as_well(stocked: Shop) -> None:
    hear(stocked, asked(stocked))
    meanwhile = paid(stocked)

    hear(stocked, erased(stocked))
    stocked.settle()

    assert (read(meanwhile).status, read(meanwhile).payment_status) == ("cancelled", "refunded")
    assert indexes_of(meanwhile) == set()
    assert_books_balance(stocked, UNITS)


def test_orders_of_whoever_has_the_address_later_are_not_touched(stocked: Shop) -> None:
    paid(stocked)
    fact = erased(stocked)
    later = paid(stocked)

    hear(stocked, fact)

    assert read(later).status == "paid"
    assert factories.read_order(stocked, later)["email"] == EMAIL


def test_a_person_with_many_orders_is_erased_whole(
    stocked: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "PAGE", 2)
    made = [paid(stocked, 1) for _ in range(5)]

    hear(stocked, asked(stocked))
    hear(stocked, erased(stocked))

    assert let_go() == [(5, 0)]
    assert [read(one).private for one in made] == [""] * 5


def test_it_comes_by_the_queue(stocked: Shop) -> None:
    made = paid(stocked)
    table.write(outbox.told("barrow-local-accounts", "ERASURE#ers_1", asked(stocked)))

    stocked.settle()

    assert read(made).status == "cancelled"
