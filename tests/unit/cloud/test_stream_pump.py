"""A table's changes come to each function in order, and nothing passes a batch that failed."""

from typing import Any

from barrow.cloud.stream_pump import StreamPump, follows

from tests.unit.cloud.handlers import Recorder, stream_handler

TABLE = "barrow-local-checkout"


class FakeStream:
    def __init__(self, *changes: str) -> None:
        self.records: list[dict[str, Any]] = [{"eventID": change} for change in changes]

    def take_stream(self, table: str, limit: int = 100) -> list[dict[str, Any]]:
        assert table == TABLE
        return self.records[:limit]

    def done_stream(self, table: str, count: int) -> None:
        assert table == TABLE
        del self.records[:count]


class Hands:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def ids(event: dict[str, Any]) -> str:
    return "".join(record["eventID"] for record in event["Records"])


def test_changes_come_in_order_in_batches_as_declared() -> None:
    stream, seen = FakeStream(*"abcde"), Recorder()
    pump = StreamPump(TABLE, [stream_handler(seen, batch_size=2)], stream)

    handled = [pump.step().handled for _ in range(4)]

    assert handled == [2, 2, 1, 0]
    assert [ids(event) for event in seen.events] == ["ab", "cd", "e"]


def test_a_failed_batch_blocks_and_comes_again_unchanged() -> None:
    stream, seen, hands = FakeStream(*"ab"), Recorder(fails=1), Hands()
    pump = StreamPump(TABLE, [stream_handler(seen)], stream, monotonic=hands)

    failed = pump.step()
    stream.records.append({"eventID": "c"})
    hands.time += 1
    again = pump.step()

    assert failed.blocked is not None
    assert "HandlerFailed" in failed.blocked
    assert again.handled == 2
    assert [ids(event) for event in seen.events] == ["ab", "ab"]


def test_a_function_that_was_done_is_not_given_the_batch_twice() -> None:
    stream, good, bad, hands = FakeStream("a"), Recorder(), Recorder(fails=1), Hands()
    handlers = [stream_handler(good, "relay"), stream_handler(bad, "index")]
    pump = StreamPump(TABLE, handlers, stream, monotonic=hands)

    pump.step()
    hands.time += 1
    pump.step()

    assert (len(good.events), len(bad.events)) == (1, 2)
    assert stream.records == []


def test_a_pause_grows_while_it_fails_and_hurry_ends_it() -> None:
    stream, seen, hands = FakeStream("a"), Recorder(fails=3), Hands()
    pump = StreamPump(TABLE, [stream_handler(seen)], stream, monotonic=hands)
    pump.step()
    hands.time += 0.05
    pump.step()
    hands.time += 0.05

    paused = pump.step()
    ready = pump.ready({})
    pump.hurry()
    tried = pump.step()

    assert (paused.tried, ready, tried.tried) == (0, False, 1)


def test_a_stream_nobody_follows_is_dropped() -> None:
    stream = FakeStream(*"abc")

    StreamPump(TABLE, [], stream).step()

    assert stream.records == []


def test_what_passes_is_observed_before_the_functions() -> None:
    stream, order = FakeStream("a"), []
    handler = stream_handler(lambda _: order.append("handled"))

    StreamPump(TABLE, [handler], stream, lambda _: order.append("observed")).step()

    assert order == ["observed", "handled"]


def test_a_function_follows_the_table_its_arn_names() -> None:
    handler = stream_handler(Recorder())

    assert follows(handler, TABLE, "local")
    assert not follows(handler, "barrow-local-cart", "local")


def test_without_a_shops_table_in_the_arn_it_follows_its_capabilitys_own() -> None:
    handler = stream_handler(Recorder())
    handler.config.stream_arn = "*"

    assert follows(handler, TABLE, "local")
    assert not follows(handler, "barrow-local-cart", "local")
