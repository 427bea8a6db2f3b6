"""The shop's time: aware, UTC, asked for at a door and passed on as a value.

In Lambda it is the machine's. The local cloud gives a source that people can move.
"""

from collections.abc import Callable
from datetime import UTC, datetime


def _machine_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _machine_time


def now() -> datetime:
    return _source()


def use(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source` from now on; None means the machine's again."""
    global _source  # noqa: PLW0603 — the one clock of a process
    _source = source or _machine_time


def text(at: datetime) -> str:
    """RFC 3339 with milliseconds and Z: sorts as it reads."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(value: str) -> datetime:
    return datetime.fromisoformat(value)
