"""The developer's clock is read, moved and set."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.cloud.dev.surroundings import NOON, Shop, assert_problem
from tests.unit.cloud.wsgi_calls import call


def test_the_clock_tells_its_time(shop: Shop) -> None:
    assert shop.get("/dev/clock").json() == {
        "now": "2026-03-01T12:00:00.000Z",
        "offset_seconds": 0.0,
    }


def test_advancing_moves_it_and_wakes_the_pumps(shop: Shop) -> None:
    got = shop.post("/dev/clock", {"advance_seconds": 86_400})

    assert got.json() == {"now": "2026-03-02T12:00:00.000Z", "offset_seconds": 86_400.0}
    assert shop.pulses == 1


def test_it_can_be_set_to_a_moment(shop: Shop) -> None:
    shop.post("/dev/clock", {"set_to": "2026-03-01T15:00:00+02:00"})

    assert shop.clock.offset == timedelta(hours=1)


@pytest.mark.parametrize(
    "body",
    [
        {"advance_seconds": 0},
        {"advance_seconds": -60},
        {"advance_seconds": "60"},
        {"advance_seconds": True},
        {"advance_seconds": 1e300},
        {"advance_seconds": 60, "set_to": "2026-03-02T00:00:00Z"},
        {"set_to": "2026-02-01T00:00:00Z"},
        {"set_to": "2026-03-02T00:00:00"},
        {"set_to": "9999-12-31T23:59:59Z"},
        {"seconds": 60},
        {},
        [],
        "60",
        None,
    ],
)
def test_a_time_that_is_none_is_a_problem_and_moves_nothing(shop: Shop, body: Any) -> None:
    raw = json.dumps(body).encode()

    got = call(shop.dev, "POST", "/dev/clock", raw, {"Content-Type": "application/json"})

    assert_problem(got, 422, "invalid")
    assert shop.clock.now() == NOON
