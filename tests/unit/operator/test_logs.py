"""Logs of several functions in one order, as a person reads them."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any, cast

import pytest
from barrow.deploying.account import Account
from barrow.failures import Failure
from barrow.operating import log_lines, logs
from barrow.operating.commands import passed
from barrow.operating.logs import NoSuchFunction, Wanted
from barrow.operating.standing import Function

from tests.unit.operator import aws_fakes

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MILLIS = int(START.timestamp() * 1000)


def function(capability: str, part: str = "") -> Function:
    name = f"barrow-{capability}-one" + (f"-{part}" if part else "")
    return Function(name, capability, part, "r1", "python3.13", 512, START)


CART, RELAY = function("cart"), function("cart", "relay")
CHECKOUT = function("checkout")


def line(level: str = "INFO", message: str = "handled", **more: Any) -> str:
    return json.dumps({"level": level, "message": message, "service": "cart", **more})


class Groups:
    """CloudWatch Logs: events of each function, as (milliseconds after the start, text)."""

    def __init__(self, **events: list[tuple[int, str]]) -> None:
        self.events = {name.replace("_", "-"): list(told) for name, told in events.items()}
        self.client = aws_fakes.Client(filter_log_events=self._filter)
        self.account = cast(Account, aws_fakes.Account({"logs": self.client}))

    def _filter(self, **asked: Any) -> Any:
        name = asked["logGroupName"].removeprefix("/aws/lambda/")
        if name not in self.events:
            return self.client.missing("ResourceNotFoundException")
        found = [
            {"timestamp": MILLIS + at, "eventId": f"{name} {at} {text}", "message": text + "\n"}
            for at, text in self.events[name]
            if asked["startTime"] <= MILLIS + at <= asked.get("endTime", MILLIS + 10**9)
        ]
        # one event a page, as if there were many
        return [{"events": [one]} for one in found] or [{"events": []}]


def test_entries_of_several_groups_come_in_the_order_of_time() -> None:
    groups = Groups(
        barrow_cart_one=[(1, "a"), (30, "d")], barrow_checkout_one=[(2, "b"), (20, "c")]
    )

    entries = list(logs.read(groups.account, [CART, CHECKOUT], Wanted(), START))

    assert [entry.text for entry in entries] == ["a", "b", "c", "d"]
    assert [entry.function for entry in entries][:2] == ["barrow-cart-one", "barrow-checkout-one"]
    assert entries[0].at == START + timedelta(milliseconds=1)


def test_a_function_that_never_ran_has_no_group_and_is_passed_over() -> None:
    groups = Groups(barrow_cart_one=[(1, "a")])

    entries = list(logs.read(groups.account, [CART, CHECKOUT], Wanted(), START))

    assert [entry.text for entry in entries] == ["a"]


def test_only_the_time_asked_for_is_told() -> None:
    groups = Groups(barrow_cart_one=[(0, "first"), (1000, "second"), (2000, "third")])
    since, until = START + timedelta(seconds=1), START + timedelta(seconds=1)

    entries = list(logs.read(groups.account, [CART], Wanted(), since, until))

    assert [entry.text for entry in entries] == ["second"]


def test_errors_alone_are_told_when_they_are_asked_for() -> None:
    said = [
        (1, line()),
        (2, line("ERROR", "handled", exception="Traceback\nValueError: no")),
        (3, "[ERROR] Runtime.ImportModuleError: Unable to import module 'app'"),
        (4, "2026-03-02T09:00:00Z 1f Task timed out after 30.03 seconds"),
        (5, line("INFO", "a buyer wrote ERROR in capitals")),
        (6, "REPORT RequestId: 1f Duration: 30000 ms Status: timeout"),
        (7, "REPORT RequestId: 2f Duration: 3 ms"),
    ]
    groups = Groups(barrow_cart_one=said)

    entries = list(logs.read(groups.account, [CART], Wanted(errors=True), START))

    assert [entry.text for entry in entries] == [said[at][1] for at in (1, 2, 3, 5)]
    assert groups.client.asked[0][1]["filterPattern"] == logs.TROUBLE


@pytest.mark.parametrize(
    "text",
    [
        "START RequestId: 1f Version: $LATEST",
        "END RequestId: 1f",
        "REPORT RequestId: 1f Duration: 3 ms",
        "INIT_START Runtime Version: python:3.13",
        json.dumps({"_aws": {"CloudWatchMetrics": []}, "OrdersPaid": 1}),
        " ",
    ],
)
def test_what_says_nothing_is_left_out(text: str) -> None:
    groups = Groups(barrow_cart_one=[(1, text), (2, line())])

    entries = list(logs.read(groups.account, [CART], Wanted(), START))

    assert [entry.text for entry in entries] == [line()]


def test_following_tells_each_entry_once_however_late_it_comes() -> None:
    groups = Groups(barrow_cart_one=[(1_000, "first")])
    clock = (START + timedelta(seconds=10 * turn) for turn in count())
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 1:
            # written before the first one, handed out after it
            groups.events["barrow-cart-one"] += [(500, "late"), (11_000, "second")]
        if len(waits) == 3:
            groups.events["barrow-cart-one"].append((25_000, "third"))

    told = logs.follow(groups.account, [CART], Wanted(), START, lambda: next(clock), pause)

    assert [entry.text for entry in islice(told, 4)] == ["first", "late", "second", "third"]
    assert set(waits) == {logs.PAUSE}


def test_following_asks_no_further_back_than_events_can_be_late() -> None:
    groups = Groups(barrow_cart_one=[])
    clock = (START + timedelta(minutes=turn) for turn in count())

    def pause(_: float) -> None:
        if len(groups.client.asked) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(logs.follow(groups.account, [CART], Wanted(), START, lambda: next(clock), pause))

    minutes = [(request["startTime"] - MILLIS) / 60_000 for _, request in groups.client.asked]
    assert minutes == [0, 0, 0.5]


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (Wanted(), [CART, RELAY, CHECKOUT]),
        (Wanted(capability="cart"), [CART, RELAY]),
        (Wanted(function="relay"), [RELAY]),
        (Wanted(function="cart.relay"), [RELAY]),
        (Wanted(function="barrow-checkout-one"), [CHECKOUT]),
    ],
)
def test_functions_are_chosen_by_app_by_part_and_by_name(
    wanted: Wanted, chosen: list[Function]
) -> None:
    assert wanted.of([CART, RELAY, CHECKOUT]) == chosen


def test_a_function_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(NoSuchFunction, match="there are: barrow-cart-one, barrow-cart-one-relay"):
        Wanted(function="relais").of([CART, RELAY])


def test_a_line_of_the_shop_is_shown_with_what_is_known_beside_it() -> None:
    text = line(
        "INFO", "handled", handler="http", route="POST /cart/carts", duration_ms=12.5, status=201,
        function_request_id="1f", timestamp="2026-03-02 09:00:00", orders=["ord_1"], empty="",
    )  # fmt: skip

    shown = log_lines.shown(START, "barrow-cart-one", text)

    assert shown == (
        "2026-03-02 09:00:00 cart-one INFO handled POST /cart/carts 12.5 ms status=201"
        ' orders=["ord_1"]'
    )


def test_an_exception_is_shown_below_its_line() -> None:
    text = line("ERROR", "handled", exception="Traceback (most recent call last):\nValueError: no")

    shown = log_lines.shown(START, "barrow-cart-one-relay", text)

    assert shown.splitlines()[1:] == [
        "    Traceback (most recent call last):",
        "    ValueError: no",
    ]


def test_a_line_of_no_request_is_shown_with_its_handler() -> None:
    shown = log_lines.shown(START, "barrow-cart-one-relay", line(handler="relay", duration_ms=2))

    assert shown == "2026-03-02 09:00:00 cart-one-relay INFO handled relay 2 ms"


def test_events_without_an_id_are_told_all_the_same() -> None:
    groups = Groups(barrow_cart_one=[(1, "a"), (2, "b")])
    events = [{"timestamp": MILLIS + at, "message": text} for at, text in [(1, "a"), (1, "b")]]
    groups.client.set(filter_log_events={"events": events})

    entries = list(logs.read(groups.account, [CART], Wanted(), START))

    assert [entry.text for entry in entries] == ["a", "b"]
    assert len({entry.id for entry in entries}) == 2


def test_what_is_no_json_is_shown_as_it_is() -> None:
    shown = log_lines.shown(START, "barrow-cart-one", "{not json")

    assert shown == "2026-03-02 09:00:00 cart-one {not json"


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("10m", 600), ("3h", 10_800), ("2d", 172_800)]
)
def test_how_far_back_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert passed(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "10", "m", "-3h", "1 week", "1.5h"])
def test_another_way_of_writing_it_is_refused(text: str) -> None:
    with pytest.raises(Failure, match="write 90s, 10m, 3h or 2d"):
        passed(text)
