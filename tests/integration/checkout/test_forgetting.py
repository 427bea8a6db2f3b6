"""Whose an order was is forgotten when its time is over, and the order itself stays."""

import json
from datetime import timedelta
from typing import Any

import pytest
from checkout import forgetting, orders_table, walking
from shopkit import people, retention, table

from tests.factories import (
    bought,
    fill_cart,
    make_offer,
    order,
    pay,
    read_order,
    sell,
    start_checkout,
)
from tests.shop import EMAIL, Bought, Shop

CHECKOUT = "barrow-local-checkout"
DAY = 24 * 3600


def stored(made: Bought) -> str:
    """All that the table holds of the order."""
    partition = table.query_all(CHECKOUT, f"ORDER#{made.order_id}")
    return json.dumps([partition, table.query_all(CHECKOUT, f"NUMBER#{made.number}")], default=str)


def forget(shop: Shop, days: int) -> int:
    return forgetting.forget_old(shop.now + timedelta(days=days), still_time=lambda: True)


@pytest.fixture(autouse=True)
def _sold(shop: Shop) -> None:
    sell(shop, make_offer("TEA-1", 450))


def unpaid(shop: Shop) -> Bought:
    made = order(shop, ("TEA-1", 1))
    shop.advance(3600)
    shop.settle()
    return made


def paid(shop: Shop) -> Bought:
    made = order(shop, ("TEA-1", 1))
    pay(shop, made)
    return made


def test_an_order_that_nobody_paid_is_nobodys_after_its_period(shop: Shop) -> None:
    made = unpaid(shop)
    days = retention.periods().unpaid_orders

    too_soon, then = forget(shop, days - 1), forget(shop, days)

    assert (too_soon, then) == (0, 1)
    assert read_order(shop, made)["email"] is None
    assert people.address_subject(EMAIL) not in stored(made)


def test_a_paid_order_is_kept_as_long_as_taxes_want_and_then_is_nobodys(shop: Shop) -> None:
    made = paid(shop)
    before = read_order(shop, made)
    days = retention.periods().paid_orders

    too_soon, then = forget(shop, days - 1), forget(shop, days + 1)

    after = read_order(shop, made)
    assert (too_soon, then) == (0, 1)
    assert (before["email"], after["email"], after["billing_address"]) == (EMAIL, None, None)
    assert (after["totals"], after["country"], after["number"]) == (
        before["totals"],
        "GB",
        made.number,
    )
    assert people.address_subject(EMAIL) not in stored(made)
    assert [item["type"] for item in after["history"]] == [i["type"] for i in before["history"]]


def test_that_its_buyer_wanted_letters_does_not_tell_whose_it_was(shop: Shop) -> None:
    cart_id, token = fill_cart(shop, ("TEA-1", 1))
    agreed = {"terms": True, "marketing": True}
    made = bought(cart_id, token, start_checkout(shop, cart_id, token, consents=agreed))
    pay(shop, made)
    key_id = people.key_of(people.address_subject(EMAIL)).id

    forget(shop, retention.periods().paid_orders + 1)

    assert "MarketingAgreed" in [item["type"] for item in read_order(shop, made)["history"]]
    assert people.address_subject(EMAIL) not in stored(made)
    assert key_id not in stored(made)


def test_what_was_done_is_not_done_again(shop: Shop) -> None:
    unpaid(shop)

    done = [forget(shop, days) for days in (90, 90, 91, 120)]

    assert done == [1, 0, 0, 0]


def test_orders_of_later_days_follow_when_it_is_their_time(shop: Shop) -> None:
    first = unpaid(shop)
    shop.advance(10 * DAY)
    second = unpaid(shop)

    done = [forget(shop, days) for days in (80, 85, 90)]

    assert done == [1, 0, 1]
    assert [read_order(shop, one)["email"] for one in (first, second)] == [None, None]


def test_more_orders_than_a_page_are_all_forgotten(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "PAGE", 3)
    made = [order(shop, ("TEA-1", 1)) for _ in range(8)]
    shop.advance(3600)
    shop.settle()

    done = forget(shop, 90)

    assert done == 8
    assert {read_order(shop, one)["email"] for one in made} == {None}


def test_a_walk_that_died_goes_on_where_it_was(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "PAGE", 2)
    made = [order(shop, ("TEA-1", 1)) for _ in range(5)]
    shop.advance(3600)
    shop.settle()
    forget_one, left = forgetting.forget, [3]

    def dying(one: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("the process ended here")
        forget_one(one)

    monkeypatch.setattr(forgetting, "forget", dying)
    with pytest.raises(RuntimeError):
        forget(shop, 90)
    monkeypatch.setattr(forgetting, "forget", forget_one)

    forget(shop, 90)

    assert {read_order(shop, one)["email"] for one in made} == {None}


def test_without_time_nothing_is_begun(shop: Shop) -> None:
    made = unpaid(shop)

    done = forgetting.forget_old(shop.now + timedelta(days=90), still_time=lambda: False)

    assert done == 0
    assert read_order(shop, made)["email"] == EMAIL


def test_a_forgotten_order_can_still_be_refunded(shop: Shop) -> None:
    made = paid(shop)
    forget(shop, retention.periods().paid_orders + 1)

    answer = shop.post(
        f"/checkout/admin/orders/{made.order_id}/refunds",
        json={"amount": 100},
        staff=True,
    )

    assert answer.status == 201, answer.text
    found = orders_table.read(made.order_id)
    assert found is not None
    assert found.private == ""
