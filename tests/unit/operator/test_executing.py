"""What waits for what while orders are replayed side by side."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from barrow.order_log.plan import Purchase, Wanted
from barrow.replay.executing import Pace
from barrow.replay.log_time import LogTime, ShopIsLater, check_beginning
from barrow.replay.price_book import PriceBook
from barrow.shop_client import Reply, ShopClient

AT = datetime(2010, 12, 1, 8, 26, tzinfo=UTC)


class FakeShop(ShopClient):
    """Answers prices and the clock; `sent` is what it was told."""

    def __init__(self, now: datetime = AT) -> None:
        super().__init__("http://127.0.0.1:1")
        self.now = now
        self.sent: list[tuple[str, Any]] = []

    def request(self, method: str, path: str, body: Any = None, **_: Any) -> Reply:
        if path == "/dev/clock":
            if method == "POST":
                self.now += timedelta(seconds=body["advance_seconds"])
                self.sent.append((path, body))
            return Reply(200, {}, {"now": self.now.isoformat()})
        self.sent.append((path, body))
        return Reply(200, {}, {"data": body["prices"]})


def purchase(*lines: tuple[str, int]) -> Purchase:
    return Purchase(
        "1", AT, "17850", "France", tuple(Wanted(sku, 1, price) for sku, price in lines)
    )


def test_prices_are_set_once() -> None:
    shop = FakeShop()
    book = PriceBook(shop)
    order = purchase(("A", 100), ("B", 200))

    for _ in range(2):
        book.hold(order)
        book.set(order)
        book.release(order)

    assert [[price["sku"] for price in body["prices"]] for _, body in shop.sent] == [["A", "B"]]
    assert book.changes == 2


def test_many_prices_are_set_in_parts() -> None:
    shop = FakeShop()
    book = PriceBook(shop)
    order = purchase(*((f"S{n}", 100) for n in range(100)))

    book.hold(order)
    book.set(order)

    assert [len(body["prices"]) for _, body in shop.sent] == [48, 48, 4]


def test_orders_at_the_same_prices_are_placed_side_by_side() -> None:
    book = PriceBook(FakeShop())
    first, second = purchase(("A", 100)), purchase(("A", 100), ("B", 100))

    book.hold(first)
    book.hold(second)
    book.set(first)
    book.set(second)

    assert book.changes == 2


def test_an_order_sets_a_price_that_another_one_has_not_set_yet() -> None:
    shop = FakeShop()
    book = PriceBook(shop)
    first, second = purchase(("A", 100)), purchase(("A", 100), ("B", 100))

    book.hold(first)
    book.hold(second)
    book.set(second)

    assert [price["sku"] for price in shop.sent[0][1]["prices"]] == ["A", "B"]


def test_another_price_waits_until_the_order_is_placed() -> None:
    shop = FakeShop()
    book = PriceBook(shop)
    first, second = purchase(("A", 100)), purchase(("A", 200))
    book.hold(first)
    book.set(first)
    began, held = threading.Event(), threading.Event()

    def hold_second() -> None:
        began.set()
        book.hold(second)
        book.set(second)
        held.set()

    waiting = threading.Thread(target=hold_second)
    waiting.start()
    began.wait()
    set_before = len(shop.sent)
    book.release(first)
    waiting.join(10)

    assert set_before == 1
    assert held.is_set()
    assert [body["prices"][0]["amount"] for _, body in shop.sent] == [100, 200]


def test_the_clock_moves_by_the_hour_and_at_each_new_day() -> None:
    time = LogTime(FakeShop(), AT)

    assert not time.due(AT + timedelta(minutes=59))
    assert time.due(AT + timedelta(hours=1))
    assert time.due(AT.replace(day=2, hour=0, minute=5))


def test_the_clock_moves_to_the_logs_time() -> None:
    shop = FakeShop()
    time = LogTime(shop, AT)
    later = AT + timedelta(hours=3)

    time.move(later)

    assert shop.now == later
    assert not time.due(later + timedelta(minutes=5))


def test_a_shop_that_is_ahead_of_the_log_keeps_its_time() -> None:
    shop = FakeShop(AT + timedelta(days=2))

    LogTime(shop, AT).move(AT + timedelta(hours=1))

    assert shop.sent == []


def test_a_log_does_not_begin_in_the_shops_past() -> None:
    with pytest.raises(ShopIsLater, match="--clock 2010-12-01T08:00:00"):
        check_beginning(AT + timedelta(seconds=1), AT)


def test_pace_is_told_of_the_first_and_the_last_orders() -> None:
    seconds = iter([0.0, 0.1, 0.2, 0.3, 0.8, 1.3])
    pace = Pace(lambda: next(seconds))

    pace.start()
    for _ in range(5):
        pace.order()

    assert pace.first(3) == pytest.approx(10)
    assert pace.last(2) == pytest.approx(2)


def test_pace_of_nothing_is_nothing() -> None:
    assert Pace(lambda: 0.0).first(1_000) == 0.0
