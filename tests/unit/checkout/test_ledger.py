"""Postings add up to zero, whatever is paid and given back."""

from typing import Any

import pytest
from checkout import ledger
from checkout.ledger import Posting, Unbalanced
from checkout.orders import TaxPart
from hypothesis import given
from hypothesis import strategies as st
from shopkit import pricing
from shopkit.pricing import Wanted
from shopkit.tax import TAX_CLASSES, TaxRules

from tests.unit.checkout.orders_made import AT, make_order

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


@given(baskets, st.sampled_from(["GB", "FR"]), st.data())
def test_every_refund_is_booked_to_the_penny(lines: Any, country: str, data: Any) -> None:
    order = _paid(lines, country, 395)
    amount = data.draw(st.integers(1, max(1, order.total)))

    posting = ledger.refund(order, amount, "ref_1", AT)

    assert sum(posting.entries.values()) == 0
    assert posting.entries["stripe"] == -amount


def test_a_refund_takes_sales_and_tax_in_the_orders_proportions() -> None:
    taxes = (TaxPart("standard", 20, 1_000, 200), TaxPart("zero", 0, 600, 0))
    order = make_order(total=1_800, taxes=taxes)

    posting = ledger.refund(order, 900, "ref_1", AT)

    assert posting.entries == {
        "stripe": -900,
        "sales:standard": 500,
        "vat:standard": 100,
        "sales:zero": 300,
    }


def test_a_failed_refund_is_reversed_entry_by_entry() -> None:
    order = _paid([Wanted("a", "A", "A", 3, 333, "standard")], "GB", 0)
    refund = ledger.refund(order, 500, "ref_1", AT)

    back = ledger.reversal(refund, "refund_failed", AT)

    assert {
        name: refund.entries[name] + back.entries[name] for name in refund.entries
    } == dict.fromkeys(refund.entries, 0)


def test_entries_that_do_not_balance_are_never_made() -> None:
    with pytest.raises(Unbalanced):
        Posting("ord_1", "payment", "cs_1", {"stripe": 100, "sales:zero": -99}, "GBP", AT)
