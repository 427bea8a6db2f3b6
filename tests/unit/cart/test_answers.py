"""What shoppers are shown of a cart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cart.answers import CartView
from shopkit import settings
from shopkit.carts import OPEN, ORDERED, Cart, CartLine

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def british_shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BARROW_COUNTRY", "GB")
    settings.forget()
    yield
    settings.forget()


def make_line(sku: str, unit_amount: int, quantity: int, tax_class: str = "standard") -> CartLine:
    return CartLine(
        line_id=f"lin_{sku}",
        sku=sku,
        quantity=quantity,
        unit_amount=unit_amount,
        title=sku.capitalize(),
        choice="",
        slug=sku,
        picture=None,
        tax_class=tax_class,
        weight_grams=10,
        max_quantity=99,
    )


def make_cart(*lines: CartLine, state: str = OPEN) -> Cart:
    return Cart(
        id="crt_1",
        token_hash="",
        currency="GBP",
        version=7,
        state=state,
        created_at=NOW,
        expires_at=1_800_000_000,
        lines=lines,
    )


def test_totals_include_the_vat_of_each_class() -> None:
    view = CartView.of(make_cart(make_line("pot", 1_299, 2), make_line("tea", 450, 3, "zero")))

    assert view.totals.subtotal.amount == 3_948
    assert view.totals.total.amount == 3_948
    assert view.totals.tax.amount == 433  # 25.98 × 20/120
    assert view.totals.tax_included is True
    assert view.totals.shipping is None
    assert view.totals.discounts == []
    assert view.totals.why["subtotal"] == "5 units on 2 lines"
    assert view.lines[0].why == ["2 × 12.99 GBP", "includes 20 % VAT"]
    assert view.lines[0].total.amount == 2_598
    assert view.checkout.ready is True


def test_a_changed_price_is_told_with_both_amounts() -> None:
    line = replace(make_line("pot", 1_299, 1), was=999)

    (notice,) = CartView.of(make_cart(line)).lines[0].notices

    assert notice.code == "price_changed"
    assert notice.text == "The price of Pot changed from 9.99 GBP to 12.99 GBP"
    assert notice.was is not None
    assert notice.now is not None
    assert (notice.was.amount, notice.now.amount) == (999, 1_299)


def test_what_is_no_longer_sold_is_not_counted_and_keeps_from_checkout() -> None:
    gone = replace(make_line("cup", 700, 2), sold=False)

    view = CartView.of(make_cart(make_line("pot", 1_299, 1), gone))

    assert view.totals.total.amount == 1_299
    assert view.lines[1].total.amount == 0
    assert [notice.code for notice in view.lines[1].notices] == ["no_longer_sold"]
    assert view.checkout.ready is False
    assert [(o.code, o.line_id) for o in view.checkout.obstacles] == [("no_longer_sold", "lin_cup")]


def test_an_empty_and_an_ordered_cart_are_not_ready() -> None:
    empty = CartView.of(make_cart())
    ordered = CartView.of(make_cart(state=ORDERED))

    assert [o.code for o in empty.checkout.obstacles] == ["cart_empty"]
    assert empty.totals.total.amount == 0
    assert [o.code for o in ordered.checkout.obstacles] == ["cart_ordered"]
