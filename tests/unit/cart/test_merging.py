"""Two carts become one: the rules, without a table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from cart import lines, merging
from cart.lines import MAX_LINES
from cart.merging import Merge
from hypothesis import given
from hypothesis import strategies as st
from shopkit.carts import OPEN, Cart, CartLine
from shopkit.money import MAX_AMOUNT
from shopkit.offers import Offer

from tests.factories import make_offer

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SKUS = [f"S{n}" for n in range(6)]


def make_cart(*held: tuple[str, int], currency: str = "GBP", name: str = "own") -> Cart:
    empty = Cart(f"crt_{name}", "", currency, 1, OPEN, NOW, 0, ())
    return Cart(
        f"crt_{name}", "", currency, 1, OPEN, NOW, 0,
        tuple(make_line(empty, sku, units) for sku, units in held),
    )  # fmt: skip


def make_line(cart: Cart, sku: str, units: int, price: int = 450, limit: int = 1_000) -> CartLine:
    return CartLine(
        line_id=lines.line_id(cart, sku), sku=sku, quantity=units, unit_amount=price,
        title=f"Tea {sku}", choice="", slug="tea", picture=None, tax_class="standard",
        weight_grams=100, max_quantity=limit,
    )  # fmt: skip


def sold(*skus: str, price: int = 450, limit: int = 1_000) -> dict[str, Offer]:
    return {sku: make_offer(sku, price, max_quantity=limit) for sku in skus}


def add_up(
    own: Cart, guest: Cart, offers: Mapping[str, Offer] | None = None, left: int = 1_000
) -> Merge:
    found = sold(*SKUS) if offers is None else offers
    return merging.add_up(own, guest, guest.lines, found, dict.fromkeys(found, left))


def units(cart: Cart) -> dict[str, int]:
    return {line.sku: line.quantity for line in cart.lines}


def capped(cart: Cart) -> dict[str, tuple[int | None, str | None]]:
    return {one.sku: (one.wanted, one.capped_by) for one in cart.lines if one.wanted is not None}


def test_units_of_a_sku_add_up_and_other_lines_join_behind() -> None:
    own, guest = make_cart(("S0", 2), ("S1", 1)), make_cart(("S2", 3), ("S0", 5), name="guest")

    merge = add_up(own, guest)

    assert units(merge.cart) == {"S0": 7, "S1": 1, "S2": 3}
    assert (capped(merge.cart), merge.left_out) == ({}, ())
    assert [line.line_id for line in merge.cart.lines] == [
        lines.line_id(own, sku) for sku in ("S0", "S1", "S2")
    ]


def test_no_more_than_is_in_stock_and_it_says_so() -> None:
    merge = add_up(make_cart(("S0", 2)), make_cart(("S0", 5)), left=4)

    assert units(merge.cart) == {"S0": 4}
    assert capped(merge.cart) == {"S0": (7, "stock")}


def test_no_more_than_one_order_may_have_and_it_says_so() -> None:
    merge = add_up(make_cart(("S0", 2)), make_cart(("S0", 5)), sold("S0", limit=3), left=4)

    assert units(merge.cart) == {"S0": 3}
    assert capped(merge.cart) == {"S0": (7, "limit")}


def test_what_is_sold_out_stays_to_be_seen() -> None:
    merge = add_up(make_cart(("S0", 2)), make_cart(("S0", 1), ("S1", 4)), left=0)

    assert units(merge.cart) == {"S0": 1, "S1": 1}
    assert capped(merge.cart) == {"S0": (3, "stock"), "S1": (4, "stock")}


def test_no_more_than_one_payment_can_be() -> None:
    price = MAX_AMOUNT // 4
    own = make_cart(("S0", 3))
    own = replace(own, lines=(replace(own.lines[0], unit_amount=price),))
    offers = sold("S0", "S1", "S2", price=price)

    fits = add_up(own, make_cart(("S1", 2)), offers)
    full = add_up(fits.cart, make_cart(("S2", 1)), offers)

    assert units(fits.cart) == {"S0": 3, "S1": 1}
    assert capped(fits.cart) == {"S1": (2, "amount")}
    assert full.cart == fits.cart
    assert [(left.line.sku, left.why) for left in full.left_out] == [("S2", "amount")]


def test_what_is_no_longer_sold_comes_along_to_be_seen() -> None:
    merge = add_up(make_cart(("S0", 2)), make_cart(("S0", 1), ("S1", 4)), offers={})

    assert units(merge.cart) == {"S0": 3, "S1": 4}
    assert [line.sold for line in merge.cart.lines] == [False, False]


def test_a_cart_in_another_currency_comes_at_the_prices_of_this_one() -> None:
    offers = sold("S0") | {"S1": make_offer("S1", prices={"EUR": 100})}
    guest = make_cart(("S0", 2), ("S1", 1), ("S9", 1), currency="EUR")

    merge = add_up(make_cart(), guest, offers)

    assert [(line.sku, line.unit_amount, line.was) for line in merge.cart.lines] == [
        ("S0", 450, None)
    ]
    assert [(left.line.sku, left.why) for left in merge.left_out] == [
        ("S1", "not_sold"), ("S9", "not_sold")
    ]  # fmt: skip


def test_a_full_cart_takes_no_other_line_and_names_it() -> None:
    own = make_cart(*((f"T{n}", 1) for n in range(MAX_LINES)))
    offers = sold("T0", "S0")

    merge = add_up(own, make_cart(("T0", 1), ("S0", 2)), offers)

    assert units(merge.cart)["T0"] == 2
    assert [(left.line.sku, left.line.quantity, left.why) for left in merge.left_out] == [
        ("S0", 2, "cart_full")
    ]


def test_a_price_that_changed_meanwhile_is_told_as_ever() -> None:
    merge = add_up(
        make_cart(("S0", 1)), make_cart(("S0", 1), ("S1", 1)), sold("S0", "S1", price=500)
    )

    assert [(line.unit_amount, line.was) for line in merge.cart.lines] == [(500, 450), (500, 450)]


def test_a_notice_goes_when_it_was_seen_or_the_line_is_edited() -> None:
    merge = add_up(make_cart(("S0", 2)), make_cart(("S0", 5)), left=4)
    offers = sold("S0")

    seen = lines.acknowledge(merge.cart, 10)
    edited = lines.set_quantity(merge.cart, merge.cart.lines[0].line_id, 3, offers)

    assert lines.has_notice(merge.cart.lines[0])
    assert [lines.has_notice(cart.lines[0]) for cart in (seen, edited)] == [False, False]
    assert (units(seen), units(edited)) == ({"S0": 4}, {"S0": 3})


held = st.dictionaries(st.sampled_from(SKUS), st.integers(1, 30), max_size=len(SKUS))
numbers = st.fixed_dictionaries({sku: st.integers(0, 40) for sku in SKUS})
limits = st.fixed_dictionaries({sku: st.integers(1, 40) for sku in SKUS})


def merged(
    own: Mapping[str, int],
    guest: Mapping[str, int],
    left: Mapping[str, int],
    limit: Mapping[str, int],
    steps: Sequence[int],
) -> Cart:
    """The guest's lines moved in as many steps as `steps` has, of so many lines each."""
    offers = {sku: make_offer(sku, max_quantity=limit[sku]) for sku in SKUS}
    into, source = make_cart(*own.items()), make_cart(*guest.items(), name="guest")
    waiting = list(source.lines)
    for step in (*steps, len(waiting)):
        moved, waiting = waiting[:step], waiting[step:]
        into = merging.add_up(into, source, moved, offers, left).cart
    return into


