"""How a cancellation finds what it cancels."""

from barrow.order_log.plan import Refund, Returned, refunds

from tests.unit.operator.log_lines import line, met, planned


def test_a_cancellation_refunds_what_the_customer_bought_before() -> None:
    made = planned(line("1", quantity=6), line("C2", quantity=-2, at="2010-12-02T09:00"))

    (refund,) = refunds(made.steps)
    assert (refund.invoice, refund.of, refund.total) == ("C2", "1", 510)
    assert refund.lines == (Returned("85123A", 2, 510),)
    assert (made.account.refunded.lines, made.account.refunded.units) == (1, 2)


def test_the_latest_purchase_is_returned_first() -> None:
    made = planned(
        line("1", quantity=5),
        line("2", quantity=3, at="2010-12-02T09:00"),
        line("C3", quantity=-6, at="2010-12-03T09:00"),
    )

    assert [(one.of, one.lines[0].units) for one in refunds(made.steps)] == [("2", 3), ("1", 3)]


def test_units_are_returned_once() -> None:
    made = planned(
        line("1", quantity=5),
        line("C2", quantity=-4, at="2010-12-02T09:00"),
        line("C3", quantity=-4, at="2010-12-03T09:00"),
    )

    assert [(one.invoice, one.lines[0].units) for one in refunds(made.steps)] == [
        ("C2", 4),
        ("C3", 1),
    ]
    assert made.account.refunded.lines == 2
    assert met(made.account) == {"BEFORE_THE_LOG": (0, -3, -765)}


def test_what_was_bought_before_the_log_begins_is_set_aside() -> None:
    made = planned(line("C1", quantity=-2))

    assert made.steps == []
    assert met(made.account) == {"BEFORE_THE_LOG": (1, -2, -510)}


def test_nobody_returns_what_another_customer_bought() -> None:
    made = planned(line("1"), line("C2", quantity=-2, customer="12345"))

    assert refunds(made.steps) == []
    assert met(made.account) == {"BEFORE_THE_LOG": (1, -2, -510)}


def test_a_cancellation_without_a_customer_matches_nothing() -> None:
    made = planned(line("1", customer=""), line("C2", quantity=-2, customer=""))

    assert refunds(made.steps) == []
    assert met(made.account) == {"NOBODY_KNOWN": (1, -2, -510)}


def test_less_than_was_paid_can_be_refunded() -> None:
    made = planned(line("1", quantity=6, price="2.55"), line("C2", quantity=-2, price="2.00"))

    assert [one.total for one in refunds(made.steps)] == [400]


def test_more_than_was_paid_is_refunded_as_far_as_the_line_goes() -> None:
    made = planned(line("1", quantity=3, price="2.00"), line("C2", quantity=-3, price="2.50"))

    (refund,) = refunds(made.steps)
    assert refund.lines == (Returned("85123A", 2, 500),)
    assert met(made.account) == {"MORE_THAN_PAID": (0, -1, -250)}


def test_two_lines_of_a_cancellation_are_one_line_of_a_refund() -> None:
    made = planned(
        line("1", quantity=6), line("C2", quantity=-1), line("C2", quantity=-2, price="2.00")
    )

    (refund,) = refunds(made.steps)
    assert refund.lines == (Returned("85123A", 3, 655),)
    assert made.account.refunded.lines == 2


def test_each_order_of_an_invoice_is_refunded_by_itself() -> None:
    made = planned(
        line("1", quantity=1, price="2.55"),
        line("1", quantity=1, price="2.95"),
        line("C2", quantity=-2, price="2.55"),
    )

    assert [(one.key, one.total) for one in refunds(made.steps)] == [
        ("C2 of 1/2", 255),
        ("C2 of 1", 255),
    ]


def test_discounts_and_postage_are_not_refunded() -> None:
    made = planned(line("1"), line("C2", "D", -1, "27.50"), line("C2", "POST", -1, "5.00"))

    assert refunds(made.steps) == []
    assert met(made.account) == {"DISCOUNT": (1, -1, -2_750), "POSTAGE": (1, -1, -500)}


def test_a_longer_plan_begins_with_the_shorter_one() -> None:
    lines = [
        line("1", quantity=5),
        line("2", quantity=5, at="2010-12-02T09:00"),
        line("C3", quantity=-7, at="2010-12-03T09:00"),
        line("4", quantity=5, at="2010-12-04T09:00"),
        line("C5", quantity=-6, at="2010-12-05T09:00"),
    ]

    shorter, longer = planned(*lines, limit=3), planned(*lines)

    assert longer.steps[: len(shorter.steps)] == shorter.steps
    assert [step.key for step in longer.steps if isinstance(step, Refund)] == [
        "C3 of 2", "C3 of 1", "C5 of 4", "C5 of 1",
    ]  # fmt: skip
