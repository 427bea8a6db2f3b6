"""What may stand in a cart: the rules, without a table."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cart import lines
from cart.lines import MAX_LINES, Wish
from cart.refusals import AmountLimit, CartFull, NotSold, QuantityLimit
from shopkit.carts import OPEN, Cart
from shopkit.errors import NotFound
from shopkit.money import MAX_AMOUNT
from shopkit.offers import Offer

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_offer(sku: str = "TEA-1", price: int = 450, **changes: object) -> Offer:
    offer = Offer(
        sku=sku,
        variant_id=f"var_{sku}",
        product_id="prd_1",
        slug="tea",
        title="Tea",
        choice="100 g",
        picture=None,
        prices={"GBP": price},
        tax_class="standard",
        weight_grams=100,
        max_quantity=99,
        active=True,
    )
    return replace(offer, **changes)  # type: ignore[arg-type]


def make_cart(currency: str = "GBP") -> Cart:
    return Cart(
        id="crt_1",
        token_hash="",
        currency=currency,
        version=1,
        state=OPEN,
        created_at=NOW,
        expires_at=0,
        lines=(),
    )


def filled(*offers: Offer, quantity: int = 1) -> Cart:
    wishes = [Wish(offer.sku, quantity) for offer in offers]
    return lines.add(make_cart(), wishes, {offer.sku: offer for offer in offers})


def test_units_of_one_sku_share_a_line() -> None:
    offer = make_offer()
    cart = filled(offer, quantity=2)

    cart = lines.add(cart, [Wish("TEA-1", 3), Wish("TEA-1", 1)], {"TEA-1": offer})

    assert [(line.sku, line.quantity) for line in cart.lines] == [("TEA-1", 6)]


def test_a_line_keeps_its_id_and_two_skus_have_two() -> None:
    first = filled(make_offer("A"))

    both = lines.add(first, [Wish("A", 1), Wish("B", 1)],
                     {"A": make_offer("A"), "B": make_offer("B")})  # fmt: skip

    assert both.lines[0].line_id == first.lines[0].line_id
    assert both.lines[0].line_id.startswith("lin_")
    assert both.lines[0].line_id != both.lines[1].line_id


def test_refuses_unknown_withdrawn_and_unpriced_skus_all_at_once() -> None:
    offers = {
        "GONE": make_offer("GONE", active=False),
        "EURO": make_offer("EURO", prices={"EUR": 500}),
        "TEA-1": make_offer(),
    }

    with pytest.raises(NotSold) as refused:
        lines.add(make_cart(), [Wish(sku, 1) for sku in ("TEA-1", "GONE", "EURO", "NONE")], offers)

    assert refused.value.extra == {"sku": "GONE", "skus": ["GONE", "EURO", "NONE"]}


def test_takes_the_price_of_the_carts_own_currency() -> None:
    offer = make_offer(prices={"GBP": 450, "EUR": 520})

    cart = lines.add(make_cart("EUR"), [Wish("TEA-1", 1)], {"TEA-1": offer})

    assert cart.lines[0].unit_amount == 520


def test_the_most_units_of_an_order_are_taken_and_one_more_is_refused() -> None:
    offer = make_offer(max_quantity=5)
    cart = filled(offer, quantity=3)

    full = lines.add(cart, [Wish("TEA-1", 2)], {"TEA-1": offer})
    with pytest.raises(QuantityLimit) as refused:
        lines.add(full, [Wish("TEA-1", 1)], {"TEA-1": offer})

    assert full.lines[0].quantity == 5
    assert refused.value.extra == {"sku": "TEA-1", "max_quantity": 5}


def test_five_hundred_lines_fit_and_one_more_does_not() -> None:
    offers = [make_offer(f"S{i}", price=1) for i in range(MAX_LINES + 1)]
    full = filled(*offers[:-1])

    with pytest.raises(CartFull) as refused:
        lines.add(full, [Wish(offers[-1].sku, 1)], {offers[-1].sku: offers[-1]})
    same = lines.add(full, [Wish("S0", 1)], {"S0": offers[0]})

    assert len(full.lines) == 500
    assert refused.value.extra == {"max_lines": 500}
    assert len(same.lines) == 500


def test_a_cart_comes_to_what_a_card_can_pay_and_not_a_penny_more() -> None:
    dear = make_offer("DEAR", price=MAX_AMOUNT)
    penny = make_offer("PENNY", price=1)
    cart = filled(dear)

    with pytest.raises(AmountLimit) as refused:
        lines.add(cart, [Wish("PENNY", 1)], {"PENNY": penny})

    assert refused.value.extra == {"limit": {"amount": 99_999_999, "currency": "GBP"}}


def test_an_edit_at_another_price_tells_the_one_that_was_seen() -> None:
    cart = filled(make_offer(price=450))

    dearer = lines.add(cart, [Wish("TEA-1", 1)], {"TEA-1": make_offer(price=500)})
    agreed = lines.set_quantity(
        dearer, dearer.lines[0].line_id, 4, {"TEA-1": make_offer(price=500)}
    )

    assert (dearer.lines[0].unit_amount, dearer.lines[0].was) == (500, 450)
    assert (agreed.lines[0].unit_amount, agreed.lines[0].was) == (500, None)
    assert agreed.lines[0].quantity == 4


def test_set_quantity_obeys_the_limit_and_knows_its_lines() -> None:
    offer = make_offer(max_quantity=5)
    cart = filled(offer, quantity=5)

    with pytest.raises(QuantityLimit):
        lines.set_quantity(cart, cart.lines[0].line_id, 6, {"TEA-1": offer})
    with pytest.raises(NotFound):
        lines.set_quantity(cart, "lin_none", 1, {"TEA-1": offer})


def test_a_removed_line_leaves_the_others_as_they_were() -> None:
    cart = filled(make_offer("A"), make_offer("B"), make_offer("C"))

    left = lines.remove(cart, cart.lines[1].line_id)

    assert left.lines == (cart.lines[0], cart.lines[2])
    with pytest.raises(NotFound):
        lines.remove(left, cart.lines[1].line_id)


def test_a_new_price_keeps_the_one_first_agreed_until_it_returns() -> None:
    line = filled(make_offer(price=450)).lines[0]

    dearer = lines.reprice(line, "GBP", make_offer(price=500))
    dearest = lines.reprice(dearer, "GBP", make_offer(price=550))
    back = lines.reprice(dearest, "GBP", make_offer(price=450))

    assert (dearer.unit_amount, dearer.was) == (500, 450)
    assert (dearest.unit_amount, dearest.was) == (550, 450)
    assert back == line


@pytest.mark.parametrize(
    "offer", [None, make_offer(active=False), make_offer(prices={"EUR": 1})], ids=repr
)
def test_a_line_that_is_no_longer_sold_keeps_its_last_price(offer: Offer | None) -> None:
    line = filled(make_offer(price=450)).lines[0]

    gone = lines.reprice(line, "GBP", offer)
    again = lines.reprice(gone, "GBP", make_offer(price=450))

    assert gone == replace(line, sold=False)
    assert again == line


def test_acknowledging_agrees_to_so_many_changed_prices_at_once() -> None:
    offers = [make_offer(sku) for sku in "ABC"]
    cart = filled(*offers)
    dearer = [lines.reprice(line, "GBP", make_offer(line.sku, 500)) for line in cart.lines]
    cart = replace(cart, lines=tuple(dearer))

    some = lines.acknowledge(cart, 2)
    every = lines.acknowledge(some, 2)

    assert [line.was for line in some.lines] == [None, None, 450]
    assert [line.was for line in every.lines] == [None, None, None]
    assert [line.unit_amount for line in every.lines] == [500, 500, 500]


def test_a_cart_is_lowered_to_what_is_left_and_never_raised() -> None:
    cart = lines.add(
        make_cart(), [Wish("TEA-1", 5), Wish("POT-1", 2), Wish("CUP-1", 1)],
        {sku: make_offer(sku) for sku in ("TEA-1", "POT-1", "CUP-1")},
    )  # fmt: skip

    lowered = lines.lower(cart, {"TEA-1": 3, "POT-1": 0, "CUP-1": 9, "JAR-1": 4})

    assert {line.sku: line.quantity for line in lowered.lines} == {"TEA-1": 3, "CUP-1": 1}
