"""Pumps in their threads, and `settle`, which drives them whether they run or not."""

import threading
from collections.abc import Callable

import pytest
from barrow.cloud.pump import IDLE, Depths, Outcome, Pump
from barrow.cloud.pumps import NotSettled, Pumps
from barrow.cloud.queue_pump import QueuePump

from tests.unit.cloud.fake_sqs import FakeSqs
from tests.unit.cloud.handlers import Recorder, queue_handler


class Basket:
    """A pump that moves things one by one; each may put others into other baskets."""

    def __init__(
        self, name: str, then: Callable[[str], None] = lambda _: None, rest: float = 0.0
    ) -> None:
        self.name = name
        self.rest = rest
        self.waiting: list[str] = []
        self.moved: list[str] = []
        self.something_moved = threading.Event()
        self._then = then

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002
        return bool(self.waiting)

    def hurry(self) -> None: ...

    def step(self) -> Outcome:
        if not self.waiting:
            return IDLE
        thing = self.waiting.pop(0)
        self._then(thing)
        self.moved.append(thing)
        self.something_moved.set()
        return Outcome(1, 1)


class Unseen(Basket):
    """What no look finds."""

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002
        return False


class Blocked:
    """A stream whose function fails `fails` times."""

    name = "stream orders"
    rest = 0.0

    def __init__(self, fails: int) -> None:
        self.fails = fails
        self.hurried = 0
        self.left = 1

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002
        return bool(self.left)

    def hurry(self) -> None:
        self.hurried += 1

    def step(self) -> Outcome:
        if not self.left:
            return IDLE
        if self.fails:
            self.fails -= 1
            return Outcome(1, 0, "checkout.relay: no bus")
        self.left = 0
        return Outcome(1, 1)


class Stumbling:
    """A pump with a defect."""

    name = "stumbling"
    rest = 0.0

    def __init__(self) -> None:
        self.steps = 0
        self.twice = threading.Event()

    def ready(self, depths: Depths) -> bool:  # noqa: ARG002
        return True

    def hurry(self) -> None: ...

    def step(self) -> Outcome:
        self.steps += 1
        if self.steps == 2:
            self.twice.set()
        raise RuntimeError("a defect")


def pumps_of(*pumps: Pump, dead: int = 0, monotonic: Callable[[], float] = lambda: 0.0) -> Pumps:
    return Pumps(pumps, dict, lambda: dead, monotonic)


def test_settle_drives_pumps_that_do_not_run() -> None:
    basket = Basket("a")
    basket.waiting += ["1", "2", "3"]

    outcome = pumps_of(basket).settle()

    assert outcome == {"handled": 3, "dead_letters": 0}
    assert basket.moved == ["1", "2", "3"]


def test_a_pump_that_is_woken_by_name_waits_for_no_look() -> None:
    unseen, other = Unseen("unseen"), Unseen("other")
    unseen.waiting.append("1")
    other.waiting.append("2")
    pumps = pumps_of(unseen, other)
    pumps.start()

    pumps.wake("unseen")

    assert unseen.something_moved.wait(10)
    pumps.stop()
    assert (unseen.moved, other.moved) == (["1"], [])


def test_settle_goes_on_until_what_work_makes_is_done_too() -> None:
    first = Basket("first")
    second = Basket("second", then=lambda _: first.waiting.append("9"))
    first.waiting.append("0")
    second.waiting.append("1")

    outcome = pumps_of(first, second).settle()

    assert outcome["handled"] == 3
    assert first.moved == ["0", "9"]


def test_settle_tells_how_many_dead_letters_lie() -> None:
    assert pumps_of(dead=4).settle() == {"handled": 0, "dead_letters": 4}


def test_settle_waits_for_a_handler_that_another_thread_runs() -> None:
    entered, leave, settled = threading.Event(), threading.Event(), threading.Event()

    def hold(_: str) -> None:
        entered.set()
        assert leave.wait(10)

    basket = Basket("slow", then=hold)
    basket.waiting.append("1")
    pumps = pumps_of(basket)
    pumps.start()
    assert entered.wait(10)

    def wait() -> None:
        pumps.settle()
        settled.set()

    waiter = threading.Thread(target=wait)
    waiter.start()

    settled_too_early = settled.wait(0.05)
    leave.set()
    waiter.join(10)
    pumps.stop()

    assert not settled_too_early
    assert settled.is_set()
    assert basket.moved == ["1"]


