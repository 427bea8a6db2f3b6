"""EventBridge schedule expressions: when does `rate(…)` or `cron(…)` fire next?

Grammar: EventBridge guide, "Using cron and rate expressions". Times are UTC, to the minute. A cron
has six fields: minutes, hours, day of month, month, day of week, year; exactly one of the two day
fields is `?`. Days of the week are 1 (Sunday) to 7.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

_RATE = re.compile(r"^rate\((\d+) (minute|hour|day)(s?)\)$")
_CRON = re.compile(r"^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$")
_MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_WEEKDAY_NAMES = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES, 1)}
_LAST_YEAR = 2199


class BadSchedule(ValueError):
    """The expression is not one that EventBridge takes."""


class Schedule(Protocol):
    def next_after(self, moment: datetime) -> datetime | None:
        """The first firing strictly after `moment`; None when there is none left."""


@dataclass(frozen=True)
class Every:
    """A rate: counted from the moment given, as EventBridge counts from the rule's creation."""

    period: timedelta

    def next_after(self, moment: datetime) -> datetime | None:
        return moment + self.period


DayRule = Callable[[date], bool]


@dataclass(frozen=True)
class Calendar:
    """A cron: `is_day` says on which days, `hours` and `minutes` are sorted."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    is_day: DayRule
    months: frozenset[int]
    years: frozenset[int]

    def next_after(self, moment: datetime) -> datetime | None:
        start = moment.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        day = start.date()
        earliest = start.time()
        while day.year <= _LAST_YEAR:
            if day.year not in self.years:
                later = [year for year in self.years if year > day.year]
                if not later:
                    return None
                day, earliest = date(min(later), 1, 1), time()
            elif day.month not in self.months:
                last = monthrange(day.year, day.month)[1]
                day, earliest = day.replace(day=last) + timedelta(days=1), time()
            else:
                found = self._time_on(day, earliest)
                if found is not None:
                    return datetime.combine(day, found, UTC)
                day, earliest = day + timedelta(days=1), time()
        return None

    def _time_on(self, day: date, earliest: time) -> time | None:
        if not self.is_day(day):
            return None
        for hour in self.hours:
            for minute in self.minutes:
                if time(hour, minute) >= earliest:
                    return time(hour, minute)
        return None


def parse(expression: str) -> Schedule:
    """The schedule of `rate(…)` or `cron(…)`. Raises BadSchedule."""
    if rate := _RATE.match(expression):
        value, unit, plural = int(rate[1]), rate[2], rate[3]
        if value < 1 or (value == 1) == bool(plural):
            raise BadSchedule(f"{expression}: 1 goes with {unit}, more with {unit}s")
        return Every(timedelta(**{f"{unit}s": value}))
    if cron := _CRON.match(expression):
        minutes, hours, month_day, months, week_day, years = cron.groups()
        if (month_day == "?") == (week_day == "?"):
            raise BadSchedule(f"{expression}: one of the two day fields must be ?")
        return Calendar(
            tuple(sorted(_values(minutes, 0, 59))),
            tuple(sorted(_values(hours, 0, 23))),
            _week_days(week_day) if month_day == "?" else _month_days(month_day),
            _values(months, 1, 12, _MONTHS),
            _values(years, 1970, _LAST_YEAR),
        )
    raise BadSchedule(f"{expression} is neither rate(…) nor cron(…)")


def _number(text: str, low: int, high: int, names: dict[str, int] | None) -> int:
    named = (names or {}).get(text.upper())
    if named is not None:
        return named
    if not text.isdecimal() or not low <= int(text) <= high:
        raise BadSchedule(f"{text} is not between {low} and {high}")
    return int(text)


def _values(field: str, low: int, high: int, names: dict[str, int] | None = None) -> frozenset[int]:
    """The values of a field made of `*`, `a`, `a-b`, `x/step` and commas."""
    found: set[int] = set()
    for part in field.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = span.partition("-")
        if span == "*":
            start, end = low, high
        else:
            start = _number(first, low, high, names)
            end = _number(last, low, high, names) if dash else high if slash else start
        stride = _number(step, 1, high, None) if slash else 1
        found |= (
            set(range(start, end + 1, stride))
            if start <= end
            else {*range(start, high + 1, stride), *range(low, end + 1, stride)}
        )
    return frozenset(found)


def _month_days(field: str) -> DayRule:
    """Day of month: values, `L` (last), `LW` (last weekday), `15W` (the weekday nearest)."""
    if field == "L":
        return lambda day: day.day == monthrange(day.year, day.month)[1]
    if field == "LW":
        return lambda day: day == _nearest_weekday(day, monthrange(day.year, day.month)[1])
    if field.endswith("W"):
        wanted = _number(field[:-1], 1, 31, None)
        return lambda day: day == _nearest_weekday(day, wanted)
    days = _values(field, 1, 31)
    return lambda day: day.day in days


def _nearest_weekday(month: date, wanted: int) -> date | None:
    """The Monday to Friday nearest to day `wanted`, without leaving the month."""
    last = monthrange(month.year, month.month)[1]
    if wanted > last:
        return None
    day = month.replace(day=wanted)
    if day.weekday() == 5:
        return day - timedelta(days=1) if wanted > 1 else day + timedelta(days=2)
    if day.weekday() == 6:
        return day + timedelta(days=1) if wanted < last else day - timedelta(days=2)
    return day


def _week_days(field: str) -> DayRule:
    """Day of week: values, `6L` (the last Friday), `3#2` (the second Tuesday), `L` (Saturday)."""
    if field == "L":
        return lambda day: day.isoweekday() == 6
    if field.endswith("L"):
        wanted = _number(field[:-1], 1, 7, _WEEKDAYS)
        return lambda day: (
            _week_day(day) == wanted and day.day > monthrange(day.year, day.month)[1] - 7
        )
    if "#" in field:
        name, _, count = field.partition("#")
        wanted, nth = _number(name, 1, 7, _WEEKDAYS), _number(count, 1, 5, None)
        return lambda day: _week_day(day) == wanted and (day.day - 1) // 7 + 1 == nth
    days = _values(field, 1, 7, _WEEKDAYS)
    return lambda day: _week_day(day) in days


def _week_day(day: date) -> int:
    return day.isoweekday() % 7 + 1
