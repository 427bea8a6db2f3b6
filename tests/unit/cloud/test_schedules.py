"""When schedule expressions fire. Dates of 2026; its 1 January is a Thursday."""

from datetime import UTC, datetime, timedelta

import pytest
from barrow.cloud.schedules import BadSchedule, parse
from hypothesis import given
from hypothesis import strategies as st


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "period"),
    [
        ("rate(1 minute)", timedelta(minutes=1)),
        ("rate(10 minutes)", timedelta(minutes=10)),
        ("rate(1 hour)", timedelta(hours=1)),
        ("rate(7 days)", timedelta(days=7)),
    ],
)
def test_a_rate_fires_one_period_later(expression: str, period: timedelta) -> None:
    now = at("2026-03-01T10:00:30")

    assert parse(expression).next_after(now) == now + period


@pytest.mark.parametrize(
    ("expression", "after", "expected"),
    [
        ("cron(0 6 * * ? *)", "2026-03-01T05:59:59", "2026-03-01T06:00"),
        ("cron(0 6 * * ? *)", "2026-03-01T06:00:00", "2026-03-02T06:00"),
        ("cron(*/15 * * * ? *)", "2026-03-01T10:44:10", "2026-03-01T10:45"),
        ("cron(5/20 * * * ? *)", "2026-03-01T10:26:00", "2026-03-01T10:45"),
        ("cron(0 8-10,22 * * ? *)", "2026-03-01T10:00:00", "2026-03-01T22:00"),
        ("cron(0 22-2 * * ? *)", "2026-03-01T00:30:00", "2026-03-01T01:00"),
        ("cron(0 9 ? * MON-FRI *)", "2026-03-06T09:00:00", "2026-03-09T09:00"),
        ("cron(0 9 ? * 1 *)", "2026-03-02T00:00:00", "2026-03-08T09:00"),
        ("cron(0 9 ? * L *)", "2026-03-02T00:00:00", "2026-03-07T09:00"),
        ("cron(0 9 ? * 6L *)", "2026-03-02T00:00:00", "2026-03-27T09:00"),
        ("cron(0 9 ? * TUE#2 *)", "2026-03-02T00:00:00", "2026-03-10T09:00"),
        ("cron(0 9 L * ? *)", "2026-02-02T00:00:00", "2026-02-28T09:00"),
        ("cron(0 9 LW * ? *)", "2026-02-02T00:00:00", "2026-02-27T09:00"),
        ("cron(0 9 15W * ? *)", "2026-02-02T00:00:00", "2026-02-16T09:00"),
        ("cron(0 9 1W * ? *)", "2026-07-31T10:00:00", "2026-08-03T09:00"),
        ("cron(0 9 31W * ? *)", "2026-05-01T00:00:00", "2026-05-29T09:00"),
        ("cron(0 9 31 * ? *)", "2026-04-01T00:00:00", "2026-05-31T09:00"),
        ("cron(0 9 29 2 ? *)", "2026-01-01T00:00:00", "2028-02-29T09:00"),
        ("cron(0 0 1 JAN,jul ? 2027)", "2026-01-01T00:00:00", "2027-01-01T00:00"),
        ("cron(59 23 31 12 ? *)", "2026-12-31T23:59:00", "2027-12-31T23:59"),
    ],
)
def test_a_cron_fires_at_its_next_moment(expression: str, after: str, expected: str) -> None:
    assert parse(expression).next_after(at(after)) == at(expected)


def test_a_cron_of_past_years_never_fires_again() -> None:
    assert parse("cron(0 0 1 1 ? 2020-2025)").next_after(at("2026-01-01T00:00:00")) is None


@pytest.mark.parametrize(
    "expression",
    [
        "rate(0 minutes)",
        "rate(1 minutes)",
        "rate(2 minute)",
        "rate(5 weeks)",
        "cron(0 6 * * * *)",
        "cron(0 6 ? * ? *)",
        "cron(60 6 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 6 0 * ? *)",
        "cron(0 6 ? * 8 *)",
        "cron(0 6 ? * MON#6 *)",
        "cron(*/0 6 * * ? *)",
        "cron(0 6 * * ?)",
        "every day",
    ],
)
def test_what_eventbridge_refuses_is_refused(expression: str) -> None:
    with pytest.raises(BadSchedule):
        parse(expression)


@given(
    st.integers(0, 10 * 366 * 86_400).map(lambda s: at("2020-01-01") + timedelta(seconds=s)),
    st.integers(0, 59),
    st.integers(0, 23),
    st.integers(1, 28),
)
def test_a_monthly_cron_is_ahead_and_at_most_a_month(
    moment: datetime, minute: int, hour: int, day: int
) -> None:
    fires = parse(f"cron({minute} {hour} {day} * ? *)").next_after(moment)

    assert fires is not None
    assert moment < fires <= moment + timedelta(days=31)
    assert (fires.minute, fires.hour, fires.day, fires.second) == (minute, hour, day, 0)
