"""Messages come to their function, are deleted after it, and come again when it failed."""

from itertools import pairwise
from typing import Any

from barrow.cloud.queue_pump import QueuePump

from tests.unit.cloud.fake_sqs import FakeSqs
from tests.unit.cloud.handlers import HandlerFailed, Recorder, queue_handler

REDRIVE = {"orders": ("orders-dead", 3)}


def pump_of(sqs: FakeSqs, recorder: Any, batch_size: int = 10, window: int = 0) -> QueuePump:
    handler = queue_handler(recorder, batch_size=batch_size, window=window)
    return QueuePump("orders", handler, sqs, monotonic=lambda: sqs.time)


def bodies(event: dict[str, Any]) -> list[str]:
    return [record["body"] for record in event["Records"]]


def test_a_batch_is_handled_and_deleted() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    sqs.put("orders", "a", "b")

    outcome = pump_of(sqs, seen).step()

    assert (outcome.tried, outcome.handled) == (2, 2)
    assert [bodies(event) for event in seen.events] == [["a", "b"]]
    assert sqs.bodies("orders") == []


def test_a_record_has_what_a_function_reads() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    sqs.put("orders", "a")

    pump_of(sqs, seen).step()

    record = seen.events[0]["Records"][0]
    assert record["messageId"] == "m1"
    assert record["receiptHandle"] == "m1/1"
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"].endswith(":orders")
    assert record["attributes"] == {"ApproximateReceiveCount": "1"}


def test_batches_are_as_large_as_declared() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    sqs.put("orders", *"abcdefghijklmno")
    pump = pump_of(sqs, seen, batch_size=12)

    pump.step()
    pump.step()

    assert [len(event["Records"]) for event in seen.events] == [12, 3]


def test_an_empty_queue_calls_nobody() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()

    outcome = pump_of(sqs, seen).step()

    assert outcome.tried == 0
    assert seen.events == []


def test_a_failed_message_comes_again_at_once_and_then_later_each_time() -> None:
    sqs, seen = FakeSqs({"orders": ("orders-dead", 9)}), Recorder(fails=4)
    sqs.put("orders", "a")
    pump = pump_of(sqs, seen)

    for seconds in (0, 0, 1, 2):
        sqs.time += seconds
        pump.step()

    assert sqs.waits == [0, 1, 2, 3]
    assert len(seen.events) == 4


def test_a_message_that_waits_is_not_tried_before_its_time() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder(fails=2)
    sqs.put("orders", "a")
    pump = pump_of(sqs, seen)

    outcomes = [pump.step().tried for _ in range(3)]

    assert outcomes == [1, 1, 0]


def test_hurry_ends_the_wait() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder(fails=2)
    sqs.put("orders", "a")
    pump = pump_of(sqs, seen)
    pump.step()
    pump.step()

    pump.hurry()
    outcome = pump.step()

    assert outcome.handled == 1
    assert sqs.bodies("orders") == []


def test_a_message_that_always_fails_ends_in_the_dead_letter_queue() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder(fails=99)
    sqs.put("orders", "a")
    pump = pump_of(sqs, seen)

    for _ in range(4):
        pump.hurry()
        pump.step()

    assert len(seen.events) == 3
    assert sqs.bodies("orders") == []
    assert sqs.bodies("orders-dead") == ["a"]


def test_messages_the_function_deleted_itself_do_not_come_again() -> None:
    sqs = FakeSqs(REDRIVE)
    sqs.put("orders", "good", "bad")

    def delete_good_and_fail(event: dict[str, Any]) -> None:
        handle = event["Records"][0]["receiptHandle"]
        sqs.delete_message("https://sqs/orders", handle)
        raise HandlerFailed

    outcome = pump_of(sqs, delete_good_and_fail).step()

    assert (outcome.tried, outcome.handled) == (2, 1)
    assert sqs.bodies("orders") == ["bad"]


def test_it_is_ready_when_a_message_is_visible() -> None:
    pump = pump_of(FakeSqs(REDRIVE), Recorder())

    assert pump.ready({"orders": (1, 0)})
    assert not pump.ready({"orders": (0, 1)})
    assert not pump.ready({})


def looked(pump: QueuePump, sqs: FakeSqs) -> int:
    """Let the pump look and, where it wants to, step until it finds nothing; how much it tried."""
    tried = 0
    if pump.ready(sqs.depths()):
        while step := pump.step().tried:
            tried += step
    return tried


def test_a_window_gathers_messages_from_the_first_that_waits() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    pump = pump_of(sqs, seen, batch_size=100, window=1)

    tried = []
    for body in "abcd":
        sqs.put("orders", body)
        tried.append(looked(pump, sqs))
        sqs.time += 0.4

    assert tried == [0, 0, 0, 4]
    assert [bodies(event) for event in seen.events] == [["a", "b", "c", "d"]]


def test_a_full_batch_does_not_wait_for_the_end_of_its_window() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    pump = pump_of(sqs, seen, batch_size=12, window=60)
    sqs.put("orders", *"abcdefghijklm")

    looked(pump, sqs)

    assert [len(event["Records"]) for event in seen.events] == [12]


def test_the_next_window_begins_with_the_next_message() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    pump = pump_of(sqs, seen, window=1)
    sqs.put("orders", "a")
    looked(pump, sqs)
    sqs.time += 1
    looked(pump, sqs)

    sqs.time += 10
    sqs.put("orders", "b")
    early = looked(pump, sqs)
    sqs.time += 1
    late = looked(pump, sqs)

    assert (early, late) == (0, 1)


def test_a_function_with_a_window_rests_four_times_as_long_as_it_worked() -> None:
    sqs = FakeSqs({"orders": ("orders-dead", 99)})
    begun: list[float] = []

    def work_for_two_seconds(_: dict[str, Any]) -> None:
        begun.append(sqs.time)
        sqs.time += 2

    pump = pump_of(sqs, work_for_two_seconds, window=1)

    for _ in range(60):
        sqs.put("orders", "a")
        looked(pump, sqs)
        sqs.time += 0.5

    gaps = [later - earlier for earlier, later in pairwise(begun)]
    assert len(gaps) == 3
    assert set(gaps) == {10.0}


def test_a_function_without_a_window_does_not_rest() -> None:
    sqs = FakeSqs(REDRIVE)
    begun: list[float] = []

    def work_for_two_seconds(_: dict[str, Any]) -> None:
        begun.append(sqs.time)
        sqs.time += 2

    pump = pump_of(sqs, work_for_two_seconds, batch_size=1)
    sqs.put("orders", "a", "b")

    looked(pump, sqs)

    assert begun == [0, 2]


def test_hurry_flushes_the_window_and_ends_the_rest() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    pump = pump_of(sqs, seen, batch_size=1, window=300)
    sqs.put("orders", "a", "b")

    outcomes = []
    for _ in range(3):
        pump.hurry()
        outcomes.append(pump.step().handled)

    assert outcomes == [1, 1, 0]


def test_a_batch_stops_below_what_lambda_takes_as_one_event() -> None:
    sqs, seen = FakeSqs(REDRIVE), Recorder()
    sqs.put("orders", *["x" * 200_000] * 60)

    pump_of(sqs, seen, batch_size=100).step()

    size = sum(len(body) for body in bodies(seen.events[0]))
    assert size == 4_000_000