def test_a_blocked_stream_is_tried_again_and_counted_once() -> None:
    blocked = Blocked(fails=2)

    outcome = pumps_of(blocked).settle()

    assert outcome["handled"] == 1


def test_a_stream_that_stays_blocked_is_named_with_its_reason() -> None:
    blocked = Blocked(fails=99)

    with pytest.raises(NotSettled, match=r"stream orders is blocked by checkout\.relay: no bus"):
        pumps_of(blocked).settle()

    assert blocked.fails == 96


def test_settle_gives_up_when_the_time_is_over() -> None:
    endless = Basket("endless", then=lambda thing: endless.waiting.append(thing))  # noqa: PLW0108
    endless.waiting.append("1")
    ticks = iter(range(100))

    with pytest.raises(NotSettled, match="endless"):
        pumps_of(endless, monotonic=lambda: float(next(ticks))).settle(timeout=5)

    assert len(endless.moved) == 6


def test_a_poison_message_is_a_dead_letter_after_settle_without_waiting() -> None:
    sqs, seen = FakeSqs({"orders": ("orders-dead", 3)}), Recorder(fails=99)
    sqs.put("orders", "poison")
    pump = QueuePump("orders", queue_handler(seen), sqs, monotonic=lambda: sqs.time)
    pumps = Pumps([pump], sqs.depths, lambda: len(sqs.bodies("orders-dead")), lambda: 0.0)

    outcome = pumps.settle()

    assert outcome == {"handled": 0, "dead_letters": 1}
    assert len(seen.events) == 3


def test_running_pumps_work_when_they_are_pulsed() -> None:
    basket = Basket("a")
    pumps = pumps_of(basket)
    pumps.start()

    basket.waiting.append("1")
    pumps.pulse()
    moved = basket.something_moved.wait(10)
    pumps.stop()

    assert moved
    assert basket.moved == ["1"]


def test_running_pumps_find_work_without_a_pulse() -> None:
    basket = Basket("a")
    pumps = pumps_of(basket)
    pumps.start()

    basket.waiting.append("1")
    moved = basket.something_moved.wait(10)
    pumps.stop()

    assert moved


def test_a_defect_in_one_pump_ends_neither_its_thread_nor_the_others() -> None:
    stumbling, basket = Stumbling(), Basket("a")
    pumps = pumps_of(stumbling, basket)
    pumps.start()

    basket.waiting.append("1")
    pumps.pulse()
    moved = basket.something_moved.wait(10)
    stumbled_again = stumbling.twice.wait(10)
    pumps.stop()

    assert moved
    assert stumbled_again


def test_a_pump_that_rests_is_neither_waited_for_nor_stops_late() -> None:
    basket = Basket("resting", rest=3600)
    pumps = pumps_of(basket)
    pumps.start()
    basket.waiting.append("1")
    pumps.pulse()
    assert basket.something_moved.wait(10)

    basket.waiting += ["2", "3"]
    pumps.pulse()
    settled = pumps.settle()
    pumps.stop()

    assert basket.moved == ["1", "2", "3"]
    assert settled["handled"] == 2
    assert not any(thread.name == "resting" for thread in threading.enumerate())


def test_stop_waits_for_the_step_under_way() -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold(_: str) -> None:
        entered.set()
        assert leave.wait(10)

    basket = Basket("slow", then=hold)
    basket.waiting.append("1")
    pumps = pumps_of(basket)
    pumps.start()
    assert entered.wait(10)

    stopper = threading.Thread(target=pumps.stop)
    stopper.start()
    stopper.join(0.05)
    waited = stopper.is_alive()
    leave.set()
    stopper.join(10)

    assert waited
    assert basket.moved == ["1"]
    assert not any(thread.name == "slow" for thread in threading.enumerate())
