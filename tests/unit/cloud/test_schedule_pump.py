"""Scheduled functions fire by the shop's clock: in order, and once after a jump."""

from datetime import UTC, datetime, timedelta

from barrow.cloud.schedule_pump import SchedulePump
from barrow.cloud.shop_clock import ShopClock

from tests.unit.cloud.handlers import Recorder, schedule_handler

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTELY, DAILY = "rate(1 minute)", "cron(0 6 * * ? *)"


class KeptDue:
    def __init__(self) -> None:
        self.due: dict[str, datetime] = {}

    def load_due(self) -> dict[str, datetime]:
        return dict(self.due)

    def save_due(self, name: str, due: datetime) -> None:
        self.due[name] = due


def drain(pump: SchedulePump) -> int:
    handled = 0
    while (outcome := pump.step()).tried:
        pump.hurry()
        handled += outcome.handled
    return handled


def test_nothing_fires_before_it_is_due() -> None:
    clock, seen = ShopClock(lambda: NOON), Recorder()
    pump = SchedulePump([schedule_handler(seen, "release", MINUTELY)], clock.now)

    clock.advance(59)

    assert not pump.ready({})
    assert drain(pump) == 0


def test_a_due_schedule_fires_once_with_the_shops_time() -> None:
    clock, seen = ShopClock(lambda: NOON), Recorder()
    pump = SchedulePump([schedule_handler(seen, "release", MINUTELY)], clock.now)

    clock.advance(60)

    assert pump.ready({})
    assert drain(pump) == 1
    assert seen.events[0]["time"] == "2026-03-01T12:01:00Z"
    assert seen.events[0]["detail-type"] == "Scheduled Event"


def test_a_jump_of_a_day_fires_each_schedule_once_in_due_order() -> None:
    clock, order = ShopClock(lambda: NOON), []
    pump = SchedulePump(
        [
            schedule_handler(lambda _: order.append("report"), "report", DAILY),
            schedule_handler(lambda _: order.append("release"), "release", MINUTELY),
        ],
        clock.now,
    )

    clock.advance(86_400)

    assert drain(pump) == 2
    assert order == ["release", "report"]
    assert pump.plan() == [
        ("checkout.report", NOON.replace(day=3, hour=6)),
        ("checkout.release", NOON.replace(day=2) + timedelta(minutes=1)),
    ]


def test_a_failed_schedule_is_tried_three_times_in_all() -> None:
    clock, seen = ShopClock(lambda: NOON), Recorder(fails=9)
    pump = SchedulePump([schedule_handler(seen, "release", MINUTELY)], clock.now)
    clock.advance(60)

    handled = drain(pump)

    assert (handled, len(seen.events)) == (0, 3)


def test_a_schedule_that_fails_once_is_done_at_the_second_try() -> None:
    clock, seen = ShopClock(lambda: NOON), Recorder(fails=1)
    pump = SchedulePump([schedule_handler(seen, "release", MINUTELY)], clock.now)
    clock.advance(60)

    handled = drain(pump)

    assert (handled, len(seen.events)) == (1, 2)


def test_a_failed_schedule_pauses_unless_someone_waits() -> None:
    clock, seen = ShopClock(lambda: NOON), Recorder(fails=1)
    handler = schedule_handler(seen, "release", MINUTELY)
    pump = SchedulePump([handler], clock.now, monotonic=lambda: 0.0)
    clock.advance(60)
    pump.step()

    ready_while_paused = pump.ready({})
    pump.hurry()

    assert not ready_while_paused
    assert pump.ready({})


def test_what_was_due_while_the_shop_was_closed_fires_once_when_it_opens() -> None:
    kept, seen = KeptDue(), Recorder()
    handler = schedule_handler(seen, "report", DAILY)
    SchedulePump([handler], lambda: NOON, kept)

    reopened = SchedulePump([handler], lambda: NOON + timedelta(days=5), kept)

    assert drain(reopened) == 1


def test_a_schedule_made_more_frequent_does_not_wait_for_its_old_date() -> None:
    kept, seen = KeptDue(), Recorder()
    SchedulePump([schedule_handler(seen, "report", DAILY)], lambda: NOON, kept)

    changed = SchedulePump([schedule_handler(seen, "report", MINUTELY)], lambda: NOON, kept)

    assert changed.plan() == [("checkout.report", NOON + timedelta(minutes=1))]
