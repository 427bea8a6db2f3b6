"""A partition kept in the order of its sort key, and the stretch of it a condition can reach."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """Where an item stands. `order` begins with the sort key's value."""

    order: tuple[Any, ...]
    pk: str
    sk: str


class Sorted:
    """The entries of one partition of a table or an index."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries)

    def put_in(self, entry: Entry) -> None:
        insort(self.entries, entry)

    def take_out(self, entry: Entry) -> None:
        at = bisect_left(self.entries, entry)
        if at < len(self.entries) and self.entries[at] == entry:
            del self.entries[at]


def stretch(entries: list[Entry], shape: str, operands: list[Any]) -> tuple[int, int] | None:
    """Return the bounds of what can match a condition on the sort key, None if it is not known.

    `shape` is the condition's tokens, e.g. `NAME LE VALUE_REF`; empty stands for no condition.
    """

    def at_least(value: Any) -> int:
        return bisect_left(entries, value, key=lambda entry: entry.order[0])

    def beyond(value: Any) -> int:
        return bisect_right(entries, value, key=lambda entry: entry.order[0])

    bounds = None
    match shape, operands:
        case "", []:
            bounds = 0, len(entries)
        case "NAME EQ VALUE_REF", [value]:
            bounds = at_least(value), beyond(value)
        case "NAME LT VALUE_REF", [value]:
            bounds = 0, at_least(value)
        case "NAME LE VALUE_REF", [value]:
            bounds = 0, beyond(value)
        case "NAME GT VALUE_REF", [value]:
            bounds = beyond(value), len(entries)
        case "NAME GE VALUE_REF", [value]:
            bounds = at_least(value), len(entries)
        case "NAME between VALUE_REF and VALUE_REF", [low, high]:
            bounds = at_least(low), beyond(high)
        case "begins_with LPAREN NAME COMMA VALUE_REF RPAREN", [str(prefix)]:
            bounds = at_least(prefix), beyond(prefix + "\U0010ffff" * 2)
    return bounds
