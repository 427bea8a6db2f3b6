"""Steps as they are shown: live for a person, a line each for a log."""

import io

import pytest
from barrow.deploying.shown_steps import ShownSteps
from barrow.failures import Failure
from rich.console import Console


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def drawn(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def paper(*, is_terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), force_terminal=is_terminal, width=80)


def test_a_log_has_a_line_for_each_step_once_it_has_ended() -> None:
    console, clock = paper(), Clock()

    with ShownSteps(console, clock) as steps:
        with steps.step("foundation") as step:
            step.note("CartTable create in progress")
            clock.now += 41
            step.end("made")
        with steps.step("secrets"):
            clock.now += 90

    assert drawn(console) == "✓ foundation: made (41 s)\n✓ secrets: done (1 min 30 s)\n"


def test_a_step_that_fails_says_so_and_lets_the_error_on() -> None:
    console = paper()

    with (
        pytest.raises(Failure, match="no room"),
        ShownSteps(console, Clock()) as steps,
        steps.step("cart"),
    ):
        raise Failure("no room")

    assert drawn(console) == "✗ cart: failed (0 s)\n"


def test_a_step_that_is_broken_off_was_stopped() -> None:
    console = paper()

    with (
        pytest.raises(KeyboardInterrupt),
        ShownSteps(console, Clock()) as steps,
        steps.step("cart"),
    ):
        raise KeyboardInterrupt

    assert drawn(console) == "✗ cart: stopped (0 s)\n"


def test_a_person_sees_what_each_step_is_at() -> None:
    console, clock = paper(is_terminal=True), Clock()

    with ShownSteps(console, clock) as steps, steps.step("cart") as step:
        step.note("Creating lambda function: barrow-cart-one")
        clock.now += 12
        steps.show()
        at_work = drawn(console)

    assert "cart" in at_work
    assert "Creating lambda function: barrow-cart-one" in at_work
    assert "12 s" in at_work
    assert "✓" in drawn(console)