@given(held, held, numbers, limits)
def test_no_unit_that_fits_is_lost_and_none_that_does_not_comes_in(
    own: dict[str, int], guest: dict[str, int], left: dict[str, int], limit: dict[str, int]
) -> None:
    after = units(merged(own, guest, left, limit, ()))

    assert after.keys() == own.keys() | guest.keys()
    for sku, brought in guest.items():
        wanted = own.get(sku, 0) + brought
        assert after[sku] == min(wanted, limit[sku], max(1, left[sku]))
    for sku in own.keys() - guest.keys():
        assert after[sku] == own[sku]


@given(held, held, numbers, limits, st.lists(st.integers(0, 3), max_size=4))
def test_a_merge_in_steps_comes_to_the_same_as_one_at_once(
    own: dict[str, int],
    guest: dict[str, int],
    left: dict[str, int],
    limit: dict[str, int],
    steps: list[int],
) -> None:
    assert merged(own, guest, left, limit, steps) == merged(own, guest, left, limit, ())


@given(held, held, numbers, limits)
def test_every_line_with_fewer_units_than_wanted_says_how_many_and_why(
    own: dict[str, int], guest: dict[str, int], left: dict[str, int], limit: dict[str, int]
) -> None:
    after = merged(own, guest, left, limit, ())

    for line in after.lines:
        wanted = own.get(line.sku, 0) + guest.get(line.sku, 0)
        if line.quantity < wanted:
            by = "limit" if limit[line.sku] <= max(1, left[line.sku]) else "stock"
            assert (line.wanted, line.capped_by) == (wanted, by)
        else:
            assert (line.wanted, line.capped_by) == (None, None)
