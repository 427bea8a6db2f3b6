"""The rules of an order's money and units."""

import pytest
from checkout import orders
from checkout.orders import LineRefund, NothingToRefund
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.checkout.orders_made import make_line, make_order


@given(
    total=st.integers(1, 10**7),
    quantity=st.integers(1, 60),
    cuts=st.lists(st.integers(1, 10), max_size=80),
)
def test_units_sent_back_one_by_one_are_worth_exactly_the_line(
    total: int, quantity: int, cuts: list[int]
) -> None:
    order = make_order(make_line(quantity=quantity, total=total))
    given_back = 0

    for cut in [*cuts, quantity]:
        line = order.lines[0]
        units = min(cut, line.quantity - line.returned)
        if units == 0:
            break
        amount = orders.refund_of_units(line, units)
        given_back += amount
        if amount:
            refund = LineRefund(line.line_id, line.sku, units, amount)
            order = orders.with_refund(order, [refund], amount)
        else:
            break

    line = order.lines[0]
    assert 0 <= given_back <= total
    if line.returned == line.quantity:
        assert given_back == total
        assert order.refundable == 0


def test_more_units_than_are_left_are_refused() -> None:
    line = make_line(quantity=3, returned=2)

    with pytest.raises(NothingToRefund):
        orders.refund_of_units(line, 2)


def test_no_more_money_goes_back_than_came() -> None:
    order = make_order(make_line(total=1_000), refundable=400)

    with pytest.raises(NothingToRefund):
        orders.with_refund(order, [], 401)
    with pytest.raises(NothingToRefund):
        orders.with_refund(order, [], 0)


def test_a_failed_refund_leaves_the_order_as_it_was() -> None:
    order = make_order(make_line("TEA-1"), make_line("POT-1"))
    parts = [LineRefund("lin_POT-1", "POT-1", 2, 667)]

    reserved = orders.with_refund(order, parts, 667)
    back = orders.without_refund(reserved, parts, 667, units_are_back=False)
    restocked = orders.without_refund(reserved, parts, 667, units_are_back=True)

    assert back == order
    assert restocked.refundable == order.refundable
    assert [line.returned for line in restocked.lines] == [0, 2]


@pytest.mark.parametrize(
    ("refundable", "said"), [(1_000, "paid"), (999, "partially_refunded"), (0, "refunded")]
)
def test_payment_status_follows_what_is_left_to_refund(refundable: int, said: str) -> None:
    assert orders.payment_status(make_order(refundable=refundable)) == said


@pytest.mark.parametrize("status", ["disputed", "unpaid"])
def test_a_dispute_and_an_unpaid_order_stay_what_they_are(status: str) -> None:
    order = make_order(refundable=0, payment_status=status)

    assert orders.payment_status(order) == status


def test_units_of_one_sku_are_summed_over_lines() -> None:
    order = make_order(make_line("A", 2), make_line("B", 1), make_line("A", 5, line_id="lin_2"))

    assert orders.units_by_sku(order) == {"A": 7, "B": 1}
