"""Postings add up to zero, whatever is paid and given back."""

from typing import Any

import pytest
from checkout import ledger
from checkout.ledger import Posting, Unbalanced
from checkout.orders import LineRefund, TaxPart
from checkout.refunds_table import Refund
from hypothesis import given
from hypothesis import strategies as st
from shopkit import pricing
from shopkit.pricing import Wanted
from shopkit.tax import TAX_CLASSES, TaxRules

from tests.unit.checkout.orders_made import AT, make_line, make_order

baskets = st.lists(
    st.builds(
        Wanted,
        line_id=st.text("abcdef", min_size=6, max_size=6),
        sku=st.text("ABC", min_size=1, max_size=3),
        title=st.just("Tea"),
        quantity=st.integers(1, 500),
        unit_amount=st.integers(0, 100_000),
        tax_class=st.sampled_from(TAX_CLASSES),
    ),
    min_size=1,
    max_size=12,
)


def _paid(lines: Any, country: str, shipping: int) -> Any:
    totals = pricing.price(lines, TaxRules("GB", country), "GBP", shipping, "Post")
    taxes = tuple(TaxPart(p.tax_class, p.rate, p.net, p.tax) for p in totals.taxes)
    return make_order(total=totals.total, taxes=taxes, refundable=totals.total)


@given(baskets, st.sampled_from(["GB", "FR", "US"]), st.integers(0, 5_000))
def test_every_basket_is_booked_to_the_penny(lines: Any, country: str, shipping: int) -> None:
    order = _paid(lines, country, shipping)

    posting = ledger.payment(order, "cs_1", AT)

    assert sum(posting.entries.values()) == 0
    assert posting.entries.get("stripe", 0) == order.total


def _refund(amount: int, *lines: LineRefund, number: int = 1) -> Refund:
    return Refund(
        id=f"ref_{number}", order_id="ord_01", amount=amount, currency="GBP",
        payment_intent="pi_1", reason="", lines=lines, restock=True, repayment=False,
        state="requested", at=AT,
    )  # fmt: skip


@given(baskets, st.sampled_from(["GB", "FR"]), st.lists(st.integers(1, 10**6), max_size=6))
def test_refunds_in_any_parts_empty_every_account_when_all_is_back(
    lines: Any, country: str, cuts: list[int]
) -> None:
    order = _paid(lines, country, 395)
    booked = [ledger.payment(order, "cs_1", AT)]
    left = order.total

    for number, cut in enumerate([*cuts, order.total]):
        amount = min(cut, left)
        if amount < 1:
            break
        booked.append(ledger.of_refund(_refund(amount, number=number), order, booked, AT))
        left -= amount

    accounts: dict[str, int] = {}
    for posting in booked:
        assert sum(posting.entries.values()) == 0
        for name, amount in posting.entries.items():
            accounts[name] = accounts.get(name, 0) + amount
    assert left == 0
    assert {name: amount for name, amount in accounts.items() if amount} == {}


def test_a_bare_amount_takes_sales_and_tax_in_the_orders_proportions() -> None:
    taxes = (TaxPart("standard", 20, 1_000, 200), TaxPart("zero", 0, 600, 0))
    order = make_order(total=1_800, taxes=taxes, refundable=1_800)

    posting = ledger.of_refund(_refund(900), order, [ledger.payment(order, "cs_1", AT)], AT)

    assert posting.entries == {
        "stripe": -900,
        "sales:standard": 500,
        "vat:standard": 100,
        "sales:zero": 300,
    }


def test_a_zero_rated_line_takes_no_tax_back() -> None:
    book = make_line("BOOK", 1, 600, tax_class="zero", rate=0, tax=0, refunded=600)
    tea = make_line("TEA", 1, 1_200, tax=200)
    taxes = (TaxPart("standard", 20, 1_000, 200), TaxPart("zero", 0, 600, 0))
    order = make_order(book, tea, taxes=taxes)
    part = LineRefund("lin_BOOK", "BOOK", 1, 600)

    posting = ledger.of_refund(_refund(600, part), order, [ledger.payment(order, "cs_1", AT)], AT)

    assert posting.entries == {"stripe": -600, "sales:zero": 600}


def test_a_failed_refund_is_reversed_entry_by_entry() -> None:
    order = _paid([Wanted("a", "A", "A", 3, 333, "standard")], "GB", 0)
    refund = ledger.of_refund(_refund(500), order, [ledger.payment(order, "cs_1", AT)], AT)

    back = ledger.reversal(refund, "refund_failed", AT)

    assert {
        name: refund.entries[name] + back.entries[name] for name in refund.entries
    } == dict.fromkeys(refund.entries, 0)


def test_entries_that_do_not_balance_are_never_made() -> None:
    with pytest.raises(Unbalanced):
        Posting("ord_1", "payment", "cs_1", {"stripe": 100, "sales:zero": -99}, "GBP", AT)
