"""When it is worth telling somebody of what they wished for: the rules."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cart import wishes
from cart.wishes import News, Wish
from hypothesis import given
from hypothesis import strategies as st
from shopkit.stock import IN_STOCK, LOW_STOCK, OUT_OF_STOCK

from tests.factories import make_offer

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEVELS = (IN_STOCK, LOW_STOCK, OUT_OF_STOCK)


def make_wish(level: str = IN_STOCK, amount: int = 450, **changes: Any) -> Wish:
    wish = Wish(
        id="wis_1", wishlist_id="wsh_1", account_id="acc_1", sku="TEA-1", product_id="prd_1",
        any_choice=False, title="Tea", choice="", slug="tea", picture=None, currency="GBP",
        wished_amount=450,
        levels={"TEA-1": level}, amounts={"TEA-1": amount}, created_at=NOW,
    )  # fmt: skip
    return replace(wish, **changes)


def look(wish: Wish, price: int, level: str, sku: str = "TEA-1") -> News:
    return wishes.look(wish, sku, make_offer(sku, price), level)


def told(news: News) -> tuple[str | None, int, int | None]:
    return news.kind, news.amount, news.was


def test_what_is_as_it_was_is_no_news_and_changes_nothing() -> None:
    wish = make_wish()

    assert look(wish, 450, IN_STOCK) == News(wish)


def test_less_than_it_cost_is_news_and_the_next_must_be_less_again() -> None:
    first = look(make_wish(), 400, IN_STOCK)
    second = look(first.wish, 400, IN_STOCK)
    third = look(first.wish, 390, IN_STOCK)

    assert told(first) == ("cheaper", 400, 450)
    assert second == News(first.wish)
    assert told(third) == ("cheaper", 390, 400)


def test_a_price_that_rose_is_not_what_a_lower_one_is_measured_by() -> None:
    dearer = look(make_wish(), 600, IN_STOCK)

    assert dearer == News(make_wish())
    assert look(dearer.wish, 500, IN_STOCK).kind is None


def test_back_in_stock_is_told_with_what_it_costs_now() -> None:
    assert told(look(make_wish(OUT_OF_STOCK), 450, LOW_STOCK)) == ("back_in_stock", 450, 450)
    assert told(look(make_wish(OUT_OF_STOCK), 500, IN_STOCK)) == ("back_in_stock", 500, 450)
    assert look(make_wish(LOW_STOCK), 450, IN_STOCK).kind is None


def test_what_cannot_be_had_is_no_news_at_any_price() -> None:
    cheap = look(make_wish(OUT_OF_STOCK), 100, OUT_OF_STOCK)
    sold_out = look(make_wish(), 100, OUT_OF_STOCK)

    assert cheap.kind is sold_out.kind is None
    assert told(look(sold_out.wish, 100, IN_STOCK)) == ("back_in_stock", 100, 450)


def test_what_is_not_sold_or_has_no_price_here_is_no_news() -> None:
    wish = make_wish(OUT_OF_STOCK)
    withdrawn = make_offer("TEA-1", active=False)
    abroad = make_offer("TEA-1", prices={"EUR": 100})

    kinds = [wishes.look(wish, "TEA-1", one, IN_STOCK).kind for one in (None, withdrawn, abroad)]

    assert kinds == [None, None, None]


def test_a_choice_that_was_not_known_is_learned_first() -> None:
    learned = look(make_wish(any_choice=True), 800, IN_STOCK, "TEA-2")
    cheaper = look(learned.wish, 700, IN_STOCK, "TEA-2")

    assert learned.kind is None
    assert learned.wish.amounts == {"TEA-1": 450, "TEA-2": 800}
    assert told(cheaper) == ("cheaper", 700, 800)


states = st.tuples(st.integers(1, 900), st.sampled_from(LEVELS))


@given(st.lists(states, max_size=12))
def test_the_same_state_seen_again_is_never_news(seen: list[tuple[int, str]]) -> None:
    wish = make_wish()
    for price, level in seen:
        wish = look(wish, price, level).wish

        assert look(wish, price, level) == News(wish)


@given(st.lists(states, min_size=1, max_size=12))
def test_each_thing_told_is_true_when_it_is_told(seen: list[tuple[int, str]]) -> None:
    wish, before = make_wish(), IN_STOCK
    for price, level in seen:
        news = look(wish, price, level)

        assert news.kind is None or level != OUT_OF_STOCK
        if news.kind == "cheaper":
            assert news.was is not None and price < news.was
        assert (news.kind == "back_in_stock") == (before == OUT_OF_STOCK != level)
        wish, before = news.wish, level
